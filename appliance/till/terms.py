"""What the open sale is sold on: the promotions that hold now, the time they go by, and what service costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from appliance.core.promotion import Moment

from .events import SaleChanged

if TYPE_CHECKING:
    from appliance.core.sale import Sale

    from .catalogue import Catalogue
    from .till import Till


class Terms:
    """Keeps the open sale's terms up to date; once a part is paid they stay as they are."""

    def __init__(self, catalogue: Catalogue, till: Till) -> None:
        self._catalogue = catalogue
        self._till = till

    def put(self, sale: Sale) -> None:
        """Give a sale the terms of this minute, and its lines what the promotions do now."""
        if not sale.tenders or sale.moment is None:
            sale.promotions = self._catalogue.promotions()
            sale.service = self._till.shop.service
            sale.moment = self._now()
        sale.promote()

    def refresh(self) -> None:
        """Put the terms of now, and tell if the open sale comes to something else; call once a minute."""
        sale = self._till.sale
        if self._till.is_paying or not sale.lines:
            self.put(sale)
            return
        before = [line.price_minor for line in sale.lines], sale.totals().total_minor
        self.put(sale)
        total_minor = sale.totals().total_minor
        if before != ([line.price_minor for line in sale.lines], total_minor):
            self._till.tell(SaleChanged())

    def _now(self) -> Moment:
        """Return now as the shop's wall clock shows it."""
        till = self._till
        now = datetime.fromtimestamp(till.now_ms() // 1000 + till.shop.utc_offset_minutes * 60, UTC)
        return Moment(now.weekday(), now.hour * 60 + now.minute, now.strftime("%Y-%m-%d"))
