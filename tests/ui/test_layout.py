"""What a finger and an eye need, measured on every screen, at every size, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from appliance.core.money import EURO, RUPIAH
from appliance.till.ports import Shop
from appliance.ui import PANELS
from tests.ui.fakes import ORDERS, FakeCatalogue
from tests.ui.scenes import SCENES, fill, well

CASES = [("800x480", "id"), ("1024x600", "en"), ("1280x800", "id")]
FINGER_MM, KEY_MM = 12, 15


def parents(widget: Any) -> list[Any]:
    """A widget and what it stands in, up to the root."""
    found = [widget]
    while found[-1].parent is not None and found[-1].parent is not found[-1]:
        found.append(found[-1].parent)
    return found


def targets(stage: Any) -> list[tuple[str, Any]]:
    from appliance.ui.widgets.button import BigButton
    from appliance.ui.widgets.chips import Chip
    from appliance.ui.widgets.entry import Entry
    from appliance.ui.widgets.face import Face
    from appliance.ui.widgets.row import Row
    from appliance.ui.widgets.tab import Tab
    from appliance.ui.widgets.tile import Tile

    found = []
    for widget in stage.widgets():
        if any(parent.opacity == 0 for parent in parents(widget)):
            continue
        is_cell = isinstance(widget, (Chip, Entry, Face, Row, Tab, Tile)) and widget.index >= 0
        if is_cell or (isinstance(widget, BigButton) and widget.opacity):
            found.append((getattr(widget, "text", "") or getattr(widget, "icon", "") or type(widget).__name__, widget))
    return found


def too_small(stage: Any) -> list[str]:
    """Targets under 12 mm, and keys of number pads and the foot under 15 mm."""
    from appliance.ui.widgets.keypad import Keypad

    per_mm = stage.app.panel.px_per_mm
    sizes = [(text, min(widget.width, widget.height) / per_mm, FINGER_MM) for text, widget in targets(stage)]
    keys = [button for pad in stage.widgets(Keypad) for button in pad.children] + [stage.desk.cart.ids.foot]
    sizes += [(key.text, key.height / per_mm, KEY_MM) for key in keys]
    return [f"{text}: {size:.1f} mm" for text, size, least in sizes if size < least - 0.05]


def cut_off(stage: Any) -> list[str]:
    """Words larger than their place."""
    from appliance.ui.widgets.words import Words

    return [
        words.text
        for words in stage.widgets(Words)
        if words.texture is not None
        and all(parent.opacity for parent in parents(words))
        and words.width > 4
        and (words.texture.width > words.width + 1 or words.texture.height > words.height * 1.35 + 2)
    ]


@pytest.mark.parametrize(("size", "language"), CASES)
def test_every_target_fits_a_finger_and_nothing_is_cut_off(one_stage: Any, size: str, language: str) -> None:
    one_stage.resize(size)
    for name, scene in SCENES.items():
        one_stage.begin_again(language=language, catalogue=FakeCatalogue(orders=ORDERS))
        scene(one_stage)
        one_stage.settle(0.06)
        assert too_small(one_stage) == [], f"{name} at {size}"
        assert cut_off(one_stage) == [], f"{name} at {size}"
        assert one_stage.desk.stage.right <= one_stage.desk.cart.x + 1, f"{name} lies over the cart"


@pytest.mark.parametrize("currency", [RUPIAH, EURO])
@pytest.mark.parametrize("size", list(PANELS))
def test_money_of_twelve_digits_is_never_cut_off(one_stage: Any, size: str, currency: Any) -> None:
    from appliance.ui.widgets.lettering import width_of
    from appliance.ui.widgets.words import Words

    one_stage.resize(size)
    one_stage.begin_again(language="id", catalogue=FakeCatalogue(Shop("W", "K", currency=currency)))
    well(one_stage)
    one_stage.till.basket.add(one_stage.catalogue.variants[12], 1_000)
    line = one_stage.till.sale.lines[0]
    line.item.price_minor = 999_999_999_999
    one_stage.desk.show("pay")
    one_stage.settle(0.1)

    def check() -> None:
        one_stage.settle(0.08)
        for words in one_stage.widgets(Words):
            if "999" in words.text and words.texture is not None:
                assert words.shrink
                assert words.texture.width <= words.width
                assert words.texture.width > width_of("9", "Roboto", 9) * 12  # nothing was left out

    check()
    for key in "999999999999":
        one_stage.desk.screen.push(key)
    check()
    one_stage.till.checkout.pay_cash(999_999_999_999)
    check()


def test_twenty_thousand_variants_make_no_more_tiles_than_fit(one_stage: Any) -> None:
    one_stage.resize("1280x800")
    one_stage.begin_again(catalogue=FakeCatalogue(extra=20_000))
    sell = one_stage.desk.screen
    sell._choose(1)
    one_stage.settle(0.1)
    assert sell.grid.count > 20_000
    assert len(sell.grid.cells) < 60
    sell.grid.see(sell.grid.count - 1)
    one_stage.settle(0.1)
    assert max(cell.index for cell in sell.grid.cells) == sell.grid.count - 1


def test_the_pay_button_shows_the_sum_of_the_cart(stage: Any) -> None:
    fill(stage)
    assert stage.desk.cart.ids.foot.text == "Rp 68.583"
