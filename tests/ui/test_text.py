import ast
from pathlib import Path

import pytest

from appliance.core.errors import LapakError
from appliance.till.errors import CashTooLittle
from appliance.ui import text
from appliance.ui.text import make

APPLIANCE = Path(make.APPLIANCE)


def error_texts() -> dict[str, str]:
    """Every error class in the source and its sentence."""
    found = {}
    for path in APPLIANCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                for step in node.body:
                    if (
                        isinstance(step, ast.Assign)
                        and getattr(step.targets[0], "id", "") == "text"
                        and isinstance(step.value, ast.Call)
                    ):
                        found[f"{path.name}:{node.name}"] = ast.literal_eval(step.value.args[0])
    return found


def test_indonesian_lacks_no_sentence() -> None:
    assert make.untranslated("id") == []


def test_every_error_speaks_indonesian() -> None:
    text.use("id")
    try:
        assert [name for name, said in error_texts().items() if text._words.gettext(said) == said] == []
    finally:
        text.use("en")


def test_a_translation_names_the_same_values() -> None:
    import re

    text.use("id")
    try:
        for said in make.texts():
            names = set(re.findall(r"(?<!{){(\w+)", said))
            assert set(re.findall(r"(?<!{){(\w+)", text._words.gettext(said))) == names, said
    finally:
        text.use("en")


def test_the_compiled_catalogue_is_the_source() -> None:
    for path in text.FOLDER.glob("*/LC_MESSAGES/lapak.po"):
        assert path.with_suffix(".mo").read_bytes() == make.compiled(path)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Rp 5 is not enough: Rp 9 is due."), ("id", "Rp 5 tidak cukup: tagihannya Rp 9.")]
)
def test_an_error_is_said_in_the_language_in_use_with_its_values(language: str, said: str) -> None:
    text.use(language)
    assert text.say(CashTooLittle(tendered="Rp 5", due="Rp 9")) == said
    text.use("en")


def test_an_error_without_a_translation_is_said_in_english() -> None:
    class Strange(LapakError):
        text = "The {thing} is strange."

    text.use("id")
    assert text.say(Strange(thing="cat")) == "The cat is strange."
    text.use("en")
