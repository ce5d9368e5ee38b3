"""A product's photo is uploaded in the office, made small, and fetched by tills under a name that says what it is."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from appliance.core.photo import MOST_BYTES, is_photo, name_of
from cloud_bridge.catalog.models import Category, Picture, Product
from cloud_bridge.replication import audit
from cloud_bridge.replication.models import FeedRow
from tests.cloud_bridge.office.drawn import gradient, logo, upload


def save_product(office, sku="AQUA-600", **changes):
    variant = office.variant(sku)
    product = variant.product
    form = {
        "name": product.name, "category": product.category.pk, "tax_class": product.tax_class.pk, "picture": "",
        "rank": 0, "choices": "", "min_age": 0, "low": "",
        "variants-TOTAL_FORMS": 0, "variants-INITIAL_FORMS": 0,
    }  # fmt: skip
    return office.client.post(reverse("admin:catalog_product_change", args=[product.pk]), form | changes)


def told(office, sku="AQUA-600"):
    return json.loads(FeedRow.objects.get(table="variant", key=office.variant(sku).pk).data)["picture"]


def test_a_photo_comes_to_the_tills_by_its_name_and_over_http_as_what_its_name_says(office):
    assert save_product(office, photo=upload(gradient(), "JPEG")).status_code == 302
    name = told(office)
    assert is_photo(name)
    answer = office.client.get(f"/p/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    assert name_of(answer.content) == name
    assert len(answer.content) < MOST_BYTES / 4
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (192, 192)
    assert image.convert("RGBA").getpixel((0, 0))[3] < 40  # round corners
    assert image.convert("RGBA").getpixel((96, 96))[3] == 255
    assert list(audit.differences(office.merchant.pk)) == []


def test_goods_cut_out_of_their_ground_are_shown_whole(office):
    save_product(office, photo=upload(logo((900, 300))))
    image = Image.open(io.BytesIO(bytes(Picture.objects.get().data))).convert("RGBA")
    left, _top, right, _bottom = image.getchannel("A").point([255 * (a > 128) for a in range(256)]).getbbox()
    assert right - left > 140
    assert image.getpixel((96, 4))[3] < 20


def test_a_photo_taken_with_the_telephone_held_upright_is_upright(office):
    image = Image.new("RGB", (400, 200), (255, 0, 0))
    image.paste((0, 0, 255), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # the left side is up
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    save_product(office, photo=SimpleUploadedFile("a.jpg", out.getvalue()))
    shown = Image.open(io.BytesIO(bytes(Picture.objects.get().data))).convert("RGB")
    assert shown.getpixel((96, 30))[2] > 200
    assert shown.getpixel((96, 160))[0] > 200


def test_the_same_photo_is_kept_once(office):
    save_product(office, photo=upload(gradient()))
    save_product(office, "TAHU", photo=upload(gradient()))
    assert told(office) == told(office, "TAHU")
    assert Picture.objects.count() == 1


def test_a_photo_stays_until_it_is_taken_away_or_a_drawing_is_named(office):
    save_product(office, photo=upload(gradient()))
    name = told(office)
    save_product(office, rank=7)
    assert told(office) == name
    save_product(office, **{"photo-clear": "on"})
    assert told(office) == ""
    save_product(office, photo=upload(gradient()))
    save_product(office, picture="bottle")
    assert told(office) == "bottle"


def test_the_form_and_the_list_show_the_photo(office):
    save_product(office, photo=upload(gradient()))
    address = f"/p/{told(office)}"
    product = office.variant("AQUA-600").product
    assert address in office.get(reverse("admin:catalog_product_change", args=[product.pk]))
    assert address in office.get(reverse("admin:catalog_product_changelist"))
    assert "picture" not in Product._meta.get_field("picture").value_from_object(product)


def test_what_is_no_picture_is_sent_back_and_changes_nothing(office):
    before = told(office)
    answer = save_product(office, photo=SimpleUploadedFile("a.jpg", b"GIF89a..."))
    assert "not a picture" in answer.content.decode()
    answer = save_product(office, picture="0" * 40)
    assert "not the name of a drawing" in answer.content.decode()
    assert told(office) == before
    assert Picture.objects.count() == 0


def test_a_category_has_a_photo_too(office):
    category = Category.objects.order_by("name").first()
    form = {"name": category.name, "key": category.key, "color": category.color, "rank": 0, "picture": ""}
    path = reverse("admin:catalog_category_change", args=[category.pk])
    assert office.client.post(path, form | {"photo": upload(gradient())}).status_code == 302
    assert is_photo(json.loads(FeedRow.objects.get(table="category", key=category.key).data)["picture"])


@pytest.mark.parametrize("name", ["0" * 40, "bottle", "..%2fsecret.key", "x" * 300])
def test_there_is_nothing_under_any_other_name(office, name):
    assert office.client.get(f"/p/{name}").status_code == 404


def test_a_till_knows_which_photos_it_wants(office, sells, tmp_path):
    save_product(office, photo=upload(gradient()))
    _, catalogue = sells()
    assert {one.picture for one in catalogue.search("Aqua")} == {told(office)}
    assert sells.file.photos() == {told(office)}
