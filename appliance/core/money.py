"""Currencies: how many decimals the minor unit has, and how a person reads and writes an amount."""

from .errors import N_, LapakError

DIGITS = "0123456789"
MOST_DIGITS = 15


class AmountUnreadable(LapakError):
    """A typed amount is not a number of this currency."""

    code = "money.amount"
    text = N_("“{text}” is not an amount in {currency}. Type digits, with at most {exponent} decimals.")


class Currency:
    """A currency as a country writes it; amounts are whole minor units (cents, or rupiah where there are no cents)."""

    def __init__(
        self,
        code: str,
        exponent: int,
        symbol: str,
        thousands: str = ".",
        decimal: str = ",",
        *,
        is_symbol_last: bool = False,
    ) -> None:
        self.code = code
        self.exponent = exponent
        self.symbol = symbol
        self.thousands = thousands
        self.decimal = decimal
        self.is_symbol_last = is_symbol_last

    def plain(self, minor: int) -> str:
        """Return the amount with its thousands grouped and no symbol: 34040 -> "34.040"."""
        digits = str(abs(minor))
        while len(digits) <= self.exponent:
            digits = "0" + digits
        whole = digits[: len(digits) - self.exponent]
        groups: list[str] = []
        while whole:
            groups.insert(0, whole[-3:])
            whole = whole[:-3]
        text = self.thousands.join(groups)
        if self.exponent:
            text += self.decimal + digits[-self.exponent :]
        return "-" + text if minor < 0 else text

    def format(self, minor: int) -> str:
        """Return the amount with its symbol: 34040 -> "Rp 34.040"."""
        text = self.plain(abs(minor))
        sign = "-" if minor < 0 else ""
        if self.is_symbol_last:
            return sign + text + " " + self.symbol
        return sign + self.symbol + (" " if "a" <= self.symbol[-1:].lower() <= "z" else "") + text

    def parse(self, text: str) -> int:
        """Return the minor units of a decimal text with a point ("12.50"), or raise AmountUnreadable."""
        sign = -1 if text[:1] == "-" else 1
        whole, _, decimals = (text[1:] if sign < 0 else text).partition(".")
        digits = whole + decimals
        readable = 0 < len(digits) <= MOST_DIGITS and all(c in DIGITS for c in digits)
        if not readable or len(decimals) > self.exponent:
            raise AmountUnreadable(text=text, currency=self.code, exponent=self.exponent)
        return sign * int(digits + "0" * (self.exponent - len(decimals)))


RUPIAH = Currency("IDR", 0, "Rp")
EURO = Currency("EUR", 2, "€")
DOLLAR = Currency("USD", 2, "$", ",", ".")
SINGAPORE_DOLLAR = Currency("SGD", 2, "S$", ",", ".")
POUND = Currency("GBP", 2, "£", ",", ".")
CURRENCIES = {c.code: c for c in (RUPIAH, EURO, DOLLAR, SINGAPORE_DOLLAR, POUND)}
