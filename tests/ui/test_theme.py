from itertools import product

import pytest

from appliance.ui._theme import THEMES, Look, rgba
from tests.ui import goods

# what is read on what; money must be readable in sunlight
TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("muted", "ground"), ("muted", "surface"),
    ("muted", "sunken"), ("on_quiet", "quiet"), ("on_quiet", "quiet_down"), ("on_warn", "warn"), ("on_warn", "surface"),
    ("on_danger", "danger"), ("on_danger", "danger_down"), ("on_danger", "ground"), ("on_info", "info"),
    ("good", "ground"), ("good", "surface"), ("on_primary", "primary"), ("on_primary", "primary_down"),
    ("ink", "flash"), ("muted", "flash"),
]  # fmt: skip
MONEY = [("ink", "surface"), ("ink", "ground"), ("on_primary", "primary"), ("on_quiet", "quiet"), ("ink", "quiet")]


def ratio(color: tuple[float, float, float, float]) -> float:
    """How bright a colour is, 0 to 1 (WCAG 2)."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = (linear(share) for share in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def luminance(color: str) -> float:
    return ratio(rgba(color))


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_themes_name_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys() == THEMES["contrast"].keys()


@pytest.mark.parametrize("pair", TEXT)
def test_high_contrast_stands_out_seven_times_everywhere(pair: tuple[str, str]) -> None:
    assert contrast(*(THEMES["contrast"][name] for name in pair)) >= 7


def test_high_contrast_draws_edges_that_can_be_seen() -> None:
    assert contrast(THEMES["contrast"]["line"], THEMES["contrast"]["surface"]) >= 3


def test_high_contrast_covers_the_letters_on_the_colours_of_categories() -> None:
    look = Look()
    look.use("contrast")
    for _key, _name, color, *_more in goods.CATEGORIES:
        light, dark = (ratio(look.tint(color)), ratio(look.deep(color)))
        assert (light + 0.05) / (dark + 0.05) >= 7


def test_large_text_is_larger_and_targets_are_not() -> None:
    look = Look()
    before = look.type_px(look.body), look.px(look.target)
    look.use("light", "large")
    assert look.type_px(look.body) > before[0]
    assert look.px(look.target) == before[1]


@pytest.mark.parametrize(("theme", "pair"), list(product(THEMES, TEXT)))
def test_text_stands_out_four_and_a_half_times(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(*(THEMES[theme][name] for name in pair)) >= 4.5


@pytest.mark.parametrize(("theme", "pair"), list(product(THEMES, MONEY)))
def test_money_stands_out_seven_times(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(*(THEMES[theme][name] for name in pair)) >= 7
