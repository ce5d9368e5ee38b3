"""The driver against a terminal on a real socket."""

import socket
import time
from threading import Thread

import pytest

from appliance.core.money import EURO, RUPIAH, Currency
from appliance.drivers.terminal import make_terminal
from appliance.drivers.terminal._terminal import ZvtTerminal
from appliance.drivers.terminal.errors import (
    Busy,
    Cancelled,
    Cannot,
    CurrencyUnknown,
    Declined,
    NotReachable,
    OutcomeUnknown,
    Silent,
    StandsAlone,
    TerminalError,
    Unreadable,
)
from appliance.till.ports import OK, SICK

FAST = {"driver": "zvt", "host": "127.0.0.1", "connect_s": 0.5, "ack_s": 0.5, "answer_s": 1.0}


@pytest.fixture
def terminal():
    terminal = ZvtTerminal(customer_s=5)
    yield terminal
    terminal.close()


def till(terminal, **more):
    return make_terminal({**FAST, "port": terminal.port, **more})


def nothing(_text):
    pass


def test_a_payment_tells_what_the_customer_does_and_ends_with_its_code_and_slip(terminal):
    said = []
    terminal.insert_card()
    charge = till(terminal).pay(1234, EURO, said.append)
    assert said == ["Insert, swipe or tap the card", "The terminal asks the bank"]
    assert (charge.amount_minor, charge.approval_code, charge.card) == (1234, "100001", "girocard 1234")
    assert (charge.receipt_number, charge.receipt_lines[-1]) == ("0001", "APPROVED")
    assert terminal.charged == 1234


def test_rupiah_have_no_cents_for_the_shop_and_two_for_the_terminal(terminal):
    terminal.insert_card()
    assert till(terminal).pay(34_040, RUPIAH, nothing).amount_minor == 34_040
    assert terminal.charged == 3_404_000


@pytest.mark.parametrize(("act", "error"), [("decline", Declined), ("cancel", Cancelled)])
def test_no_means_that_no_money_moved(terminal, act, error):
    getattr(terminal, act)()
    with pytest.raises(error) as caught:
        till(terminal).pay(500, EURO, nothing)
    assert caught.value.nothing_done
    assert terminal.booked == []


def test_the_cashier_can_stop_it_while_no_card_is_in(terminal):
    driver = till(terminal)

    def stop(_text):
        driver.abort()

    with pytest.raises(Cancelled):
        driver.pay(500, EURO, stop)
    assert terminal.booked == []


def test_a_customer_who_never_comes_is_a_payment_that_was_stopped():
    terminal = ZvtTerminal(customer_s=0.2)
    with pytest.raises(Cancelled):
        till(terminal).pay(500, EURO, nothing)
    terminal.close()


def test_money_goes_back_by_refund_and_by_the_number_of_the_slip(terminal):
    driver = till(terminal)
    terminal.insert_card()
    number = driver.pay(900, EURO, nothing).receipt_number
    terminal.insert_card()
    driver.refund(300, EURO, nothing)
    assert terminal.charged == 600
    assert driver.reverse(number, nothing).amount_minor == 900
    with pytest.raises(Declined):
        driver.reverse("77", nothing)


def test_the_day_is_closed_with_a_slip(terminal):
    assert till(terminal).end_of_day() == ("END OF DAY", "0 TRANSACTIONS")


def test_a_terminal_that_is_off_heals_without_a_restart_of_the_till(terminal):
    driver = till(terminal)
    assert driver.health().state == OK
    terminal.unplug()
    assert driver.health().state == SICK
    with pytest.raises(NotReachable) as caught:
        driver.pay(500, EURO, nothing)
    assert caught.value.nothing_done
    terminal.plug_in()
    assert driver.health().state == OK
    terminal.insert_card()
    assert driver.pay(500, EURO, nothing).amount_minor == 500


def test_a_terminal_that_hangs_ends_every_wait(terminal):
    terminal.go_silent()
    driver = till(terminal)
    began = time.monotonic()
    assert driver.health().state == SICK
    with pytest.raises(Silent) as caught:
        driver.pay(500, EURO, nothing)
    assert caught.value.nothing_done
    assert time.monotonic() - began < 3
    terminal.answer_again()
    assert driver.health().state == OK


def test_something_else_on_that_port_is_one_clear_error():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            peer, _ = server.accept()
            peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            time.sleep(0.3)
            peer.close()

        Thread(target=answer, daemon=True).start()
        driver = make_terminal({**FAST, "port": server.getsockname()[1]})
        with pytest.raises(Unreadable) as caught:
            driver.pay(500, EURO, nothing)
        assert caught.value.nothing_done


