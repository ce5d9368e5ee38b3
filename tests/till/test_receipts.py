"""What the customer takes home: paper, a link, a message, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.core import receipt_link
from appliance.core.symbol import QR
from appliance.till.errors import AddressUnlikely
from appliance.till.events import ReceiptSent
from appliance.till.paper import Paper
from appliance.till.receipts import EMAIL, WHATSAPP
from tests.store.goods import COFFEE_CODE, TEA_CODE
from tests.till.stall import Stall

WHERE = "https://warung.example/r/" + "A" * receipt_link.TILL_LETTERS


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def sell(stall, **shop):
    stall.till.shop = replace(stall.till.shop, **shop)
    stall.till.scan(COFFEE_CODE)
    stall.pay()
    return stall.sold[-1].entry


def jobs(stall):
    found = []
    while (job := stall.store.spool.next_job()) is not None:
        found.append(job)
        stall.store.spool.printed(job.job)
    return found


def text(stall, job):
    lines = Paper(lambda: stall.till.shop, 32, str).render(job)
    return "\n".join(line.text for line in lines)


def test_a_receipt_is_printed_at_once_unless_the_shop_asks(stall):
    sell(stall)
    assert [job.is_copy for job in jobs(stall)] == [False]
    sell(stall, prints=False)
    assert jobs(stall) == []


def test_the_first_paper_a_customer_asks_for_is_no_copy_and_the_second_is(stall):
    entry = sell(stall, prints=False)
    for _ in range(2):
        stall.till.receipts.print(entry)
        stall.settle()
    assert [job.is_copy for job in jobs(stall)] == [False, True]


def test_a_gift_receipt_says_so_and_no_price(stall):
    entry = sell(stall)
    jobs(stall)
    stall.till.reprint(entry, is_gift=True)
    stall.settle()
    (job,) = jobs(stall)
    printed = text(stall, job)
    assert "Gift receipt" in printed
    assert "COPY" not in printed
    assert "18.000" not in printed


def test_paper_carries_the_link_and_the_number_to_scan(stall):
    entry = sell(stall, receipts_at=WHERE)
    (job,) = jobs(stall)
    lines = Paper(lambda: stall.till.shop, 32, str).render(job)
    symbols = {line.text for line in lines if hasattr(line, "kind")}
    assert symbols == {stall.till.receipts.link(entry), "K1-000001"}
    assert next(line.kind for line in lines if hasattr(line, "kind")) == QR
    token = stall.till.receipts.link(entry).rpartition("/")[2]
    assert receipt_link.fits(token, entry)


def test_a_shop_says_which_blocks_are_printed(stall):
    sell(stall, layout={"sale": ("lines", "sums", "unheard-of")})
    (job,) = jobs(stall)
    printed = text(stall, job)
    assert "18.000" in printed
    assert "K1-000001" not in printed


def test_an_address_travels_beside_the_journal_and_is_forgotten_once_it_arrived(stall):
    entry = sell(stall, receipts_at=WHERE)
    stall.till.receipts.send(entry, EMAIL, " Anna@Example.com ")
    stall.settle()
    assert [event.kind for event in stall.of(ReceiptSent)] == [EMAIL]
    outbox = stall.store.outbox
    sent = outbox.read(0, 50)[-1]
    assert (sent["type"], sent["personal"]["email"]) == ("receipt.sent", "anna@example.com")
    assert "anna" not in str(sent["body"])
    assert outbox.ack(sent["seq"], sent["hash"]).result(5)
    assert "personal" not in outbox.read(0, 50)[-1]


def test_what_is_no_address_is_refused(stall):
    entry = sell(stall)
    for kind, address in ((EMAIL, "anna"), (EMAIL, "a b@example.com"), (WHATSAPP, "12"), (WHATSAPP, "anna")):
        with pytest.raises(AddressUnlikely):
            stall.till.receipts.send(entry, kind, address)


def test_what_comes_back_can_stay_after_all(stall):
    sell(stall)
    stall.till.scan(TEA_CODE)
    sold = stall.till.returns.find("K1-000001")
    stall.till.returns.take_back(sold, 1, 1_000)
    assert stall.till.returns.coming_back(sold) == {1: 1_000}
    assert stall.till.payout.kinds() == ["cash"]
    assert not stall.till.returns.can_void(sold)
    stall.till.returns.keep(sold, 1)
    assert stall.till.returns.coming_back(sold) == {}
    assert [line.item.name for line in stall.till.sale.lines] != []
    assert stall.till.returns.can_void(sold)
