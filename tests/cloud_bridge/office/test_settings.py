"""What an owner sets in the office is what the till sells by."""

from __future__ import annotations

import dataclasses

import pytest
from django.urls import reverse

from appliance.core.sale_receipt import LAYOUT
from appliance.till.kiosk_terms import KioskTerms
from appliance.till.reading import PREFIXES
from cloud_bridge.fleet.kiosk_form import USUAL
from cloud_bridge.fleet.merchant_form import KINDS
from cloud_bridge.fleet.models import Store
from cloud_bridge.fleet.paper_form import BLOCKS
from tests.ui.fakes import QRIS

INLINE = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}


def inline(prefix, *rows):
    form = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return form | {f"{prefix}-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}


def save_store(office, *sign_in, **changes):
    form = {
        "name": "Warung Melati", "country": "", "heading": "Jl. Contoh 1", "foot": "Terima kasih",
        "utc_offset_minutes": 420, "service_percent": 0, "service_base": "after_discount", "service_tax_class": "",
        "qr": "",
    }  # fmt: skip
    path = reverse("admin:fleet_store_change", args=[office.store.pk])
    return office.client.post(path, form | inline("signinrules", *sign_in) | changes)


def save_till(office, **changes):
    form = {"name": "Kasir 1", "store": office.store.pk, "prefix": "A", "labels": "", "labels_of": ""}
    path = reverse("admin:fleet_till_change", args=[office.till.pk])
    return office.client.post(path, form | changes)


def save_merchant(office, **changes):
    form = {
        "name": "Warung Melati", "country": "", "tax_number": "", "currency": "IDR", "policy": "line",
        "rounding_step_minor": 1, "rounding_mode": "half_up", "notes_minor": "[]", "initial-notes_minor": "[]",
    }  # fmt: skip
    return office.client.post(reverse("admin:fleet_merchant_change", args=[office.merchant.pk]), form | changes)


def test_a_payment_code_is_read_before_it_is_kept_and_says_whose_it_is(office, sells):
    assert save_store(office, qr=f"  {QRIS}\n", takes_tips="on").status_code == 302
    shop, _ = sells()
    assert (shop.qr, shop.takes_tips) == (QRIS, True)
    page = office.get(reverse("admin:fleet_store_change", args=[office.store.pk]))
    assert "QRIS to WARUNG LAPAK, in IDR" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (QRIS[:-1] + ("0" if QRIS[-1] != "0" else "1"), "wrong character"),
        (QRIS[:60], "not a whole payment code"),
        ("https://example.com", "not a whole payment code"),
    ],
)
def test_a_payment_code_that_no_wallet_would_read_is_sent_back_with_its_reason(office, text, reason):
    answer = save_store(office, qr=text)
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert Store.objects.get().qr == ""


def test_a_payment_code_for_another_money_is_sent_back(office):
    answer = save_store(office, qr=QRIS, country="SG")
    assert "SGD" in answer.content.decode()


def test_a_receipt_prints_the_ticked_parts_in_their_order(office, sells):
    order = ["marks", "heading", "foot", "number", "lines", "sums", "tenders", "code"]
    assert save_store(office, layout_sale=order, asks_for_paper="on").status_code == 302
    shop, _ = sells()
    assert (list(shop.layout["sale"]), shop.prints) == (order, False)
    assert set(shop.layout) == {"sale"}
    page = office.get(reverse("admin:fleet_store_change", args=[office.store.pk]))
    paper = page[page.index('<div class="paper">') :]
    assert paper.index("Terima kasih") < paper.index("A-000123")
    assert "Journal" not in paper


def test_the_usual_layout_is_not_written_down(office):
    save_store(office, **{f"layout_{paper}": list(blocks) for paper, blocks in LAYOUT.items()})
    assert Store.objects.get().receipt_layout == {}


def test_a_receipt_without_its_total_is_sent_back(office):
    answer = save_store(office, layout_sale=["marks", "number", "lines", "tenders"])
    assert "This must stay: Discounts and total" in answer.content.decode()


def test_every_part_of_a_paper_has_a_name():
    assert set(BLOCKS) == {block for blocks in LAYOUT.values() for block in blocks}


