"""GS1 Digital Link: the web address in a package's QR code says the same as its element string.

https://any.example/any/path/01/<GTIN>/10/<batch>/21/<serial>?17=<YYMMDD> (GS1 Digital Link Standard: URI Syntax).
"""

from .gs1 import Package, PackageUnreadable, kind_of
from .gtin import LENGTHS, is_digits, to_gtin14

QUALIFIERS = ("22", "10", "21", "235")  # in this order, each at most once
HEXADECIMAL = "0123456789abcdefABCDEF"


def is_link(scan: str) -> bool:
    """Say whether a scan is a web address that names a product."""
    return _product(_path(scan)) >= 0


def read_link(scan: str, this_year: int) -> Package:
    """Return what the address on a package says, whoever's server it names.

    Raises BarcodeDamaged, PackageUnreadable, PackageContradicts, PackageDateWrong.
    """
    segments = _path(scan)
    start = _product(segments)
    if start < 0:
        raise PackageUnreadable(identifier="01", value=scan)
    elements = [("01", to_gtin14(segments[start + 1]))]
    allowed = list(QUALIFIERS)
    rest = segments[start + 2 :]
    while rest:
        identifier, value = rest[0], _plain(rest[1]) if len(rest) > 1 else ""
        if identifier not in allowed or not value:
            raise PackageUnreadable(identifier=identifier, value=value)
        allowed = allowed[allowed.index(identifier) + 1 :]
        elements.append((identifier, value))
        rest = rest[2:]
    return Package(elements + _attributes(scan), this_year)


def _path(scan: str) -> list[str]:
    scheme, colon, rest = scan.partition("://")
    if not colon or scheme.lower() not in ("https", "http"):
        return []
    path = rest.partition("#")[0].partition("?")[0].rstrip("/")
    return path.split("/")[1:]


def _product(segments: list[str]) -> int:
    """Return where the last pair of 01 and a number of a GTIN's length begins, -1 where there is none."""
    for index in range(len(segments) - 2, -1, -1):
        number = segments[index + 1]
        if segments[index] == "01" and is_digits(number) and len(number) in LENGTHS:
            return index
    return -1


def _attributes(scan: str) -> "list[tuple[str, str]]":
    query = scan.partition("#")[0].partition("?")[2]
    pairs = [pair.partition("=") for pair in query.replace(";", "&").split("&")]
    return [(key, _plain(value)) for key, _, value in pairs if is_digits(key) and kind_of(key) is not None]


def _plain(text: str) -> str:
    """Return a text with every %XX put back; raises PackageUnreadable."""
    head, *parts = text.split("%")
    data = head.encode()
    for part in parts:
        if len(part) < 2 or part[0] not in HEXADECIMAL or part[1] not in HEXADECIMAL:
            raise PackageUnreadable(identifier="%", value=text)
        data += bytes([int(part[:2], 16)]) + part[2:].encode()
    try:
        return data.decode()
    except UnicodeError:
        raise PackageUnreadable(identifier="%", value=text)
