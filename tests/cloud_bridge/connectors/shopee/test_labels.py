"""The label of a parcel."""

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused, TryLater
from cloud_bridge.connectors.port import Labels


def test_the_label_of_an_accepted_order_is_a_pdf(connector, shop) -> None:
    assert isinstance(connector, Labels)
    order_no = shop.buy(1002)
    with pytest.raises(Refused, match="accepted"):
        connector.read_label(order_no)
    connector.accept_orders([order_no])
    for _ in range(2):
        label = connector.read_label(order_no)
        assert (label.media_type, label.data[:8]) == ("application/pdf", b"%PDF-1.4")
    with pytest.raises(Refused, match="not known"):
        connector.read_label("404")


def test_a_label_that_is_still_being_made_is_ordered_once_and_tried_later(connector, shop) -> None:
    shop.behaviour.turn(label_after_s=60.0)
    order_no = shop.buy(1002)
    shop.pack(order_no)  # by somebody in Seller Centre
    for _ in range(2):
        with pytest.raises(TryLater, match="being made"):
            connector.read_label(order_no)
    [document] = shop.store.rows("SELECT * FROM shopee_document")
    shop.behaviour.turn(label_after_s=0.0)
    assert connector.read_label(order_no).data
    assert shop.store.rows("SELECT * FROM shopee_document") == [document]


def test_a_parcel_without_a_number_has_no_label_yet(connector, shop) -> None:
    shop.behaviour.turn(tracking_after_s=60.0)
    order_no = shop.buy(1002)
    connector.accept_orders([order_no])
    with pytest.raises(TryLater, match="tracking number"):
        connector.read_label(order_no)


def test_a_page_instead_of_a_label_is_tried_later(connector, shop) -> None:
    order_no = shop.buy(1002)
    connector.accept_orders([order_no])
    shop.faults.turn(server_error=1.0, only="download")
    with pytest.raises(TryLater, match="502"):
        connector.read_label(order_no)


def test_labels_of_several_parcels_are_printed_at_shopees(connector, shop) -> None:
    shop.behaviour.turn(parcels=2)
    order_no = shop.buy(1002)
    connector.accept_orders([order_no])
    with pytest.raises(Refused, match="2 parcels"):
        connector.read_label(order_no)


def test_a_right_that_is_missing_needs_the_owner(connector, shop) -> None:
    order_no = shop.buy(1002)
    shop.pack(order_no)
    shop.secrets.revoke()
    with pytest.raises(NeedsOwner):
        connector.read_label(order_no)
