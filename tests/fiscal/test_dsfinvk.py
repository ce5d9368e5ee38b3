"""DSFinV-K: the columns of the standard, and sums that come back to the Z they were made from."""

from __future__ import annotations

import csv
import re
import uuid
from collections import defaultdict
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import countries, entries, journal, shift
from appliance.core.cash import CashRounding
from appliance.core.discount import Discount
from appliance.core.line import Item
from appliance.core.refund import Original
from appliance.core.sale import Sale
from appliance.core.tender import CARD, CASH, GIFT_CARD, Payment
from appliance.fiscal import Seller, write_dsfinvk
from appliance.fiscal._tables import TABLES

CLASSES = countries.read("DE").tax_classes()
MEAL = Item("v1", "MEAL", "Eintopf; groß", 1070, CLASSES["de-reduced"])
BEER = Item("v2", "BIER", 'Bier "hell"', 357, CLASSES["de-standard"])
CHEESE = Item("v3", "KAESE", "Käse", 1290, CLASSES["de-reduced"], unit="kg")
STAMP = Item("v4", "MARKE", "Briefmarke", 95, CLASSES["de-none"])
GIFT = Item("", "1234", "Gutschein", 2500, CLASSES["de-none"], card="ab" * 32)
SELLER = Seller("Imbiss am Tor", "Torweg 1", "10115", "Berlin", "12/345/67890", "DE123456789")
TILL = "0195-till"
MINUTE_MS = 60_000


class Days:
    """A journal that is written by hand, and the totals a store would keep of it."""

    def __init__(self):
        self.entries = []
        self.zs = []
        self._at_ms = 1_795_000_000_000
        self.write("till.claimed", entries.till_claimed(TILL, "s", "m", ""))

    def write(self, kind, body, by="anna"):
        self._at_ms += MINUTE_MS
        prev = self.entries[-1]["hash"] if self.entries else journal.GENESIS
        entry = journal.seal(len(self.entries) + 1, self._at_ms, by, kind, entries.check_body(kind, body), prev)
        self.entries.append(entry)
        return body

    def open(self, float_minor=5000):
        self.shift = str(uuid.uuid4())
        self.totals = shift.opened(float_minor)
        self.write("shift.opened", entries.shift_opened(self.shift, float_minor, "EUR"))

    def number(self):
        return f"A-{len(self.entries):06d}"

    def sell(self, *items, discount=None, tenders=(), tip=0, table=""):
        sale = Sale(str(uuid.uuid4()), self._at_ms, "rate")
        sale.table = table
        for item, quantity in items:
            sale.add(item, quantity)
        if discount:
            sale.discounts.append(discount)
        body = entries.sale_completed(sale, self.number(), self.shift, "EUR", paid(sale, tenders, tip))
        self.totals = shift.with_sale(self.totals, body)
        return self.write("sale.completed", body)

    def refund(self, sold, line, quantity):
        sale = Sale(str(uuid.uuid4()), self._at_ms, "rate")
        sale.add_returned(Original(sold).line(line, quantity))
        body = entries.sale_refunded(sale, self.number(), self.shift, "EUR", paid(sale), sold["sale"])
        self.totals = shift.with_refund(self.totals, body)
        return self.write("sale.refunded", body)

    def void(self, sold):
        body = entries.sale_voided(sold, self.shift, "Falsch getippt")
        self.totals = shift.with_voided(self.totals, body)
        return self.write("sale.voided", body)

    def move(self, minor, reason):
        self.totals = shift.with_cash_moved(self.totals, minor)
        self.write("cash.moved", entries.cash_moved(self.shift, minor, reason))

    def z(self, off_minor=0):
        counted = shift.expected_cash_minor(self.totals) + off_minor
        body = entries.shift_closed(self.shift, len(self.zs) + 1, self.totals, counted)
        self.zs.append((self.totals, counted))
        self.write("shift.closed", body)


def paid(sale, tenders=(), tip=0):
    payment = Payment(sale.totals().total_minor, CashRounding(), [])
    for kind, minor in tenders:
        payment.add(payment.pay(str(uuid.uuid4()), kind, minor, "ref", tip if kind == CARD else 0))
    left = payment.left_minor(CASH)
    if left:
        payment.add(payment.pay(str(uuid.uuid4()), CASH, left))
    return payment


