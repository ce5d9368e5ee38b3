"""From a scan to what it is: goods, a label, a package's code, a card, a badge, a receipt (docs/codes.md)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from appliance.core import card, gs1, gs1_link, gtin
from appliance.core.iso4217 import NUMBERS, code_of
from appliance.core.quantity import bought_milli
from appliance.core.scale_label import read_label

from .errors import ItemExpired, ItemUnknown, LabelEmpty, PackagePriceForeign
from .found import Found, FoundBadge, FoundCard, FoundCoupon, FoundCustomer, FoundItem, FoundPickup, FoundReceipt

if TYPE_CHECKING:
    from collections.abc import Callable

    from .catalogue import Catalogue, Variant
    from .ports import Shop

F = TypeVar("F", bound=Found)

# What the codes that a shop prints itself begin with. `Shop.code_prefixes` adds those of cards from before.
PREFIXES: dict[str, tuple[str, type[Found]]] = {
    "receipt": ("LPKR-", FoundReceipt),
    "customer": ("LPKC-", FoundCustomer),
    "badge": ("LPKS-", FoundBadge),
    "card": ("LPKG-", FoundCard),
    "coupon": ("LPKV-", FoundCoupon),
    "pickup": ("LPKP-", FoundPickup),
}
BLANKS = " \t\r\n"  # str.strip alone would take FNC1 too
TILL_PREFIX = 8  # a receipt's number is a till's prefix of at most so many letters, a dash and …
RECEIPT_DIGITS = 6  # … at least so many digits
LONGEST_SKU = 40
GRAMS = {"kg": 1, "g": 1000}  # how much of a unit a kilogram is


class Reading:
    """Reads scans for a till; every kind of code is acted on by whoever said so in `when_found`."""

    def __init__(self, catalogue: Catalogue, shop: Callable[[], Shop], now_ms: Callable[[], int]) -> None:
        self._catalogue = catalogue
        self._shop = shop
        self._now_ms = now_ms
        self._finders: list[Callable[[str], Found | None]] = []
        self._acts: dict[type[Found], Callable[[Any], None]] = {}

    def ask(self, finder: Callable[[str], Found | None]) -> None:
        """Let finder look at every code that is nothing else: it knows badges or cards by what it has on file."""
        self._finders.append(finder)

    def when_found(self, kind: type[F], act: Callable[[F], None]) -> None:
        """Let act do what a scan of this kind asks for (it may raise LapakError); until then such a code is unknown."""
        self._acts[kind] = act

    def act(self, scan: str, quantity: int = 1) -> None:
        """Do what a scan asks for, with goods in this quantity; raises LapakError with what to do about it."""
        found = self.read(scan, quantity)
        act = self._acts.get(type(found))
        if act is None:
            raise ItemUnknown(barcode=found.code)
        act(found)

    def read(self, scan: str, quantity: int = 1) -> Found:
        """Return what a scan is, goods in this quantity; raises LapakError with what to do about it.

        A product that is in the catalogue is one, whatever else its number could mean.
        """
        scan = scan.strip(BLANKS)
        code = gs1.without_symbology(scan)
        if gtin.is_digits(code) and len(code) <= 14:
            found = self._product(code, quantity) or self._label(code)
            if found is not None:
                return found
        own = self._own(code)
        if own is not None:
            return own
        if gs1.is_gs1(scan):
            return self._package(code, gs1.read_package(scan, self._today().year), quantity)
        if gs1_link.is_link(code):
            return self._package(code, gs1_link.read_link(code, self._today().year), quantity)
        return self._other(code, quantity)

    def _today(self) -> datetime:
        """Return now as the shop's wall clock shows it."""
        return datetime.fromtimestamp(self._now_ms() / 1000 + self._shop().utc_offset_minutes * 60, UTC)

    # --- goods -------------------------------------------------------------------------------------------------------

    def _product(self, code: str, quantity: int) -> FoundItem | None:
        variant = self._catalogue.by_barcode(gtin.to_gtin14(code)) or self._by_upc_e(code)
        if variant is None:
            return None
        if any(rule.fits(code) for rule in self._shop().label_rules):
            raise LabelEmpty(name=variant.name)
        return FoundItem(code, code, variant, quantity * 1000)

    def _by_upc_e(self, code: str) -> Variant | None:
        is_short = len(code) == 8 and code[0] in "01"
        return self._catalogue.by_barcode(gtin.to_gtin14(gtin.expand_upc_e(code))) if is_short else None

    def _label(self, code: str) -> FoundItem | None:
        shop = self._shop()
        label = read_label(code, list(shop.label_rules), shop.currency.exponent)
        if label is None:
            return None
        variant = self._catalogue.by_barcode(gtin.to_gtin14(label.base_code))
        if variant is None:
            raise ItemUnknown(barcode=code)
        quantity_milli = label.quantity_milli
        if quantity_milli is None:
            quantity_milli = _paid_for(variant, label.price_minor or 0)
        return FoundItem(code, code, variant, quantity_milli, label.price_minor)

    def _package(self, code: str, package: gs1.Package, quantity: int) -> FoundItem:
        variant = self._catalogue.by_barcode(package.gtin14) if package.gtin14 else None
        if variant is None:
            raise ItemUnknown(barcode=package.gtin14 or code)
        today = self._today().strftime("%Y-%m-%d")
        for date in (package.expires, package.sell_by):
            if date and date < today:
                raise ItemExpired(name=variant.name, date=date)
        price_minor = self._price_minor(package)
        quantity_milli = _measured(variant, package)
        if quantity_milli == 0 or price_minor == 0:
            raise LabelEmpty(name=variant.name)
        if quantity_milli is None:
            quantity_milli = quantity * 1000 if price_minor is None else _paid_for(variant, price_minor)
        return FoundItem(
            code,
            package.gtin14,
            variant,
            quantity_milli,
            price_minor,
            package.batch,
            package.expires or package.sell_by or package.best_before,
            package.best_before if package.best_before and package.best_before < today else "",
        )

    def _price_minor(self, package: gs1.Package) -> int | None:
        currency = self._shop().currency
        if package.currency_number and package.currency_number != NUMBERS.get(currency.code):
            raise PackagePriceForeign(found=code_of(package.currency_number), expected=currency.code)
        return package.price_minor(currency.exponent)

    # --- everything else ---------------------------------------------------------------------------------------------

    def _own(self, code: str) -> Found | None:
        if card.is_code(code):
            return FoundCard(code, code)
        for kind, (prefix, found) in PREFIXES.items():
            for begin in (prefix, *self._shop().code_prefixes.get(kind, ())):
                if code.startswith(begin) and len(code) > len(begin):
                    return found(code, code[len(begin) :])
        return None

    def _other(self, code: str, quantity: int) -> Found:
        for finder in self._finders:
            found = finder(code)
            if found is not None:
                return found
        is_short = 0 < len(code) <= LONGEST_SKU
        for variant in self._catalogue.search(code, 10) if is_short and not gtin.is_digits(code) else ():
            if variant.sku == code:
                return FoundItem(code, code, variant, quantity * 1000)
        if _is_receipt(code):
            return FoundReceipt(code, code)
        gtin.require_valid(code)
        raise ItemUnknown(barcode=code)


def _is_receipt(code: str) -> bool:
    till, _, number = code.rpartition("-")
    is_till = 0 < len(till) <= TILL_PREFIX and till.isascii() and till.isalnum()
    return is_till and gtin.is_digits(number) and len(number) >= RECEIPT_DIGITS


def _paid_for(variant: Variant, price_minor: int) -> int:
    """Return how much of a variant a label's price pays for; what is counted is labelled one by one."""
    return 1000 if variant.unit == "pcs" else bought_milli(price_minor, variant.price_minor)


def _measured(variant: Variant, package: gs1.Package) -> int | None:
    """Return how much a package says there is in it, in the variant's unit; None where it does not say."""
    if variant.unit == "pcs":
        return None if package.count is None else package.count * 1000
    if variant.unit in GRAMS:
        return None if package.weight_milli is None else package.weight_milli * GRAMS[variant.unit]
    return package.quantity_milli
