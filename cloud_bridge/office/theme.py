"""How the back office looks and how it is walked through: one accent, light and dark, what is done daily first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

ACCENT = "#0B6B4F"


def _item(title: str | Promise, icon: str, where: str, badge: str = "") -> dict[str, Any]:
    item: dict[str, Any] = {"title": title, "icon": icon, "link": reverse_lazy(where)}
    if badge:
        item["badge"] = f"cloud_bridge.office.badges.{badge}"
        item["badge_variant"] = "primary"
    return item


def _style(_request: HttpRequest) -> str:
    return static("office/office.css")


NAVIGATION = [
    {
        "title": "",
        "items": [
            _item(_("Today"), "local_cafe", "admin:index"),
            _item(_("Orders"), "receipt_long", "admin:orders_order_changelist", "to_prepare"),
            _item(_("Stock"), "shelves", "admin:stock_level_changelist"),
            _item(_("Products"), "inventory_2", "admin:catalog_product_changelist"),
            _item(_("Kits"), "deployed_code", "admin:stock_kit_changelist"),
            _item(_("Promotions"), "redeem", "admin:catalog_promotion_changelist"),
        ],
    },
    {
        "title": _("Marketplaces"),
        "separator": True,
        "items": [
            _item(_("Channels"), "storefront", "admin:channels_channel_changelist", "in_trouble"),
            _item(_("Listings"), "sell", "admin:channels_listing_changelist", "to_decide"),
            _item(_("Drift"), "difference", "admin:channels_drift_changelist"),
            _item(_("Oversold"), "production_quantity_limits", "admin:stock_oversells", "oversold"),
            _item(_("Scarce goods"), "key", "admin:stock_scarce_changelist"),
            _item(_("Orders put aside"), "pan_tool", "admin:channels_hint_changelist"),
        ],
    },
    {
        "title": _("Customers"),
        "separator": True,
        "items": [
            _item(_("Customers"), "person", "admin:people_customer_changelist"),
            _item(_("Cards"), "card_giftcard", "admin:people_card_changelist"),
            _item(_("Card movements"), "swap_horiz", "admin:people_cardmove_changelist"),
            _item(_("Points"), "stars", "admin:people_pointmove_changelist"),
            _item(_("Receipts to send"), "outgoing_mail", "admin:receipts_dispatch_changelist"),
        ],
    },
    {
        "title": _("QR payments"),
        "separator": True,
        "items": [
            _item(_("QR payments"), "qr_code_2", "admin:payments_qrpayment_changelist"),
            _item(_("Sales by QR"), "receipt", "admin:payments_qrtender_changelist"),
            _item(_("Payment providers"), "account_balance", "admin:payments_provider_changelist"),
        ],
    },
    {
        "title": _("Stores"),
        "separator": True,
        "items": [
            _item(_("Tills"), "point_of_sale", "admin:fleet_till_changelist"),
            _item(_("Stores"), "store", "admin:fleet_store_changelist"),
            _item(_("Journal"), "menu_book", "admin:replication_entry_changelist"),
            _item(_("Movements"), "swap_vert", "admin:stock_movement_changelist"),
            _item(_("Stock sheets"), "inventory", "admin:stock_document_changelist"),
        ],
    },
    {
        "title": _("Staff"),
        "separator": True,
        "items": [
            _item(_("Staff"), "assignment_ind", "admin:people_staff_changelist"),
            _item(_("Hours worked"), "schedule", "admin:people_hours"),
            _item(_("Who did what"), "fact_check", "admin:people_conduct"),
        ],
    },
    {
        "title": _("Settings"),
        "separator": True,
        "collapsible": True,
        "items": [
            _item(_("Categories"), "category", "admin:catalog_category_changelist"),
            _item(_("Till layouts"), "dashboard_customize", "admin:catalog_layout_changelist"),
            _item(_("Modifiers"), "tune", "admin:catalog_modifiergroup_changelist"),
            _item(_("Customer groups"), "groups", "admin:people_customergroup_changelist"),
            _item(_("Points and cards"), "loyalty", "admin:people_loyalty_changelist"),
            _item(_("Taxes"), "percent", "admin:catalog_taxclass_changelist"),
            _item(_("Business"), "badge", "admin:fleet_merchant_changelist"),
            _item(_("Users"), "group", "admin:auth_user_changelist"),
        ],
    },
]

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Lapak",
    "SITE_HEADER": "Lapak",
    "SITE_SUBHEADER": _("Back office"),
    "SITE_SYMBOL": "storefront",
    "SITE_URL": None,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "SHOW_LANGUAGES": True,
    "BORDER_RADIUS": "10px",
    "STYLES": [_style],
    "DASHBOARD_CALLBACK": "cloud_bridge.office.dashboard.show",
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": NAVIGATION},
    "COLORS": {
        "base": {
            "50": "#F7F5F0",
            "100": "#F0EDE6",
            "200": "#E4E0D6",
            "300": "#CFCABD",
            "400": "#9FB0A8",
            "500": "#5F6B66",
            "600": "#48544F",
            "700": "#37433E",
            "800": "#2B3531",
            "900": "#1A211E",
            "950": "#101513",
        },
        "primary": {
            "50": "#EDF7F2",
            "100": "#DCEFE7",
            "200": "#B7DFCF",
            "300": "#86C9AF",
            "400": "#35B88C",
            "500": "#35B88C",
            "600": ACCENT,
            "700": "#095A43",
            "800": "#084937",
            "900": "#073C2E",
            "950": "#06251B",
        },
        "font": {
            "subtle-light": "#5F6B66",
            "subtle-dark": "#9FB0A8",
            "default-light": "#37433E",
            "default-dark": "#CFD9D4",
            "important-light": "#1C2321",
            "important-dark": "#F1F4F2",
        },
    },
}
