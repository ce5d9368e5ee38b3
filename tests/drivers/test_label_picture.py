"""A label as it was fetched becomes dots of ink; one that is torn becomes nothing."""

from __future__ import annotations

from PIL import Image

from appliance.core.picture import picture_of
from appliance.drivers.label_picture import picture_in


def test_black_is_ink(tmp_path):
    image = Image.new("1", (16, 2), 1)
    image.putpixel((0, 0), 0)
    image.save(tmp_path / "label", "PNG")
    picture = picture_of(picture_in(tmp_path / "label"))
    assert (picture.width, picture.height, picture.bits) == (16, 2, b"\x80\x00\x00\x00")


def test_what_is_torn_or_not_here_is_nothing(tmp_path):
    (tmp_path / "torn").write_bytes(b"\x89PNG")
    assert picture_in(tmp_path / "torn") is None
    assert picture_in(tmp_path / "gone") is None
    assert picture_in(None) is None
