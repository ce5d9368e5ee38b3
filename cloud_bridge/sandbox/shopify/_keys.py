"""Idempotency keys: the same call again gets the same answer and does nothing; kept for a day.

Source: shopify.dev, "Implementing idempotency"; mandatory from version 2026-04 on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphql import get_directive_values

from ._nodes import Node, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLResolveInfo

    from cloud_bridge.sandbox._store import Store

KEPT_S = 86_400


class Keys:
    """Wraps the mutations that must not happen twice."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def once(self, resolve: Callable[..., Node]) -> Callable[..., Node]:
        """Return the mutation with `@idempotent(key:)` demanded and obeyed; its answer has to be plain data."""

        def resolve_once(info: GraphQLResolveInfo[Any], **asked: Any) -> Node:
            directive = info.schema.get_directive("idempotent")
            given = directive and get_directive_values(directive, info.field_nodes[0], info.variable_values)
            if not given:
                raise refused("BAD_REQUEST", "The @idempotent directive is required for this mutation.")
            print_of_call = json.dumps(asked, sort_keys=True)
            known = self._store.row(
                "SELECT * FROM shopify_key WHERE key = ? AND at > ?", given["key"], self._clock() - KEPT_S
            )
            if known is None:
                answer = resolve(info, **asked)
                self._store.write(
                    "INSERT OR REPLACE INTO shopify_key VALUES (?, ?, ?, ?)",
                    given["key"], print_of_call, json.dumps(answer), self._clock(),
                )  # fmt: skip
                return answer
            if known["fingerprint"] != print_of_call:
                message = "The same idempotency key cannot be used with different operation parameters."
                code = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
                return {"userErrors": [{"code": code, "field": None, "message": message}]}
            return dict(json.loads(known["answer"]))

        return resolve_once
