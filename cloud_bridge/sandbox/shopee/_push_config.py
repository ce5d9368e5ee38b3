"""Which pushes the app gets, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._gate import ApiError

if TYPE_CHECKING:
    from cloud_bridge.sandbox._pusher import Pusher
    from cloud_bridge.sandbox._store import Store

    from ._gate import Call

CODES = range(1, 14)


class PushConfig:
    """The app's one address, and the codes that are switched off."""

    def __init__(self, store: Store, pusher: Pusher) -> None:
        self.is_suspended = False
        self._store = store
        self._pusher = pusher

    def wants(self, code: int) -> bool:
        """Say whether pushes of this code are sent."""
        return not self.is_suspended and code not in self._off()

    def get_app_push_config(self, _: Call) -> dict[str, Any]:
        """GET push/get_app_push_config."""
        off = self._off()
        config = {
            "callback_url": self._pusher.url,
            "live_push_status": "Suspended" if self.is_suspended else "Normal",
            "blocked_shop_id": [],
            "push_config_on_list": [code for code in CODES if code not in off],
            "push_config_off_list": off,
        }
        return {"response": config}

    def set_app_push_config(self, call: Call) -> dict[str, Any]:
        """POST push/set_app_push_config: an address ends a suspension."""
        on, off = (call.body.get(f"set_push_config_{way}") or [] for way in ("on", "off"))
        if not all(code in CODES for code in (*on, *off)):
            raise ApiError("error_param", "Wrong parameters, detail: set_push_config.")
        if "callback_url" in call.body:
            self._pusher.url = str(call.body["callback_url"])
            self.is_suspended = False
        for code in off:
            self._store.write("INSERT OR IGNORE INTO shopee_push_off VALUES (?)", code)
        for code in on:
            self._store.write("DELETE FROM shopee_push_off WHERE code = ?", code)
        return {"response": {"result": "success"}}

    def _off(self) -> list[int]:
        return [row["code"] for row in self._store.rows("SELECT code FROM shopee_push_off ORDER BY code")]
