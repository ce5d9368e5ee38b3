from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from cloud_bridge.channels import trouble
from cloud_bridge.channels.models import Channel
from cloud_bridge.office.formats import ago, moment, money, quantity, span

FOLDER = Path(__file__).parents[3] / "cloud_bridge/locale/id/LC_MESSAGES"


def test_the_compiled_words_are_those_that_were_written():
    with (FOLDER / "django.po").open("rb") as written, (FOLDER / "django.mo").open("rb") as compiled:
        words = {_first(message.id): _first(message.string) for message in read_po(written) if message.id}
        assert {_first(message.id): _first(message.string) for message in read_mo(compiled) if message.id} == words
    assert all(words.values())


def _first(text):
    """Return the singular; Indonesian has no other form."""
    return text if isinstance(text, str) else text[0]


def test_the_office_speaks_indonesian_unless_asked_otherwise(office):
    del office.client.defaults["HTTP_ACCEPT_LANGUAGE"]
    assert "Terjual hari ini" in office.get("/")
    office.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Sold today" in office.get("/")


def test_trouble_is_told_in_the_language_of_the_reader():
    channel = Channel(market="shopee", trouble="shop_access_expired", trouble_code="connector.needs_owner")
    with translation.override("id"):
        assert trouble.in_words(channel).startswith("Shopee butuh pemilik: shop_access_expired")
    with translation.override("en"):
        assert trouble.in_words(channel).startswith("Shopee wants the owner: shop_access_expired")


def test_quantities_have_no_needless_decimals():
    with translation.override("id"):
        assert [quantity(12_000), quantity(845, "kg"), quantity(-1_500, "kg")] == ["12", "0,845 kg", "\u22121,5 kg"]


def test_money_is_grouped_as_its_country_does():
    assert [money(34_040, "IDR"), money(-1_250, "USD")] == ["Rp 34.040", "-$12.50"]


def test_time_is_told_in_its_largest_unit():
    with translation.override("en"):
        assert [span(4_000), span(90_000), span(7_200_000), span(172_800_000)] == ["4 s", "1 min", "2 h", "2 days"]
        assert [ago(0, 5), ago(1, 4_001)] == ["never", "4 s ago"]
        assert moment(0) == "\N{EN DASH}"
