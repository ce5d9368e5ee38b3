from appliance.core.picture import picture_of
from tests.core.checks import equal


def test_a_picture_is_its_rows_of_dots():
    logo = picture_of({"width": 10, "height": 2, "bits": "ffc08040"})
    equal((logo.width, logo.height, logo.bits), (10, 2, b"\xff\xc0\x80\x40"))


def test_data_that_is_no_picture_prints_nothing_rather_than_noise():
    for data in (
        {},
        {"width": 8, "height": 1, "bits": "zz"},
        {"width": 8, "height": 2, "bits": "ff"},
        {"width": 0, "height": 0, "bits": ""},
        {"width": 9000, "height": 1, "bits": "00" * 1125},
        {"width": "8", "height": 1, "bits": "ff"},
    ):
        equal(picture_of(data), None)
