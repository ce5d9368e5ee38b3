"""A logo is uploaded once, and stands above every receipt on 58 and 80 mm paper and on the page of a receipt."""

from __future__ import annotations

import dataclasses
import itertools
import json
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from appliance.core.picture import picture_of
from appliance.core.sale_receipt import LAYOUT, SALE
from appliance.drivers.printer import make_printer
from appliance.till.paper import Paper
from appliance.till.ports import Job
from cloud_bridge.receipts.logo import page_of
from cloud_bridge.receipts.models import Logo
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.office.drawn import gradient, logo, upload
from tests.cloud_bridge.office.test_settings import save_store
from tests.core.canned import canned
from tests.drivers.printer.interpreter import lines

WIDTHS = [pytest.param(32, 384, id="58mm"), pytest.param(48, 576, id="80mm")]
JOB = Job(1, {"type": "sale.completed", "body": canned("plain"), "at_ms": 1, "by": "", "hash": "0" * 64}, is_copy=False)


def ink_of(bits):
    return sum(byte.bit_count() for byte in bits)


def printed(shop, columns):
    """What a till with so wide a printer prints: pictures and texts, as an interpreter of its own reads the bytes."""
    printer = make_printer({"driver": "simulated", "columns": columns})
    plain = dataclasses.replace(shop, layout={SALE: [block for block in LAYOUT[SALE] if block != "code"]})
    printer.print(Paper(lambda: plain, columns, str).render(JOB))
    return lines(printer.received)


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
def test_a_logo_is_printed_above_the_name_as_large_as_the_paper_lets_it(office, sells, columns, dots):
    assert save_store(office, logo=upload(logo())).status_code == 302
    shop, _ = sells()
    first, second = printed(shop, columns)[:2]
    assert isinstance(first, Image.Image)
    assert first.width == dots
    left, _top, right, _bottom = first.getbbox()
    assert right - left > dots * 0.98  # its empty edge was cut off
    assert first.height <= dots * 5 / 12
    assert "Warung Melati" in second[0]
    sent = picture_of(Logo.objects.get().papers[0 if columns == 32 else 1])
    edge = (dots - sent.width) // 2
    alone = first.crop((edge, 0, edge + sent.width, sent.height))
    assert alone.tobytes() == Image.frombytes("1", (sent.width, sent.height), sent.bits).tobytes()
    assert 0.1 < ink_of(first.tobytes()) / (first.width * first.height) < 0.6


def test_a_flat_logo_has_clean_edges_and_a_photo_becomes_dots(office):
    save_store(office, logo=upload(logo()))
    flat = picture_of(Logo.objects.get().papers[0])
    save_store(office, logo=upload(gradient(), "JPEG"))
    shaded = picture_of(Logo.objects.get().papers[0])

    def changes(picture):
        """How often ink and paper take turns along the rows, by dot."""
        rows = Image.frombytes("1", (picture.width, picture.height), picture.bits).convert("L").tobytes()
        return sum(a != b for a, b in itertools.pairwise(rows)) / len(rows)

    assert changes(flat) < 0.03
    assert changes(shaded) > 0.2


def test_a_white_logo_made_for_a_dark_ground_is_printed_in_black(office):
    save_store(office, logo=upload(logo(ink=(255, 255, 255, 255))))
    picture = picture_of(Logo.objects.get().papers[0])
    assert 0.1 < ink_of(picture.bits) / (picture.width * picture.height) < 0.6


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>"), "not a picture"),
        (SimpleUploadedFile("logo.png", upload(logo()).read()[:300]), "not a picture"),
        (upload(Image.new("RGB", (60, 60)), "GIF", "logo.png"), "not a picture"),
        (upload(Image.new("RGB", (20, 20))), "too small"),
        (upload(Image.new("1", (9_000, 9_000))), "too many pixels"),
        (SimpleUploadedFile("logo.png", b"x" * (8 * 1024 * 1024 + 1)), "too large"),
    ],
)
def test_what_is_no_picture_is_sent_back_with_its_reason_and_the_old_logo_stays(office, file, reason):
    save_store(office, logo=upload(logo()))
    before = Logo.objects.get().papers
    answer = save_store(office, logo=file)
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    assert Logo.objects.get().papers == before


def test_a_logo_travels_small_and_stays_when_something_else_is_saved(office):
    save_store(office, logo=upload(gradient((4_000, 3_000)), "JPEG"))
    row = FeedRow.objects.get(table="logo", key=office.store.pk)
    assert len(row.data) < 40_000
    version = row.version
    save_store(office, foot="Sampai jumpa")
    assert FeedRow.objects.get(table="logo").version == version
    assert list(audit.differences(office.merchant.pk)) == []


def test_a_logo_is_taken_away_again(office, sells):
    save_store(office, logo=upload(logo()))
    assert sells()[0].logos
    save_store(office, **{"logo-clear": "on"})
    assert not sells()[0].logos
    assert Logo.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"papers": []},
        {"papers": "x"},
        {"papers": [None, 3, {"width": 384, "height": 9, "bits": "%%%"}]},
        {"papers": [{"width": 384, "height": 160, "bits": "AAAA"}]},
        {},
    ],
)
def test_a_logo_that_cannot_be_read_stops_no_receipt(office, sells, data):
    FeedRow.objects.create(
        merchant=office.merchant, scope=office.store.pk, table="logo", key=office.store.pk, version=10**6,
        data=json.dumps(data),
    )  # fmt: skip
    shop, _ = sells()
    assert shop.logos == ()
    assert "Lapak" in printed(shop, 32)[0][0] or "Warung" in printed(shop, 32)[0][0]


def test_the_look_at_the_paper_and_the_page_of_a_receipt_show_the_logo(office):
    save_store(office, logo=upload(logo()))
    form = office.get(reverse("admin:fleet_store_change", args=[office.store.pk]))
    paper = form[form.index('<div class="paper">') :]
    assert paper.index("data:image/png") < paper.index("Warung Melati")
    assert b64decode(page_of(office.store).removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
