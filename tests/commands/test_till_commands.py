"""`lapak-till` as a person types it."""

from __future__ import annotations

import logging

import pytest

from appliance.__main__ import main
from appliance.commands import COMMANDS
from appliance.store import DeviceKey
from tests.store.goods import open_stall, sell


@pytest.fixture(autouse=True)
def _quiet():
    yield
    logging.getLogger().handlers.clear()


@pytest.fixture
def till(tmp_path):
    key = DeviceKey.at(tmp_path / "device.key")
    store = open_stall(tmp_path / "till.db", signer=key)
    for n in range(3):
        sell(store, n)
    store.close()
    return tmp_path, key.public_hex


def told(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, (said.out or said.err).strip()


def test_a_journal_is_exported_and_verified(till, capsys):
    folder, key = till
    assert told(capsys, "export", folder / "till.db", folder / "day.jsonl")[0] == 0
    assert told(capsys, "verify", folder / "day.jsonl") == (0, "5 entries, chain intact")
    assert told(capsys, "verify", folder / "till.db", "--key", key) == (0, "5 entries, chain intact")


def test_the_first_wrong_entry_is_named_and_the_exit_code_says_so(till, capsys):
    folder, _ = till
    told(capsys, "export", folder / "till.db", folder / "day.jsonl")
    text = (folder / "day.jsonl").read_text("utf-8")
    (folder / "day.jsonl").write_text(text.replace('"total_minor":18000', '"total_minor":1800', 2), "utf-8")
    code, said = told(capsys, "verify", folder / "day.jsonl")
    assert code == 1
    assert said == "Journal entry 3 is wrong: its content was changed. Keep this card and call support."


def test_a_part_is_verified_with_the_key_and_says_where_it_begins(till, capsys):
    folder, key = till
    told(capsys, "export", folder / "till.db", folder / "end.jsonl", "--from", "4")
    code, said = told(capsys, "verify", folder / "end.jsonl")
    assert (code, "--key" in said) == (1, True)
    assert told(capsys, "verify", folder / "end.jsonl", "--key", key) == (0, "2 entries from entry 4 on, chain intact")


def test_what_is_not_there_is_told_by_its_path(tmp_path, capsys):
    for command in ("verify", "export", "export-dsfinvk"):
        code, said = told(capsys, command, tmp_path / "none.db", *([tmp_path / "out"] if command != "verify" else []))
        assert code == 1
        assert "none.db is not a till's store: there is no such file" in said


def test_the_german_files_are_written_from_a_store_or_an_export(till, capsys):
    folder, _ = till
    told(capsys, "export", folder / "till.db", folder / "day.jsonl")
    for number, source in enumerate(("till.db", "day.jsonl")):
        where = folder / f"out-{number}"
        assert told(capsys, "export-dsfinvk", folder / source, where, "--name", "Imbiss")[0] == 0
        assert (where / "index.xml").is_file()


def test_every_command_can_say_what_it_takes(capsys):
    for name in COMMANDS:
        with pytest.raises(SystemExit) as caught:
            main([name, "--help"])
        assert caught.value.code == 0
        assert name in capsys.readouterr().out
