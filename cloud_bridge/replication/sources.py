"""Models whose rows the feed carries: saving or deleting one publishes it, whoever does it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models.signals import post_delete, post_save, pre_save

from cloud_bridge.database import writing
from cloud_bridge.replication import feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django.db.models import Model

    Rows = Callable[[Any], Iterable[feed.Row]]


_held: ContextVar[dict[str, list[feed.Row]] | None] = ContextVar("held", default=None)


def _nothing(_: Any) -> Iterable[feed.Row]:
    return ()


class Source(NamedTuple):
    """What the feed says of an object (`own`), and what it says of others that quote it (`others`)."""

    own: Rows
    others: Rows = _nothing


def watch(merchant_of: Callable[[Any], str], sources: Mapping[type[Model], Source]) -> None:
    """Publish objects of these models from now on whenever they are saved or deleted."""
    for model, source in sources.items():
        _watch(merchant_of, model, source)


def _watch(merchant_of: Callable[[Any], str], model: type[Model], source: Source) -> None:
    def retire(instance: Model, **_: Any) -> None:
        """Take the old rows back where the key under which they are known has changed."""
        if connection.in_atomic_block:  # an office page's, which has written nothing yet
            feed.take_turn(merchant_of(instance))
        before = model._default_manager.filter(pk=instance.pk).first()  # noqa: SLF001 - documented
        if before is not None:
            places = {row[:3] for row in source.own(instance)}
            publish(merchant_of(before), [row for row in _tombstones(source.own(before)) if row[:3] not in places])

    def tell(instance: Model, **_: Any) -> None:
        publish(merchant_of(instance), [*source.own(instance), *source.others(instance)])

    def bury(instance: Model, **_: Any) -> None:
        publish(merchant_of(instance), [*_tombstones(source.own(instance)), *source.others(instance)])

    pre_save.connect(retire, sender=model, weak=False)
    post_save.connect(tell, sender=model, weak=False)
    post_delete.connect(bury, sender=model, weak=False)


@contextmanager
def together() -> Iterator[None]:
    """Publish what the block saves at its end and all at once, inside the transaction that is open around it."""
    held: dict[str, list[feed.Row]] = {}
    before = _held.set(held)
    try:
        yield
    finally:
        _held.reset(before)
    for merchant_key, rows in held.items():
        publish(merchant_key, rows)


def publish(merchant_key: str, rows: Iterable[feed.Row]) -> None:
    """Publish rows now, or with what else a block saves `together`."""
    held = _held.get()
    if held is not None:
        held.setdefault(merchant_key, []).extend(rows)
        return
    with writing():
        feed.publish(merchant_key, rows)


def _tombstones(rows: Iterable[feed.Row]) -> list[feed.Row]:
    return [row._replace(data=None) for row in rows]
