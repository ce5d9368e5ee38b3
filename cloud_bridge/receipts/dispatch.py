"""Links that customers asked for: taken in from journals, sent by e-mail, or handed to the owner for WhatsApp."""

from __future__ import annotations

import json
import logging
import threading
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from appliance.core.personal import is_whole
from cloud_bridge import chore
from cloud_bridge.channels.lease import held
from cloud_bridge.database import insert, writing
from cloud_bridge.keys import now_ms
from cloud_bridge.receipts.models import EMAIL, WHATSAPP, Dispatch
from cloud_bridge.receipts.page import token_of
from cloud_bridge.receipts.rows import address_of
from cloud_bridge.replication.models import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_bridge.fleet.models import Till

    JournalEntry = dict[str, Any]

log = logging.getLogger(__name__)
COLUMNS = ("till_id", "seq", "receipt", "kind", "customer", "address", "at_ms", "tries", "trouble")
ONCE = "ON CONFLICT (till_id, seq) DO NOTHING"
KINDS = (EMAIL, WHATSAPP)
LONGEST = 200
MOST_TRIES = 5
LOOK_S = 15.0
KEPT_MS = 30 * 24 * 3_600_000  # an address nobody could use is forgotten then


def take_in(till: Till, entries: Sequence[JournalEntry]) -> dict[int, str]:
    """Keep checked `receipt.sent` entries; return why some were refused, by their seq.

    One without its address only stays on record: it was forgotten before it came here.
    """
    refused: dict[int, str] = {}
    rows = []
    for entry in entries:
        body, told = entry["body"], entry.get("personal")
        if body["to_kind"] not in KINDS:
            refused[entry["seq"]] = f"Nobody sends receipts by {body['to_kind']}."
        elif told is not None and not is_whole(told, body["personal"]):
            refused[entry["seq"]] = "The address is not what the journal vouches for."
        elif told is not None:
            address = (told["email"] or told["phone"])[:LONGEST]
            asked = (body["seq"], body["to_kind"], str(body["customer"])[:36], address)
            rows.append((till.key, entry["seq"], *asked, now_ms(), 0, ""))  # a till's clock may be years behind
    insert(Dispatch, COLUMNS, rows, ONCE)
    return refused


def forget(customer: str) -> None:
    """Leave no address of a customer."""
    Dispatch.objects.filter(customer=customer).update(address="")


def link_of(dispatch: Dispatch) -> str:
    """Return the link a customer asked for, "" while there is no page or the receipt has not come."""
    address, token = address_of(dispatch.till), token_of(dispatch.till, dispatch.receipt)
    return f"{address}/r/{token}" if address and token else ""


def message_of(dispatch: Dispatch) -> str:
    """Return what is written to the customer."""
    said = {"store": dispatch.till.store.name, "number": _number(dispatch), "link": link_of(dispatch)}
    return _("Thank you for shopping at %(store)s. Your receipt %(number)s is here:\n\n%(link)s\n") % said


def whatsapp_link(dispatch: Dispatch) -> str:
    """Return what opens WhatsApp with the message ready; a number that begins with 0 is one of the store's country."""
    digits = "".join(char for char in dispatch.address if char.isdigit())
    if digits.startswith("0"):
        country = dispatch.till.store.country or dispatch.till.store.merchant.country or "ID"
        digits = CALLING_CODES.get(country, "62") + digits[1:]
    return f"https://wa.me/{digits}?text={quote(message_of(dispatch).strip())}"


# Of the countries we have packs for (ITU-T E.164).
CALLING_CODES = {"ID": "62", "SG": "65", "DE": "49", "FR": "33", "GB": "44", "US": "1"}


def _number(dispatch: Dispatch) -> str:
    entry = Entry.objects.filter(till=dispatch.till_id, seq=dispatch.receipt).values_list("body", flat=True).first()
    return "" if entry is None else str(json.loads(entry)["number"])


# --- sending ----------------------------------------------------------------------------------------------------------


def step() -> int:
    """Send the e-mails that wait, and forget what is too old; return how many went out.

    One worker at a time, so that nobody gets a receipt twice.
    """
    with writing():
        Dispatch.objects.exclude(address="").filter(at_ms__lt=now_ms() - KEPT_MS).update(address="")
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):  # no mail server: they wait where the owner sees them
        return 0
    waiting = Dispatch.objects.filter(kind=EMAIL, sent_at_ms=None, tries__lt=MOST_TRIES).exclude(address="")
    count = 0
    with held("receipts") as lease:
        if lease is None:
            return 0
        for dispatch in waiting.select_related("till__store__merchant").order_by("at_ms"):
            if not lease.keep():
                break
            count += _send(dispatch)
    return count


def _send(dispatch: Dispatch) -> bool:
    if not link_of(dispatch):
        return False
    subject = _("Your receipt %(number)s from %(store)s") % {
        "number": _number(dispatch),
        "store": dispatch.till.store.name,
    }
    try:
        send_mail(subject, message_of(dispatch), None, [dispatch.address])
    except (SMTPException, OSError) as error:
        log.warning("A receipt could not be sent: %s", error)
        with writing():
            Dispatch.objects.filter(pk=dispatch.pk).update(tries=dispatch.tries + 1, trouble=str(error)[:LONGEST])
        return False
    sent(dispatch)
    return True


def sent(dispatch: Dispatch) -> None:
    """Note that it went out, and forget where."""
    with writing():
        Dispatch.objects.filter(pk=dispatch.pk).update(sent_at_ms=now_ms(), address="", trouble="")


def start(stop: threading.Event) -> list[threading.Thread]:
    """Send until `stop`; return the thread to join."""
    work = (LOOK_S, log, "Sending receipts", step, stop)
    thread = threading.Thread(target=chore.every, args=work, name="receipts", daemon=True)
    thread.start()
    return [thread]
