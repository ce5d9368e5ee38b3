from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cloud_bridge.channels.models import Hint, Listing
from cloud_bridge.connectors.port import CANCELLED, TO_PREPARE
from cloud_bridge.fleet.models import Till
from cloud_bridge.keys import now_ms
from cloud_bridge.office import decisions, sales
from cloud_bridge.replication.models import Entry

WEEK_MS = 7 * 86_400_000


def midnight_ms():
    return int(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def test_before_there_is_a_business_it_says_what_to_do(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "No business yet" in admin_client.get("/").content.decode()


def test_today_is_what_was_sold_today(office):
    office.sell("TEMPE", 2)
    office.sell("TEMPE", 1, state=CANCELLED)
    office.sell("TEMPE", 5, at_ms=midnight_ms() - 1)
    assert "Rp 12.000" in office.get("/")


def test_hours_add_up_to_the_day(office):
    start = midnight_ms()
    for hour in (0, 9, 9, 23):
        office.sell("TEMPE", 1, at_ms=start + hour * 3_600_000 + 5)
    day = sales.day(office.merchant.key, start)
    assert (day.total_minor, day.hours_minor[9], day.at_tills, day.online) == (24_000, 12_000, 4, 0)
    assert day.until_minor(9, 0.5) == 12_000


def test_every_number_leads_somewhere(office):
    office.fill(3)
    Entry.objects.filter(seq=1).update(refused="no")
    page = office.get("/")
    links = set(re.findall(r'href="(/[^"#]*)"', page)) - {"/"}
    assert len(links) > 20
    for link in links:
        if not link.startswith(("/static", "/logout", "/password")):
            assert office.client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_it_takes_the_same_queries_for_one_till_as_for_thirty(office):
    office.get("/")
    with CaptureQueriesContext(connection) as few:
        office.get("/")
    office.fill()
    with CaptureQueriesContext(connection) as many:
        office.get("/")
    assert len(many) <= len(few) + 2


def test_decisions_are_counted_and_vanish_when_they_are_made(office):
    assert decisions.waiting(office.merchant.key) == []
    Listing.objects.create(channel=office.channel, external_product="1", name="Hampers")
    Hint.objects.create(channel=office.channel, kind="order", external_id="1", at_ms=1, refused="no")
    Till.objects.update(forked_at_seq=7)
    Entry.objects.create(till=office.till, seq=1, at_ms=now_ms(), type="x", body="{}", refused="no")
    assert [decision.number for decision in decisions.waiting(office.merchant.key)] == [1, 1, 1, 1]
    Listing.objects.update(variant=office.variant("TEMPE"))
    assert len(decisions.waiting(office.merchant.key)) == 3


def test_orders_to_prepare_are_shown(office):
    order = office.sell("TEMPE", origin=f"channel:{office.channel.key}", state=TO_PREPARE)
    page = office.get("/")
    assert order.number in page
    assert "Melati Official" in page


def test_what_sells_faster_than_it_lasts_runs_low(office):
    office.sell("TEMPE", 12)
    assert "12 sold in seven days" in office.get("/")
