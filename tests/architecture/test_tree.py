"""The tree is the one the README and docs/architecture.md describe, and its files stay small and named for one noun."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base"}
MOST_LINES = 350
TOP = {
    ".ci", ".editorconfig", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "appliance", "bench", "cloud_bridge", "docs", "image", "pyproject.toml", "tests",
}  # fmt: skip


def tracked() -> list[Path]:
    """Return every file of the project that is there, tracked or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_top_level_is_the_one_the_design_fixes():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


def test_no_file_is_named_for_everything_at_once():
    wrong = [path for path in tracked() if path.suffix == ".py" and path.stem.strip("_") in FORBIDDEN_NAMES]
    assert wrong == []


def test_files_stay_small_enough_to_read_at_once():
    python = [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]
    sizes = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in python}
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES} == {}
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) // 2] <= 120


def test_nothing_waits_for_ever_or_hides_an_error():
    forbidden = re.compile(r"^\s*(except:|assert |time\.sleep\(|sleep\()")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {"appliance", "cloud_bridge"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if forbidden.match(line)
    ]
    assert wrong == []


def test_whoever_catches_everything_says_why():
    everything = re.compile(r"^\s*except Exception\b")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {"appliance", "cloud_bridge", "bench"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if everything.match(line) and "#" not in line
    ]
    assert wrong == []


def test_no_path_of_a_machine_and_no_registry_is_written_down():
    forbidden = re.compile(r"/work/|/root/|/home/\w|pypi\.org/simple|registry\.npmjs")
    texts = {".py", ".md", ".toml", ".sh", ".cfg", ".kv", ".html", ".json", ""}
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in texts and path.name != "test_tree.py"
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert wrong == []


def test_every_make_target_is_in_the_readme():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_folder_of_code_is_in_the_map_of_the_architecture():
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    packages = [path.parent for path in tracked() if path.name == "__init__.py"]
    second = {
        p.name for p in packages if len(p.relative_to(ROOT).parts) == 2 and p.relative_to(ROOT).parts[0] != "tests"
    }
    assert sorted(name for name in second if f"{name}/" not in page) == []
