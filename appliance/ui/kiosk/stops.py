"""What a shopper waits for: help, somebody who looks at an age or into the basket, the bag, a last question."""

from __future__ import annotations

from appliance.core.bagging import PLACE, PUT_BACK
from appliance.till.calls import BAG, HELP, REMOVE
from appliance.ui.text import _, ngettext

from .notice import Notice


class Help(Notice):
    """Somebody is on the way."""

    def refresh(self) -> None:
        """Say so, and let the shopper go on meanwhile."""
        kiosk = self.desk.kiosk
        if REMOVE in kiosk.calls.open:
            text = _("An attendant takes the item out for you. You can go on scanning.")
        else:
            text = _("The light shows where you are. You can go on scanning.")
        self.say("bulb", _("Somebody is on the way"), text, "info")
        self.offer(
            ("plain", "x", _("I need no help"), self._no_help),
            ("plain", "key", _("Staff"), self.desk.ask_pin),
            ("primary", "arrow-left", _("Go on"), self.desk.go_on),
        )

    def _no_help(self) -> None:
        self.desk.kiosk.manages()
        self.desk.go_on()


class AgeStop(Notice):
    """An age is looked at, and nobody is accused of anything."""

    def refresh(self) -> None:
        """Say for what."""
        age = self.desk.kiosk.cart.age
        lines = [line for line in self.desk.till.sale.lines if line.item.min_age]
        name = lines[0].item.name if lines else ""
        text = _(
            "{name} is for customers of {age} and older. An attendant is on the way and looks at your ID.",
            name=name,
            age=age,
        )
        self.say("id", _("A short look at your age"), text, "info")
        self.offer(
            ("plain", "key", _("Staff"), self.desk.ask_pin),
            ("primary", "arrow-left", _("Go on shopping"), self.desk.kiosk.back),
        )


class BagCheck(Notice):
    """The bag and the basket do not agree yet."""

    def refresh(self) -> None:
        """Say what to do with the bag."""
        bag, kiosk = self.desk.kiosk.bag, self.desk.kiosk
        line = next((line for line in reversed(self.desk.till.sale.lines) if line.item.name == bag.last), None)
        if bag.verdict == PLACE:
            title, text = _("Please put it into the bag"), _("Put {name} into the bag, then go on.", name=bag.last)
        elif bag.verdict == PUT_BACK:
            title, text = _("Something is missing"), _("Something was taken out of the bag. Put it back, please.")
        else:
            title, text = _("Something extra is in the bag"), _("Take out what was not scanned yet, and scan it first.")
        self.say("scale", title, text, "warn")
        image, color = self.desk.picture_of(line.item.variant) if line and bag.verdict == PLACE else ("", "")
        self.picture.show(image, color)
        if BAG in kiosk.calls.open:
            self.say("bulb", title, _("An attendant is on the way and looks at the bag."), "info")
        self.offer(
            ("plain", "key", _("Staff"), self.desk.ask_pin),
            ("primary", "arrow-left", _("Go on shopping"), kiosk.back),
        )


class Check(Notice):
    """The basket was drawn for a check."""

    def refresh(self) -> None:
        """Say so before anybody feels caught; show how the second scan goes."""
        kiosk = self.desk.kiosk
        check = kiosk.recheck.current
        text = _("Your basket was drawn for a routine check. An attendant is on the way.")
        if check is not None and check.missing:
            text = _("Not in the basket yet: {names}", names=", ".join(check.missing))
        elif check is not None and kiosk.attendant.staff is not None:
            left = max(0, check.wanted - check.found)
            text = ngettext("Scan {n} more item from the bag.", "Scan {n} more items from the bag.", left)
        self.say("clipboard-check", _("A quick look"), text, "info")
        self.offer(("plain", "key", _("Staff"), self.desk.ask_pin))


class Leave(Notice):
    """Asks whether the shopper really wants to go."""

    def refresh(self) -> None:
        """Ask."""
        self.say(
            "shopping-cart",
            _("Leave without buying?"),
            _("An attendant empties the basket. You can also just go on."),
            "warn",
        )
        self.offer(
            ("plain", "bulb", _("Call an attendant"), self._call),
            ("primary", "arrow-left", _("Go on shopping"), self.desk.go_on),
        )

    def _call(self) -> None:
        self.desk.ask_help(HELP)
