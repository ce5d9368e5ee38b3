from appliance.core.photo import is_photo, name_of
from tests.core.checks import equal


def test_a_photo_is_called_by_what_is_in_it():
    equal(name_of(b"tea"), name_of(b"tea"))
    equal(name_of(b"tea") == name_of(b"coffee"), False)


def test_a_photo_is_never_taken_for_a_drawing_nor_a_drawing_for_a_photo():
    equal(is_photo(name_of(b"tea")), True)
    for drawing in ("", "bottle", "noodle_pack", "../../etc/passwd", "F" * 40, "0" * 41):
        equal(is_photo(drawing), False)
