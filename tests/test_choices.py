"""A choice made on the screen outlives the till's restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.choices import FILE, Choices
from appliance.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def settings(folder: Path) -> Settings:
    return Settings(folder, "t", "s", "m", language="id", theme="light")


def test_a_choice_is_there_after_a_restart_and_wins_over_the_file(tmp_path: Path) -> None:
    choices = Choices(tmp_path)
    for name, value in (
        ("language", "en"),
        ("theme", "contrast"),
        ("text_size", "large"),
        ("left_handed", "yes"),
        ("sound", "no"),
    ):
        choices.keep(name, value)
    found = Choices(tmp_path).applied(settings(tmp_path))
    assert (found.language, found.theme, found.text_size, found.left_handed, found.sound) == (
        "en", "contrast", "large", True, False,
    )  # fmt: skip


@pytest.mark.parametrize("said", ["", "[", "[]", '{"theme": "pink", "till": "other", "language": ["id"]}'])
def test_what_is_no_choice_is_as_if_it_had_never_been_made(tmp_path: Path, said: str) -> None:
    (tmp_path / FILE).write_text(said)
    assert Choices(tmp_path).applied(settings(tmp_path)) == settings(tmp_path)


def test_a_till_whose_disk_refuses_keeps_the_choice_until_it_ends(tmp_path: Path) -> None:
    choices = Choices(tmp_path / "nowhere")
    choices.keep("theme", "dark")
    assert choices.applied(settings(tmp_path)).theme == "dark"
