"""Promotions as data: what the owner promises, found for the goods of a sale and taken off its lines to the last unit.

docs/money.md holds the format and worked figures.
"""

from .engine import Applied, applied
from .errors import PromotionWrong
from .index import Promotions
from .piece import PricedLine
from .rule import Promotion, from_data
from .when import Moment

__all__ = ["Applied", "Moment", "PricedLine", "Promotion", "PromotionWrong", "Promotions", "applied", "from_data"]
