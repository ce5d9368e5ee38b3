"""How a day at a stall ends: as a person ends it, or with the plug pulled."""

from __future__ import annotations

import shutil

from tests.store.goods import crash_copy


def leave(stall):
    """Come from here to an empty sale, no parked one and a closed shift, as a person would."""
    till = stall.till
    stall.settle()
    _empty(stall)
    till.charged.give_back()
    stall.settle()
    for parked in till.parking.all():
        till.parking.recall(parked.key)
        stall.settle()
        _empty(stall)
    if till.shifts.current is not None:
        till.shifts.close(0)
        stall.settle()
    assert (till.sale.lines, till.sale.tenders, till.parking.all()) == ([], [], [])
    assert (till.shifts.current, stall.card.open_key, till.is_paying) == (None, "", False)


def _empty(stall):
    """Give every part back and take every line out, step by step: a charge that waits may finish the sale first."""
    checkout, basket = stall.till.checkout, stall.till.basket
    while stall.till.sale.lines:
        sale = stall.till.sale
        for tender in sale.tenders[:1]:
            (checkout.give_back if tender.kind in ("card", "qr") else checkout.remove)(tender.key)
        if not sale.tenders and not stall.till.is_paying:
            basket.remove(sale.lines[0].number)
        stall.settle()


def crash_copy_of_a_moment(stall, folder):
    """Copy the files between two steps of the writer, as they are while others are still queued."""
    stall.store.writer.submit(lambda _: crash_copy(stall.path, folder)).result(20)
    note = stall.path.with_name("card.json")
    if note.exists():
        shutil.copy(note, folder)
    return folder
