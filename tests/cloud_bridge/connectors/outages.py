"""Laws of what goes wrong between a connector and its marketplace; every `test_faults.py` runs them with its shop."""

import pytest

from cloud_bridge.connectors.errors import TryLater


@pytest.mark.parametrize("dial", [{"maintenance": True}, {"server_error": 1.0}])
def test_a_page_instead_of_an_answer_is_tried_later(connector, shop, dial) -> None:
    shop.faults.turn(**dial)
    with pytest.raises(TryLater, match="HTTP 50"):
        connector.list_orders(1_790_000_000_000, 1_790_000_001_000, None)


@pytest.mark.parametrize("dial", [{"latency_s": 2.0}, {"time_out": 1.0, "lost_for_s": 2.0}])
def test_every_wait_has_an_end(connect, shop, dial) -> None:
    connector = connect(timeout_s=0.2)
    shop.faults.turn(**dial)
    with pytest.raises(TryLater, match="ReadTimeout"):
        connector.read_orders(["1"])


def test_a_shop_that_is_not_there_is_tried_later_and_found_again(connector, shop) -> None:
    shop.stop()
    with pytest.raises(TryLater, match="ConnectError"):
        connector.read_products(["1002"])
    shop.start()
    assert connector.read_products(["1002"])
