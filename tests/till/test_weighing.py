import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.drivers.scale import make_scale
from appliance.till.events import WeightChanged
from appliance.till.ports import OFF, OK, SICK, Health
from appliance.till.weighing import UNITS, ScaleAway, Weighing, WeightMissing, WeightUnsteady, in_unit


@pytest.fixture
def heard():
    return []


@pytest.fixture
def scale():
    return make_scale({"driver": "simulated"})


@pytest.fixture
def weighing(scale, heard):
    weighing = Weighing(scale, heard.append, heard.append)
    weighing.start()
    return weighing


def test_steady_goods_are_taken_by_the_gram(scale, weighing, heard):
    scale.put(845)
    assert weighing.ready("kg") == weighing.take("kg") == 845
    assert [event.weight.quantity_milli for event in heard if isinstance(event, WeightChanged)] == [0, 845]


def test_nothing_and_less_than_nothing_are_not_sold(scale, weighing):
    with pytest.raises(WeightMissing):
        weighing.take("kg")
    scale.put(100)
    weighing.zero()
    scale.take_off()
    with pytest.raises(WeightMissing):
        weighing.take("kg")


def test_goods_that_move_are_not_sold(scale, weighing):
    scale.put(845)
    scale.shake()
    assert weighing.ready("kg") is None
    with pytest.raises(WeightUnsteady):
        weighing.take("kg")
    scale.settle()
    assert weighing.take("kg") == 845


def test_the_container_is_not_sold_and_is_forgotten_when_the_goods_are_gone(scale, weighing):
    scale.put(52)
    weighing.tare()
    scale.take_off()
    assert weighing.weight.quantity_milli == -52
    scale.put(897)
    assert weighing.take("kg") == 845
    scale.take_off()
    scale.put(300)
    assert weighing.take("kg") == 300


def test_a_tare_is_taken_back_by_hand(scale, weighing):
    with pytest.raises(WeightMissing):
        weighing.tare()
    scale.put(52)
    weighing.tare()
    weighing.forget_tare()
    assert weighing.weight.quantity_milli == 52


def test_goods_that_are_sold_are_not_sold_again_by_a_tap_on_another_picture(scale, weighing):
    scale.put(845)
    weighing.take("kg")
    assert weighing.ready("kg") is None
    assert weighing.take("kg") == 845
    scale.take_off()
    scale.put(200)
    assert weighing.ready("kg") == 200


def test_without_a_scale_weights_are_typed(heard):
    weighing = Weighing(None, heard.append, heard.append)
    weighing.start()
    assert weighing.health.state == OFF
    assert not weighing.can_weigh("kg")
    for ask in (lambda: weighing.take("kg"), weighing.tare, weighing.zero):
        with pytest.raises(ScaleAway):
            ask()
    weighing.stop()


def test_a_scale_that_was_pulled_out_weighs_nothing_until_it_is_back(scale, weighing, heard):
    scale.put(845)
    scale.unplug()
    assert weighing.health.state == SICK
    with pytest.raises(ScaleAway):
        weighing.take("kg")
    scale.plug_in()
    assert weighing.take("kg") == 845
    assert [event.state for event in heard if isinstance(event, Health)] == [OK, SICK, OK]


def test_metres_are_not_weighed(scale, weighing):
    scale.put(845)
    assert not weighing.can_weigh("m")
    assert not weighing.can_weigh("pcs")


def test_an_ons_is_a_hundred_grams_and_a_pound_453():
    assert [in_unit(845, unit) for unit in ("kg", "ons", "g")] == [845, 8450, 845_000]
    assert in_unit(454, "lb") == 1001


@given(st.integers(0, 100_000), st.sampled_from(sorted(UNITS)))
def test_a_unit_loses_less_than_half_a_gram_or_half_its_thousandth(grams, unit):
    back = in_unit(grams, unit) * UNITS[unit] // 1000
    assert abs(back - grams * 1_000_000) <= max(500_000, UNITS[unit] // 2000) + 1
