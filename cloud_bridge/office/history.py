"""What was changed, when and by whom: Django's log, with the values before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cloud_bridge.office.formats import NOTHING
from cloud_bridge.office.pages import OwnedPage

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST = 60


class RememberedPage(OwnedPage):
    """A page whose history says what a field held before and after; not for what must not be written down (PINs)."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Return what the log keeps of a change."""
        messages: Any = super().construct_change_message(request, form, formsets, add)
        for message in messages:
            changed = message.get("changed", {})
            if "fields" in changed and "object" not in changed:
                changed["fields"] = [_change(form, name) for name in form.changed_data]
        return messages


def _change(form: Any, name: str) -> str:
    field = form.fields[name]
    before, after = _shown(field, form.initial.get(name)), _shown(field, form.cleaned_data.get(name))
    return f"{field.label or name}: {before} \N{RIGHTWARDS ARROW} {after}"


def _shown(field: Any, value: Any) -> str:
    """Return a value as its field shows it: what was chosen by its name."""
    if hasattr(value, "all"):
        value = list(value.all())
    if isinstance(value, list | tuple):
        text = ", ".join(_names(field, list(value)))
    else:
        text = str(NOTHING if value in (None, "") else field.prepare_value(value))
    text = text or NOTHING
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _names(field: Any, values: list[Any]) -> list[str]:
    if hasattr(field, "queryset"):
        place = f"{field.to_field_name or 'pk'}__in"
        return [str(one) for one in field.queryset.filter(**{place: [getattr(one, "pk", one) for one in values]})]
    choices = dict(getattr(field, "choices", ()))
    return [str(choices.get(value, value)) for value in values]
