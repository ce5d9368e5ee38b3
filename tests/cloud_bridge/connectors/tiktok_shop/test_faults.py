"""What goes wrong on the way, and what it becomes."""

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.tiktok_shop._fates import fate_of
from tests.cloud_bridge.connectors.outages import (  # noqa: F401 - laws that hold here too
    test_a_page_instead_of_an_answer_is_tried_later,
    test_a_shop_that_is_not_there_is_tried_later_and_found_again,
    test_every_wait_has_an_end,
)


@pytest.mark.parametrize("limit_http", [200, 429])
def test_a_rate_limit_says_when_to_come_back_and_slows_the_shop_down(connector, shop, limit_http) -> None:
    shop.behaviour.turn(limit_http=limit_http)
    shop.faults.turn(rate_limit=1.0, retry_after_s=7.0)
    with pytest.raises(TryLater, match="36009002") as caught:
        connector.list_products(None)
    assert caught.value.after_s == 7
    assert connector.limiter.left() == 0


def test_a_wrong_secret_or_shop_needs_the_owner(connect) -> None:
    with pytest.raises(NeedsOwner, match="106001"):
        connect(app_secret="another").read_products(["1002"])
    with pytest.raises(NeedsOwner, match="101000"):
        connect(shop_cipher="ROW_other").read_products(["1002"])


@pytest.mark.parametrize("off_s", [-400, 60])
def test_a_clock_that_is_off_is_said_so(connect, grant, off_s) -> None:
    import time

    with pytest.raises(TryLater, match="timestamp"):
        connect(clock=lambda: time.time() + off_s).read_products(["1002"])


def test_a_currency_that_lapak_does_not_know_is_refused_at_once(connect) -> None:
    with pytest.raises(Refused, match="XXX"):
        connect(currency="XXX")


@pytest.mark.parametrize(
    ("code", "message", "fate"),
    [
        (36009002, "Too many requests.", TryLater),
        (36009003, "Internal error. Please try again.", TryLater),
        (36009007, "Request timeout.", TryLater),
        (36009004, "Invalid timestamp. The value of the `timestamp` query parameter is too early", TryLater),
        (36009004, "Invalid credentials. The `x-tts-access-token` header is invalid.", NeedsOwner),
        (36009004, "Invalid credentials. Invalid `app_key` query parameter.", NeedsOwner),
        (36009004, "invalid param error", Refused),
        (36009033, "Access denied. Your IP address is not in the IP allow list", NeedsOwner),
        (105002, "Expired credentials.", NeedsOwner),
        (105005, "Access denied.", NeedsOwner),
        (106001, "Invalid credentials.", NeedsOwner),
        (12052038, "Product price locked due to ongoing promotion.", Refused),
        (1, "", Refused),
    ],
)
def test_an_error_is_judged_by_its_code_and_its_words(code, message, fate) -> None:
    assert type(fate_of(code, message)) is fate
