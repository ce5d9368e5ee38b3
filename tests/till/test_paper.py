from __future__ import annotations

import pytest

from appliance.till.paper import Paper, local_time
from appliance.till.ports import Job
from tests.store.goods import COFFEE_CODE
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
