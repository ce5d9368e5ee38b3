"""Whatever shoppers, attendants, cards and clocks do: nobody is stuck, nobody gets past, no money is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from appliance.core.errors import LapakError
from appliance.core.tender import CASH
from appliance.till.calls import PAYMENT
from appliance.till.devices import DARK, Weight
from appliance.till.events import DeviceChanged, WeightChanged
from appliance.till.kiosk_states import CHECKING, OFF, PAYING, SELLING
from appliance.till.ports import OK, Health
from tests.till.kiosk_shop import KioskShop
from tests.ui.fakes import barcode_of

GOODS = st.sampled_from([0, 1, 2, 5, 9])  # 0 and 1 are only for customers of 18 years


class KioskDays(RuleBasedStateMachine):
    """Every rule is something a person can do, at any moment; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.shop = KioskShop(ages=(0, 1), check_ppm=400_000, item_limit=6, is_bagging=True)
        self.moved_minor = 0  # money that came by card or code, less what was given back
        self.late: dict[str, int] = {}  # what was paid for codes that were not on the screen any more, by reference
        self.back: set[str] = set()  # the codes whose money went back
        self.shop.till.tell(DeviceChanged("scale", Health(OK)))
        self.weigh(0)

    def attempt(self, do: Any, *args: Any, **more: Any) -> bool:
        try:
            do(*args, **more)
        except LapakError:
            return False
        finally:
            self.shop.settle()
        return True

    # --- the shopper -------------------------------------------------------------------------------------------------

    @rule(index=GOODS, then=st.sampled_from(["", "code", "late", "approve", "doubt", "part", "walk away"]))
    def shop_until_paying(self, index: int, then: str) -> None:
        """The usual way: somebody comes wherever somebody has to."""
        self.touch()
        self.choose_language("en")
        self.scan(index)
        for _stop in range(3):
            self.pay()
            if self.shop.kiosk.state != PAYING:
                self.come("siti")
                for deed in ("confirm_age", "accept_bag", "pass_check"):
                    self.deed(deed)
                self.go()
        if then == "code":
            self.pay_code()
        elif then == "late":
            self.pay_code_too_late()
        elif then in ("approve", "doubt"):
            self.pay_card(then)
        elif then == "part":
            self.a_part_was_paid_elsewhere()
        elif then:
            self.wait(181)

    @rule()
    def touch(self) -> None:
        self.attempt(self.shop.kiosk.touch)

    @rule(language=st.sampled_from(["id", "en"]))
    def choose_language(self, language: str) -> None:
        if self.shop.kiosk.state == "language":
            self.attempt(self.shop.kiosk.choose_language, language)

    @rule(index=GOODS)
    def scan(self, index: int) -> None:
        if self.shop.kiosk.is_on:
            self.attempt(self.shop.kiosk.scanner.scan, barcode_of(index))

    @rule(more=st.booleans(), place=st.integers(0, 4))
    def step(self, more: bool, place: int) -> None:
        lines = self.shop.till.sale.lines
        if lines and self.shop.kiosk.state == SELLING:
            number = lines[place % len(lines)].number
            self.attempt(self.shop.kiosk.cart.one_more if more else self.shop.kiosk.cart.one_less, number)

    @rule()
    def pay(self) -> None:
        self.attempt(self.shop.kiosk.pay)

    @rule()
    def back(self) -> None:
        self.attempt(self.shop.kiosk.back)

    @rule()
    def stop(self) -> None:
        self.attempt(self.shop.kiosk.stop)

    @rule(is_called=st.booleans())
    def help(self, is_called: bool) -> None:
        if self.shop.kiosk.is_on:
            self.attempt(self.shop.kiosk.call if is_called else self.shop.kiosk.manages)

    @rule(grams=st.sampled_from([0, 300, 900]))
    def weigh(self, grams: int) -> None:
        self.shop.till.tell(WeightChanged(Weight(grams, is_stable=True)))
        self.shop.settle()

    @rule(seconds=st.sampled_from([1, 59, 181]))
    def wait(self, seconds: int) -> None:
        self.shop.wait(seconds)

    # --- money -------------------------------------------------------------------------------------------------------

    @rule()
    def pay_code(self) -> None:
        if self.shop.kiosk.state == PAYING and not self.shop.kiosk.payment.is_charging and self.shop.till.sale.lines:
            self.moved_minor += self.shop.pay_qr()

    @rule()
    def pay_code_and_card(self) -> None:
        """The shopper pays the code that was shown, although a gift card has paid a part meanwhile."""
        kiosk, qr = self.shop.kiosk, self.shop.till.qr
        if kiosk.state == PAYING and not kiosk.payment.is_charging and not self.shop.till.sale.tenders:
            offer = qr.begin()
            self.a_part_was_paid_elsewhere()
            if self.shop.till.sale.tenders:
                self.shop.catalogue.paid[offer.reference] = offer.amount_minor
                self.shop.till.feed_applied(frozenset({"payment"}))
                self.shop.settle()
                assert PAYMENT in kiosk.calls.open
                assert kiosk.strays.twice()[offer.reference] == offer.amount_minor

    @rule()
    def pay_code_too_late(self) -> None:
        """The shopper's phone was slower than the checkout: the cart is parked when the money comes."""
        if (
            self.shop.kiosk.state == PAYING
            and not self.shop.kiosk.payment.is_charging
            and not self.shop.till.sale.tenders
        ):
            offer = self.shop.till.qr.begin()
            self.shop.wait(181)
            if self.shop.kiosk.state != PAYING:
                self.shop.catalogue.paid[offer.reference] = self.late[offer.reference] = offer.amount_minor
                self.shop.till.feed_applied(frozenset({"payment"}))
                self.shop.settle()
                assert PAYMENT in self.shop.kiosk.calls.open

    @rule(place=st.integers(0, 9))
    def pay_an_old_code(self, place: int) -> None:
        """A phone that was slow pays any code that was ever shown."""
        offers = [offer for offer in self.shop.till.qr.shown.values() if offer != self.shop.till.qr.offer]
        if offers:
            offer = offers[place % len(offers)]
            self.shop.catalogue.paid[offer.reference] = self.late[offer.reference] = offer.amount_minor
            self.shop.till.feed_applied(frozenset({"payment"}))
            self.shop.settle()

    @rule()
    def show_a_code(self) -> None:
        if self.shop.kiosk.state == PAYING and not self.shop.kiosk.payment.is_charging:
            self.attempt(self.shop.till.qr.begin)

    @rule(end=st.sampled_from(["approve", "refuse", "doubt", ""]))
    def pay_card(self, end: str) -> None:
        if self.shop.kiosk.state == PAYING:
            self.attempt(self.shop.kiosk.payment.charge)
        self.card_ends(end)

    @rule(end=st.sampled_from(["approve", "refuse", "doubt"]))
    def card_ends(self, end: str) -> None:
        card = self.shop.card
        if card.open_key and not card.is_charged and end:
            if end == "approve":
                self.moved_minor += card.amount_minor
            getattr(card, end)()
            self.shop.settle()

    @rule()
    def a_part_was_paid_elsewhere(self) -> None:
        """A gift card that holds less than is due."""
        is_open = self.shop.kiosk.state == PAYING and not self.shop.till.sale.tenders
        if is_open and not self.shop.kiosk.payment.is_charging:
            paid = self.attempt(self.shop.till.checkout.pay, "gift_card", 100, reference="card")
            self.moved_minor += 100 if paid else 0

    # --- the attendant -----------------------------------------------------------------------------------------------

    @rule(who=st.sampled_from(["siti", "budi"]))
    def come(self, who: str) -> None:
        if self.shop.kiosk.is_on:
            self.shop.come(who)

    @rule()
    def go(self) -> None:
        self.attempt(self.shop.kiosk.attendant.dismiss)

    @rule(
        deed=st.sampled_from([
            "help_done", "confirm_age", "refuse_age", "accept_bag", "pass_check", "fail_check", "clear", "set_aside",
            "seen_payment", "finish", "close_shift", "open_shift",
        ])
    )  # fmt: skip
    def deed(self, deed: str) -> None:
        if self.shop.kiosk.attendant.staff is not None:
            self.attempt(getattr(self.shop.kiosk.attendant, deed))

    @rule()
    def take_out(self) -> None:
        for number in list(self.shop.kiosk.cart.removals):
            self.attempt(self.shop.kiosk.attendant.take_out, number)

    @rule()
    def recall(self) -> None:
        parked = self.shop.till.parking.all()
        if self.shop.kiosk.attendant.staff is not None and parked:
            self.attempt(self.shop.kiosk.attendant.recall, parked[0].key)

    @rule()
    def give_back(self) -> None:
        kiosk = self.shop.kiosk
        if kiosk.attendant.staff is not None and self.shop.till.sale.tenders and not kiosk.payment.is_charging:
            tender = self.shop.till.sale.tenders[0]
            if self.attempt(kiosk.attendant.give_back, tender.key):
                self.back.add(tender.reference)
                self.moved_minor -= 0 if tender.reference in self.late else tender.amount_minor

    @rule()
    def give_back_stray(self) -> None:
        for reference in list(self.shop.kiosk.strays.twice()):
            if self.attempt(self.shop.kiosk.attendant.give_back_stray, reference):
                self.back.add(reference)

    @rule()
    def leave(self) -> None:
        staff = self.shop.kiosk.attendant.staff
        if staff is None:
            return
        done = self.attempt(self.shop.kiosk.attendant.leave)
        assert done == (staff.key == "budi"), "whoever has the right gets out, from every state; nobody else does"
        if done:
            assert self.shop.kiosk.state == OFF
            self.shop.kiosk.begin()
            self.shop.settle()

    # --- what always holds -------------------------------------------------------------------------------------------

    @invariant()
    def money_is_in_a_sale_or_in_the_open_cart_or_told(self) -> None:
        parts = [tender for body in self.shop.written("sale.completed") for tender in body["tenders"]]
        parts += [tender.body() for tender in self.shop.till.sale.tenders]
        kept = sum(part["amount_minor"] for part in parts)
        late = sum(self.late.get(part.get("reference", ""), 0) for part in parts)
        card = self.shop.card
        is_waiting = card.is_charged and card.open_key not in {part.get("tender") for part in parts}
        unclaimed = card.amount_minor if card.open_key and is_waiting else 0  # told now, and again after a restart
        assert kept + unclaimed == self.moved_minor + late
        if unclaimed:
            assert PAYMENT in self.shop.kiosk.calls.open or self.shop.kiosk.payment.is_charging

    @invariant()
    def whatever_a_phone_paid_is_in_a_sale_or_waits_for_its_cart_or_is_on_the_attendants_list(self) -> None:
        shop = self.shop
        parts = [tender for body in shop.written("sale.completed") for tender in body["tenders"]]
        known = {part.get("reference") for part in parts} | {part.reference for part in shop.till.sale.tenders}
        known |= self.back | set(shop.kiosk.strays.twice()) | set(shop.till.qr.unclaimed())
        for parked in shop.kiosk.strays.late():
            known |= set(shop.till.qr.came_for(parked.key))
        assert set(shop.catalogue.paid) <= known

    @invariant()
    def there_is_no_cash(self) -> None:
        assert CASH not in self.shop.kiosk.payment.tenders()
        for body in self.shop.written("sale.completed"):
            assert all(tender["kind"] != CASH for tender in body["tenders"])

    @invariant()
    def nothing_for_adults_is_sold_without_a_look(self) -> None:
        for body in self.shop.written("sale.completed"):
            if any(line["variant"] in ("v0", "v1") for line in body["lines"]):
                assert "age_18" in [one["action"] for one in body["approved"]]

    @invariant()
    def whoever_waits_has_somebody_coming(self) -> None:
        kiosk = self.shop.kiosk
        if kiosk.state == CHECKING:
            assert kiosk.calls.open
        assert (self.shop.lamp.shown != DARK) == bool(kiosk.calls.open)

    @invariant()
    def nothing_that_is_paid_is_parked(self) -> None:
        assert all(not cart.get("tenders") for _parked, cart in self.shop.books._parked.values())

    @invariant()
    def the_till_is_a_kiosk_with_nobody_signed_in(self) -> None:
        assert self.shop.kiosk.is_on
        assert self.shop.till.people.current is None


KioskDays.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestKioskDays = KioskDays.TestCase
