"""Which marketplaces the sandbox can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .shopee import ShopeeSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._sandbox import Sandbox

MARKETS: Mapping[str, Callable[..., Sandbox]] = {"shopee": ShopeeSandbox}
