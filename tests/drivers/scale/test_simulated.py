import pytest

from appliance.drivers import BadOption
from appliance.drivers.scale import make_scale
from appliance.till.devices import Weight
from appliance.till.ports import OK, SICK
from tests.drivers.scale.bench import Heard


def test_what_people_do_to_it_is_told():
    heard = Heard()
    scale = make_scale({"driver": "simulated"})
    scale.start(heard.weight, heard.health)
    scale.put(300)
    scale.put(45)
    scale.shake()
    scale.settle()
    scale.zero()
    scale.take_off()
    stable = [(weight.quantity_milli, weight.is_stable) for weight in heard.weights]
    assert stable == [(0, True), (300, True), (345, True), (345, False), (345, True), (0, True), (-345, True)]


def test_without_its_cable_nothing_arrives():
    heard = Heard()
    scale = make_scale({"driver": "simulated"})
    scale.start(heard.weight, heard.health)
    scale.unplug()
    scale.put(100)
    assert heard.weights == [Weight(0, is_stable=True)]
    scale.plug_in()
    assert heard.weights[-1] == Weight(100, is_stable=True)
    assert [health.state for health in heard.healths] == [OK, SICK, OK]


def test_goods_come_by_themselves_for_practice():
    heard = Heard()
    scale = make_scale({"driver": "simulated", "grams": [845]})
    scale.start(heard.weight, heard.health)
    heard.wait(lambda heard: Weight(845, is_stable=False) in heard.weights)
    heard.wait(lambda heard: Weight(845, is_stable=True) in heard.weights[-1:])
    scale.stop()


@pytest.mark.parametrize("grams", [[0], ["1"], 845, [-5]])
def test_goods_weigh_something(grams):
    with pytest.raises(BadOption):
        make_scale({"driver": "simulated", "grams": grams})