@pytest.mark.parametrize("answer", [b"", b"\x04\xff\x01\x0a", b"\x04\x0f\x01\xee", b"\x80\x00\x00\x04\x0f\x01\xee"])
def test_a_payment_whose_answer_makes_no_sense_is_never_called_not_charged(answer):
    """The greeting goes well; then the terminal says something odd to the authorisation and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            peer, _ = server.accept()
            with peer:
                peer.recv(64)
                peer.sendall(b"\x80\x00\x00\x06\x0f\x00")
                peer.recv(64)
                peer.recv(64)
                peer.sendall(answer)
                time.sleep(0.05)

        Thread(target=serve, daemon=True).start()
        with pytest.raises(OutcomeUnknown) as caught:
            make_terminal({**FAST, "port": server.getsockname()[1]}).pay(500, EURO, nothing)
        assert not caught.value.nothing_done


def test_a_second_till_is_told_to_wait(terminal):
    first = Thread(target=lambda: till(terminal).pay(500, EURO, nothing), daemon=True)
    first.start()
    deadline = time.monotonic() + 5
    while not terminal._busy and time.monotonic() < deadline:
        time.sleep(0.01)
    with pytest.raises(Busy):
        till(terminal).pay(700, EURO, nothing)
    terminal.insert_card()
    first.join(5)
    assert terminal.charged == 500


def test_a_currency_without_a_number_is_not_sent(terminal):
    with pytest.raises(CurrencyUnknown):
        till(terminal).pay(500, Currency("XTS", 2, "X"), nothing)
    assert terminal.booked == []


@pytest.mark.parametrize("minor", [0, -5, 10**10])
def test_an_amount_that_has_no_twelve_digits_is_not_sent(terminal, minor):
    with pytest.raises(Cannot):
        till(terminal).pay(minor, RUPIAH, nothing)
    assert terminal.booked == []


# --- the trap --------------------------------------------------------------------------------------------------------


def test_an_approval_that_was_not_heard_is_found_again_and_charged_once(terminal):
    driver = till(terminal)
    mark = driver.mark()
    terminal.lose_network_after_approval()
    terminal.insert_card()
    with pytest.raises(OutcomeUnknown) as caught:
        driver.pay(1234, EURO, nothing)
    assert not caught.value.nothing_done
    with pytest.raises(TerminalError):
        driver.outcome(mark, 1234, EURO)
    terminal.network_back()
    charge = driver.outcome(mark, 1234, EURO)
    assert (charge.amount_minor, charge.receipt_number, charge.approval_code) == (1234, "0001", "100001")
    assert terminal.charged == 1234


def test_a_terminal_that_took_it_back_itself_was_not_paid(terminal):
    driver = till(terminal)
    mark = driver.mark()
    terminal.lose_network_after_approval(takes_back=True)
    terminal.insert_card()
    with pytest.raises(OutcomeUnknown):
        driver.pay(1234, EURO, nothing)
    terminal.network_back()
    assert driver.outcome(mark, 1234, EURO) is None
    assert terminal.charged == 0


def test_a_terminal_that_still_waits_for_the_card_has_not_said_how_it_ended(terminal):
    driver = till(terminal)
    mark = driver.mark()
    terminal.lose_network_before_card()
    with pytest.raises(OutcomeUnknown):
        driver.pay(1234, EURO, nothing)
    terminal.network_back()
    with pytest.raises(Busy):
        driver.outcome(mark, 1234, EURO)
    terminal.insert_card()
    deadline = time.monotonic() + 5
    charge = None
    while charge is None and time.monotonic() < deadline:
        try:
            charge = driver.outcome(mark, 1234, EURO)
        except TerminalError:
            time.sleep(0.05)
    assert charge.amount_minor == terminal.charged == 1234


def test_power_lost_before_the_bank_was_asked_is_no_payment(terminal):
    driver = till(terminal)
    terminal.insert_card()
    driver.pay(100, EURO, nothing)
    mark = driver.mark()
    with pytest.raises(OutcomeUnknown):
        driver.pay(1234, EURO, lambda _text: terminal.unplug())
    terminal.plug_in()
    assert driver.outcome(mark, 1234, EURO) is None
    assert terminal.charged == 100


def test_the_same_amount_paid_before_is_not_taken_for_this_payment(terminal):
    driver = till(terminal)
    terminal.insert_card()
    driver.pay(1234, EURO, nothing)
    assert driver.outcome(driver.mark(), 1234, EURO) is None


def test_another_payment_in_between_is_for_a_person_to_judge(terminal):
    driver = till(terminal)
    mark = driver.mark()
    terminal.insert_card()
    driver.pay(999, EURO, nothing)
    with pytest.raises(OutcomeUnknown):
        driver.outcome(mark, 1234, EURO)


def test_a_terminal_that_cannot_name_its_last_transaction_never_counts_as_not_paid(terminal):
    with pytest.raises(OutcomeUnknown):
        till(terminal).outcome("?", 1234, EURO)


# --- the others ------------------------------------------------------------------------------------------------------


def test_the_simulated_terminal_pays_by_itself():
    driver = make_terminal({"driver": "simulated", "pays_after_s": 0.1})
    assert driver.pay(34_040, RUPIAH, nothing).amount_minor == driver.terminal.charged // 100
    driver.close()
    assert driver.health().state == SICK


def test_a_terminal_that_stands_alone_refuses_what_needs_a_line():
    driver = make_terminal({"driver": "manual"})
    assert driver.is_manual
    for ask in (driver.mark, lambda: driver.pay(1, EURO, nothing), lambda: driver.outcome("", 1, EURO)):
        with pytest.raises(StandsAlone):
            ask()
