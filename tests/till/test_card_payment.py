"""Card payments over real sockets: the terminal's ledger and the till's tenders always agree."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core.money import EURO
from appliance.drivers.terminal import make_terminal
from appliance.drivers.terminal._terminal import ZvtTerminal
from appliance.store import ChargeNote
from appliance.till.card_errors import CardNotCharged, CardRunning
from appliance.till.card_payment import CardPayment
from appliance.till.events import CardCharged, CardProgressed, CardRefused, CardUnclear

FAST = {"host": "127.0.0.1", "connect_s": 0.3, "ack_s": 0.3, "answer_s": 0.6}
PATIENCE_S = 10


class Counter:
    """A till's side of it: what it heard, and the power switch."""

    def __init__(self, folder):
        self.terminal = ZvtTerminal(customer_s=5)
        self.note = ChargeNote(folder / "charge.json")
        self.heard = []
        self.switch_on()

    def switch_on(self):
        driver = make_terminal({"driver": "zvt", "port": self.terminal.port, **FAST})
        self.payment = CardPayment(driver, self.note, self.heard.append, retry_s=0.05)
        self.payment.start()

    def switch_off(self):
        """The till forgets everything that is not on disk."""
        self.payment.stop()
        self.heard.clear()

    def wait(self, kind):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            found = [event for event in self.heard if isinstance(event, kind)]
            if found:
                return found[-1]
            time.sleep(0.005)
        raise AssertionError(f"no {kind}, only {self.heard}")


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.payment.stop()
    counter.terminal.close()


def test_a_payment_becomes_a_tender_of_kind_card_with_its_approval_code(counter):
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    tender = counter.wait(CardCharged).tender
    assert (tender.key, tender.kind, tender.amount_minor, tender.reference) == ("t1", "card", 1250, "100001")
    assert counter.wait(CardProgressed)
    assert counter.payment.open_key == "t1"
    counter.payment.taken("t1")
    assert counter.payment.open_key == ""
    assert counter.note.read() is None


def test_a_refund_is_a_negative_tender(counter):
    counter.terminal.insert_card()
    counter.payment.begin("t1", 300, EURO, refund=True)
    assert counter.wait(CardCharged).tender.amount_minor == -300
    assert counter.terminal.charged == -300


@pytest.mark.parametrize("act", ["decline", "cancel"])
def test_a_no_leaves_nothing_open(counter, act):
    getattr(counter.terminal, act)()
    counter.payment.begin("t1", 1250, EURO)
    assert counter.wait(CardRefused).key == "t1"
    assert counter.note.read() is None
    counter.terminal.insert_card()
    counter.payment.begin("t2", 1250, EURO)
    assert counter.wait(CardCharged).tender.key == "t2"


def test_the_cashier_may_stop_it(counter):
    counter.payment.begin("t1", 1250, EURO)
    counter.wait(CardProgressed)
    counter.payment.abort()
    counter.wait(CardRefused)
    assert counter.terminal.booked == []


def test_there_is_never_a_second_payment_beside_an_open_one(counter):
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    with pytest.raises(CardRunning):
        counter.payment.begin("t2", 1250, EURO)
    counter.wait(CardCharged)
    with pytest.raises(CardRunning):
        counter.payment.begin("t2", 1250, EURO)


def test_an_approval_lost_on_the_network_is_found_and_charged_once(counter):
    counter.terminal.lose_network_after_approval()
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    assert counter.wait(CardUnclear).key == "t1"
    with pytest.raises(CardRunning):
        counter.payment.begin("t1", 1250, EURO)
    counter.terminal.network_back()
    assert counter.wait(CardCharged).tender.amount_minor == counter.terminal.charged == 1250


def test_an_approval_that_the_terminal_took_back_is_not_paid(counter):
    counter.terminal.lose_network_after_approval(takes_back=True)
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    counter.wait(CardUnclear)
    counter.terminal.network_back()
    assert isinstance(counter.wait(CardRefused).error, CardNotCharged)
    assert counter.terminal.charged == 0


def test_a_terminal_that_goes_on_without_the_line_is_waited_for(counter):
    counter.terminal.lose_network_before_card()
    counter.payment.begin("t1", 1250, EURO)
    counter.wait(CardUnclear)
    counter.terminal.network_back()
    time.sleep(0.2)
    assert not [event for event in counter.heard if isinstance(event, CardRefused | CardCharged)]
    counter.terminal.insert_card()
    assert counter.wait(CardCharged).tender.amount_minor == counter.terminal.charged == 1250


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_power_cut_at_the_till_in_mid_payment_is_followed_up_at_the_next_start(counter, is_approved):
    counter.terminal.lose_network_before_card()
    counter.payment.begin("t1", 1250, EURO)
    counter.wait(CardUnclear)
    counter.switch_off()
    if is_approved:
        counter.terminal.insert_card()
    else:
        counter.terminal.cancel()
    counter.terminal.network_back()
    counter.switch_on()
    if is_approved:
        assert counter.wait(CardCharged).tender.key == "t1"
    else:
        assert isinstance(counter.wait(CardRefused).error, CardNotCharged)
    assert counter.terminal.charged == (1250 if is_approved else 0)


def test_a_power_cut_before_the_tender_is_booked_tells_the_same_tender_again(counter):
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    before = counter.wait(CardCharged)
    counter.switch_off()
    counter.switch_on()
    again = counter.wait(CardCharged)
    assert again.tender.body() == before.tender.body()
    assert again.charge == before.charge
    assert counter.terminal.charged == 1250


