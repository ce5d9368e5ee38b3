from __future__ import annotations

import pytest

from appliance.core import card
from appliance.core.errors import N_, LapakError
from appliance.core.gtin import check_digit
from appliance.till.errors import ItemUnknown
from appliance.till.events import BestBeforePassed
from appliance.till.found import (
    FoundBadge,
    FoundCard,
    FoundCoupon,
    FoundCustomer,
    FoundItem,
    FoundPickup,
    FoundReceipt,
)
from appliance.till.reading import PREFIXES, Reading
from tests.store.goods import COFFEE, COFFEE_CODE, STALL, SUGAR, TEA_CODE, apply
from tests.till.stall import Stall

COFFEE_01 = "010" + COFFEE_CODE
SUGAR_GTIN = "9899100210001" + check_digit("9899100210001")
NOBODYS_GTIN = "9899100210002" + check_digit("9899100210002")
GS = "\x1d"


class CardFull(LapakError):
    code = "test.full"
    text = N_("Full.")


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)  # it is the 9th of October 2025
    apply(with_till.store, [("barcode", SUGAR_GTIN, {"variant": SUGAR})])
    yield with_till
    with_till.close()


def read(stall, code, quantity=1):
    return stall.till.reading.read(code, quantity)


@pytest.mark.parametrize(
    "code",
    [
        COFFEE_CODE,
        f"]E0{COFFEE_CODE}",
        f"]C1{COFFEE_01}",
        f"]d2{COFFEE_01}10L7{GS}21X",
        f"{GS}{COFFEE_01}",
        COFFEE_01,
        f"https://shop.example/01/0{COFFEE_CODE}/10/L7",
        f"]Q1https://shop.example/01/{COFFEE_CODE}",
        "KOPI-S",
    ],
)
def test_every_way_to_write_a_product_finds_it(stall, code):
    found = read(stall, code, 2)
    assert isinstance(found, FoundItem)
    assert (found.variant.key, found.quantity_milli, found.label_minor) == (COFFEE, 2_000, None)


def test_batch_and_date_of_a_package_go_onto_its_line(stall):
    stall.till.scan(f"]C1{COFFEE_01}17251231" + f"10L7{GS}")
    stall.till.scan(f"https://shop.example/01/{COFFEE_CODE}/10/L7?17=251231")
    stall.till.scan(f"]C1{COFFEE_01}17251231" + f"10L8{GS}")
    stall.till.scan(COFFEE_CODE)
    lines = [(line.batch, line.expires, line.quantity_milli) for line in stall.till.sale.lines]
    assert lines == [("L7", "2025-12-31", 2_000), ("L8", "2025-12-31", 1_000), ("", "", 1_000)]


def test_what_is_expired_is_refused_with_its_date_and_changes_nothing(stall):
    for date in ("17251008", "16251008"):
        with pytest.raises(LapakError, match=r"Kopi susu.*2025-10-08") as refused:
            read(stall, f"]d2{COFFEE_01}{date}")
        assert refused.value.code == "till.item_expired"
        stall.till.scan(f"]d2{COFFEE_01}{date}")
    assert stall.refused == ["till.item_expired"] * 2
    assert stall.lines() == []


def test_the_last_day_counts_where_the_shop_is(stall):
    for date in ("17251009", "17251031", "17251000"):
        assert read(stall, f"]d2{COFFEE_01}{date}").variant.key == COFFEE
    apply(stall.store, [("store", "s", {"name": "Far west", "utc_offset_minutes": -9 * 60})])
    stall.till.feed_applied(frozenset({"store"}))
    assert read(stall, f"]d2{COFFEE_01}17251008").expires == "2025-10-08"  # 08:53 UTC is the evening before there


def test_what_is_past_its_best_is_sold_and_told(stall):
    stall.till.scan(f"]d2{COFFEE_01}15251008")
    stall.till.scan(f"]d2{COFFEE_01}15251009")
    assert stall.of(BestBeforePassed) == [BestBeforePassed("Kopi susu", "2025-10-08")]
    assert [line.expires for line in stall.till.sale.lines] == ["2025-10-08", "2025-10-09"]


