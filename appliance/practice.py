"""Where training mode meets the store: the till that is practised on, made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.store import Store, copy_facts
from appliance.till.till import Till
from appliance.till.training import PREFIX, BothSpools, Training

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Practice:
    """A file beside till.db, opened for the first practice and closed with the machine; nothing of it is ever sent.

    wake: told whenever something was written, so that it is printed.
    """

    def __init__(
        self, path: Path, store: Store, till: Till, wake: Callable[[], None], new_key: Callable[[], str]
    ) -> None:
        self.spools = BothSpools(store.spool)
        self.on_change: Callable[[Till], None] = lambda _till: None
        self.training = Training(till, self._make, self._changed)
        self._path, self._real, self._till, self._wake, self._new_key = path, store, till, wake, new_key
        self._store: Store | None = None

    def _changed(self, till: Till) -> None:
        self.on_change(till)

    def _make(self) -> Till:
        if self._store is None:
            self._store = Store(self._path)
            self._store.writer.listen(self._wake)
            self.spools.practice = self._store.spool
        copy_facts(self._real, self._store, PREFIX)
        till = self._till
        return Till(
            self._real.catalogue,
            self._store.books,
            dispatch=till.dispatch,
            new_key=self._new_key,
            now_ms=till.now_ms,
            is_training=True,
        )

    def close(self) -> None:
        """Close the file."""
        if self._store is not None:
            self._store.close()
