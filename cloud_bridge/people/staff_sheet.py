"""Staff as a spreadsheet: PINs go in, and never come out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.widgets import ManyToManyWidget

from appliance.core.errors import LapakError
from cloud_bridge.fleet.models import Store
from cloud_bridge.office.exchange import Sheet
from cloud_bridge.office.words import in_words
from cloud_bridge.people.models import Staff
from cloud_bridge.people.pin import hash_pin, require_pin


class StaffSheet(Sheet):
    """name, level, stores (by name, parted by ";"), active; a column `pin` gives new PINs."""

    stores = Field("stores", column_name="stores", widget=ManyToManyWidget(Store, field="name", separator=";"))
    active = Field("is_active", column_name="active")

    class Meta(Sheet.Meta):
        """One row is one person."""

        model = Staff
        import_id_fields = ("name",)
        fields = ("name", "level", "stores", "active")

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Keep a row that says nothing new but a PIN."""
        return not row.get("pin") and bool(super().skip_row(instance, original, row, import_validation_errors))

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Keep the hash of a PIN; raises ValidationError for one that cannot be used, or for somebody without any."""
        pin = str(row.get("pin") or "").strip()
        try:
            if pin:
                instance.pin, instance.pin_digits = hash_pin(require_pin(pin)), len(pin)
            elif not instance.pin and not instance.badge:
                require_pin(pin)
        except LapakError as reason:
            raise ValidationError(in_words(reason)) from reason
        super().before_save_instance(instance, row, **kwargs)
