"""A journal of the stall."""

from appliance.core import journal
from appliance.core.entries.machine import till_claimed
from appliance.core.entries.shift import drawer_opened


def some_journal(count=5):
    """A chain of so many"""
    chain = []
    prev = journal.GENESIS
    for seq in range(1, count + 1):
        kind, body = "drawer.opened", drawer_opened("change " + str(seq))
        if seq == 1:
            kind, body = "till.claimed", till_claimed("t1", "st1", "m1", "ab" * 32)
        entry = journal.seal(seq, 1_700_000_000_000 + seq, "anna", kind, body, prev)
        chain.append(entry)
        prev = entry["hash"]
    return chain
