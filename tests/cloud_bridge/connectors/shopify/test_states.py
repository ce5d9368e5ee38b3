"""Three states of Shopify beside each other become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors import port
from cloud_bridge.connectors.shopify._states import raw_state, state_of

PAYMENTS = ["AUTHORIZED", "EXPIRED", "PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED", "PENDING", "REFUNDED", "VOIDED"]
DELIVERIES = [
    "FULFILLED", "FULFILLMENT_NOT_REQUIRED", "IN_PROGRESS", "ON_HOLD", "OPEN", "PARTIALLY_FULFILLED",
    "PENDING_FULFILLMENT", "REQUEST_DECLINED", "RESTOCKED", "SCHEDULED", "UNFULFILLED",
]  # fmt: skip
RETURNS = ["INSPECTION_COMPLETE", "IN_PROGRESS", "NO_RETURN", "RETURNED", "RETURN_FAILED", "RETURN_REQUESTED"]
DELIVERED, ON_ITS_WAY = {"status": "SUCCESS", "displayStatus": "DELIVERED"}, {"displayStatus": "IN_TRANSIT"}
AT = "2026-11-11T00:00:00Z"


def order(paid="PAID", delivery="UNFULFILLED", **more) -> dict:
    return {"displayFinancialStatus": paid, "displayFulfillmentStatus": delivery, "returnStatus": "NO_RETURN", **more}


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (order("PENDING"), port.UNPAID),
        (order("PARTIALLY_PAID"), port.UNPAID),
        (order("AUTHORIZED"), port.TO_PREPARE),
        (order(None), port.TO_PREPARE),
        (order("PARTIALLY_REFUNDED"), port.TO_PREPARE),
        (order("REFUNDED"), port.CANCELLED),
        (order("VOIDED", "ON_HOLD"), port.CANCELLED),
        (order("REFUNDED", "FULFILLED"), port.SHIPPED),
        (order("PENDING", "IN_PROGRESS"), port.READY),
        (order(delivery="PARTIALLY_FULFILLED"), port.READY),
        (order(delivery="FULFILLED"), port.SHIPPED),
        (order(delivery="FULFILLED", fulfillments=[ON_ITS_WAY, DELIVERED]), port.SHIPPED),
        (order(delivery="FULFILLED", fulfillments=[DELIVERED]), port.DELIVERED),
        (order(delivery="FULFILLED", fulfillments=[DELIVERED, {"status": "CANCELLED"}]), port.DELIVERED),
        (order(delivery="FULFILLED", closedAt=AT), port.COMPLETED),
        (order(delivery="FULFILLED", closedAt=AT, returnStatus="IN_PROGRESS"), port.RETURNING),
        (order(delivery="FULFILLED", returnStatus="RETURN_REQUESTED"), port.SHIPPED),
        (order(delivery="FULFILLMENT_NOT_REQUIRED"), port.COMPLETED),
        (order("PENDING", "FULFILLMENT_NOT_REQUIRED"), port.UNPAID),
        (order(delivery="RESTOCKED"), port.CANCELLED),
        (order(delivery="BRAND_NEW"), ""),
    ],
)
def test_every_meeting_of_states_has_its_word(raw, state) -> None:
    assert state_of(raw) == state


@given(st.sampled_from(PAYMENTS), st.sampled_from(DELIVERIES), st.sampled_from(RETURNS), st.sampled_from([None, AT]))
def test_whatever_shopify_says_is_a_state_of_ours_and_cancelled_wins(paid, delivery, returns, cancelled) -> None:
    raw = order(paid, delivery, returnStatus=returns, cancelledAt=cancelled)
    assert state_of(raw) in port.ORDER_STATES
    assert (state_of(raw) == port.CANCELLED) or not cancelled


@given(
    st.sampled_from(PAYMENTS), st.sampled_from(DELIVERIES), st.sampled_from(RETURNS), st.sampled_from([None, AT]),
    st.sampled_from([None, AT]), st.sampled_from([[], [DELIVERED], [ON_ITS_WAY]]),
)  # fmt: skip
def test_orders_whose_raw_state_is_the_same_are_in_the_same_state(
    paid, delivery, returns, cancelled, closed, parcels
) -> None:
    first = order(paid, delivery, returnStatus=returns, cancelledAt=cancelled, closedAt=closed, fulfillments=parcels)
    words = raw_state(first)
    again = order(
        paid, delivery, returnStatus=returns, fulfillments=[DELIVERED] * 2 if "DELIVERED" in words.split() else [],
        cancelledAt=AT if "CANCELLED" in words.split() else "", closedAt=AT if "CLOSED" in words.split() else "",
    )  # fmt: skip
    assert raw_state(again) == words
    assert state_of(again) == state_of(first)
