"""Who may sell what is scarce: every right is with one holder or in the pool, and moves in one transaction.

The pool is no number of its own: it is what is free in the store less all that the holders have left, so nothing can
be granted twice. docs/escrow.md has the argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from appliance.core.escrow import WHOLE_MILLI, Rights, share, used
from cloud_bridge.catalog.models import Variant
from cloud_bridge.database import fetch, table, writing
from cloud_bridge.keys import now_ms
from cloud_bridge.replication import feed
from cloud_bridge.stock.availability import available_milli
from cloud_bridge.stock.models import Right

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cloud_bridge.fleet.models import Till

    Entry = dict[str, Any]

CHANNEL = "channel:"  # how the holder of a listing's rights begins
NUMBERS = (
    "granted_milli", "returned_milli", "used_milli", "back_milli", "wanted_milli", "asked_milli", "wanted_at_ms",
    "asked_at_ms",
)  # fmt: skip
SHEETS = ("stock.counted", "stock.received", "stock.adjusted")
ANY = f'SELECT 1 FROM "{table(Right)}" WHERE "store_id" = %s LIMIT 1'  # noqa: S608 - our own name
SALES = ("sale.completed", "sale.refunded", "sale.voided")


def concerns(entry: Entry) -> bool:
    """Say whether an entry may do something to rights."""
    return entry["type"] in SALES or entry["type"] in SHEETS or entry["type"].startswith("escrow.")


def left_milli(right: Right) -> int:
    """Return what its holder may still sell, as far as the bridge knows."""
    return Rights(right.granted_milli, right.returned_milli, right.used_milli, right.back_milli).left_milli


def pool_milli(store_key: str, variant_key: str, rights: Iterable[Right]) -> int:
    """Return what nobody holds a right to; less than nothing where more is held than there is."""
    free = available_milli(store_key, [variant_key]).get(variant_key, 0)
    return free - sum(max(0, left_milli(right)) for right in rights)


def rights_to(merchant_key: str, store_key: str, variant_key: str) -> list[Right]:
    """Return all rights to a variant of a store; nobody else moves one until the transaction ends."""
    feed.take_turn(merchant_key)
    return list(
        Right.objects.select_for_update(no_key=True).filter(store=store_key, variant=variant_key).order_by("pk")
    )


def take_in(till: Till, entries: Sequence[Entry]) -> dict[int, str]:
    """Count what a till did to its rights, and deal anew where that may change something; nothing is refused."""
    wanted = [entry["body"]["variant"] for entry in entries if entry["type"] == "escrow.requested"]
    if not wanted and not fetch(ANY, till.store_id):
        return {}  # as nearly always, and a queryset would cost more than the sale
    moved = {line["variant"] for entry in entries if entry["type"] in SHEETS for line in entry["body"]["lines"]}
    others = set(Right.objects.filter(store=till.store_id, variant__in=moved).values_list("variant_id", flat=True))
    held = Right.objects.filter(holder=till.key)
    if not (wanted or others or held.exists()):
        return {}  # as nearly always
    feed.take_turn(till.merchant_id)
    rights = {right.variant_id: right for right in held.select_for_update(no_key=True)}
    before = {key: (right.used_milli, right.back_milli) for key, right in rights.items()}
    for variant in Variant.objects.filter(key__in=wanted, merchant=till.merchant_id, is_scarce=True):
        if variant.key not in rights:
            rights[variant.key] = _new(till.merchant_id, till.store_id, variant.key, till.key, till.journal_seq)
    waited = {key for key, right in rights.items() if right.wanted_milli > 0}
    for entry in entries:
        _count(rights, entry)
    said = {entry["body"]["variant"] for entry in entries if entry["type"].startswith("escrow.")} & rights.keys()
    for key, right in rights.items():
        if key in said or (right.used_milli, right.back_milli) != before.get(key):
            right.save()
    for key in sorted(others | said):  # a sale leaves the pool as it is
        deal(till.merchant_id, till.store_id, key, urgent=till.key if key in waited and key in wanted else "")
    return {}


def _count(rights: dict[str, Right], entry: Entry) -> None:
    body = entry["body"]
    if entry["type"].startswith("escrow."):
        right = rights.get(body["variant"])
        if right is not None and entry["type"] == "escrow.returned":
            right.returned_milli = max(right.returned_milli, body["returned_milli"])
            right.wanted_milli = 0  # who gives back does not wait; a basket that still does asks again
        elif right is not None:
            right.wanted_at_ms = right.wanted_at_ms if right.wanted_milli else now_ms()
            right.wanted_milli = body["wanted_milli"]
    for variant_key, (sold_milli, back_milli) in used(entry["type"], body).items():
        if variant_key in rights:
            rights[variant_key].used_milli += sold_milli
            rights[variant_key].back_milli += back_milli


def _new(merchant_key: str, store_key: str, variant_key: str, holder: str, since_seq: int = 0) -> Right:
    return Right(
        merchant_id=merchant_key, store_id=store_key, variant_id=variant_key, holder=holder, since_seq=since_seq
    )


# --- dealing ---------------------------------------------------------------------------------------------------------


def deal(merchant_key: str, store_key: str, variant_key: str, *, urgent: str = "") -> None:
    """Give tills that wait what the pool has, tell them, and ask for back what is missing.

    urgent: the holder who asks again, so that who was asked first may not answer, and who waits may have given up.
    """
    rights = rights_to(merchant_key, store_key, variant_key)
    pool = pool_milli(store_key, variant_key, rights)
    missing = 0
    for right in rights:
        left = left_milli(right)
        need = right.wanted_milli - max(0, left)
        given = share(pool, need) if need > 0 else 0
        if given > 0:
            right.granted_milli += given + max(0, -left)
            right.asked_milli = min(right.asked_milli, right.returned_milli)
            pool -= given
        if need > given:
            missing += need - given
        else:
            right.wanted_milli = 0
    missing += max(0, -pool)
    if missing:
        _ask_back(rights, missing, urgent)
    for right in rights:
        right.save(update_fields=NUMBERS)
    feed.publish(merchant_key, [_row(right) for right in rights if not right.holder.startswith(CHANNEL)])


def _ask_back(rights: Sequence[Right], missing_milli: int, urgent: str) -> None:
    """Ask tills that do not wait themselves; listings for what those do not have, as asking closes them for a while.

    Where it is urgent, ask everybody else: a till keeps what its basket needs.
    """
    able = [right for right in rights if left_milli(right) > 0]
    idle = [right for right in able if (right.holder != urgent if urgent else not right.wanted_milli)]
    tills = [right for right in idle if not right.holder.startswith(CHANNEL)]
    of_listings = missing_milli if urgent else missing_milli - sum(left_milli(right) for right in tills)
    for right in idle:
        most = missing_milli if right in tills else of_listings
        if most > 0:
            _ask(right, right.returned_milli + min(left_milli(right), most))


def _ask(right: Right, asked_milli: int) -> None:
    """Ask for `returned` to grow to so much, or to what was asked for already."""
    if right.asked_milli <= right.returned_milli:
        right.asked_at_ms = now_ms()
    right.asked_milli = max(right.asked_milli, asked_milli)


def ask_back(key: int) -> bool:
    """Ask a till for all that it holds of something; False if it holds nothing, or is asked for all of it already.

    That moves nothing: a till may have sold what it holds, and only its own answer says that it has not.
    """
    with writing():
        found = Right.objects.filter(pk=key).exclude(holder__startswith=CHANNEL).first()
        if found is None:
            return False
        rights = rights_to(found.merchant_id, found.store_id, found.variant_id)
        right = next(one for one in rights if one.pk == key)
        wanted = right.returned_milli + left_milli(right)
        if wanted <= max(right.returned_milli, right.asked_milli):
            return False
        _ask(right, wanted)
        right.save(update_fields=NUMBERS)
        feed.publish(right.merchant_id, [_row(right)])
    return True


def _row(right: Right) -> feed.Row:
    data = {"granted_milli": right.granted_milli, "since_seq": right.since_seq}
    if right.asked_milli > right.returned_milli:
        data["asked_milli"] = right.asked_milli
    return feed.Row(right.holder, "escrow", right.variant_id, data)


def rows(merchant_key: str) -> Iterable[feed.Row]:
    """Return what every till of a merchant is told of its rights."""
    rights = Right.objects.filter(merchant=merchant_key).exclude(holder__startswith=CHANNEL)
    return (_row(right) for right in rights)


def set_used(holder: str, variant_key: str, milli: int) -> None:
    """Say how much a listing's orders hold; in the transaction that changes what they promise."""
    Right.objects.filter(holder=holder, variant=variant_key).update(used_milli=milli)


