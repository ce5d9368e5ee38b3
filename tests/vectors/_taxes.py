"""The ways in which vector files write taxes, read into the till's tax classes."""

import re
from typing import Any

from appliance.core.tax import DIVISION, FIXED, PERCENT, Tax, TaxClass
from tests.vectors._amount import Scale, ppm
from tests.vectors._case import Inputs, NotUnderstood

TERM = re.compile(r"(?P<rates>[-+.\d]+)\s*(?P<word>[a-z ]*?)\s*(?:\((?P<flags>[^)]*)\))?")
FLAGS: dict[str, dict[str, Any]] = {
    "": {},
    "incl": {"included": True},
    "included": {"included": True},
    "excl": {"included": False},
    "excluded": {"included": False},
    "on top": {"included": False},
    "in base": {"in_base": True},
    "own base not affected": {"base_affected": False},
    "base not affected": {"base_affected": False},
}
CHAIN = re.compile(r"tax ?(?P<number>\d+)|(?P<all>\ball\b)|(?P<base>in base)|(?P<free>not affected)")
ASIDES = re.compile(
    r"\(compound\)|none chained|\bby tax ?\d+|(?<=in base) of (?:the following|tax ?\d+(?: and tax ?\d+)*)"
)
FILLERS = re.compile(r"\b(and|but|only|is|are|its|own|base|of)\b|'s\b|[,;+&()\s]")


def tax_class(taxes: list[dict[str, Any]]) -> TaxClass:
    """Return the class of these keyword arguments of Tax; a tax is known by its rate, so lines share it."""
    made: list[Tax] = []
    for wanted in taxes:
        name = f"{wanted.get('rate_ppm', 0)} {wanted.get('included', False)}"
        count = sum(tax.name == name for tax in made)
        made.append(Tax(f"{name} {count}", name, **wanted))
    return TaxClass("case", "case", made)


def from_objects(objects: list[dict[str, Any]], scale: Scale) -> list[dict[str, Any]]:
    """Read [{"type": …, "rate_pct": …, "included": …, "factor": …, "include_base_amount": …}]."""
    taxes = []
    for given in objects:
        inputs = Inputs(given)
        kind = inputs.take("type", PERCENT)
        if kind not in (PERCENT, DIVISION, FIXED):
            raise NotUnderstood(f"a tax of type {kind}")
        tax = {
            "kind": kind,
            "included": inputs.take("included", False),
            "in_base": inputs.take("include_base_amount", False),
            "base_affected": inputs.take("is_base_affected", True),
        }
        if kind == FIXED:
            tax["amount_minor"] = scale.read(inputs.need("amount"))
        else:
            tax["rate_ppm"] = ppm(inputs.need("rate_pct"))
        factor = inputs.take("factor", "+100")
        if factor not in ("+100", "100", "-100"):
            raise NotUnderstood(f"a factor of {factor}")
        tax["sign"] = -1 if factor == "-100" else 1
        inputs.close()
        taxes.append(tax)
    return taxes


def from_text(text: str) -> list[dict[str, Any]]:
    """Read "6 (in base), 6 (in base, own base not affected), 3" and "6+6 included, 3 on top"."""
    taxes = []
    terms = re.split(r",\s*(?![^(]*\))", text)
    for written in terms:
        term = TERM.fullmatch(written.strip())
        if term is None:
            raise NotUnderstood(f"taxes “{text}”")
        options: dict[str, Any] = {}
        for flag in (term["word"], *(term["flags"] or "").split(",")):
            if flag.strip() not in FLAGS:
                raise NotUnderstood(f"“{flag.strip()}” of a tax")
            options |= FLAGS[flag.strip()]
        for index, rate in enumerate(term["rates"].split("+")):  # joined by +: side by side
            side = {"base_affected": False} if index else {}
            taxes.append({"rate_ppm": ppm(rate), **options, **side})
    if any("on top" in written for written in terms):  # on top of the tag, so of every tax in it
        for tax in taxes:
            tax["in_base"] = tax.get("included", False)
    return taxes


def from_rates(inputs: Inputs, *, included: bool) -> list[dict[str, Any]]:
    """Read rates_pct with "type" and "chaining"; "8.5 compound" is charged on the taxes before it, a plain rate not."""
    rates = inputs.need("rates_pct")
    taxes: list[dict[str, Any]] = [{"included": included} for _ in rates]
    kind = inputs.take("type", PERCENT)
    if kind not in (PERCENT, DIVISION):
        raise NotUnderstood(f"rates of type {kind}")
    compound = any(rate.endswith(" compound") for rate in rates)
    for tax, rate in zip(taxes, rates, strict=True):
        tax |= {"kind": kind, "rate_ppm": ppm(rate.removesuffix(" compound"))}
        if compound:
            tax |= {"in_base": True, "base_affected": rate.endswith(" compound")}
    _chain(taxes, inputs.take("chaining", ""))
    return taxes


def _chain(taxes: list[dict[str, Any]], text: str) -> None:
    told = ASIDES.sub("", text)
    words = list(CHAIN.finditer(told))
    if FILLERS.sub("", CHAIN.sub("", told)) or (words and not (words[-1]["base"] or words[-1]["free"])):
        raise NotUnderstood(f"chaining “{text}”")
    named: list[dict[str, Any]] = []
    said = False
    for word in words:
        if word["base"] or word["free"]:
            for tax in named:
                tax.update({"in_base": True} if word["base"] else {"base_affected": False})
            said = True
            continue
        named = [] if said else named
        said = False
        number = int(word["number"] or 1)
        if not 0 < number <= len(taxes):
            raise NotUnderstood(f"chaining “{text}”")
        named += taxes if word["all"] else [taxes[number - 1]]
