"""The practice phone reads the code off the till's screen and pays it as a provider would report it."""

from __future__ import annotations

import io

import pytest
import segno
from PIL import Image

from appliance.core.card import key_of
from appliance.core.emv_qr import PaymentCode, for_sale
from appliance.core.money import RUPIAH
from cloud_bridge.demo import open_stall
from cloud_bridge.demo._customers import CUSTOMERS, GIFT_CODE, GIFT_MINOR, QRIS
from cloud_bridge.demo._wallet import Wallet, words_for
from cloud_bridge.payments.models import Provider, QrPayment
from cloud_bridge.people.models import Card, Customer
from cloud_bridge.replication.models import FeedRow

WORDS = words_for("en")

pytestmark = pytest.mark.skipif(not Wallet.is_possible(), reason="no reader of codes on this machine")


def screen(text=""):
    """Return a till's screen, with a code on it."""
    shown = Image.new("RGB", (1024, 600), "#f7f5f0")
    if text:
        code = io.BytesIO()
        segno.make(text, error="m", micro=False).save(code, kind="png", scale=5, border=4)
        shown.paste(Image.open(code).convert("RGB"), (300, 90))
    return shown


@pytest.fixture
def stall(live_server):
    merchant, _store, _till = open_stall()
    provider = Provider.objects.get(merchant=merchant)
    return f"{live_server.url}/api/payments/{provider.token}", provider.secret


def test_the_phone_pays_what_the_screen_asks_for(stall):
    code = for_sale(PaymentCode(QRIS), 47_500, RUPIAH, "0F3A55AB12340")
    said = Wallet(lambda: screen(code.text), *stall).pay(WORDS)
    assert said == "Paid: Rp 47.500. Look at the till."
    assert QrPayment.objects.values_list("reference", "amount_minor").get() == ("0F3A55AB12340", 47_500)
    assert FeedRow.objects.get(table="payment").key == "0F3A55AB12340"


@pytest.mark.parametrize("text", ["", "https://example.com/", QRIS])
def test_without_a_code_that_asks_for_money_nothing_is_paid(stall, text):
    assert Wallet(lambda: screen(text), *stall).pay(WORDS) == WORDS["none"]
    assert QrPayment.objects.count() == 0


def test_a_bridge_that_does_not_take_it_is_told_in_words(stall):
    code = for_sale(PaymentCode(QRIS), 47_500, RUPIAH, "0F3A55AB12340")
    assert "did not arrive" in Wallet(lambda: screen(code.text), stall[0], "another secret").pay(WORDS)


def test_the_stall_has_customers_points_and_the_gift_card_that_is_printed(db):
    merchant, store, _till = open_stall()
    open_stall()
    assert store.qr == QRIS
    assert Customer.objects.filter(merchant=merchant).count() == len(CUSTOMERS) == 3
    assert Card.objects.get(key=key_of(GIFT_CODE)).balance_minor == GIFT_MINOR
    assert sum(Customer.objects.values_list("points", flat=True)) == sum(points for _, _, points, _ in CUSTOMERS)


def test_the_phone_speaks_indonesian_and_english():
    assert words_for("id-ID,en")["pay"] != words_for("en")["pay"] == words_for("fr")["pay"]
