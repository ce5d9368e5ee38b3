"""One day at a real shop, from the shelf to the courier."""

import time

import pytest

from cloud_bridge.connectors import port
from cloud_bridge.connectors.port import OrderResult, PriceWrite, Shipment, StockWrite
from tests.cloud_bridge.connectors.vendure.conftest import every_listing

pytestmark = pytest.mark.xdist_group("vendure")


def test_what_a_guest_buys_is_heard_of_read_shipped_and_off_the_shelf(connector, admin, guest, hooks) -> None:
    [kopi] = [item for item in every_listing(connector) if item.sku == "KG-250"]
    before = kopi.stock
    assert connector.write_stock([StockWrite(kopi.key, 20, expected=before)])[0].is_done
    assert connector.write_price([PriceWrite(kopi.key, 90_000)])[0].is_done

    start = len(hooks.pushes)
    code = guest().buy(kopi.key.variant_id, 2)
    end = time.monotonic() + 5
    told: set[str] = set()
    while code not in told and time.monotonic() < end:
        told = {number for push in hooks.pushes[start:] for number in connector.read_push(*push).order_ids}
        time.sleep(0.02)
    assert code in told

    [order] = connector.read_orders([code])
    assert (order.state, order.total_minor) == (port.TO_PREPARE, 190_000)
    assert [(line.key, line.quantity, line.price_minor) for line in order.lines] == [(kopi.key, 2, 90_000)]
    assert admin.level(kopi.key.variant_id) == (20, 2)
    # Lapak counts the order too: the number that it wants now is the one that buyers see already.
    assert connector.write_stock([StockWrite(kopi.key, 18, expected=18)])[0].is_done
    assert admin.level(kopi.key.variant_id) == (20, 2)

    assert connector.ship_orders([Shipment(code, "JP7", "JNE")]) == (OrderResult(code),)
    assert connector.read_orders([code])[0].state == port.SHIPPED
    assert admin.level(kopi.key.variant_id) == (18, 0)
    assert connector.read_products([kopi.key.product_id])[0].stock == 18
