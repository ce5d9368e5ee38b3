"""Compiles every lapak.po to its .mo and tells what is not translated: `python -m appliance.ui.text.make` (Babel)."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
APPLIANCE = FOLDER.parents[1]
IN_KV = re.compile(r"\b_\(\s*\"((?:[^\"\\]|\\.)*)\"")
CALLS = {"_": 1, "N_": 1, "ngettext": 2}


def _in_python(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def texts() -> set[str]:
    """Return every text the till may show, errors of all packages included."""
    found: set[str] = set()
    for path in sorted(APPLIANCE.rglob("*.py")):
        found |= _in_python(path)
    for path in sorted(APPLIANCE.rglob("*.kv")):
        found |= set(IN_KV.findall(path.read_text(encoding="utf-8")))
    return found


def untranslated(language: str) -> list[str]:
    """Return the texts a language has no words for."""
    with (FOLDER / language / "LC_MESSAGES" / "lapak.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    known = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalog
        if message.string and all(message.string)
    }
    return sorted(texts() - known)


def compiled(path: Path) -> bytes:
    """Return the .mo of a .po."""
    from io import BytesIO  # noqa: PLC0415 - a build step's own need

    out = BytesIO()
    with path.open("rb") as file:
        write_mo(out, read_po(file, locale=path.parents[1].name))
    return out.getvalue()


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every catalogue of a folder, and return where they are."""
    paths = sorted(folder.glob("*/LC_MESSAGES/lapak.po"))
    for path in paths:
        path.with_suffix(".mo").write_bytes(compiled(path))
    return paths


def main() -> int:
    """Compile; 1 if something is missing."""
    missing = 0
    for path in compile_all():
        for text in untranslated(path.parents[1].name):
            missing += 1
            sys.stdout.write(f"{path.parents[1].name}: {text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
