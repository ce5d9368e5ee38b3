from __future__ import annotations

import re

import pytest

from appliance.till.paper import Paper, local_time
from appliance.till.ports import Job
from tests.store.goods import COFFEE_CODE, TEA, TEA_CODE, apply
from tests.till.stall import Stall

INDONESIAN = {"COPY": "SALINAN", "Cash": "Tunai", "Z report": "Laporan Z"}


@pytest.fixture
def stall(tmp_path):
    with_till = Stall(tmp_path)
    yield with_till
    with_till.close()


def texts(stall, job):
    paper = Paper(lambda: stall.till.shop, 32, lambda word: INDONESIAN.get(word, word))
    return "\n".join(line.text for line in paper.render(job))


def test_a_receipt_says_what_the_entry_says_in_the_shops_words_and_time(stall):
    stall.till.scan(COFFEE_CODE)
    stall.pay(20_000)
    job = stall.store.spool.next_job()
    text = texts(stall, job)
    for part in ("Warung Melati", "K1-000001", "Kopi susu", "Tunai", "2.000", job.entry["hash"][:12], "anna"):
        assert part in text
    assert "SALINAN" not in text
    assert "** SALINAN **" in texts(stall, Job(job.job, job.entry, is_copy=True))


def test_a_z_says_its_number_and_the_second_try_of_it_is_marked_too(stall):
    stall.till.shifts.close(100_000)
    stall.settle()
    job = stall.store.spool.next_job()
    assert "Laporan Z 1" in texts(stall, job)
    assert "SALINAN" not in texts(stall, job)
    assert "** SALINAN **" in texts(stall, Job(job.job, job.entry, is_copy=True))


def test_the_clock_on_the_wall_is_the_shops():
    assert local_time(0, 420) == "01/01/70 07:00"
    assert local_time(0, -210) == "31/12/69 20:30"


def test_paper_is_titled_dated_and_legended_as_its_country_wants(tmp_path):
    stall = Stall(tmp_path / "abroad")
    apply(stall.store, [("store", "s", {"name": "Orchard", "country": "SG", "utc_offset_minutes": 480})])
    apply(stall.store, [("merchant", "m", {"name": "Orchard", "country": "SG", "tax_number": "M90312345A"})])
    apply(stall.store, [("variant", TEA, {"sku": "TEH", "name": "Teh botol", "tax_class": "sg-gst"})])
    stall.till.feed_applied(frozenset({"store", "merchant", "variant", "tax_class"}))
    stall.till.scan(TEA_CODE)
    stall.pay(5_000)
    text = texts(stall, stall.store.spool.next_job())
    stall.close()
    for part in ("GST Reg No M90312345A", "Receipt", "Price payable includes GST", "GST 9%", "S$50.00"):
        assert part in text
    assert re.search(r"\d\d/\d\d/2025 \d\d:\d\d", text)
