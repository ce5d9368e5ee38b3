"""One closing (Kassenabschluss) as rows of the tables of DSFinV-K."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from appliance.core.money import CURRENCIES
from appliance.core.rounding import divide

from ._tables import VERSION, Files, amount

if TYPE_CHECKING:
    from ._bon import Bon, Closed, Position, Reference

    Row = dict[str, str]
    Sums = defaultdict[tuple[str, ...], int]

NO_TSE = "Keine TSE: dieser Vorgang ist nicht abgesichert"
KEYS = {190_000: 1, 70_000: 2, 0: 6, None: 5}  # UST_SCHLUESSEL by rate in millionths
NAMES = {1: "Allgemeiner Steuersatz", 2: "Ermäßigter Steuersatz", 5: "Nicht steuerbar", 6: "Umsatzsteuerfrei"}
OWN_KEYS = 1000  # sellers number rates of their own from here on: 1000 and the hundredths of a percent


@dataclass(frozen=True)
class Seller:
    """Who sells: not part of the journal, so it is asked for."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    tax_number: str = ""
    vat_id: str = ""


def key_of(rate_ppm: int | None) -> int:
    """Return the UST_SCHLUESSEL of a rate."""
    return KEYS[rate_ppm] if rate_ppm in KEYS else OWN_KEYS + divide(rate_ppm or 0, 100)


