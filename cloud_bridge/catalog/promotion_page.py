"""Promotions in the back office: what runs now, what was changed, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cloud_bridge.catalog.models import Promotion
from cloud_bridge.catalog.promotion_form import PromotionForm
from cloud_bridge.catalog.promotion_sheet import PromotionSheet
from cloud_bridge.office.exchange import exchange
from cloud_bridge.office.formats import NOTHING, money
from cloud_bridge.office.history import RememberedPage
from cloud_bridge.office.pages import column

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

LABELS = {"on": "success", "later": "info", "over": "default", "off": "default"}
BUNDLE = "kind == 'bundle'"
ONE_PRICE = f"{BUNDLE} || kind == 'quantity_price'"
PERCENT = "kind == 'percent_each' || kind == 'percent_sum'"
AMOUNT = "kind == 'amount_each' || kind == 'amount_sum'"
FEWER = "kind == 'n_for_m'"


@admin.register(Promotion)
@exchange(PromotionSheet)
class PromotionPage(RememberedPage):
    """The list of promotions, and the form of one."""

    form = PromotionForm
    list_display = ("named", "gift", "state", "runs", "priority")
    list_filter = ("is_active", "kind")
    search_fields = ("name", "coupon")
    fieldsets = (
        (None, {"fields": [("name", "is_active"), "kind"]}),
        (
            _("What the customer gets"),
            {
                "fields": [
                    "ppm", "minor", ("buy", "pay"), "quantity", "price_minor",
                    "products_1", "quantity_1", "products_2", "quantity_2", "products_3", "quantity_3",
                    "products", "categories", "variants",
                ]
            },
        ),
        (_("When"), {"fields": ["weekdays", ("from_time", "to_time"), ("from_date", "to_date")]}),
        (_("For whom"), {"fields": [("coupon", "minimum_minor"), "groups", "limit"]}),
        (_("Beside other promotions"), {"fields": ["is_exclusive", "priority"]}),
    )  # fmt: skip
    conditional_fields = {  # noqa: RUF012 - unfold's name
        "ppm": PERCENT,
        "minor": AMOUNT,
        "buy": FEWER,
        "pay": FEWER,
        "quantity": "kind == 'quantity_price'",
        "price_minor": ONE_PRICE,
        **{f"{name}_{number}": BUNDLE for name in ("products", "quantity") for number in (1, 2, 3)},
        **dict.fromkeys(("products", "categories", "variants"), "kind != 'bundle'"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Promotion]:
        """Return the promotions with their merchants."""
        return super().get_queryset(request).select_related("merchant")

    @column(_("promotion"), order="name", header=True)
    def named(self, promotion: Promotion) -> list[str]:
        """Show its name and what kind it is."""
        return [promotion.name, str(promotion.get_kind_display())]

    @column(_("gives"))
    def gift(self, promotion: Promotion) -> str:
        """Show what the customer gets."""
        currency = promotion.merchant.currency
        if promotion.ppm and promotion.kind.startswith("percent"):
            return f"{promotion.ppm / 10_000:g} %"
        if promotion.minor and promotion.kind.startswith("amount"):
            return money(promotion.minor, currency)
        if promotion.kind == "n_for_m":
            return gettext("%(buy)s for %(pay)s") % {"buy": promotion.buy, "pay": promotion.pay}
        price = NOTHING if promotion.price_minor is None else money(promotion.price_minor, currency)
        if promotion.kind == "quantity_price":
            return gettext("%(quantity)s for %(price)s") % {"quantity": promotion.quantity, "price": price}
        return price

    @column(_("state"), labels=LABELS)
    def state(self, promotion: Promotion) -> tuple[str, str]:
        """Show whether it runs today."""
        today = timezone.localdate()
        if not promotion.is_active:
            return "off", gettext("switched off")
        if promotion.to_date and promotion.to_date < today:
            return "over", gettext("over")
        if promotion.from_date and promotion.from_date > today:
            return "later", gettext("planned")
        return "on", gettext("running")

    @column(_("runs"))
    def runs(self, promotion: Promotion) -> str:
        """Show its days and hours."""
        dates = [date_format(day, "j M Y") if day else "" for day in (promotion.from_date, promotion.to_date)]
        times = [time_format(at, "H:i") if at else "" for at in (promotion.from_time, promotion.to_time)]
        days = " ".join(str(WEEKDAYS_ABBR[day]) for day in promotion.weekdays)
        said = [days, *(f" {NOTHING} ".join(ends).strip() for ends in (times, dates) if any(ends))]
        return ", ".join(text for text in said if text) or gettext("always")
