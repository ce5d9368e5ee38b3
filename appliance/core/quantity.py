"""Quantities: whole thousandths of a piece, a kilogram or a metre."""

from .rounding import divide


def quantity_text(quantity_milli: int, decimal: str = ",") -> str:
    """Return a quantity without needless zeros: 2000 -> "2", 845 -> "0,845"."""
    whole, rest = divmod(abs(quantity_milli), 1000)
    text = str(whole)
    if rest:
        text += decimal + ("00" + str(rest))[-3:].rstrip("0")
    return "-" + text if quantity_milli < 0 else text


def weight_text(quantity_milli: int, decimal: str = ",") -> str:
    """Return a quantity with all its thousandths, as a scale shows it: 800 -> "0,800"."""
    whole, rest = divmod(abs(quantity_milli), 1000)
    sign = "-" if quantity_milli < 0 else ""
    return sign + str(whole) + decimal + ("00" + str(rest))[-3:]


def bought_milli(price_minor: int, unit_price_minor: int) -> int:
    """Return how much a labelled price buys: at least a thousandth, and one where the unit price is nothing."""
    return max(1, divide(price_minor * 1000, unit_price_minor)) if unit_price_minor else 1000
