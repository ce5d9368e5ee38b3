from appliance.core.gs1 import PackageContradicts, PackageUnreadable
from appliance.core.gs1_link import is_link, read_link
from appliance.core.gtin import BarcodeDamaged
from tests.core.checks import equal, raises


def read(link):
    return read_link(link, 2026)


# Addresses as in jodal/biip, tests/test_gs1_digital_link_uris.py.
def test_an_address_names_its_product_whoever_serves_it():
    for link in (
        "https://id.gs1.org/01/00614141123452",
        "https://example.com/foo/01/614141123452",
        "HTTP://example.com/01/614141123452/",
        "https://id.gs1.org/01/00614141123452?foo=bar",
        "https://id.gs1.org/01/00614141123452#top",
        "https://example.com/01/614141123452/22/2A",
    ):
        equal(is_link(link), True)
        equal(read(link).gtin14, "00614141123452")


def test_path_and_query_say_what_elements_say():
    package = read("https://shop.example/p/01/07032069804988/10/03%2F29/21/A-7?17=261200&3103=001250;linkType=all")
    equal((package.gtin14, package.batch, package.serial), ("07032069804988", "03/29", "A-7"))
    equal((package.expires, package.weight_milli), ("2026-12-31", 1_250))


def test_an_address_that_names_no_product_is_none():
    for link in (
        "https://example.com",
        "https://example.com/01",
        "https://example.com/01/abc",
        "https://example.com/foo/123",
        "mailto:01/614141123452",
        "ftp://example.com/01/614141123452",
        "614141123452",
        "",
    ):
        equal(is_link(link), False)
        raises(PackageUnreadable, read, link)


def test_what_cannot_follow_a_product_is_refused():
    for link in (
        "https://example.com/foo/01/614141123452/123",
        "https://id.gs1.org/01/614141123452/15/20250324",
        "https://id.gs1.org/01/614141123452/10/ABC123/22/123456789",
        "https://id.gs1.org/01/614141123452/21/12345XYZ/10/ABC123",
        "https://id.gs1.org/01/614141123452/10/A%2",
        "https://id.gs1.org/01/614141123452/10/A%zz",
        "https://id.gs1.org/01/614141123452/10/%ff%fe",
        "https://id.gs1.org/01/614141123452?17=2612",
    ):
        raises(PackageUnreadable, read, link)
    raises(BarcodeDamaged, read, "https://id.gs1.org/01/614141123453")
    raises(PackageContradicts, read, "https://id.gs1.org/01/614141123452/10/A?10=B")
