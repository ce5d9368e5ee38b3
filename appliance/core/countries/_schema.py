"""Whether a pack says everything a country pack must say, and nothing else."""

from appliance.core.errors import LapakError
from appliance.core.label_presets import PRESETS
from appliance.core.rounding import MODES
from appliance.core.service import BASES
from appliance.core.tax import DIVISION, FIXED, PERCENT, Tax, TaxClass
from appliance.core.totals import POLICIES

from ._errors import CountryWrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Fields = dict[str, type]

PACK: "Fields" = {
    "key": str, "name": str, "local_name": str, "currency": dict, "cash_rounding": dict, "policy": str,
    "notes_minor": list, "coins_minor": list, "tax_classes": list, "default_tax_class": str, "label_preset": str,
    "legends": dict, "date_format": str, "time_format": str, "first_weekday": int, "service": dict, "tips": dict,
    "source": dict,
}  # fmt: skip
CURRENCY: "Fields" = {
    "code": str, "exponent": int, "symbol": str, "thousands": str, "decimal": str, "is_symbol_last": bool,
}  # fmt: skip
ROUNDING: "Fields" = {"step_minor": int, "mode": str}
LEGENDS: "Fields" = {"title": str, "tax_number": str, "lines": list}
SERVICE: "Fields" = {"rate_ppm": int, "base": str, "tax_class": str, "name": str}
TIPS: "Fields" = {"shares_ppm": list, "step_minor": int}
TAX_CLASS: "Fields" = {"key": str, "name": str, "name_en": str, "legend": str, "taxes": list}
TAX: "Fields" = {
    "key": str, "name": str, "rate_ppm": int, "kind": str, "amount_minor": int, "included": bool, "in_base": bool,
    "base_affected": bool, "base_num": int, "base_den": int, "sign": int,
}  # fmt: skip
TAX_NEEDS = ("key", "name", "rate_ppm", "included")
SOURCED = ("cash_rounding", "policy", "notes_minor", "tax_classes", "label_preset", "legends", "service")
DATE_PARTS = ("%d", "%m", "%Y", "%y")
TIME_PARTS = ("%H", "%I", "%M", "%p")


def check(data: "Any") -> None:
    """Raise CountryWrong for the first field that cannot be used."""
    _object("pack", data, PACK, "")
    _object("currency", data["currency"], CURRENCY)
    _object("cash_rounding", data["cash_rounding"], ROUNDING)
    _object("legends", data["legends"], LEGENDS)
    _object("service", data["service"], SERVICE)
    _object("tips", data["tips"], TIPS)
    _must(len(data["key"]) == 2 and data["key"] == data["key"].upper(), "key", "it is no country of ISO 3166")
    _must(0 <= data["currency"]["exponent"] <= 4, "currency.exponent", "it is not 0 to 4")
    _must(data["cash_rounding"]["step_minor"] > 0, "cash_rounding.step_minor", "it is not positive")
    _one_of(data["cash_rounding"]["mode"], MODES, "cash_rounding.mode")
    _one_of(data["policy"], POLICIES, "policy")
    for field in ("notes_minor", "coins_minor"):
        _denominations(field, data[field])
    _texts("legends.lines", data["legends"]["lines"])
    _format("date_format", data["date_format"], DATE_PARTS)
    _format("time_format", data["time_format"], TIME_PARTS)
    _must(0 <= data["first_weekday"] <= 6, "first_weekday", "it is not 0 (Monday) to 6 (Sunday)")
    _must(not data["label_preset"] or data["label_preset"] in PRESETS, "label_preset", "there is no such preset")
    keys = [_tax_class("tax_classes[%d]" % place, one) for place, one in enumerate(data["tax_classes"])]
    _must(bool(keys), "tax_classes", "there is none")
    _must(len(set(keys)) == len(keys), "tax_classes", "two have one key")
    _one_of(data["default_tax_class"], keys, "default_tax_class")
    _must(0 <= data["service"]["rate_ppm"] <= 1_000_000, "service.rate_ppm", "it is not 0 to 1000000")
    _one_of(data["service"]["base"], BASES, "service.base")
    _one_of(data["service"]["tax_class"], keys, "service.tax_class")
    _denominations("tips.shares_ppm", data["tips"]["shares_ppm"])
    _must(data["tips"]["step_minor"] > 0, "tips.step_minor", "it is not positive")
    for field in SOURCED:
        _must(bool(data["source"].get(field)), "source." + field, "nothing is named")
        _texts("source." + field, data["source"][field])
    _must(set(data["source"]) == set(SOURCED), "source", "it names a field that needs none")


def _tax_class(where: str, given: "Any") -> str:
    _object(where, given, TAX_CLASS)
    for place, tax in enumerate(given["taxes"]):
        _object(where + ".taxes[%d]" % place, tax, TAX, needs=TAX_NEEDS)
    _must(bool(given["key"]), where + ".key", "it is empty")
    try:
        for tax in given["taxes"]:
            _one_of(tax.get("kind", PERCENT), (PERCENT, DIVISION, FIXED), where + ".taxes.kind")
        TaxClass(given["key"], given["name"], [Tax(**tax) for tax in given["taxes"]])
    except (LapakError, ArithmeticError) as error:
        if type(error) is CountryWrong:
            raise
        raise CountryWrong(field=where + ".taxes", reason=str(error))
    key: str = given["key"]
    return key


def _object(where: str, given: "Any", fields: "Fields", prefix: "str | None" = None, needs: "Any" = None) -> None:
    prefix = where + "." if prefix is None else prefix
    _must(type(given) is dict, where, "it is no object")
    for field in sorted(given):
        _must(field in fields, prefix + field, "there is no such field")
        _must(type(given[field]) is fields[field], prefix + field, "it is of the wrong kind")
    for field in sorted(fields) if needs is None else needs:
        _must(field in given, prefix + field, "it is missing")


def _denominations(field: str, given: "list[Any]") -> None:
    _must(bool(given) and all(type(one) is int and one > 0 for one in given), field, "they are no amounts")
    _must(given == sorted(set(given)), field, "they are not in order")


def _texts(field: str, given: "Any") -> None:
    _must(type(given) is list and all(type(one) is str and one for one in given), field, "they are no texts")


def _format(field: str, given: str, parts: tuple[str, ...]) -> None:
    left = given
    for part in parts:
        left = left.replace(part, "")
    _must("%" in given and "%" not in left, field, "only " + " ".join(parts) + " are known")


def _one_of(given: "Any", known: "Any", field: str) -> None:
    _must(given in known, field, "it is none of " + ", ".join(known))


def _must(holds: bool, field: str, reason: str) -> None:
    if not holds:
        raise CountryWrong(field=field, reason=reason)