def export(days, folder):
    count = write_dsfinvk(lambda: days.entries, folder, SELLER, "1.2")
    tables = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file, delimiter=";"))
    return count, tables


def minor(text):
    return int(text.replace(",", ""))


def summed(rows, key, what):
    sums = defaultdict(int)
    for row in rows:
        sums[tuple(row[name] for name in key)] += minor(row[what])
    return sums


@pytest.fixture
def day():
    days = Days()
    days.open()
    first = days.sell((MEAL, 2000), (BEER, 1000), table="7")
    days.sell((CHEESE, 842), (STAMP, 3000), discount=Discount(ppm=100_000), tenders=[(CARD, 500)], tip=150)
    days.sell((GIFT, 1000))
    days.sell((BEER, 6000), tenders=[(GIFT_CARD, 1000)])
    days.refund(first, 1, 1000)
    days.void(days.sell((MEAL, 1000)))
    days.move(2000, "Wechselgeld")
    days.move(-5000, "Bank")
    days.z(off_minor=-3)
    return days


def test_the_columns_are_those_of_the_standard_in_its_order(day, tmp_path):
    export(day, tmp_path)
    assert (len(TABLES), sum(len(table["columns"]) for table in TABLES.values())) == (20, 219)
    for name, table in TABLES.items():
        text = (tmp_path / f"{name}.csv").read_bytes().decode("utf-8")
        assert text.startswith(";".join(column for column, _, _ in table["columns"]) + "\r\n")
        assert text.count("\n") == text.count("\r\n")


def test_index_xml_describes_every_file_that_is_there(day, tmp_path):
    export(day, tmp_path)
    root = ET.fromstring((tmp_path / "index.xml").read_text("utf-8"))  # noqa: S314 - our own file
    found = {
        table.findtext("URL"): [column.findtext("Name") for column in table.iter("VariableColumn")]
        for table in root.iter("Table")
    }
    assert found == {f"{name}.csv": [c for c, _, _ in table["columns"]] for name, table in TABLES.items()}
    assert {path.name for path in tmp_path.iterdir()} == {*found, "index.xml"}


def check_sums(days, tables):
    """Everything that can be added up comes to what the Z says."""
    for number, (totals, counted) in enumerate(days.zs, 1):
        of_z = {name: [row for row in rows if row["Z_NR"] == str(number)] for name, rows in tables.items()}
        cases = summed(of_z["businesscases"], ["GV_TYP"], "Z_UMS_BRUTTO")
        assert cases["Umsatz",] == totals["total_minor"]
        assert cases["MehrzweckgutscheinKauf",] == totals.get("cards_minor", 0)
        assert cases["Anfangsbestand",] == totals["float_minor"]
        assert cases["Einzahlung",] + cases["Auszahlung",] == totals["cash_in_minor"] - totals["cash_out_minor"]
        assert sum(minor(row["Z_UST"]) for row in of_z["businesscases"]) == sum(totals["taxes"].values())
        (closing,) = of_z["cashpointclosing"]
        assert minor(closing["Z_SE_BARZAHLUNGEN"]) == counted
        assert minor(of_z["cash_per_currency"][0]["ZAHLART_BETRAG_WAEH"]) == counted
        paid_by = summed(of_z["payment"], ["ZAHLART_NAME"], "Z_ZAHLART_BETRAG")
        for kind, minor_of_kind in totals["tenders"].items():
            if kind != "cash":
                assert paid_by[kind,] == minor_of_kind + totals.get("tips", {}).get(kind, 0)
        assert minor(closing["Z_SE_ZAHLUNGEN"]) == sum(paid_by.values())
        for table, key, what in (
            ("lines_vat", ["BON_ID", "UST_SCHLUESSEL"], "POS_"),
            ("transactions_vat", ["BON_ID", "UST_SCHLUESSEL"], "BON_"),
        ):
            for part in ("BRUTTO", "NETTO", "UST"):
                assert summed(of_z[table], key, what + part) == summed(of_z["transactions_vat"], key, "BON_" + part)
        bons = {(row["BON_ID"],): minor(row["UMS_BRUTTO"]) for row in of_z["transactions"]}
        assert summed(of_z["lines_vat"], ["BON_ID"], "POS_BRUTTO") == bons
        assert summed(of_z["datapayment"], ["BON_ID"], "BASISWAEH_BETRAG") == bons
        ids = [row["BON_ID"] for row in of_z["transactions"]] or [""]
        assert (closing["Z_START_ID"], closing["Z_ENDE_ID"]) == (ids[0], ids[-1])