class Closing:
    """A shift that was closed with its Z, and the sales of any shift that it takes something back of."""

    def __init__(self, files: Files, shift: Closed, originals: dict[str, Reference]) -> None:
        self._files = files
        self._shift = shift
        self._originals = originals
        self._exponent = CURRENCIES[shift.currency].exponent
        self._head = {"Z_KASSE_ID": shift.till, "Z_ERSTELLUNG": _moment(shift.at_ms), "Z_NR": str(shift.number)}
        self._cases: Sums = defaultdict(int)
        self._payments: Sums = defaultdict(int)
        self._rates: set[int | None] = set()

    def write(self, seller: Seller, software: str) -> None:
        """Write every receipt, what they come to, and what they happened at."""
        for bon in self._shift.bons:
            self._bon(bon)
        self._sums()
        self._master(seller, software)

    def _add(self, table: str, row: Row) -> None:
        self._files.add(table, self._head | row)

    def _money(self, minor: int) -> str:
        return amount(minor, self._exponent)

    def _bon(self, bon: Bon) -> None:
        bon_id = {"BON_ID": str(bon.seq)}
        head = {
            "BON_NR": str(bon.number),
            "BON_TYP": "AVTraining" if bon.is_training else "Beleg",
            "TERMINAL_ID": self._shift.till,
            "BON_STORNO": "0",
            "BON_START": _moment(bon.start_ms),
            "BON_ENDE": _moment(bon.end_ms),
            "BEDIENER_ID": bon.by,
            "BEDIENER_NAME": bon.by,
            "UMS_BRUTTO": self._money(bon.gross_minor),
            "KUNDE_ID": bon.customer,
            "BON_NOTIZ": bon.note,
        }
        self._add("transactions", bon_id | head)
        self._add("transactions_tse", bon_id | {"TSE_TA_FEHLER": NO_TSE})
        if bon.table:
            self._add("allocation_groups", bon_id | {"ABRECHNUNGSKREIS": bon.table})
        if bon.original:
            self._add("references", bon_id | self._reference(bon.original))
        rates: Sums = defaultdict(int)
        for position in bon.positions:
            self._position(bon, position, rates)
        for key in sorted({key for key, _ in rates}):
            net, tax = rates[key, "net"], rates[key, "tax"]
            row = {"BON_BRUTTO": self._money(net + tax), "BON_NETTO": self._money(net), "BON_UST": self._money(tax)}
            self._add("transactions_vat", bon_id | {"UST_SCHLUESSEL": key} | row)
        for kind, name, minor in bon.payments:
            row = {"ZAHLART_TYP": kind, "ZAHLART_NAME": name, "BASISWAEH_BETRAG": self._money(minor)}
            self._add("datapayment", bon_id | row)
            if not bon.is_training:
                self._payments[kind, name] += minor

    def _reference(self, sale: str) -> Row:
        found = self._originals[sale]
        row = {"REF_TYP": "Transaktion", "REF_Z_KASSE_ID": self._shift.till}
        if not found.seq:  # sold with another till: only its key is known
            return {"REF_TYP": "ExterneSonstige", "REF_NAME": sale}
        return row | {"REF_DATUM": _moment(found.at_ms), "REF_Z_NR": str(found.z), "REF_BON_ID": str(found.seq)}

    def _position(self, bon: Bon, position: Position, rates: Sums) -> None:
        place = {"BON_ID": str(bon.seq), "POS_ZEILE": position.line}
        self._add(
            "lines",
            place
            | {
                "GUTSCHEIN_NR": position.voucher,
                "ARTIKELTEXT": position.text,
                "POS_TERMINAL_ID": self._shift.till,
                "GV_TYP": position.case,
                "INHAUS": "1" if bon.table else "0",
                "P_STORNO": "0",
                "AGENTUR_ID": "0",
                "ART_NR": position.sku,
                "MENGE": amount(position.quantity_milli, 3),
                "FAKTOR": "1,000",
                "EINHEIT": position.unit,
                "STK_BR": self._each(position),
            },
        )
        for share in position.shares:
            key = str(key_of(share.rate_ppm))
            net, tax = share.net_minor, share.tax_minor
            row = {"POS_BRUTTO": self._money(net + tax), "POS_NETTO": self._money(net), "POS_UST": self._money(tax)}
            self._add("lines_vat", place | {"UST_SCHLUESSEL": key} | row)
            rates[key, "net"] += net
            rates[key, "tax"] += tax
            self._rates.add(share.rate_ppm)
            if not bon.is_training:
                self._cases[position.case, key, "net"] += net
                self._cases[position.case, key, "tax"] += tax

    def _each(self, position: Position) -> str:
        """Return the price of one with tax, after every discount, in five decimals."""
        finer = 10 ** (5 - self._exponent)
        return amount(divide(position.gross_minor * finer * 1000, position.quantity_milli or 1000), 5)

    def _sums(self) -> None:
        for case, key in sorted({(case, key) for case, key, _ in self._cases}):
            net, tax = self._cases[case, key, "net"], self._cases[case, key, "tax"]
            row = {"Z_UMS_BRUTTO": self._money(net + tax), "Z_UMS_NETTO": self._money(net), "Z_UST": self._money(tax)}
            self._add("businesscases", {"GV_TYP": case, "AGENTUR_ID": "0", "UST_SCHLUESSEL": key} | row)
        for kind, name in sorted(self._payments):
            paid = {"Z_ZAHLART_BETRAG": self._money(self._payments[kind, name])}
            self._add("payment", {"ZAHLART_TYP": kind, "ZAHLART_NAME": name} | paid)
        cash = {"ZAHLART_WAEH": self._shift.currency, "ZAHLART_BETRAG_WAEH": self._money(self._cash_minor)}
        self._add("cash_per_currency", cash)

    @property
    def _cash_minor(self) -> int:
        return sum(minor for (kind, _), minor in self._payments.items() if kind == "Bar")

    def _master(self, seller: Seller, software: str) -> None:
        bons = self._shift.bons
        place = {"STRASSE": seller.street, "PLZ": seller.postcode, "ORT": seller.city, "LAND": "DEU"}
        closing = {
            "TAXONOMIE_VERSION": VERSION,
            "Z_START_ID": str(bons[0].seq) if bons else "",
            "Z_ENDE_ID": str(bons[-1].seq) if bons else "",
            "NAME": seller.name,
            "STNR": seller.tax_number,
            "USTID": seller.vat_id,
            "Z_SE_ZAHLUNGEN": self._money(sum(self._payments.values())),
            "Z_SE_BARZAHLUNGEN": self._money(self._cash_minor),
        }
        self._add("cashpointclosing", closing | place)
        location = {"LOC_" + name: text for name, text in place.items()}
        self._add("location", {"LOC_NAME": seller.name, "LOC_USTID": seller.vat_id} | location)
        till = {
            "KASSE_BRAND": "Lapak",
            "KASSE_MODELL": "Lapak",
            "KASSE_SERIENNR": self._shift.till,
            "KASSE_SW_BRAND": "Lapak",
            "KASSE_SW_VERSION": software,
            "KASSE_BASISWAEH_CODE": self._shift.currency,
            "KEINE_UST_ZUORDNUNG": "0",
        }
        self._add("cashregister", till)
        self._add("tse", {})
        for rate_ppm in sorted(self._rates, key=key_of):
            key = key_of(rate_ppm)
            row = {"UST_SATZ": amount(divide(rate_ppm or 0, 100), 2), "UST_BESCHR": NAMES.get(key, "Eigener Satz")}
            self._add("vat", {"UST_SCHLUESSEL": str(key)} | row)


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
