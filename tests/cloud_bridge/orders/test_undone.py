from __future__ import annotations

import pytest

from cloud_bridge.office.sales import day
from cloud_bridge.orders import audit
from cloud_bridge.replication.models import Entry
from tests.cloud_bridge.people.counter import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    return Counter()


def earned(counter):
    return day(counter.shop.merchant.key, 0).total_minor


def agree(counter):
    return not list(audit.differences(counter.shop.merchant.key)) and not Entry.objects.exclude(refused="").exists()


def test_a_refund_takes_its_money_off_the_day_and_puts_its_goods_back(counter):
    sale = counter.sale([("cash", 9_000, "")])
    counter.sale([("cash", -4_000, "")], refunds=sale["sale"])
    counter.send()
    assert earned(counter) == 5_000
    assert counter.shop.level() == (100_000, 0)
    assert agree(counter)


def test_a_void_takes_everything_back_once(counter):
    sale = counter.sale([("cash", 9_000, "")])
    counter.sale([("cash", 1_000, "")])
    counter.void(sale)
    counter.send()
    counter.send()
    assert earned(counter) == 1_000
    assert counter.shop.level() == (99_000, 0)
    assert agree(counter)


def test_what_is_not_in_the_books_is_not_undone(counter):
    sale = counter.sale([("cash", 9_000, "")])
    entries = [counter.void(sale), counter.void(sale)]
    counter.void(sale, till=1)
    counter.send()
    assert counter.shop.level() == (100_000, 0)
    assert Entry.objects.exclude(refused="").count() == 2
    assert Entry.objects.filter(seq=entries[0]["seq"], till=counter.shop.till, refused="").exists()
