"""What the pages of the back office have in common: unfold's look, typed columns, rows that only exist to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from unfold.decorators import display

from cloud_bridge.office.business import the_business
from cloud_bridge.office.formats import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from django.contrib.admin import ModelAdmin, TabularInline
    from django.http import HttpRequest
    from django.utils.functional import Promise

    Column = TypeVar("Column", bound=Callable[..., Any])
    BasePage = ModelAdmin[Any]
    BaseRows = TabularInline[Any, Any]
    RowForm = forms.ModelForm[Any]
else:
    from unfold.admin import ModelAdmin as BasePage
    from unfold.admin import TabularInline as BaseRows

    class RowForm(forms.ModelForm):
        """A form of one object; what may be there once per merchant is checked before it is kept."""

        def _get_validation_exclusions(self) -> set[str]:
            exclude = super()._get_validation_exclusions()
            if getattr(self.instance, "merchant_id", "") is None:
                self.instance.merchant = the_business()
            exclude.discard("merchant")
            return exclude


def column(
    title: str | Promise,
    *,
    order: Any = None,
    labels: Mapping[str, str] | None = None,
    header: bool | None = None,
) -> Callable[[Column], Column]:
    """Mark a method as a column: `labels` gives each value its colour, `header` shows two lines."""
    mark = display(description=title, ordering=order, label=labels, header=header)
    return cast("Callable[[Column], Column]", mark)


class Page(BasePage):
    """A list and a form."""

    list_per_page = 50
    list_fullwidth = True
    compressed_fields = True
    warn_unsaved_form = True
    empty_value_display = NOTHING
    list_filter_submit = False


class OwnedPage(Page):
    """A list and a form of what belongs to the merchant."""

    form = RowForm

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        """Ask for the business first, on a new bridge."""
        if the_business() is None:
            messages.warning(request, gettext("Name the business first: all that follows is its own."))
            return HttpResponseRedirect(reverse("admin:fleet_merchant_add"))
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Give what is new to the merchant."""
        if not obj.merchant_id:
            obj.merchant = the_business()
        super().save_model(request, obj, form, change)


class ReadOnlyPage(Page):
    """A list and a page of what is never edited by hand, and of which there is a lot."""

    show_full_result_count = False
    actions: Any = None

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no."""
        return False

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no."""
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no."""
        return False


class Rows(BaseRows):
    """Rows on the page of what they belong to."""

    extra = 0
    show_change_link = False
    hide_title = True


class ReadOnlyRows(Rows):
    """Rows that are never edited by hand."""

    can_delete = False

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no."""
        return False

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no."""
        return False
