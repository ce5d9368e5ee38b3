"""One promotion: what it takes off which goods, and the conditions under which it does."""

from appliance.core.tax import PPM

from .data import choice, number, optional, text, texts, things
from .errors import PromotionGivesNothing, PromotionKindUnknown, PromotionPartsMissing, PromotionWrong
from .when import Moment, When

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Data = dict[str, Any]

PERCENT_EACH = "percent_each"  # a share off every piece
AMOUNT_EACH = "amount_each"  # an amount off every piece
PERCENT_SUM = "percent_sum"  # a share off the sum of the goods
AMOUNT_SUM = "amount_sum"  # an amount off the sum of the goods, once
N_FOR_M = "n_for_m"  # of every n pieces the cheapest n - m are free
QUANTITY_PRICE = "quantity_price"  # so many pieces for a price
BUNDLE = "bundle"  # some of each part, together for a price
KINDS = (BUNDLE, QUANTITY_PRICE, N_FOR_M, AMOUNT_EACH, PERCENT_EACH, AMOUNT_SUM, PERCENT_SUM)
EACH = (PERCENT_EACH, AMOUNT_EACH)
SUM = (PERCENT_SUM, AMOUNT_SUM)

MOST_PIECES = 1000
MOST_BUNDLED = 20  # pieces of one bundle
MOST_MINOR = 10**12
MOST_PRIORITY = 1000


class Goods:
    """Variants and categories; neither means all goods."""

    def __init__(self, variants: "list[str]", categories: "list[str]") -> None:
        self.variants = frozenset(variants)
        self.categories = frozenset(categories)
        self.is_all = not variants and not categories

    def covers(self, variant: str, category: str) -> bool:
        """Say whether something is among them."""
        return self.is_all or variant in self.variants or category in self.categories


class Part:
    """So many pieces of some goods in a bundle."""

    def __init__(self, goods: Goods, quantity: int) -> None:
        self.goods = goods
        self.quantity = quantity


class Promotion:
    """A promotion as the feed's `promotion` row says it (docs/money.md); raises PromotionWrong."""

    def __init__(self, key: str, data: "Data") -> None:
        self.key = key
        self.name = text(data, "name")  # what is printed
        self.kind = data.get("kind")
        if self.kind not in KINDS:
            raise PromotionKindUnknown(field="kind", value=self.kind)
        self.goods = _goods(data)
        self.ppm = self.minor = self.price_minor = self.buy = self.pay = 0
        self.parts: list[Part] = []
        self._read_gift(data)
        self.when = When(data)
        self.coupon = coupon_text(text(data, "coupon")) if data.get("coupon") else ""
        self.groups = texts(data, "groups")
        self.minimum_minor = optional(data, "minimum_minor", 0, MOST_MINOR, 0)
        self.limit = optional(data, "limit", 1, MOST_PIECES, 0)  # 0: as often as it fits
        self.priority = optional(data, "priority", -MOST_PRIORITY, MOST_PRIORITY, 0)
        self.is_exclusive = choice(data, "exclusive", True)

    def _read_gift(self, data: "Data") -> None:
        if self.kind in (PERCENT_EACH, PERCENT_SUM):
            self.ppm = number(data, "ppm", 1, PPM)
        elif self.kind in (AMOUNT_EACH, AMOUNT_SUM):
            self.minor = number(data, "minor", 1, MOST_MINOR)
        elif self.kind == N_FOR_M:
            self.buy = number(data, "buy", 2, MOST_PIECES)
            self.pay = number(data, "pay", 0, MOST_PIECES)
            if self.pay >= self.buy:
                raise PromotionGivesNothing(field="pay", buy=self.buy, pay=self.pay)
        else:
            self.price_minor = number(data, "price_minor", 0, MOST_MINOR)
            if self.kind == QUANTITY_PRICE:
                self.buy = number(data, "quantity", 1, MOST_PIECES)
            else:
                self.parts = _parts(data)

    @property
    def all_goods(self) -> "list[Goods]":
        """The goods it is about: its own, or those of its parts."""
        return [part.goods for part in self.parts] if self.parts else [self.goods]

    def holds(self, at: Moment, customer_group: str, coupons: "list[str]", spent_minor: int) -> bool:
        """Say whether its conditions are met; coupons as `coupon_text` writes them."""
        if self.coupon and self.coupon not in coupons:
            return False
        if self.groups and customer_group not in self.groups:
            return False
        return spent_minor >= self.minimum_minor and self.when.holds(at)


def from_data(key: str, data: "Data") -> Promotion:
    """Return a promotion of its data, or raise PromotionWrong, whose `values["field"]` says what is wrong."""
    if type(data) is not dict:
        raise PromotionWrong(field="")
    return Promotion(key, data)


def coupon_text(code: str) -> str:
    """Return a coupon's code as it is compared: capitals and no spaces around it."""
    return code.strip().upper()


def _goods(data: "Data") -> Goods:
    return Goods(texts(data, "variants"), texts(data, "categories"))


def _parts(data: "Data") -> "list[Part]":
    parts = []
    for part in things(data, "parts"):
        if type(part) is not dict:
            raise PromotionPartsMissing(field="parts")
        parts.append(Part(_goods(part), optional(part, "quantity", 1, MOST_BUNDLED, 1)))
    pieces = sum(part.quantity for part in parts)
    if not 2 <= pieces <= MOST_BUNDLED or any(part.goods.is_all for part in parts):
        raise PromotionPartsMissing(field="parts")
    return parts
