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
    "weigh": "Weigh",
    "discount": "DiscountSheet",
    "choose": "Choose",
    "modifiers": "Modifiers",
    "open_price": "OpenPrice",
    "age": "Age",
    "price": "Price",
    "typing": "Typing",
    "sale": "SalePane",
    "customers": "Customers",
    "customer": "CustomerCard",
    "customer_new": "CustomerNew",
    "pay": "Pay",
    "tip": "TipAmount",
    "card_sale": "CardSale",
    "done": "Done",
    "receipts": "Receipts",
    "receipt": "Receipt",
    "return_goods": "ReturnGoods",
    "menu": "Menu",
    "settings": "SettingsPane",
    "parked": "ParkedList",
    "orders": "Orders",
    "order": "OrderScreen",
    "collect": "Collect",
    "kiosks": "Kiosks",
    "stock": "StockHome",
    "stock_item": "StockItem",
    "stock_find": "StockFind",
    "sheet": "SheetScreen",
    "sheet_line": "SheetLineScreen",
    "devices": "Devices",
    "shift": "ShiftReport",
    "shift_open": "ShiftOpen",
    "shift_close": "ShiftClose",
    "cash": "CashMove",
    "sign_in": "SignIn",
    "approve": "Approve",
    "unlock": "Unlock",
    "clock": "Clock",
    "no_sale": "NoSale",
}
WARM = ("pay", "done", "line")  # made while nobody waits for them


def open_screen(name: str, desk: Any) -> Any:
    """Return a new screen."""
    module = import_module(f"{__name__}.{name}")
    return getattr(module, SCREENS[name])(desk=desk)
