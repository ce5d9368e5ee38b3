"""What the code on a package says: GS1 element strings, as GS1-128, GS1 DataMatrix, DataBar and GS1 QR carry them.

An element is an application identifier and its value. Some have a predefined length; every other one ends at FNC1,
which scanners send as GS (29), or at the end (GS1 General Specifications, 3.2 and 7.8). The same elements come as a web
address too: gs1_link.
"""

from .errors import N_, LapakError
from .gs1_dates import date_of
from .gtin import is_digits, is_valid, require_valid
from .rounding import divide

SEPARATOR = "\x1d"  # FNC1, as a scanner sends it
PREFIXES = ("]C1", "]d2", "]e0", "]Q3", "]J1")  # symbology identifiers of symbols that hold elements (ISO/IEC 15424)

# The first two digits of an identifier -> how many characters the whole element has; no separator needs to follow it.
PREDEFINED = {
    "00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "11": 8, "12": 8, "13": 8, "14": 8, "15": 8, "16": 8, "17": 8,
    "18": 8, "19": 8, "20": 4, "31": 10, "32": 10, "33": 10, "34": 10, "35": 10, "36": 10, "41": 16,
}  # fmt: skip

GTIN, DATE, TEXT, NUMBER, MEASURE, AMOUNT, MONEY = "gtin", "date", "text", "number", "measure", "amount", "money"
# Identifier -> what its value is and how long it may be; "n" stands for the digit that counts the decimals.
ELEMENTS = {
    "01": (GTIN, 14), "02": (GTIN, 14), "10": (TEXT, 20), "11": (DATE, 6), "13": (DATE, 6), "15": (DATE, 6),
    "16": (DATE, 6), "17": (DATE, 6), "21": (TEXT, 20), "30": (NUMBER, 8), "37": (NUMBER, 8),
    "310n": (MEASURE, 6), "311n": (MEASURE, 6), "312n": (MEASURE, 6), "313n": (MEASURE, 6), "314n": (MEASURE, 6),
    "315n": (MEASURE, 6), "316n": (MEASURE, 6), "320n": (MEASURE, 6), "330n": (MEASURE, 6),
    "390n": (AMOUNT, 15), "391n": (MONEY, 18), "392n": (AMOUNT, 15), "393n": (MONEY, 18),
}  # fmt: skip
FIXED = (GTIN, DATE, MEASURE)
# What a text may hold (General Specifications, 7.11).
CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
POUND_NUM, POUND_DEN = 45_359_237, 100_000_000  # kilograms in a pound, exactly (1959)


class PackageUnreadable(LapakError):
    """Part of the code is missing, or not what its identifier promises."""

    code = "gs1.unreadable"
    text = N_("The package's code was not read whole: “{value}” cannot stand after ({identifier}). Scan it again.")


class SeparatorMissing(LapakError):
    """A value of open length runs on: the scanner swallowed what should end it."""

    code = "gs1.separator"
    text = N_("The scanner leaves out FNC1 after ({identifier}). Scan the product's other barcode, and call support.")


class PackageContradicts(LapakError):
    """One identifier with two values: two codes were read as one."""

    code = "gs1.twice"
    text = N_("Two codes were read at once: ({identifier}) is there twice. Cover the other code and scan again.")


