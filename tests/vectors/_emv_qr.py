"""Payment codes: the groups of emv_qr.json."""

from typing import Any

from appliance.core.emv_qr import PaymentCode, crc, for_sale
from appliance.core.errors import LapakError
from appliance.core.money import Currency
from tests.vectors._case import Case


def checksum(case: Case) -> dict[str, Any]:
    """The CRC of a text."""
    return {"crc": crc(case.inputs.need("text"))}


def parse(case: Case) -> dict[str, Any]:
    """What a code says; values are those of the tags that are expected, "62.05" for an object inside another."""
    code = PaymentCode(case.inputs.need("code"))
    return {
        "static": code.is_static,
        "scheme": code.scheme,
        "name": code.name,
        "currency": code.currency,
        "amount": code.amount,
        "reference": code.reference,
        "editable": code.is_editable,
        "expires": code.expires,
        "wallets": code.wallets,
        "values": {tag: code.get(*tag.split(".")) for tag in case.expected.get("values", {})},
    }


def made(case: Case) -> dict[str, Any]:
    """The code of one sale."""
    inputs = case.inputs
    currency = Currency(inputs.need("currency"), inputs.need("exponent"), "")
    code = for_sale(
        PaymentCode(inputs.need("static")),
        inputs.need("amount_minor"),
        currency,
        inputs.need("reference"),
        tips=inputs.take("tips", False),
        expires=inputs.take("expires", ""),
    )
    return {"code": code.text}


def refused(case: Case) -> dict[str, Any]:
    """Why a code is not taken."""
    try:
        PaymentCode(case.inputs.need("code"))
    except LapakError as error:
        return {"error": error.code}
    return {"error": ""}


GROUPS = {"emv_qr_crc": checksum, "emv_qr_parse": parse, "emv_qr_for_sale": made, "emv_qr_refused": refused}