# --- listings --------------------------------------------------------------------------------------------------------


def begin(merchant_key: str, store_key: str, variant_key: str, holder: str, used_milli: int) -> Right:
    """Return the right of a listing that begins: it is taken to hold everything there is, and asked for half of it."""
    rights = rights_to(merchant_key, store_key, variant_key)
    found = next((right for right in rights if right.holder == holder), None)
    right = found or _new(merchant_key, store_key, variant_key, holder)
    right.used_milli = used_milli
    others = [other for other in rights if other is not right]
    missing = pool_milli(store_key, variant_key, others) - max(0, left_milli(right))
    right.granted_milli += max(0, missing) + max(0, -left_milli(right))
    left = left_milli(right)
    right.asked_milli, right.asked_at_ms = right.returned_milli + left - share(left, WHOLE_MILLI), now_ms()
    right.save()
    return right


def pool_beside(right: Right) -> int:
    """Return what nobody holds a right to of what this one is about."""
    rights = Right.objects.filter(store=right.store_id, variant=right.variant_id)
    return pool_milli(right.store_id, right.variant_id, rights)


def pools(store_key: str, variant_keys: Collection[str]) -> tuple[dict[str, int], dict[tuple[str, str], Right]]:
    """Return what nobody holds a right to, by variant, and every right, by holder and variant."""
    pool = available_milli(store_key, variant_keys)
    rights = {}
    for right in Right.objects.filter(store=store_key, variant__in=variant_keys):
        rights[right.holder, right.variant_id] = right
        pool[right.variant_id] = pool.get(right.variant_id, 0) - max(0, left_milli(right))
    return pool, rights


def give(right: Right, most_milli: int) -> int:
    """Give a listing as much of the pool as there is; return how much that was."""
    rights = rights_to(right.merchant_id, right.store_id, right.variant_id)
    given = max(0, min(most_milli, pool_milli(right.store_id, right.variant_id, rights)))
    Right.objects.filter(pk=right.pk).update(granted_milli=F("granted_milli") + given)
    right.refresh_from_db()
    return given


def take_back(right: Right, milli: int) -> None:
    """Take so much that a listing certainly does not show back into the pool, and deal it."""
    rights_to(right.merchant_id, right.store_id, right.variant_id)
    right.refresh_from_db()
    right.returned_milli += milli
    right.asked_milli = right.returned_milli
    right.save(update_fields=("returned_milli", "asked_milli"))
    deal(right.merchant_id, right.store_id, right.variant_id)
    right.refresh_from_db()