def test_the_sums_come_back_to_the_z(day, tmp_path):
    count, tables = export(day, tmp_path)
    assert count == 1
    check_sums(day, tables)


def test_each_rate_has_the_key_the_standard_gives_it(day, tmp_path):
    _, tables = export(day, tmp_path)
    keys = {row["UST_SCHLUESSEL"]: row["UST_SATZ"] for row in tables["vat"]}
    assert keys == {"1": "19,00", "2": "7,00", "5": "0,00"}


def test_what_was_taken_back_names_what_it_was_taken_back_of(day, tmp_path):
    _, tables = export(day, tmp_path)
    sold = [row for row in tables["transactions"] if row["BON_NOTIZ"].startswith("A-")]
    refund, void = tables["references"]
    assert (refund["REF_TYP"], refund["REF_BON_ID"], refund["REF_Z_NR"]) == ("Transaktion", sold[0]["BON_ID"], "1")
    assert minor(void["REF_BON_ID"]) == minor(void["BON_ID"]) - 1
    amounts = {row["BON_ID"]: row["UMS_BRUTTO"] for row in tables["transactions"]}
    assert minor(amounts[void["BON_ID"]]) == -minor(amounts[void["REF_BON_ID"]]) == -1070


def test_without_a_tse_every_receipt_says_that_there_is_none(day, tmp_path):
    _, tables = export(day, tmp_path)
    assert len(tables["transactions_tse"]) == len(tables["transactions"])
    assert all(row["TSE_TA_FEHLER"] and not row["TSE_TA_SIG"] for row in tables["transactions_tse"])
    assert [value for key, value in tables["tse"][0].items() if key.startswith("TSE_")] == [""] * 8


def test_text_that_could_break_a_row_is_held_together(day, tmp_path):
    _, tables = export(day, tmp_path)
    assert {"Eintopf; groß", 'Bier "hell"'} <= {row["ARTIKELTEXT"] for row in tables["lines"]}
    assert '"Eintopf; groß"' in (tmp_path / "lines.csv").read_text("utf-8")


def test_a_shift_that_is_open_has_no_closing_yet(day, tmp_path):
    day.open()
    day.sell((MEAL, 1000))
    count, tables = export(day, tmp_path)
    assert (count, {row["Z_NR"] for row in tables["transactions"]}) == (1, {"1"})


def test_every_figure_is_written_as_the_index_says(day, tmp_path):
    _, tables = export(day, tmp_path)
    assert {"transactions", "lines", "lines_vat", "datapayment"} <= {name for name in TABLES if tables[name]}
    for name, table in TABLES.items():
        for column, kind, size in table["columns"]:
            for row in tables[name]:
                if kind == "a":
                    assert len(row[column]) <= size
                elif row[column]:
                    assert re.fullmatch(rf"-?\d+(,\d{{1,{size}}})?" if size else r"-?\d+", row[column]), (name, column)


deeds = st.lists(
    st.tuples(st.sampled_from(("sell", "sell", "refund", "void", "move", "z")), st.integers(0, 10**6)), max_size=25
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds)
def test_whatever_a_till_does_the_sums_come_back_to_its_zs(tmp_path_factory, done):
    days = Days()
    days.open()
    sold = []
    for deed, dice in done:
        if deed == "sell":
            items = [(MEAL, 1000 * (1 + dice % 3)), (CHEESE, 1 + dice % 2000), (BEER, 1000)][: 1 + dice % 3]
            off = Discount(ppm=dice % 400_000) if dice % 2 else None
            sold.append(days.sell(*items, discount=off, tenders=[(CARD, 1)] if dice % 5 == 0 else ()))
        elif deed == "refund" and sold:
            days.refund(sold.pop(dice % len(sold)), 1, 1)  # a thousandth of it
        elif deed == "void" and sold:
            days.void(sold.pop(dice % len(sold)))
        elif deed == "move" and dice:
            days.move(dice % 10_000 - 5_000 or 1, "Kasse")
        elif deed == "z":
            days.z(dice % 3 - 1)
            days.open(dice % 10_000)
    days.z()
    _, tables = export(days, tmp_path_factory.mktemp("dsfinvk"))
    check_sums(days, tables)