class Package:
    """What a package's code says. Dates are YYYY-MM-DD; what it does not say is "" or None.

    elements: every (identifier, value) in the order read; weight_milli: kilograms; quantity_milli: metres, square
    metres, litres or cubic metres; price: (value, decimals) as printed; currency_number: the price's, by ISO 4217.
    """

    def __init__(self, elements: "list[tuple[str, str]]", this_year: int) -> None:
        self.elements = elements
        self.gtin14 = ""
        self.batch = ""
        self.serial = ""
        self.produced = ""
        self.packed = ""
        self.best_before = ""
        self.sell_by = ""
        self.expires = ""
        self.weight_milli: int | None = None
        self.quantity_milli: int | None = None
        self.count: int | None = None
        self.price: tuple[int, int] | None = None
        self.currency_number = ""
        seen: dict[str, str] = {}
        for identifier, value in elements:
            if seen.get(identifier, value) != value:
                raise PackageContradicts(identifier=identifier)
            seen[identifier] = value
        for identifier in sorted(seen):  # net weight before gross, the item before what it contains
            self._take(identifier, seen[identifier], this_year)

    def price_minor(self, exponent: int) -> "int | None":
        """Return the price in minor units of a currency with so many decimals."""
        if self.price is None:
            return None
        value, decimals = self.price
        return divide(value * 10**exponent, 10**decimals)

    def _take(self, identifier: str, value: str, this_year: int) -> None:
        kind = kind_of(identifier)
        if kind is None:
            return
        _check(identifier, kind, value)
        if kind[0] == GTIN:
            self.gtin14 = self.gtin14 or require_valid(value)
        elif kind[0] == DATE:
            setattr(self, DATES[identifier], date_of(value, this_year))
        elif identifier == "10":
            self.batch = value
        elif identifier == "21":
            self.serial = value
        elif kind[0] == NUMBER:
            self.count = int(value) if self.count is None else self.count
        elif kind[0] == MEASURE:
            self._measure(identifier, value)
        else:
            self._price(identifier, value, kind[0])

    def _measure(self, identifier: str, value: str) -> None:
        milli, scale = int(value) * 1000, 10 ** int(identifier[3])
        if identifier[:3] == "320":
            milli, scale = milli * POUND_NUM, scale * POUND_DEN
        if identifier[:3] in ("310", "320", "330"):
            self.weight_milli = divide(milli, scale) if self.weight_milli is None else self.weight_milli
        else:
            self.quantity_milli = divide(milli, scale)

    def _price(self, identifier: str, value: str, kind: str) -> None:
        if kind == MONEY:
            self.currency_number, value = value[:3], value[3:]
        self.price = (int(value), int(identifier[3]))


DATES = {"11": "produced", "13": "packed", "15": "best_before", "16": "sell_by", "17": "expires"}


def without_symbology(code: str) -> str:
    """Return a scan without the symbology identifier ("]E0", "]C1", …) some scanners put before it."""
    return code[3:] if len(code) > 3 and code[0] == "]" and "A" <= code[1].upper() <= "Z" else code


def is_gs1(scan: str) -> bool:
    """Say whether a scan holds elements: it says so, has separators, or begins with a sound (01) and goes on."""
    if scan[:3] in PREFIXES or SEPARATOR in scan:
        return True
    code = without_symbology(scan)
    return len(code) >= 16 and code[:2] == "01" and is_valid(code[2:16])


def read_package(scan: str, this_year: int) -> Package:
    """Return what a scan of elements says.

    Raises BarcodeDamaged, PackageUnreadable, SeparatorMissing, PackageContradicts, PackageDateWrong.
    """
    return Package(split(without_symbology(scan)), this_year)


def split(code: str) -> "list[tuple[str, str]]":
    """Return the (identifier, value) of every element; what nobody here understands keeps its first two digits."""
    elements: list[tuple[str, str]] = []
    rest = code.strip(SEPARATOR)
    while rest:
        whole = PREDEFINED.get(rest[:2])
        if whole is None:
            element, _, rest = rest.partition(SEPARATOR)
        else:
            element, rest = rest[:whole], rest[whole:]
        rest = rest.lstrip(SEPARATOR)  # some scanners send one after a predefined length too
        elements.append(_cut(element))
    if not elements:
        raise PackageUnreadable(identifier="", value=code)
    return elements


def _cut(element: str) -> "tuple[str, str]":
    length = 2
    if element[:3] + "n" in ELEMENTS:
        length = 4
    identifier, value = element[:length], element[length:]
    if not is_digits(identifier) or len(identifier) < length or not value:
        raise PackageUnreadable(identifier=identifier, value=value)
    return identifier, value


def kind_of(identifier: str) -> "tuple[str, int] | None":
    """Return what an identifier's value is and how long it may be, None where nobody here understands it."""
    return ELEMENTS.get(identifier[:3] + "n" if len(identifier) == 4 else identifier)


def _check(identifier: str, kind: "tuple[str, int]", value: str) -> None:
    most = kind[1]
    if len(value) > most and kind[0] not in FIXED:
        raise SeparatorMissing(identifier=identifier)
    least = most if kind[0] in FIXED else 4 if kind[0] == MONEY else 1
    right = value and all(c in CHARACTERS for c in value) if kind[0] == TEXT else is_digits(value)
    if not right or not least <= len(value) <= most:
        raise PackageUnreadable(identifier=identifier, value=value)
