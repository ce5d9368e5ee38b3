"""Where the session of a self-checkout can be; help, an age, the bag and a removal are calls that lie over a state."""

from __future__ import annotations

OFF, CLOSED, ATTRACT, LANGUAGE = "off", "closed", "attract", "language"
SELLING, CHECKING, PAYING, DONE = "selling", "checking", "paying", "done"
RESTING = (OFF, CLOSED, ATTRACT)  # nobody shops