def test_the_office_asks_for_everything_a_self_checkout_understands():
    terms = dataclasses.asdict(KioskTerms())
    assert {**terms, "tenders": list(terms["tenders"])} == USUAL


def test_a_self_checkout_works_as_its_owner_says(office, sells):
    form = {
        "kiosk_tenders": ["qr"], "kiosk_item_limit": 15, "kiosk_idle_s": 90, "kiosk_warn_s": 20, "kiosk_pay_idle_s": "",
        "kiosk_done_s": 20, "kiosk_check_ppm": "2.5", "kiosk_check_pieces": 3, "kiosk_is_bagging": "on",
        "kiosk_tolerance_g": 15, "kiosk_tolerance_ppm": "8",
    }  # fmt: skip
    assert save_store(office, **form).status_code == 302
    assert Store.objects.get().kiosk == {
        "tenders": ["qr"], "item_limit": 15, "idle_s": 90, "warn_s": 20, "check_ppm": 25_000, "is_bagging": True,
        "opens_itself": False,
    }  # fmt: skip
    shop, _ = sells()
    assert (shop.kiosk.tenders, shop.kiosk.idle_s, shop.kiosk.check_ppm) == (("qr",), 90, 25_000)
    assert (shop.kiosk.is_bagging, shop.kiosk.opens_itself, shop.kiosk.pay_idle_s) == (True, False, 180)


def test_a_warning_longer_than_the_wait_and_a_checkout_without_tenders_are_sent_back(office):
    page = save_store(office, kiosk_idle_s=10, kiosk_warn_s=10).content.decode()
    assert "must be shorter" in page
    assert "at least one way to pay" in page


def test_signing_in_is_set_with_the_store(office, sells):
    assert save_store(office, {"sign_in": "optional", "idle_minutes": 3}).status_code == 302
    shop, _ = sells()
    assert (shop.sign_in, shop.idle_s) == ("optional", 180)


def test_labels_of_a_scale_are_a_line_each(office, sells):
    assert save_till(office, labels="21.....{NNNNN}. price\n22.....{NNDDD}. WEIGHT\n").status_code == 302
    shop, _ = sells()
    assert [(rule.pattern, rule.meaning) for rule in shop.label_rules] == [
        ("21.....{NNNNN}.", "price"),
        ("22.....{NNDDD}.", "weight"),
    ]
    page = office.get(reverse("admin:fleet_till_change", args=[office.till.pk]))
    assert "22.....{NNDDD}. weight" in page


def test_a_till_may_start_from_the_labels_of_a_country(office, sells):
    save_till(office, labels_of="SE")
    shop, _ = sells()
    assert len(shop.label_rules) == 6


def test_labels_a_till_cannot_read_are_sent_back_with_their_reason(office):
    assert "is not a label pattern" in save_till(office, labels="21....{XX}. price").content.decode()
    assert "price, weight or pieces" in save_till(office, labels="21.....{NNNNN}. colour").content.decode()


def test_what_is_little_is_said_for_each_product(office, sells):
    product = office.variant("TEMPE").product
    product.low_milli = 20_000
    product.save()
    other = office.variant("TAHU").product
    other.low_milli = 0
    other.save()
    _, catalogue = sells()
    low = {one.sku: one.low_milli for one in catalogue.low(1_000_000)}
    assert low["TEMPE"] == 20_000
    assert "TAHU" not in low
    page = office.get(reverse("admin:stock_level_changelist"), runs="low")
    assert "TEMPE" in page


def test_codes_printed_elsewhere_are_told_apart_by_how_they_begin(office, sells):
    assert save_merchant(office, prefix_customer="042, 043", prefix_coupon="99").status_code == 302
    shop, _ = sells()
    assert shop.code_prefixes == {"customer": ("042", "043"), "coupon": ("99",)}
    assert set(KINDS) == set(PREFIXES)


def test_one_prefix_cannot_mean_two_things(office):
    answer = save_merchant(office, prefix_customer="04", prefix_coupon="04")
    assert "is what codes under" in answer.content.decode()


def test_the_history_says_what_was_before_and_what_is_now(office):
    save_store(office, qr=QRIS)
    history = office.get(reverse("admin:fleet_store_history", args=[office.store.pk]))
    assert "Payment QR" in history
