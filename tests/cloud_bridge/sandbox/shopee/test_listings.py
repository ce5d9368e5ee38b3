"""Items made through the API: what Shopee refuses, and what outlives a restart."""

import pytest

from cloud_bridge.sandbox import NotThere, NotYet
from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.sandbox.conftest import TEH

TIERS = [{"name": "Ukuran", "option_list": [{"option": "M"}, {"option": "L"}]}]


def model(*place: int) -> dict:
    return {"tier_index": list(place), "model_sku": "", "original_price": 1000, "seller_stock": [{"stock": 1}]}


@pytest.mark.parametrize(
    ("tiers", "models"),
    [
        ([], [model()]),
        (TIERS * 3, [model(0, 0, 0)]),
        (TIERS, []),
        (TIERS, [model(2)]),
        (TIERS, [model(0), model(0)]),
        (TIERS, [model(0, 0)]),
        (TIERS, [model(0) | {"original_price": 10.5}]),
        (TIERS, [model(0) | {"seller_stock": [{"stock": 1, "location_id": "IDZ"}]}]),
    ],
)
def test_models_are_places_in_one_tier_or_two_each_taken_once(call, shop, tiers, models) -> None:
    body = {"item_id": 1002, "tier_variation": tiers, "model": models}
    assert call("/api/v2/product/init_tier_variation", body=body)["error"]
    assert not shop.catalogue.item(1002)["has_variants"]


def test_new_places_name_every_model_that_stays(call) -> None:
    body = {"item_id": 1001, "tier_variation": TIERS, "model_list": [{"model_id": 1001001, "tier_index": [1]}]}
    path = "/api/v2/product/update_tier_variation"
    assert call(path, body=body)["error"] == "error_param"
    body["model_list"].append({"model_id": 1001002, "tier_index": [0]})
    assert call(path, body=body)["error"] == ""
    answer = call("/api/v2/product/get_model_list", {"item_id": 1001})["response"]
    assert answer["tier_variation"] == TIERS
    assert [one["tier_index"] for one in answer["model"]] == [[1], [0]]


def test_a_picture_that_was_never_uploaded_is_none(call) -> None:
    body = {"item_id": 1002, "image": {"image_id_list": ["guessed"]}}
    assert call("/api/v2/product/update_item", body=body)["message"] == "Image not exist."


def test_no_more_units_are_cancelled_than_are_wanted_and_none_that_left(shop) -> None:
    order_no = shop.buy(1002, quantity=2)
    shop.cancel_part(order_no, 1002, 0, 1)
    with pytest.raises(NotThere):
        shop.cancel_part(order_no, 1002, 0, 2)
    shop.ship(order_no)
    with pytest.raises(NotYet):
        shop.cancel_part(order_no, 1002, 0, 1)
    assert (shop.tally()["ordered"], shop.catalogue.variant(1002, 0)["stock"]) == (1, 39)


@pytest.mark.parametrize("asked", [{"direction": "up"}, {"type": "some"}, {"page_size": 26}])
def test_threads_are_asked_for_as_sellerchat_wants_it(call, asked) -> None:
    good = {"direction": "latest", "type": "all", "page_size": 25}
    path = "/api/v2/sellerchat/get_conversation_list"
    assert call(path, good)["error"] == ""
    assert call(path, good | asked)["error"] == "param_error"


def test_parcels_models_and_messages_outlive_a_restart(tmp_path) -> None:
    data = str(tmp_path / "shop.sqlite3")
    with ShopeeSandbox(data=data) as before:
        before.seed([TEH])
        order_no = before.buy(1001)
        before.pack(order_no)
        before.say("siti", "halo")
    with ShopeeSandbox(data=data) as after:
        [number] = after.parcels.of(order_no)
        assert after.parcels.tracking(number)
        assert after.store.row("SELECT count(*) AS n FROM shopee_message")["n"] == 1
