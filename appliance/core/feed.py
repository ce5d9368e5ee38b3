"""Rows of the feed: what the owner decided, as a till is told it."""

from .errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Row = dict[str, Any]

TABLES = (
    "merchant", "store", "till", "tax_class", "category", "product", "variant", "modifier", "barcode", "price",
    "promotion", "stock", "stock_elsewhere", "transfer", "staff", "customer", "card", "channel", "order", "payment",
    "kiosk", "release",
)  # fmt: skip


class RowWrong(LapakError):
    """A feed row that cannot be applied."""

    code = "feed.row"
    text = N_("A row of the feed cannot be used: {reason}.")


def row(table: str, key: str, version: int, data: "dict[str, Any] | None") -> "Row":
    """Return a row; data None is a tombstone."""
    return {"table": table, "key": key, "version": version, "data": data}


def check_row(thing: "Any") -> "Row":
    """Return the row if it is whole, or raise RowWrong; a table of a later version is kept, not refused."""
    if type(thing) is not dict:
        raise RowWrong(reason="it is no object")
    for key in ("table", "key"):
        if type(thing.get(key)) is not str or not thing[key]:
            raise RowWrong(reason="“" + key + "” is missing")
    if type(thing.get("version")) is not int or not 1 <= thing["version"] < 2**53:
        raise RowWrong(reason="its version is no positive number")
    if "data" not in thing or type(thing["data"]) not in (dict, type(None)):
        raise RowWrong(reason="its data is neither an object nor null")
    row: Row = thing
    return row