def test_a_person_may_decide_where_the_terminal_never_comes_back(counter):
    for was_paid, event in ((True, CardCharged), (False, CardRefused)):
        counter.heard.clear()
        counter.terminal.lose_network_after_approval()
        counter.terminal.insert_card()
        counter.payment.begin("t1", 1250, EURO)
        counter.wait(CardUnclear)
        counter.payment.decide(was_paid=was_paid, approval_code="4711")
        heard = counter.wait(event)
        assert getattr(heard, "key", "") or heard.tender.reference == "4711"
        counter.payment.taken("t1")
        counter.terminal.network_back()


def test_without_a_note_on_disk_nothing_is_sent(counter, tmp_path):
    (tmp_path / "charge.new").mkdir()
    counter.terminal.insert_card()
    counter.payment.begin("t1", 1250, EURO)
    assert counter.wait(CardRefused).error.code == "till.card_not_noted"
    assert counter.terminal.booked == []


def test_a_terminal_that_is_off_refuses_at_once(counter):
    counter.terminal.unplug()
    counter.payment.begin("t1", 1250, EURO)
    assert counter.wait(CardRefused).error.code == "terminal_not_reachable"


def test_a_terminal_that_comes_back_is_well_again_without_a_tap(tmp_path):
    terminal, states = ZvtTerminal(), []
    terminal.unplug()
    driver = make_terminal({"driver": "zvt", "port": terminal.port, **FAST})
    note = ChargeNote(tmp_path / "charge.json")
    payment = CardPayment(driver, note, list, lambda health: states.append(health.state), look_s=0.05)
    payment.start()
    deadline = time.monotonic() + PATIENCE_S
    while "sick" not in states and time.monotonic() < deadline:
        time.sleep(0.005)
    terminal.plug_in()
    while states[-1:] != ["ok"] and time.monotonic() < deadline:
        time.sleep(0.005)
    assert states[-1] == "ok"
    payment.stop()
    terminal.close()


def test_a_stand_alone_terminal_is_typed_and_survives_a_power_cut_too(tmp_path):
    heard = []
    note = ChargeNote(tmp_path / "charge.json")
    payment = CardPayment(make_terminal({"driver": "manual"}), note, heard.append)
    assert payment.is_manual
    payment.typed("t1", 1250, "4711")
    again = CardPayment(make_terminal({"driver": "manual"}), note, heard.append)
    again.start()
    deadline = time.monotonic() + PATIENCE_S
    while len(heard) < 2 and time.monotonic() < deadline:
        time.sleep(0.005)
    assert [event.tender.reference for event in heard] == ["4711", "4711"]
    again.taken("t1")
    assert note.read() is None
    again.stop()


FAULTS = ["none", "decline", "cancel", "after approval", "taken back", "before card", "unplugged", "till off"]


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(FAULTS), st.booleans()), min_size=1, max_size=4))
def test_whatever_breaks_the_tenders_are_what_the_terminal_charged(tmp_path, faults):
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    counter, booked = Counter(folder), {}
    for number, (fault, is_paid) in enumerate(faults):
        counter.heard.clear()
        key, terminal = f"t{number}", counter.terminal
        if fault == "after approval":
            terminal.lose_network_after_approval()
        elif fault == "taken back":
            terminal.lose_network_after_approval(takes_back=True)
        elif fault in {"before card", "till off"}:
            terminal.lose_network_before_card()
        if fault in {"none", "after approval", "taken back"}:
            terminal.insert_card()
        elif fault in {"decline", "cancel"}:
            getattr(terminal, fault)()
        counter.payment.begin(key, 100 + number, EURO)
        if fault == "unplugged":
            counter.wait(CardProgressed)
            terminal.unplug()
            counter.wait(CardUnclear)
            terminal.plug_in()
        elif fault not in {"none", "decline", "cancel"}:
            counter.wait(CardUnclear)
            if fault == "till off":
                counter.switch_off()
            if fault in {"before card", "till off"}:
                (terminal.insert_card if is_paid else terminal.cancel)()
            terminal.network_back()
            if fault == "till off":
                counter.switch_on()
        end = counter.wait(CardCharged | CardRefused)
        if isinstance(end, CardCharged):
            booked[end.tender.key] = end.tender.amount_minor
            counter.payment.taken(key)
    assert sum(booked.values()) == counter.terminal.charged
    counter.payment.stop()
    counter.terminal.close()


class Baffled:
    """A terminal that a mistake of ours makes unusable once money may have moved."""

    is_manual = False

    def health(self):
        raise KeyError("no such byte")

    def mark(self):
        return {}

    def pay(self, amount_minor, currency, on_progress):
        raise KeyError("no such byte")

    def outcome(self, mark, amount_minor, currency):
        raise KeyError("no such byte")

    def abort(self):
        pass

    def close(self):
        pass


@pytest.mark.parametrize("was_paid", [True, False])
def test_whatever_breaks_once_money_may_have_moved_a_person_can_say_how_it_ended(tmp_path, was_paid):
    heard, healths = [], []
    payment = CardPayment(Baffled(), ChargeNote(tmp_path / "n.json"), heard.append, healths.append, retry_s=0.01)
    payment.start()
    payment.begin("t1", 1250, EURO)
    wait_for(lambda: any(isinstance(event, CardUnclear) for event in heard))
    payment.decide(was_paid=was_paid, approval_code="7")
    wait_for(lambda: type(heard[-1]) is (CardCharged if was_paid else CardRefused))
    payment.stop()
    assert {event.key for event in heard if isinstance(event, CardUnclear)} == {"t1"}
    assert {health.state for health in healths} == {"sick"}


def wait_for(is_so):
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)
