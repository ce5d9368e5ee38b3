"""It starts, stops, starts again on the same port, and remembers."""

import json
import os
import signal
import subprocess
import sys

import httpx2
import pytest

from cloud_bridge.sandbox import SandboxError
from cloud_bridge.sandbox.shopee import ShopeeSandbox
from tests.cloud_bridge.sandbox.conftest import TEH


def test_it_restarts_at_once_on_the_same_port(shop) -> None:
    url = shop.url
    for _ in range(5):
        shop.stop()
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(url, timeout=1)
        shop.start()
        assert shop.url == url
        assert httpx2.get(f"{url}/shelf.json", timeout=1).json()["1002-0"] == 40


def test_a_port_in_use_is_said_so(shop) -> None:
    port = int(shop.url.rpartition(":")[2])
    with pytest.raises(SandboxError, match=str(port)):
        ShopeeSandbox().start(port)


def test_orders_stock_tokens_and_waiting_pushes_outlive_a_restart(tmp_path, receiver) -> None:
    data = str(tmp_path / "shop.sqlite3")
    with ShopeeSandbox(data=data, push_url=receiver.url) as before:
        before.seed([TEH])
        token = before.secrets._granted()["access_token"]
        before.faults.turn(push_late_s=0.5)
        order_no = before.buy(1001, quantity=4, pay=False)
    assert receiver.pushes == []
    with ShopeeSandbox(data=data, push_url=receiver.url) as after:
        assert after.orders.order(order_no)["state"] == "unpaid"
        assert after.tally()["left"] == 36
        assert after.secrets.opens(token)
        assert len(receiver.wait_for(1)) == 1


def test_it_runs_as_a_process_and_stops_when_told(tmp_path) -> None:
    seed = tmp_path / "items.json"
    seed.write_text(json.dumps([TEH]))
    command = [sys.executable, "-m", "cloud_bridge.sandbox", "--seed", str(seed), "--data", str(tmp_path / "s.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[3]
        assert httpx2.get(f"{url}/_sandbox/tally", timeout=5).json()["left"] == 40
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0


def test_the_controls_seed_reserve_turn_dials_and_move_orders(shop, web) -> None:
    assert web.post("/_sandbox/seed", json=[TEH]).json() == {"item_ids": [1003]}
    assert web.post("/_sandbox/faults", json={"latency_s": 0.01}).json()["latency_s"] == 0.01
    assert web.post("/_sandbox/faults", json={"latancy_s": 1}).status_code == 409
    assert web.post("/_sandbox/switches", json={"offset_limit": 5}).json()["offset_limit"] == 5
    assert web.post("/_sandbox/reserve", json={"item_id": 1003, "quantity": 3}).status_code == 200
    assert web.post("/_sandbox/restock", json={"item_id": 1003, "stock": 5}).status_code == 200
    assert web.get("/shelf.json").json()["1003-0"] == 2
    order_no = shop.buy(1002, pay=False)
    assert web.post("/_sandbox/order", json={"order_no": order_no, "verb": "pay"}).status_code == 200
    assert web.post("/_sandbox/order", json={"order_no": order_no, "verb": "close"}).status_code == 409
    assert web.post("/_sandbox/pushes", json={"time_factor": 0.5}).json()["time_factor"] == 0.5
    assert web.post("/_sandbox/seed", content=b"{").status_code == 400
    assert web.get("/_sandbox/tally").json()["orders"] == {"paid": 1}
