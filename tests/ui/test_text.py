import ast
from pathlib import Path

import pytest

from appliance.core.errors import LapakError
from appliance.till.errors import CashUnlikely
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
    ("language", "said"),
    [
        ("en", "Rp 9 is much more than the Rp 5 due. Type the amount again."),
        ("id", "Rp 9 jauh lebih besar dari tagihan Rp 5. Ketik lagi jumlahnya."),
    ],
)
def test_an_error_is_said_in_the_language_in_use_with_its_values(language: str, said: str) -> None:
    text.use(language)
    assert text.say(CashUnlikely(tendered="Rp 9", due="Rp 5")) == said
    text.use("en")


def test_an_error_without_a_translation_is_said_in_english() -> None:
    class Strange(LapakError):
        text = "The {thing} is strange."

    text.use("id")
    assert text.say(Strange(thing="cat")) == "The cat is strange."
    text.use("en")


def test_a_reason_inside_an_error_is_said_in_the_same_language_and_names_of_goods_are_not() -> None:
    from appliance.drivers.printer.errors import CutShort, NoPaper
    from appliance.drivers.terminal.errors import Declined
    from appliance.till.errors import LabelEmpty

    text.use("id")
    try:
        assert "kartu kedaluwarsa" in text.say(Declined(result="the card has expired"))
        assert "habis" in text.say(CutShort(printer="TM", reason=NoPaper(printer="TM")))
        assert "Light" in text.say(LabelEmpty(name="Light"))
    finally:
        text.use("en")


FRENCH = """msgid ""
msgstr ""
"Language: fr\\n"
"Language-Team: Français\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Cash"
msgstr "Espèces"
"""


def test_a_third_language_is_one_more_file(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "lapak.po").write_text(FRENCH, "utf-8")
    make.compile_all(tmp_path)
    assert text.languages(tmp_path) == {"en": "English", "fr": "Français"}
    text.use("fr", tmp_path)
    try:
        assert (text._("Cash"), text._("Card")) == ("Espèces", "Card")
    finally:
        text.use("en")


def test_the_languages_of_the_till_are_those_in_its_folder() -> None:
    assert {"en": "English", "id": "Bahasa Indonesia"}.items() <= text.LANGUAGES.items()
    assert {path.parents[1].name for path in text.FOLDER.glob("*/LC_MESSAGES/lapak.po")} | {"en"} == set(text.LANGUAGES)
