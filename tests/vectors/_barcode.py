"""Barcodes: group G of the money vectors."""

from typing import Any

from appliance.core.errors import LapakError
from appliance.core.gs1 import SEPARATOR, kind_of, read_package
from appliance.core.gs1_dates import date_of
from appliance.core.gtin import check_digit, is_digits, is_valid, require_valid
from appliance.core.label_presets import rules_of
from appliance.core.line import Item
from appliance.core.quantity import bought_milli
from appliance.core.sale import Sale
from appliance.core.scale_label import COUNT, PRICE, WEIGHT, LabelDamaged, LabelRule, LabelRuleWrong, read_label
from appliance.core.tax import TaxClass
from appliance.core.verifier import verifier
from tests.vectors._amount import Scale
from tests.vectors._case import Case, Inputs, NotUnderstood

SAID = {PRICE: "price", WEIGHT: "weight_kg", COUNT: "count"}
THIS_YEAR = 2026  # the cases were gathered in it, and two digits of a year mean nothing without one
ENCODINGS = ("any", "ean8", "ean13", "upca")


def check(case: Case) -> dict[str, Any]:
    """A whole code that is valid or not, or the check digit of a payload."""
    name, digits = case.inputs.one_of("code", "payload")
    if not is_digits(digits):
        raise NotUnderstood(f"{name} “{digits}”")
    return {"valid": is_valid(digits)} if name == "code" else {"check_digit": check_digit(digits)}


def nomenclature(case: Case) -> dict[str, Any]:
    """Label rules: what the first one that fits reads, or that a pattern is refused."""
    inputs = case.inputs
    if "patterns" in inputs:
        taken = [pattern for pattern in inputs.take("patterns") if not _is_refused(pattern)]
        return {"all": f"accepted: {taken}" if taken else "validation error"}
    if inputs.take("encoding", "any") not in ENCODINGS:
        raise NotUnderstood("encoding")
    name, given = inputs.one_of("pattern", "rules")
    rules = _rules([given] if name == "pattern" else given)
    if "codes" in inputs:
        return {code: _read(code, rules, "base") for code in inputs.take("codes")}
    read = _read(inputs.need("code"), rules, "base_code")
    return read if isinstance(read, dict) else {"value": read}


def _is_refused(pattern: str) -> bool:
    try:
        LabelRule(pattern, PRICE)
    except LabelRuleWrong:
        return True
    return False


def _rules(given: list[Any]) -> list[LabelRule]:
    ordered: list[tuple[int, str]] = []
    for place, rule in enumerate(given):
        if isinstance(rule, str):
            ordered.append((place, rule))
            continue
        inputs = Inputs(rule)
        ordered.append((inputs.need("seq"), inputs.need("pattern")))
        inputs.close()
    return [LabelRule(pattern, PRICE) for _, pattern in sorted(ordered)]


def _read(code: str, rules: list[LabelRule], base: str) -> Any:
    for rule in rules:
        if rule.fits(code):
            require_valid(code)
            scale = Scale(["0." + "0" * rule.decimals])
            return {"value": scale.write(rule.value(code)), base: rule.base_code(code)}
    return "no rule -> error"


def price_verifier(case: Case) -> dict[str, Any]:
    """The digit that guards a price field."""
    return {"verifier": verifier(case.inputs.need("price_field"))}


def variable_measure(case: Case) -> dict[str, Any]:
    """A label by the rules of a region; several regions must read it alike."""
    code = case.inputs.need("code")
    read = [_by_rules_of(country, code) for country in case.inputs.need("region").split("/")]
    if any(other != read[0] for other in read):
        return {"error": "regions differ"}
    return read[0]


def _by_rules_of(country: str, code: str) -> dict[str, Any]:
    fitting = [rule for rule in rules_of(country) if rule.fits(code)]
    if not fitting:
        raise NotUnderstood(f"no label of {country}")
    rule = fitting[0]
    scale = Scale(["0." + "0" * rule.decimals])
    value = {SAID[rule.meaning]: scale.write(rule.value(code))}
    try:
        label = read_label(code, fitting, rule.decimals)
    except LabelDamaged:
        guarded = "price" if rule.meaning == PRICE else "variable measure"
        return {"error": f"{guarded} check digit", "with_verification_off": value}
    if label is None:
        raise NotUnderstood(f"no label of {country}")
    if label.price_minor is not None:
        return {"price": scale.write(label.price_minor)}
    return {SAID[rule.meaning]: Scale(["0.000"]).write(label.quantity_milli or 0)}


def price_to_weight(case: Case) -> dict[str, Any]:
    """A price label of goods sold by weight: the quantity follows from the price, which stays the line's."""
    inputs = case.inputs
    unit_price = inputs.need("unit_price")
    scale = Scale([unit_price])
    label = read_label(
        inputs.need("code"), [LabelRule(inputs.need("pattern").replace("x", "."), PRICE)], scale.exponent
    )
    if label is None or label.price_minor is None:
        raise NotUnderstood("a code that does not fit its pattern")
    item = Item("v", "s", "n", scale.read(unit_price), TaxClass("none", "None", []), unit="kg")
    line = Sale("s", 0).add(item, bought_milli(label.price_minor, item.price_minor), label.price_minor)
    return {
        "price": scale.write(line.price_minor),
        "qty": Scale(["0.000"]).write(line.quantity_milli),
        "template_code": label.base_code,
    }


def weight(case: Case) -> dict[str, Any]:
    """A label whose layout is told in numbers: a prefix, the item, the weight and a check digit."""
    inputs = case.inputs
    prefix, decimals = inputs.need("prefix"), inputs.need("value_decimals")
    item, value = inputs.need("item_digits"), inputs.need("value_digits")
    layout = "." * item + "{" + "N" * (value - decimals) + "D" * decimals + "}."
    code = inputs.need("code")
    label = read_label(code, [LabelRule(prefix + layout, WEIGHT)], 0)
    if label is None:
        raise NotUnderstood("a code that does not fit its layout")
    kilograms = Scale(["0.000"]).write(label.quantity_milli or 0)
    return {"item": code[len(prefix) : len(prefix) + item], "weight_kg": kilograms}


def gs1(case: Case) -> dict[str, Any]:
    """The elements of a code, or dates as packages write them."""
    if "dates" in case.inputs:
        return {digits: _date(digits) for digits in case.inputs.take("dates")}
    package = read_package(case.inputs.need("code").replace("<FNC1>", SEPARATOR), THIS_YEAR)
    return {identifier: _element(identifier, value) for identifier, value in package.elements}


def _date(digits: str) -> str:
    try:
        return date_of(digits, THIS_YEAR)
    except LapakError:
        return "error"


def _element(identifier: str, value: str) -> str:
    kind = (kind_of(identifier) or ("",))[0]
    if kind == "measure":
        return Scale(["0." + "0" * int(identifier[3])]).write(int(value))
    return date_of(value, THIS_YEAR) if kind == "date" else value


GROUPS = {
    "barcode_check_digit": check,
    "barcode_price_check_digit": price_verifier,
    "barcode_variable_measure": variable_measure,
    "barcode_nomenclature": nomenclature,
    "barcode_price_to_weight": price_to_weight,
    "barcode_weight": weight,
    "barcode_gs1_128": gs1,
}
