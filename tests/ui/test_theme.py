from itertools import product

import pytest

from appliance.ui._theme import THEMES, rgba

# what is read on what; money must be readable in sunlight
TEXT = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("muted", "ground"), ("muted", "surface"),
    ("muted", "sunken"), ("on_quiet", "quiet"), ("on_quiet", "quiet_down"), ("on_warn", "warn"), ("on_warn", "surface"),
    ("on_danger", "danger"), ("on_danger", "danger_down"), ("on_danger", "ground"), ("on_info", "info"),
    ("good", "ground"), ("good", "surface"), ("on_primary", "primary"), ("on_primary", "primary_down"),
    ("ink", "flash"), ("muted", "flash"),
]  # fmt: skip
MONEY = [("ink", "surface"), ("ink", "ground"), ("on_primary", "primary"), ("on_quiet", "quiet"), ("ink", "quiet")]


def luminance(color: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = (linear(share) for share in rgba(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_themes_name_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize(("theme", "pair"), list(product(THEMES, TEXT)))
def test_text_stands_out_four_and_a_half_times(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(*(THEMES[theme][name] for name in pair)) >= 4.5


@pytest.mark.parametrize(("theme", "pair"), list(product(THEMES, MONEY)))
def test_money_stands_out_seven_times(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(*(THEMES[theme][name] for name in pair)) >= 7
