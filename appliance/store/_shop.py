"""How this till sells: what its country's pack says, unless merchant, store or till say otherwise."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from appliance.core import countries
from appliance.core.cash import CashRounding
from appliance.core.errors import LapakError
from appliance.core.money import CURRENCIES
from appliance.core.picture import picture_of
from appliance.core.points import Loyalty
from appliance.core.receipt import Heading
from appliance.core.scale_label import LabelRule
from appliance.core.service import AFTER, Service
from appliance.till.ports import Shop

from ._kiosk import terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.core.countries import Country
    from appliance.core.picture import Picture
    from appliance.core.tax import TaxClass

    Data = dict[str, Any]

log = logging.getLogger(__name__)


def country_of(merchant: Data, store: Data, till: Data) -> Country | None:
    """Return the pack these rows name; None where they name none, or one that this version has not got."""
    key = str(till.get("country") or store.get("country") or merchant.get("country") or "")
    if not key:
        return None
    try:
        return countries.read(key)
    except LapakError as error:
        log.error("%s", error)  # noqa: TRY400 - the text is enough
        return None


def shop_of(
    merchant: Data, store: Data, till: Data, tax_classes: Mapping[str, TaxClass], logo: Data | None = None
) -> Shop:
    """Return how this till sells; a merchant's settings count where it sells in its own country."""
    country = country_of(merchant, store, till)
    is_home = country is None or merchant.get("country") in (None, "", country.key)
    said = _Said([till, store, merchant if is_home else {}])
    start = _start(country)
    name = str(store.get("name") or merchant.get("name") or start.name)
    rounding = said.first("rounding") or {"step_minor": start.rounding.step_minor, "mode": start.rounding.mode}
    number = str(said.first("tax_number") or "")
    lines = _texts(store.get("lines")) + ([f"{start.tax_number} {number}".strip()] if number else [])
    people, paper = store.get("people") or {}, store.get("receipt") or {}
    code = str(said.first("currency") or start.currency.code)
    notes = tuple(int(note) for note in said.first("notes_minor") or start.notes_minor)
    coins = tuple(int(coin) for coin in said.first("coins_minor") or start.coins_minor)
    return Shop(
        name=name,
        till_name=str(till.get("name", "")),
        country=start.country,
        currency=start.currency if code == start.currency.code else CURRENCIES.get(code, start.currency),
        policy=str(said.first("policy") or start.policy),
        rounding=CashRounding(int(rounding.get("step_minor") or 1), str(rounding.get("mode") or "half_up")),
        notes_minor=notes,
        coins_minor=coins,
        label_rules=tuple(_label_rules(said.first("label_rules") or [])) or start.label_rules,
        code_prefixes=_prefixes(said.first("code_prefixes") or {}),
        heading=Heading(name, lines, [*(country.lines if country else ()), *_texts(store.get("foot"))]),
        utc_offset_minutes=int(store.get("utc_offset_minutes", 420)),
        sign_in=str(people.get("sign_in") or start.sign_in),
        idle_s=int(people.get("idle_s") or 0),
        qr=str(said.first("qr") or ""),
        takes_tips=bool(said.first("tips")),
        tip_shares_ppm=start.tip_shares_ppm,
        tip_step_minor=start.tip_step_minor,
        kiosk=terms_of(said.first("kiosk") or {}),
        loyalty=_loyalty(merchant.get("points") or {}),
        service=_service(said.first("service"), tax_classes) if said.first("service") else start.service,
        title=start.title,
        tax_number=start.tax_number,
        legends=start.legends,
        when=start.when,
        first_weekday=start.first_weekday,
        layout={kind: tuple(_texts(blocks)) for kind, blocks in (paper.get("layout") or {}).items()},
        prints=paper.get("print") != "ask",
        receipts_at=str(till.get("receipts_at") or ""),
        pictures_at=str(store.get("pictures_at") or ""),
        labels_at=str(store.get("labels_at") or ""),
        logos=_logos(logo or {}),
    )


class _Said:
    """Rows in the order of who has the last word."""

    def __init__(self, rows: list[Data]) -> None:
        self._rows = rows

    def first(self, field: str) -> Any:
        """Return what the first row says of a field that says anything."""
        return next((row[field] for row in self._rows if row.get(field)), None)


def _start(country: Country | None) -> Shop:
    if country is None:
        return Shop()
    return Shop(
        country=country.key,
        currency=country.currency,
        policy=country.policy,
        rounding=country.rounding,
        notes_minor=country.notes_minor,
        coins_minor=country.coins_minor,
        label_rules=tuple(country.label_rules()),
        service=country.service(),
        tip_shares_ppm=country.tip_shares_ppm,
        tip_step_minor=country.tip_step_minor,
        title=country.title,
        tax_number=country.tax_number,
        legends=country.legends(),
        when=country.when,
        first_weekday=country.first_weekday,
    )


def _service(row: Data, tax_classes: Mapping[str, TaxClass]) -> Service | None:
    rate_ppm = int(row.get("rate_ppm") or 0)
    if not rate_ppm:
        return None
    tax_class = tax_classes[str(row.get("tax_class", ""))]
    return Service(rate_ppm, tax_class, str(row.get("base") or AFTER), str(row.get("name") or "Service"))


def _logos(row: Data) -> tuple[Picture, ...]:
    """Return the logo for each width of paper; what is no picture is not printed."""
    said = row.get("papers")
    found = [picture_of(one) for one in said] if isinstance(said, list) else []
    return tuple(sorted((logo for logo in found if logo is not None), key=lambda logo: logo.width))


def _loyalty(points: Data) -> Loyalty:
    return Loyalty(int(points.get("earn_minor_per_point") or 0), int(points.get("value_minor") or 0))


def _texts(lines: list[Any] | None) -> list[str]:
    return [str(line) for line in lines or []]


def _prefixes(given: Data) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(prefix for prefix in _texts(prefixes) if prefix) for kind, prefixes in given.items()}


def _label_rules(rules: list[Data]) -> list[LabelRule]:
    made = []
    for rule in rules:
        try:
            made.append(LabelRule(str(rule.get("pattern")), str(rule.get("meaning"))))
        except LapakError as error:
            log.error("A label rule cannot be used: %s", error)  # noqa: TRY400 - the text is enough
    return made
