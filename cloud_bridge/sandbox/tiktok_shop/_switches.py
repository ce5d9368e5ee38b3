"""What nobody outside knows about TikTok Shop, as switches: a connector must work with each of them either way."""

from __future__ import annotations

from dataclasses import dataclass

from cloud_bridge.sandbox._dials import Dials


@dataclass
class Switches(Dials):
    """How this TikTok Shop is.

    `refresh_single_use` is whether a refresh token works once; `auth_http`, `error_http` and `limit_http` are the HTTP
    codes of calls refused for who asks, refused for what they ask, and rate-limited; `zero_stock` is whether stock may
    be 0, `zero_spoils_all` whether one refused number refuses the whole call; `missing_is_error` refuses a batch with
    an unknown id; `stray_s` is how long after its window a search still gives orders; `warehouses` is how many each SKU
    lies in; `tokopedia` lists every product there too; `shops` is how many shops let the app in; `push_says_cancel`
    writes CANCEL in webhooks; `label_after_s` is how long a label takes; `own_courier` makes orders ones that the
    seller ships; `audits` keeps new products PENDING.
    """

    access_life_s: int = 7 * 86_400
    refresh_single_use: bool = True
    auth_http: int = 401
    error_http: int = 200
    limit_http: int = 429
    zero_stock: bool = True
    zero_spoils_all: bool = False
    missing_is_error: bool = False
    stray_s: int = 30
    warehouses: int = 1
    tokopedia: bool = False
    shops: int = 1
    push_says_cancel: bool = True
    label_after_s: float = 0.0
    own_courier: bool = False
    audits: bool = False
