from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cloud_bridge.commands import COMMANDS
from tests.cloud_bridge.replication.mosquitto import PROGRAM, Mosquitto, free_port

PATIENCE_S = 20
ENV = {**os.environ, "DJANGO_SETTINGS_MODULE": "cloud_bridge.settings"}


def command(data, *arguments):
    return [sys.executable, "-m", "cloud_bridge", arguments[0], "--data", str(data), *arguments[1:]]


def run(data, *arguments):
    return subprocess.run(command(data, *arguments), env=ENV, capture_output=True, text=True, timeout=60, check=False)


def fetch(url):
    try:
        with closing(urllib.request.urlopen(url, timeout=5)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""
    except OSError:
        return 0, b""


@contextmanager
def serving(data, *arguments, name="serve"):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(command(data, name, "--port", str(port), *arguments), env=ENV, stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + PATIENCE_S
        while fetch(url + "/login/")[0] != 200 and time.monotonic() < end:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.1)
        yield process, url
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_a_till_is_added_once_and_the_books_of_a_new_shop_agree(tmp_path):
    assert run(tmp_path, "migrate").returncode == 0
    made = [json.loads(run(tmp_path, "till", "Kasir 1", "--merchant", "Warung").stdout) for _ in range(2)]
    assert made[0] == made[1]
    assert Path(made[0]["certificate"]).exists()
    checked = run(tmp_path, "check")
    assert (checked.returncode, checked.stdout) == (0, "All books agree.\n")


def test_every_command_can_be_asked_what_it_does(tmp_path):
    for name in set(COMMANDS) - {"stall"}:
        answer = run(tmp_path, name, "--help")
        assert answer.returncode == 0, answer.stderr
    assert subprocess.run([sys.executable, "-m", "cloud_bridge", "?"], capture_output=True, check=False).returncode == 2


def test_a_broker_that_was_never_set_up_is_named_with_what_to_do(tmp_path):
    answer = run(tmp_path, "ingest", "--broker", str(tmp_path / "nowhere"))
    assert answer.returncode == 1
    assert "lapak-bridge broker-config" in answer.stderr


def test_of_several_who_migrate_at_once_all_succeed(tmp_path):
    parts = [subprocess.Popen(command(tmp_path, "migrate"), env=ENV, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [part.wait(PATIENCE_S) for part in parts] == [0, 0, 0]


def test_of_several_who_start_at_once_in_a_new_folder_all_have_the_same_key(tmp_path):
    text = "from cloud_bridge.settings import SECRET_KEY; print(SECRET_KEY)"
    environment = {**ENV, "LAPAK_DATA": str(tmp_path / "new")}
    parts = [
        subprocess.Popen([sys.executable, "-c", text], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    keys = {part.communicate(timeout=PATIENCE_S)[0].strip() for part in parts}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]


def test_the_web_server_runs_alone_and_ends_when_it_is_asked_to(tmp_path):
    assert run(tmp_path, "migrate").returncode == 0
    with serving(tmp_path, name="web") as (process, url):
        assert fetch(url + "/login/")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("name", ["sync", "worker"])
def test_a_part_of_the_bridge_runs_as_often_as_wanted_and_ends_when_it_is_asked_to(tmp_path, name):
    assert run(tmp_path, "migrate").returncode == 0
    parts = [subprocess.Popen(command(tmp_path, name), env=ENV, stderr=subprocess.PIPE) for _ in range(2)]
    try:
        for part in parts:
            assert b"running" in part.stderr.readline()
        for part in parts:
            part.send_signal(signal.SIGTERM)
        assert [part.wait(PATIENCE_S) for part in parts] == [0, 0]
        assert [part.stderr.read() for part in parts] == [b"", b""]
    finally:
        for part in parts:
            part.kill()
            part.wait()
            part.stderr.close()


@pytest.mark.skipif(PROGRAM is None, reason="Mosquitto is not installed")
def test_serve_is_the_whole_bridge_and_ends_when_it_is_asked_to(tmp_path):
    mosquitto = Mosquitto(tmp_path / "broker")
    try:
        broker = ("--broker", str(mosquitto.folder), "--broker-port", str(mosquitto.port))
        with serving(tmp_path / "data", *broker) as (process, url):
            assert b"/static/" in fetch(url + "/login/")[1]
            assert fetch(url + "/static/admin/css/base.css")[0] == 200
            asked = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 0
            assert time.monotonic() - asked < 3
    finally:
        mosquitto.stop()
