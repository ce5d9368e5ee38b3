from appliance.core.picture import picture_of
from appliance.core.receipt import Heading
from appliance.core.sale_receipt import sale_receipt
from tests.core.canned import canned
from tests.core.checks import equal


def test_a_picture_is_its_rows_of_dots():
    logo = picture_of({"width": 10, "height": 2, "bits": "/8CAQA=="})
    equal((logo.width, logo.height, logo.bits), (10, 2, b"\xff\xc0\x80\x40"))


def test_data_that_is_no_picture_prints_nothing_rather_than_noise():
    for data in (
        {},
        None,
        "logo",
        {"width": 8, "height": 1, "bits": "%"},
        {"width": 8, "height": 1, "bits": "/"},
        {"width": 8, "height": 2, "bits": "/w=="},
        {"width": 0, "height": 0, "bits": ""},
        {"width": 9000, "height": 1, "bits": "AAAA" * 375},
        {"width": "8", "height": 1, "bits": "/w=="},
    ):
        equal(picture_of(data), None)


def test_a_logo_stands_above_the_name_of_the_store():
    logo = picture_of({"width": 8, "height": 1, "bits": "/w=="})
    first, second = sale_receipt(canned("plain"), Heading("Pasar", logo=logo), "")[:2]
    equal((first, second.text.strip()), (logo, "Pasar"))
