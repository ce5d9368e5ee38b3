"""The ZVT driver and, behind it on a real socket of this machine, a terminal that lives in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._terminal import HOST, ZvtTerminal
from ._zvt import Zvt, zvt_options

if TYPE_CHECKING:
    from appliance.drivers._options import Options

PAYS_AFTER_S = 4.0


def make(options: Options) -> SimulatedTerminal:
    """Return a terminal whose customers pay by themselves after some seconds, or (0) when they are told to."""
    pays_after_s = options.seconds("pays_after_s", PAYS_AFTER_S, 0, 60)
    return SimulatedTerminal(ZvtTerminal(pays_after_s=pays_after_s or None), options)


class SimulatedTerminal(Zvt):
    """The real driver's code; `terminal` has the verbs."""

    def __init__(self, terminal: ZvtTerminal, options: Options) -> None:
        super().__init__(HOST, terminal.port, *zvt_options(options))
        self.terminal = terminal

    def close(self) -> None:
        """Take the terminal away, too."""
        super().close()
        self.terminal.close()
