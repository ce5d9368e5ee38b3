"""The courier whom a seller chose is told with the shipment, also where the marketplace accepts no such order."""

from __future__ import annotations

import pytest

from cloud_bridge.connectors.port import READY, SHIPPED, Shipment
from cloud_bridge.orders import wishes
from cloud_bridge.orders.models import Telling
from tests.cloud_bridge.channels.fake_parcels import PackingMarket
from tests.cloud_bridge.channels.packing import Table


class Courier(PackingMarket):
    """It remembers the shipments."""

    def __init__(self) -> None:
        super().__init__()
        self.shipments = []

    def ship_orders(self, shipments):
        self.shipments += shipments
        return super().ship_orders(shipments)


@pytest.fixture
def table(stall):
    made = Table(stall, Courier())
    made.run("listings", "stock")
    made.buy()
    return made


def test_courier_and_number_are_told_with_the_shipment(table):
    assert wishes.ship(table.order().key, "JNE", "JP1234")
    table.run("telling", "telling", "telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]
    assert table.market.shipments == [Shipment("1", "JP1234", "JNE")]
    assert (table.order().wanted_state, table.order().shown_state) == ("", SHIPPED)


def test_an_order_that_is_not_accepted_because_of_its_courier_is_shipped_with_his_number_at_once(table):
    table.market.noes["1", READY] = "the seller ships it with a courier of his own"
    wishes.ship(table.order().key, tracking="JP1234")
    table.run("telling", "telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]
    assert (table.order().wanted_state, table.order().telling.refused) == ("", "")


def test_without_a_number_it_waits_for_a_person_and_goes_on_with_what_he_types(table):
    table.market.noes["1", READY] = "the seller ships it with a courier of his own"
    table.stage("1", "packed", "handed_over")
    table.run("telling", "telling")
    assert table.market.heard == [("1", READY)]
    assert Telling.objects.get().next_try_at_ms > 0
    assert wishes.ship(table.order().key, tracking="JP1234")
    table.run("telling", "telling")
    assert table.market.shipments == [Shipment("1", "JP1234")]
    assert table.order().wanted_state == ""


def test_a_number_that_is_refused_rests_and_is_shown(table):
    table.market.noes["1", READY] = "a courier of his own"
    table.market.noes["1", SHIPPED] = "no such number"
    wishes.ship(table.order().key, tracking="JP1234")
    table.run("telling", "telling", "telling")
    assert table.market.heard == [("1", READY), ("1", SHIPPED)]
    assert Telling.objects.get().refused == "no such number"
    table.hour_passes()
    table.run("telling")
    assert table.market.heard[2:] == [("1", SHIPPED)]
