"""Payment codes a shop shows: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1.

A code is a row of objects: two digits name one, two count its characters, then its value; some values are rows again.
The last object, 63, is a CRC over everything before it and over its own "6304". A shop has a static code; the till
makes from it the code of one sale, with an amount and a reference.
"""

from .errors import N_, LapakError
from .gtin import is_digits
from .iso4217 import NUMBERS, code_of
from .money import Currency

POINT, CURRENCY, AMOUNT, COUNTRY, NAME, CITY, MORE, CRC = "01", "53", "54", "58", "59", "60", "62", "63"
STATIC, DYNAMIC = "11", "12"
TIPS = ("55", "56", "57")
BILL, REFERENCE = "01", "05"  # in MORE, the additional data
MOST_LABEL = 25  # characters of a bill number or a reference
MOST_AMOUNT = 13
LABEL_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_./"
ACCOUNTS = ("26", "51")  # the tags of accounts that are rows, first and last
QRIS, PAYNOW, PROMPTPAY, OTHER = "qris", "paynow", "promptpay", "emv"
# What the first object of an account says -> the scheme. QRIS stands in 26 to 45 too, beside the wallet that issued it.
SCHEMES = {
    "ID.CO.QRIS.WWW": QRIS,
    "SG.PAYNOW": PAYNOW,
    "A000000677010111": PROMPTPAY,  # to a person's or a shop's number
    "A000000677010112": PROMPTPAY,  # to a biller
}
LABELS = {PAYNOW: BILL}  # where a scheme looks for the reference, if not in REFERENCE
PAYNOW_EDITABLE, PAYNOW_EXPIRES = (
    "03",
    "04",
)  # in PayNow's account: "1" lets the payer change the amount; YYYYMMDD[hhmmss]


class PaymentCodeWrong(LapakError):
    """A text that is no payment code, or only a part of one."""

    code = "emv_qr.format"
    text = N_("This is not a whole payment code. Copy the shop's QR text again, from “0002” to its last character.")


class PaymentCodeDamaged(LapakError):
    """The checksum does not fit: a character was lost or changed."""

    code = "emv_qr.crc"
    text = N_("The payment code has a wrong character: it ends in {found} and should end in {expected}. Copy it again.")


class PaymentCodeForeign(LapakError):
    """The code is for another currency than the till's."""

    code = "emv_qr.currency"
    text = N_("The payment code is for {found}, but this shop sells in {expected}.")


class PaymentAmountWrong(LapakError):
    """An amount that no code can carry."""

    code = "emv_qr.amount"
    text = N_("A payment code cannot ask for {amount}.")


class PaymentReferenceWrong(LapakError):
    """A reference that no wallet would hand on."""

    code = "emv_qr.reference"
    text = N_("“{reference}” cannot be a payment's reference: at most {most} letters, digits and - _ . / are allowed.")


def crc(text: str) -> str:
    """Return the CRC-16/CCITT-FALSE of a text's UTF-8 as four capital hexadecimal digits."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = value << 1 ^ 0x1021 if value & 0x8000 else value << 1
        value &= 0xFFFF
    return "%04X" % value


def objects(text: str) -> "list[tuple[str, str]]":
    """Return the (tag, value) of every object in a row; raises PaymentCodeWrong unless the row is whole."""
    found: list[tuple[str, str]] = []
    start = 0
    while start < len(text):
        head = text[start : start + 4]
        if not is_digits(head) or len(head) < 4:
            raise PaymentCodeWrong()
        end = start + 4 + int(head[2:])
        if end > len(text):
            raise PaymentCodeWrong()
        found.append((head[:2], text[start + 4 : end]))
        start = end
    return found


def row(found: "list[tuple[str, str]]") -> str:
    """Return objects as the text of a row; raises PaymentCodeWrong if a value is longer than 99 characters."""
    text = ""
    for tag, value in found:
        if len(value) > 99:
            raise PaymentCodeWrong()
        text += tag + "%02d" % len(value) + value
    return text


class PaymentCode:
    """A payment code, taken apart. Raises PaymentCodeWrong, PaymentCodeDamaged."""

    def __init__(self, text: str) -> None:
        text = text.strip()
        self.objects = objects(text)
        tags = [tag for tag, _ in self.objects]
        whole = self.objects[:1] == [("00", "01")] and tags[-1] == CRC and len(self.objects[-1][1]) == 4
        if not whole or len(set(tags)) != len(tags):
            raise PaymentCodeWrong()
        try:
            found, expected = text[-4:], crc(text[:-4])
        except UnicodeError:
            raise PaymentCodeWrong()
        if found.upper() != expected:
            raise PaymentCodeDamaged(found=found, expected=expected)
        self.text = text

    def get(self, tag: str, inner: str = "") -> str:
        """Return the value of an object, or of an object inside it; "" where there is none."""
        value = _value(self.objects, tag)
        if not inner or not value:
            return value
        try:
            return _value(objects(value), inner)
        except PaymentCodeWrong:  # schemes may put there what they like
            return ""

    @property
    def is_static(self) -> bool:
        """Whether it is meant for many payments."""
        return self.get(POINT) != DYNAMIC

    @property
    def name(self) -> str:
        """The shop's name as the payer's telephone will show it."""
        return self.get(NAME)

    @property
    def currency(self) -> str:
        """The three letters of its currency."""
        return code_of(self.get(CURRENCY))

    @property
    def amount(self) -> str:
        """The amount it asks for, with a point; "" where the payer types it."""
        return self.get(AMOUNT)

    @property
    def reference(self) -> str:
        """The sale's reference, else its bill number."""
        return self.get(MORE, REFERENCE) or self.get(MORE, BILL)

    @property
    def scheme(self) -> str:
        """Which scheme it belongs to: "qris", "paynow", "promptpay", or "emv" for any other."""
        return SCHEMES.get(self.get(self.account, "00").upper(), OTHER)

    @property
    def account(self) -> str:
        """The tag of the account that belongs to the scheme, "" where no scheme is known."""
        for tag, name in self._accounts():
            if name.upper() in SCHEMES:
                return tag
        return ""

    @property
    def wallets(self) -> list[str]:
        """Who can be paid by it, as the accounts name themselves ("ID.CO.SHOPEE.WWW")."""
        return [name for _, name in self._accounts()]

    @property
    def is_editable(self) -> bool:
        """Whether PayNow lets the payer change the amount; no other scheme says so."""
        return self.scheme == PAYNOW and self.get(self.account, PAYNOW_EDITABLE) == "1"

    @property
    def expires(self) -> str:
        """When a PayNow code stops to work, YYYYMMDD or YYYYMMDDhhmmss; "" where it does not say."""
        return self.get(self.account, PAYNOW_EXPIRES) if self.scheme == PAYNOW else ""

    def _accounts(self) -> "list[tuple[str, str]]":
        named = [(tag, self.get(tag, "00")) for tag, _ in self.objects if ACCOUNTS[0] <= tag <= ACCOUNTS[1]]
        return [(tag, name) for tag, name in named if name]


