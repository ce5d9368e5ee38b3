"""What nobody outside knows about a WooCommerce, or what every shop sets for itself, as switches."""

from __future__ import annotations

from dataclasses import dataclass

from cloud_bridge.sandbox._dials import Dials


@dataclass
class Switches(Dials):
    """How this shop is.

    `currency`, `exponent` (its minor units), `decimals` (how many an order shows), `prices_include_tax`, `utc_offset_h`
    and `weight_unit` are the shop's settings; `counts_stock` off ignores every wish to count. `key_may_write` is the
    right of the key. `orders_move_modified` moves a product's `date_modified` when an order takes its stock, and tells
    `product.updated` (woocommerce#40060 says that it should and does not). `failures_allowed` may happen in a row, one
    more is counted, the next switches a webhook off. `header_total` off is a cache that swallows X-WP-Total.
    """

    currency: str = "IDR"
    exponent: int = 0
    decimals: int = 0
    prices_include_tax: bool = True
    utc_offset_h: int = 7
    weight_unit: str = "kg"
    counts_stock: bool = True
    key_may_write: bool = True
    orders_move_modified: bool = False
    failures_allowed: int = 5
    header_total: bool = True
