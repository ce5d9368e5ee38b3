"""Marketplaces on loopback, with their traps and faults: for practice and for tests.

A stranger to the bridge: it shares no code with connectors or anything else there, so an error on one side shows.
"""

from ._errors import NotThere, NotYet, SandboxError, SoldOut
from ._faults import Faults
from ._sandbox import Sandbox

__all__ = ["Faults", "NotThere", "NotYet", "Sandbox", "SandboxError", "SoldOut"]
