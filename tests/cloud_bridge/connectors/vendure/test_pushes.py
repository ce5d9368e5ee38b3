"""Webhooks of the server's plugin."""

import json
import time

import pytest

from cloud_bridge.connectors.errors import PushForged, Refused
from cloud_bridge.connectors.port import Hint
from cloud_bridge.connectors.vendure._push import verified
from cloud_bridge.connectors.vendure._signing import sign_push
from tests.cloud_bridge.connectors.vendure.server import CHANNEL

pytestmark = pytest.mark.xdist_group("vendure")
BODY = json.dumps({"channel": "kopi-shop", "orders": ["A1"], "products": []}).encode()


def hints_until(connector, hooks, start, is_enough) -> list[Hint]:
    """Return what the webhooks since `start` hinted at, once it is enough or after five seconds."""
    end = time.monotonic() + 5
    while True:
        hints = [connector.read_push(*push) for push in list(hooks.pushes[start:])]
        if is_enough(hints) or time.monotonic() > end:
            return hints
        time.sleep(0.02)


def test_a_purchase_hints_at_its_order_and_at_the_stock_it_took(connector, admin, guest, hooks) -> None:
    made = admin.make(10)
    start = len(hooks.pushes)
    code = guest().buy(made["variant"])

    def is_told(hints) -> bool:
        return any(code in hint.order_ids for hint in hints) and any(
            made["product"] in one.product_ids for one in hints
        )

    hints = hints_until(connector, hooks, start, is_told)
    assert is_told(hints)
    assert {hint.shop_id for hint in hints} == {CHANNEL}


def test_every_step_of_an_order_is_told_after_it_was_done(connector, admin, guest, hooks) -> None:
    code = guest().buy(admin.make(10)["variant"])
    for step in (lambda: admin.send(admin.pack(code)), lambda: admin.cancel(code)):
        start = len(hooks.pushes)
        step()
        assert any(
            code in hint.order_ids
            for hint in hints_until(connector, hooks, start, lambda hints: any(code in one.order_ids for one in hints))
        )


def test_a_body_that_was_altered_or_a_signature_that_was_made_up_is_forged() -> None:
    good = {"X-Lapak-Signature": sign_push("k", BODY)}
    assert verified("k", good, BODY) == Hint("kopi-shop", order_ids=("A1",))
    for secret, headers, body in (
        ("k", good, BODY.replace(b"A1", b"A2")),
        ("other", good, BODY),
        ("k", {}, BODY),
        ("k", {"X-Lapak-Signature": "\N{LATIN SMALL LETTER E WITH ACUTE}"}, BODY),
        ("", {"X-Lapak-Signature": sign_push("", BODY)}, BODY),
    ):
        with pytest.raises(PushForged):
            verified(secret, headers, body)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"\xff", b'{"channel": "a", "orders": 1, "products": []}']
)
def test_a_signed_body_that_is_no_webhook_is_refused(body) -> None:
    with pytest.raises(Refused):
        verified("k", {"x-lapak-signature": sign_push("k", body)}, body)