def _value(found: "list[tuple[str, str]]", tag: str) -> str:
    for known, value in found:
        if known == tag:
            return value
    return ""


def for_sale(
    static: PaymentCode,
    amount_minor: int,
    currency: Currency,
    reference: str = "",
    *,
    label: str = "",
    tips: bool = False,
    expires: str = "",
) -> PaymentCode:
    """Return the code of one sale: the shop's own code with an amount and a reference; its objects keep their order.

    label: where the reference goes, REFERENCE or BILL; without it where the scheme looks for it. tips: keep what the
    shop's code says about tips. expires: until when a PayNow code works, YYYYMMDD or YYYYMMDDhhmmss; its payer cannot
    change the amount.
    Raises PaymentCodeForeign, PaymentAmountWrong, PaymentReferenceWrong, PaymentCodeWrong.
    """
    if static.get(CURRENCY) != NUMBERS.get(currency.code, "?"):
        raise PaymentCodeForeign(found=static.currency, expected=currency.code)
    if len(reference) > MOST_LABEL or any(c not in LABEL_CHARACTERS for c in reference):
        raise PaymentReferenceWrong(reference=reference, most=MOST_LABEL)
    found = [(tag, value) for tag, value in static.objects[:-1] if tips or tag not in TIPS]
    _put(found, POINT, DYNAMIC, after="00")
    _put(found, AMOUNT, amount_text(amount_minor, currency), after=CURRENCY)
    if reference:
        label = label or LABELS.get(static.scheme, REFERENCE)
        _put(found, MORE, _with(static.get(MORE), label, reference), after=found[-1][0])
    if static.scheme == PAYNOW:
        inside = _with(static.get(static.account), PAYNOW_EDITABLE, "0")
        inside = _with(inside, PAYNOW_EXPIRES, expires) if expires else inside
        _put(found, static.account, inside, after=POINT)
    text = row(found) + CRC + "04"
    return PaymentCode(text + crc(text))


def amount_text(minor: int, currency: Currency) -> str:
    """Return an amount as 54 writes it: digits, and a point with the currency's decimals; raises PaymentAmountWrong."""
    whole, decimals = divmod(minor, 10**currency.exponent)
    text = str(whole) + ("." + ("%0" + str(currency.exponent) + "d") % decimals if currency.exponent else "")
    if minor <= 0 or len(text) > MOST_AMOUNT:
        raise PaymentAmountWrong(amount=currency.format(minor))
    return text


def _with(inside: str, tag: str, value: str) -> str:
    """Return a row with one object set, in the order of tags where it is new."""
    found = objects(inside)
    before = [known for known, _ in found if known < tag]
    _put(found, tag, value, after=before[-1] if before else "")
    return row(found)


def _put(found: "list[tuple[str, str]]", tag: str, value: str, *, after: str) -> None:
    """Set an object where it stands, else right after another one, else first."""
    tags = [known for known, _ in found]
    if tag in tags:
        found[tags.index(tag)] = (tag, value)
    else:
        found.insert(tags.index(after) + 1 if after in tags else 0, (tag, value))
