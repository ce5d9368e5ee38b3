"""Labels a scale prints: a barcode that carries a price or a weight (GS1 restricted circulation: 02, 20-29).

A rule is a pattern over the digits: "." any digit, digits stand for themselves, {NNNDD} is the value with D decimals,
V before it the digit that guards a value of four or five digits.
The product is found under the base code: value and V replaced by zeros and the check digit made anew, which labels of
eight digits, having no room for one of their own, keep as it is.
"""

from .errors import N_, LapakError
from .gtin import DIGITS, check_digit, require_valid
from .rounding import divide
from .verifier import WEIGHTS, verifier

PRICE = "price"
WEIGHT = "weight"
COUNT = "count"
MEANINGS = (PRICE, WEIGHT, COUNT)


class LabelRuleWrong(LapakError):
    """A pattern that cannot be read."""

    code = "scale_label.rule"
    text = N_("“{pattern}” is not a label pattern. Use digits, dots and one {{NNNDD}} with at least one digit.")


class LabelDamaged(LapakError):
    """The digit that guards the price or the weight does not fit it."""

    code = "scale_label.verifier"
    text = N_("The price or weight on label {barcode} was not read correctly. Scan it again, or weigh the goods again.")


class LabelRule:
    """One layout of scale labels; raises LabelRuleWrong."""

    def __init__(self, pattern: str, meaning: str) -> None:
        head, brace, rest = pattern.partition("{")
        value, close, tail = rest.partition("}")
        whole = len(value) - len(value.lstrip("N"))
        decimals = value[whole:]
        guarded = "V" in head
        sane = brace and close and whole and not decimals.strip("D") and meaning in MEANINGS
        if guarded and (head.count("V") > 1 or len(value) not in WEIGHTS):
            sane = ""
        if not sane or any(c not in DIGITS + "." for c in head.replace("V", ".") + tail):
            raise LabelRuleWrong(pattern=pattern)
        self.pattern = pattern
        self.meaning = meaning
        self.decimals = len(decimals)
        self.start = len(head)
        self.end = self.start + len(value)
        self.guard = head.find("V")  # where the digit stands that guards the value, or -1
        self._fixed = head.replace("V", ".") + "." * len(value) + tail

    def fits(self, code: str) -> bool:
        """Say whether code has this layout."""
        if len(code) != len(self._fixed):
            return False
        for want, got in zip(self._fixed, code):
            if got not in DIGITS or want not in (".", got):
                return False
        return True

    def value(self, code: str) -> int:
        """Return the number on the label in units of its last decimal."""
        return int(code[self.start : self.end])

    def is_intact(self, code: str) -> bool:
        """Say whether the digit that guards the value fits it; without such a digit it always does."""
        return self.guard < 0 or code[self.guard] == verifier(code[self.start : self.end])

    def base_code(self, code: str) -> str:
        """Return the code under which the product is known."""
        zeroed = code[: self.start] + "0" * (self.end - self.start) + code[self.end :]
        if self.guard >= 0:
            zeroed = zeroed[: self.guard] + "0" + zeroed[self.guard + 1 :]
        return zeroed if len(code) == 8 else zeroed[:-1] + check_digit(zeroed[:-1])


class Label:
    """What a scale label says: the product's base code, and its price (minor units) or quantity (thousandths)."""

    def __init__(self, base_code: str, price_minor: "int | None", quantity_milli: "int | None") -> None:
        self.base_code = base_code
        self.price_minor = price_minor
        self.quantity_milli = quantity_milli


def read_label(code: str, rules: list[LabelRule], exponent: int) -> "Label | None":
    """Return what a label says by the first rule that fits, None if none does; raises BarcodeDamaged, LabelDamaged.

    exponent: the decimals of the shop's currency.
    """
    for rule in rules:
        if rule.fits(code):
            require_valid(code)
            if not rule.is_intact(code):
                raise LabelDamaged(barcode=code)
            value = rule.value(code)
            if rule.meaning == PRICE:
                return Label(rule.base_code(code), divide(value * 10**exponent, 10**rule.decimals), None)
            return Label(rule.base_code(code), None, divide(value * 1000, 10**rule.decimals))
    return None
