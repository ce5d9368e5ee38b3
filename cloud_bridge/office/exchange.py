"""Spreadsheets in and out of the back office: `@exchange(MySheet)` under `@admin.register` gives a page both buttons.

What a file would change is shown before anything is kept; a file with one wrong row changes nothing, and each wrong
row says why.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource
from import_export.widgets import Widget
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from appliance.core.errors import LapakError
from appliance.core.money import Currency
from cloud_bridge.office.business import its_currency, the_business
from cloud_bridge.office.words import in_words
from cloud_bridge.replication.sources import together

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from django.db.models import Model
    from django.http import HttpRequest

    from cloud_bridge.fleet.models import Merchant

    PageType = TypeVar("PageType", bound=type[Any])


FORMULA = ("=", "+", "-", "@")  # a cell that begins with one of these is computed by a spreadsheet, whoever wrote it
TEXT_MARK = "'"
LIST_MARK = ";"
THOUSANDTHS = Currency("1/1000", 3, "")


class Cell(Widget):
    """What turns a cell into a value (`clean`, which may raise ValidationError) and back (`render`)."""

    merchant: Merchant | None = None  # the sheet says whose cell it is

    def clean(self, value: Any, row: Any = None, **_: Any) -> Any:  # noqa: ARG002 - as the library
        """Return what is kept of a cell."""
        return value

    def render(self, value: Any, obj: Any = None, **_: Any) -> Any:  # noqa: ARG002 - as the library
        """Return what stands in a cell."""
        return value


class Amount(Cell):
    """A cell that holds money as people write it, in the merchant's currency; kept in minor units."""

    @property
    def currency(self) -> Currency:
        """What the amount is in."""
        return its_currency(self.merchant)

    def clean(self, value: Any, row: Any = None, **_: Any) -> int | None:  # noqa: ARG002 - as the library
        """Return the minor units of a cell; raises ValidationError."""
        if value in (None, ""):
            return None
        try:
            return self.currency.parse(_plain(value))
        except LapakError as reason:
            raise ValidationError(in_words(reason)) from reason

    def render(self, value: Any, obj: Any = None, **_: Any) -> Any:  # noqa: ARG002 - as the library
        """Return the number that stands in the cell."""
        if value is None:
            return ""
        return value if not self.currency.exponent else Decimal(value).scaleb(-self.currency.exponent)


class Quantity(Amount):
    """A cell that holds a quantity with up to three decimals; kept in thousandths."""

    @property
    def currency(self) -> Currency:
        """What has three decimals."""
        return THOUSANDTHS


class Names(Cell):
    """A cell that names objects of the merchant, between semicolons; kept as the list of their keys.

    name: the field people know them by; key: the one that is kept.
    """

    def __init__(self, model: type[Model], name: str = "name", key: str = "key") -> None:
        super().__init__()
        self._model = model
        self._name = name
        self._key = key

    def clean(self, value: Any, row: Any = None, **_: Any) -> list[str]:  # noqa: ARG002 - as the library
        """Return the keys of what the cell names; raises ValidationError."""
        keys: set[str] = set()
        for name in texts(value):
            found = self._mine().filter(**{self._name: name}).values_list(self._key, flat=True)
            if not found:
                raise ValidationError(gettext("“%(name)s” is not known here.") % {"name": name})
            keys.update(found)
        return sorted(keys)

    def render(self, value: Any, obj: Any = None, **_: Any) -> str:  # noqa: ARG002 - as the library
        """Return the names."""
        found = self._mine().filter(**{f"{self._key}__in": value or []})
        return f"{LIST_MARK} ".join(sorted({str(name) for name in found.values_list(self._name, flat=True)}))

    def _mine(self) -> Any:
        return self._model._default_manager.filter(merchant=self.merchant)  # noqa: SLF001 - documented


class Sheet(ModelResource):
    """One merchant's rows of a model as a spreadsheet; subclasses name `Meta.model`, `import_id_fields`, `fields`.

    Every row is saved through the model, so that validation, the feed and the history see it.
    """

    class Meta:
        """How every sheet behaves."""

        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.merchant = the_business()
        for field in self.fields.values():
            field.widget.merchant = self.merchant

    def get_queryset(self) -> Any:
        """Return what a row may be found among."""
        return super().get_queryset().filter(merchant=self.merchant)

    def init_instance(self, row: Any = None) -> Any:
        """Return a new object of the merchant."""
        instance = super().init_instance(row)
        instance.merchant = self.merchant
        return instance

    def before_import(self, dataset: Any, **_: Any) -> None:
        """Read headings as people write them, and no empty rows at the end."""
        dataset.headers = [str(heading or "").strip().lower() for heading in dataset.headers or []]
        while len(dataset) and not any(dataset[-1]):
            del dataset[-1]

    def before_import_row(self, row: dict[str, Any], **_: Any) -> None:
        """Take spaces and the mark of a text off every cell."""
        for heading, cell in row.items():
            if isinstance(cell, str):
                text = cell.strip()
                row[heading] = text[1:] if text[:1] == TEXT_MARK and text[1:2] in FORMULA else text

    def import_data_inner(self, *args: Any, **kwargs: Any) -> Any:
        """Import everything; tills are told of it all at once."""
        with together():
            return super().import_data_inner(*args, **kwargs)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        """Import a row; its errors are in the reader's language."""
        result = super().import_row(row, instance_loader, **kwargs)
        for error in result.errors:
            if isinstance(error.error, LapakError):
                error.error = in_words(error.error)
        return result

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """Return a cell; a text that a spreadsheet would compute is marked as a text."""
        cell = super().export_field(field, instance, **kwargs)
        if isinstance(cell, Promise):
            cell = str(cell)
        return as_text(cell)


class _Exchange(ImportExportMixin):
    """The two buttons, for those who may see or change what the page shows."""

    formats = (XLSX, CSV)
    import_form_class = ImportForm
    export_form_class = ExportForm

    def get_import_data_kwargs(self, **kwargs: Any) -> Any:
        """Keep nothing of a file in which a row turns out to be wrong after all."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Say whether somebody may add and change what is here."""
        page = cast("Any", self)
        return bool(page.has_add_permission(request) and page.has_change_permission(request))

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Say whether somebody may see what is here."""
        return bool(cast("Any", self).has_view_permission(request))


def exchange(*sheets: type[Sheet]) -> Callable[[PageType], PageType]:
    """Give a page import and export of these sheets as xlsx and csv; a read-only page exports only."""

    def dressed(page: PageType) -> PageType:
        own = {"resource_classes": list(sheets), "__module__": page.__module__, "__doc__": page.__doc__}
        return cast("PageType", type(page.__name__, (_Exchange, page), own))

    return dressed


def as_text(cell: Any) -> Any:
    """Return a cell; a text that a spreadsheet would compute is marked as a text."""
    return TEXT_MARK + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def texts(cell: Any) -> list[str]:
    """Return what stands in a cell between semicolons."""
    return [text.strip() for text in str(cell or "").split(LIST_MARK) if text.strip()]


def _plain(value: Any) -> str:
    """Return a number of a cell without needless decimals, and a text as it is."""
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return f"{number.to_integral_value() if number == number.to_integral_value() else number.normalize():f}"
    return str(value)