def test_a_package_says_its_weight_and_its_price(stall):
    found = read(stall, f"]C101{SUGAR_GTIN}3103001250")
    assert (found.quantity_milli, found.label_minor) == (1_250, None)
    found = read(stall, f"]C101{SUGAR_GTIN}3103001250392021500")
    assert (found.quantity_milli, found.label_minor) == (1_250, 21_500)
    found = read(stall, f"]C101{SUGAR_GTIN}392017350")
    assert (found.quantity_milli, found.label_minor) == (1_000, 17_350)
    found = read(stall, f"]C1{COFFEE_01}3012")
    assert found.quantity_milli == 12_000


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ("3103000000", "till.label_empty"),
        ("39200", "till.label_empty"),
        ("393297812300", "till.package_currency"),
        ("17269", "gs1.unreadable"),
        ("17261301", "gs1.date"),
        ("10" + "9" * 21, "gs1.separator"),
    ],
)
def test_a_package_that_cannot_be_sold_is_refused_with_the_reason(stall, elements, code):
    stall.till.scan(f"]C101{SUGAR_GTIN}{elements}")
    assert stall.refused == [code]


def test_a_package_of_nothing_we_sell_is_unknown_by_its_number(stall):
    with pytest.raises(LapakError, match=NOBODYS_GTIN) as refused:
        read(stall, f"]C101{NOBODYS_GTIN}10L7")
    assert refused.value.code == "till.item_unknown"
    with pytest.raises(LapakError) as refused:
        read(stall, "]C110L7")
    assert refused.value.code == "till.item_unknown"


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        ("K1-000123", FoundReceipt, "K1-000123"),
        ("LPKR-K1-000123", FoundReceipt, "K1-000123"),
        ("]Q1LPKC-0198f", FoundCustomer, "0198f"),
        ("LPKS-anna", FoundBadge, "anna"),
        ("LPKG-77", FoundCard, "77"),
        ("LPKV-HEMAT10", FoundCoupon, "HEMAT10"),
        ("LPKP-4711", FoundPickup, "4711"),
        (card.new_code(b"12345678"), FoundCard, card.new_code(b"12345678")),
    ],
)
def test_what_is_no_product_is_known_by_how_it_begins_or_looks(stall, code, kind, text):
    found = read(stall, code)
    assert (type(found), found.text) == (kind, text)


def test_no_prefix_begins_another():
    prefixes = [prefix for prefix, _ in PREFIXES.values()]
    assert [a for a in prefixes for b in prefixes if a != b and a.startswith(b)] == []


def test_cards_from_before_keep_their_prefix_and_products_come_first(stall):
    apply(stall.store, [("merchant", "m", {**STALL[0][2], "code_prefixes": {"customer": ["042", "96", ""]}})])
    stall.till.feed_applied(frozenset({"merchant"}))
    assert read(stall, "0421234567890").text == "1234567890"
    assert isinstance(read(stall, TEA_CODE), FoundItem)


def test_a_code_is_unknown_until_somebody_acts_on_its_kind(stall):
    reading = Reading(stall.till.catalogue, lambda: stall.till.shop, stall.till.now_ms)
    with pytest.raises(ItemUnknown):
        reading.act("LPKS-1")
    heard = []
    reading.when_found(FoundBadge, heard.append)
    reading.act("LPKS-1")
    assert [(found.code, found.text) for found in heard] == [("LPKS-1", "1")]


def test_who_acts_on_a_code_may_refuse_it(stall):
    def refuse(_found):
        raise CardFull

    stall.till.reading.when_found(FoundCard, refuse)
    stall.till.scan("LPKG-1")
    assert stall.refused == ["test.full"]


def test_a_code_may_be_known_by_what_is_on_file(stall):
    stall.till.reading.ask(lambda code: FoundBadge(code, code) if code == "badge of anna" else None)
    assert read(stall, "badge of anna") == FoundBadge("badge of anna", "badge of anna")
    with pytest.raises(LapakError):
        read(stall, "badge of bert")
