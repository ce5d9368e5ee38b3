"""A country pack, checked field by field and read as what its fields mean."""

from appliance.core.cash import CashRounding
from appliance.core.label_presets import rules_of
from appliance.core.money import Currency
from appliance.core.service import Service
from appliance.core.tax import Tax, TaxClass

from ._schema import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from appliance.core.scale_label import LabelRule

    Data = dict[str, Any]


class Country:
    """What a shop starts from; merchant, store and till may each say otherwise."""

    def __init__(self, data: "Data") -> None:
        """Read a pack; raises CountryWrong with the name of the field that cannot be used."""
        check(data)
        self.key: str = data["key"]
        self.name: str = data["name"]
        self.local_name: str = data["local_name"]
        self.currency = Currency(**data["currency"])
        self.rounding = CashRounding(data["cash_rounding"]["step_minor"], data["cash_rounding"]["mode"])
        self.policy: str = data["policy"]
        self.notes_minor = tuple(data["notes_minor"])
        self.coins_minor = tuple(data["coins_minor"])
        self.tax_class_rows: list[Data] = data["tax_classes"]
        self.default_tax_class: str = data["default_tax_class"]
        self.label_preset: str = data["label_preset"]
        self.title: str = data["legends"]["title"]
        self.tax_number: str = data["legends"]["tax_number"]
        self.lines: list[str] = data["legends"]["lines"]
        self.when: str = data["date_format"] + " " + data["time_format"]
        self.first_weekday: int = data["first_weekday"]
        self.service_row: Data = data["service"]
        self.tip_shares_ppm = tuple(data["tips"]["shares_ppm"])
        self.tip_step_minor: int = data["tips"]["step_minor"]
        self.source: dict[str, list[str]] = data["source"]

    def tax_classes(self) -> dict[str, TaxClass]:
        """Return the tax classes by key, compiled."""
        return {
            row["key"]: TaxClass(row["key"], row["name"], [Tax(**tax) for tax in row["taxes"]])
            for row in self.tax_class_rows
        }

    def legends(self) -> dict[str, str]:
        """Return what must be printed where goods of a tax class were sold, by the key of the class."""
        return {row["key"]: row["legend"] for row in self.tax_class_rows if row["legend"]}

    def label_rules(self) -> "list[LabelRule]":
        """Return how scales lay out their labels here."""
        return rules_of(self.label_preset)

    def service(self) -> "Service | None":
        """Return the service charge that is usual here, None where there is none."""
        row = self.service_row
        if not row["rate_ppm"]:
            return None
        return Service(row["rate_ppm"], self.tax_classes()[row["tax_class"]], row["base"], row["name"])
