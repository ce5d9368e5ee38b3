"""The self-checkout's ear: what the till, the card terminal and the scale tell, and what follows for the shopper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.core.bagging import FITS, PLACE
from appliance.core.tender import QR

from . import events
from .calls import AGE, BAG, PAYMENT
from .kiosk_states import ATTRACT, CHECKING, CLOSED, DONE, LANGUAGE, PAYING, RESTING, SELLING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .kiosk import Kiosk


class KioskEar:
    """Listens while the till is a self-checkout."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._hears: dict[type, Callable[[Any], None]] = {
            events.SaleChanged: self._sale_changed,
            events.SaleCompleted: self._completed,
            events.ParkedChanged: self._parked_changed,
            events.Failed: self._failed,
            events.ShiftChanged: self._world_changed,
            events.CatalogueChanged: self._catalogue_changed,
            events.CardUnclear: self._card_stuck,
            events.CardUnclaimed: self._card_stuck,
            events.CardCharged: self._card_clear,
            events.CardRefused: self._card_clear,
            events.WeightChanged: self._weighed,
            events.DeviceChanged: self._device_changed,
        }
        kiosk.till.listen(self._heard)

    def _heard(self, event: events.Event) -> None:
        hears = self._hears.get(type(event))
        if self._kiosk.is_on and hears is not None:
            hears(event)

    # --- the sale ----------------------------------------------------------------------------------------------------

    def _sale_changed(self, _event: events.SaleChanged) -> None:
        kiosk, till = self._kiosk, self._kiosk.till
        kiosk.bag.follow(till.sale)
        kiosk.cart.follow()
        offer = till.qr.offer
        if offer is not None and offer.amount_minor != till.checkout.left_minor(QR):
            till.qr.stop()  # a part was paid another way
        if not kiosk.cart.age:
            kiosk.calls.end(AGE, by=kiosk.attendant.key)
            if kiosk.stopped_by == AGE:
                kiosk.stopped_by = ""
        kiosk.changed()

    def _completed(self, event: events.SaleCompleted) -> None:
        kiosk = self._kiosk
        kiosk.sold = event
        kiosk.end_calls(*kiosk.calls.open)
        kiosk.look_for_strays()
        kiosk.go(DONE)

    def _parked_changed(self, _event: events.ParkedChanged) -> None:
        kiosk = self._kiosk
        has_lines = bool(kiosk.till.sale.lines)
        if kiosk.state not in RESTING and kiosk.state != DONE and not has_lines:
            kiosk.end()
        elif kiosk.state in (ATTRACT, LANGUAGE, DONE) and has_lines:
            kiosk.go(SELLING)
            if not kiosk.strays.have_come:
                kiosk.end_calls(PAYMENT, by=kiosk.attendant.key)

    def _failed(self, _event: events.Failed) -> None:
        if self._kiosk.state == PAYING and self._kiosk.till.sale.tenders:
            self._kiosk.call(PAYMENT)  # what is paid must not hang on a shopper who may walk away

    # --- the shop ----------------------------------------------------------------------------------------------------

    def _world_changed(self, _event: object) -> None:
        if self._kiosk.state in (CLOSED, ATTRACT):
            self._kiosk.arrive()

    def _catalogue_changed(self, event: events.CatalogueChanged) -> None:
        if event.tables & {"staff", "store", "till", "merchant"}:
            if self._kiosk.state in RESTING:
                self._kiosk.begin_session()
            self._world_changed(event)
        if "payment" in event.tables:
            self._kiosk.look_for_strays()

    # --- the card ----------------------------------------------------------------------------------------------------

    def _card_stuck(self, _event: object) -> None:
        self._kiosk.call(PAYMENT)

    def _card_clear(self, _event: object) -> None:
        if not self._kiosk.payment.is_charging and not self._kiosk.strays.have_come:
            self._kiosk.calls.end(PAYMENT)
        self._kiosk.changed()

    # --- the bag -----------------------------------------------------------------------------------------------------

    def _weighed(self, event: events.WeightChanged) -> None:
        kiosk, bag = self._kiosk, self._kiosk.bag
        before = bag.verdict
        bag.weighed(event.weight)
        if kiosk.state not in (SELLING, CHECKING, PAYING):
            bag.begin()  # the shopper before takes theirs away
            return
        if bag.verdict == FITS:
            kiosk.bag_fits()
        elif kiosk.state == SELLING and bag.verdict != PLACE:
            kiosk.stopped_by = BAG
            if bag.is_missed:
                kiosk.calls.call(BAG)
        if bag.verdict != before:
            kiosk.changed()

    def _device_changed(self, event: events.DeviceChanged) -> None:
        if event.device == "scale":
            self._kiosk.bag.scale_changed(event.health)
