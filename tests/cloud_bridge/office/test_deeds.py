from __future__ import annotations

from django.urls import reverse

from cloud_bridge.catalog.models import Barcode, Variant
from cloud_bridge.channels.models import Channel, Listing
from cloud_bridge.connectors.errors import NeedsOwner
from cloud_bridge.replication.models import FeedRow
from cloud_bridge.stock.models import Level, Movement


def book(office, sku, way, quantity, reason=""):
    level = Level.objects.get(variant__sku=sku)
    path = reverse("admin:stock_level_change", args=[level.pk])
    return office.client.post(path, {"way": way, "quantity": quantity, "reason": reason})


def on_hand(sku):
    return Level.objects.get(variant__sku=sku).on_hand_milli


def test_goods_that_came_are_added(office):
    assert book(office, "TEMPE", "receive", "5").status_code == 302
    assert on_hand("TEMPE") == 20_000


def test_what_was_counted_is_what_is_there(office):
    book(office, "W-JERUK", "count", "12.345")
    assert on_hand("W-JERUK") == 12_345


def test_a_correction_says_why_and_by_whom(office):
    book(office, "TEMPE", "adjust", "-2", "basi")
    assert on_hand("TEMPE") == 13_000
    page = office.get(reverse("admin:stock_movement_changelist"), q="basi")
    assert "admin: basi" in page


def test_a_correction_without_a_reason_is_sent_back(office):
    assert "Say why" in book(office, "TEMPE", "adjust", "-2").content.decode()
    assert on_hand("TEMPE") == 15_000


def test_only_a_correction_takes_away(office):
    assert book(office, "TEMPE", "receive", "-2", "x").status_code == 200
    assert on_hand("TEMPE") == 15_000


def test_goods_that_were_never_counted_can_be_booked(office):
    variant = office.variant("TEMPE")
    Movement.objects.filter(variant=variant).delete()
    Level.objects.filter(variant=variant).delete()
    given = {"store": office.store.pk, "variant": variant.pk, "way": "count", "quantity": "4", "reason": ""}
    assert office.client.post(reverse("admin:stock_level_add"), given).status_code == 302
    assert on_hand("TEMPE") == 4_000


def product_form(office, sku, **changes):
    variant = office.variant(sku)
    product = variant.product
    return reverse("admin:catalog_product_change", args=[product.pk]), {
        "name": product.name,
        "category": product.category_id,
        "tax_class": product.tax_class_id,
        "picture": product.picture,
        "rank": product.rank,
        "variants-TOTAL_FORMS": 1,
        "variants-INITIAL_FORMS": 1,
        "variants-0-key": variant.pk,
        "variants-0-product": product.pk,
        "variants-0-name": "",
        "variants-0-sku": sku,
        "variants-0-codes": variant.barcodes.get().gtin,
        "variants-0-unit": variant.unit,
        "variants-0-price_minor": variant.price_minor,
        **changes,
    }


def test_a_new_price_reaches_the_tills(office):
    path, form = product_form(office, "TEMPE", **{"variants-0-price_minor": 7000})
    assert office.client.post(path, form).status_code == 302
    key = Variant.objects.get(sku="TEMPE").pk
    assert FeedRow.objects.get(table="price", key=key).data == '{"price_minor":7000}'


def test_a_second_barcode_is_added_and_one_left_out_is_taken_away(office):
    path, form = product_form(office, "TEMPE", **{"variants-0-codes": "96385074 4006381333931"})
    assert office.client.post(path, form).status_code == 302
    codes = set(Barcode.objects.filter(variant__sku="TEMPE").values_list("gtin", flat=True))
    assert codes == {"00000096385074", "04006381333931"}
    assert FeedRow.objects.get(table="barcode", key="04006381333931").data


def test_a_damaged_barcode_is_sent_back_with_its_reason(office):
    path, form = product_form(office, "TEMPE", **{"variants-0-codes": "4006381333932"})
    assert "check digit" in office.client.post(path, form).content.decode()


def test_a_barcode_of_other_goods_is_sent_back(office):
    other = Barcode.objects.get(variant__sku="TAHU").gtin
    path, form = product_form(office, "TEMPE", **{"variants-0-codes": other})
    assert "Tahu" in office.client.post(path, form).content.decode()


def test_a_listing_is_linked_by_hand(office):
    listing = Listing.objects.create(channel=office.channel, external_product="1", name="Tempe enak")
    path = reverse("admin:channels_listing_change", args=[listing.pk])
    assert office.client.post(path, {"variant": office.variant("TEMPE").pk}).status_code == 302
    listing.refresh_from_db()
    assert (listing.variant.sku, listing.is_manual) == ("TEMPE", True)


def test_several_listings_are_unlinked_at_once(office):
    for number in range(3):
        Listing.objects.create(
            channel=office.channel,
            external_product=str(number),
            name="Tempe",
            variant=office.variant("TEMPE"),
            wanted=3,
        )
    keys = list(Listing.objects.values_list("pk", flat=True))
    form = {"action": "unlink", "_selected_action": keys}
    assert office.client.post(reverse("admin:channels_listing_changelist"), form).status_code == 302
    assert set(Listing.objects.values_list("variant", "wanted")) == {(None, None)}


def test_saving_a_channel_never_brings_old_tokens_back(office):
    form = {
        "name": "Baru",
        "market": "shopee",
        "shop_id": "700001",
        "store": office.store.pk,
        "buffer_units": 2,
        "share_percent": 100,
        "last_units": 0,
        "is_active": "on",
        "base_url": "https://example.com",
        "partner_id": 1,
        "partner_key": "secret",
        "push_url": "https://example.com/push",
    }
    path = reverse("admin:channels_channel_change", args=[office.channel.pk])
    from cloud_bridge.channels.admin import ChannelPage

    save = ChannelPage.save_model
    try:

        def renewed_meanwhile(self, request, obj, form, change):
            Channel.objects.update(tokens={"refresh_token": "new"}, orders_cursor_ms=7)
            save(self, request, obj, form, change)

        ChannelPage.save_model = renewed_meanwhile
        assert office.client.post(path, form).status_code == 302
    finally:
        ChannelPage.save_model = save
    channel = Channel.objects.get()
    assert (channel.name, channel.buffer_units, channel.settings["partner_key"]) == ("Baru", 2, "secret")
    assert (channel.tokens, channel.orders_cursor_ms) == ({"refresh_token": "new"}, 7)
    page = office.get(path)
    assert "secret" not in page


def test_what_goes_wrong_at_once_is_said_in_words(office):
    path = reverse("admin:channel_do", args=[office.channel.pk, "pull"])
    page = office.client.post(path, follow=True).content.decode()
    assert "wants the owner" in page
    assert Channel.objects.get().trouble_code == NeedsOwner.code


def test_nothing_is_done_by_looking_at_an_address(office):
    assert office.client.get(reverse("admin:channel_do", args=[office.channel.pk, "pull"])).status_code == 405


def test_a_new_channel_gets_a_webhook_address_of_its_own(office):
    Channel.objects.all().delete()
    form = {
        "name": "Melati Official",
        "market": "shopee",
        "shop_id": "7",
        "store": office.store.pk,
        "buffer_units": 0,
        "share_percent": 100,
        "last_units": 0,
        "is_active": "on",
        "base_url": "https://example.com",
        "partner_id": 1,
        "partner_key": "secret",
    }
    assert office.client.post(reverse("admin:channels_channel_add"), form).status_code == 302
    channel = Channel.objects.get()
    assert channel.settings["push_url"] == f"http://testserver/webhooks/shopee/{channel.pk}"
    assert channel.merchant == office.merchant
