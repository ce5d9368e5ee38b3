"""The screens by name; a screen's module is imported when it is first wanted, so that the till starts at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# name: class, in the module of that name
SCREENS = {
    "sell": "Sell",
    "search": "Search",
    "quantity": "Quantity",
    "line": "LineSheet",
    "discount": "DiscountSheet",
    "pay": "Pay",
    "done": "Done",
    "menu": "Menu",
    "parked": "ParkedList",
    "orders": "Orders",
    "devices": "Devices",
    "shift": "ShiftReport",
    "shift_open": "ShiftOpen",
    "shift_close": "ShiftClose",
    "cash": "CashMove",
}
WARM = ("pay", "done", "line")  # made while nobody waits for them


def open_screen(name: str, desk: Any) -> Any:
    """Return a new screen."""
    module = import_module(f"{__name__}.{name}")
    return getattr(module, SCREENS[name])(desk=desk)
