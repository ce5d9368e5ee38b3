"""A bridge in memory that does what docs/protocol.md says, and a network that loses, repeats and reorders."""

from __future__ import annotations

from appliance.core import message


class Bridge:
    """Stores one till's journal and answers it; publishes rows with versions."""

    def __init__(self):
        self.entries = []
        self.rows = {}
        self.version = 0

    def receive(self, payload):
        received = message.read(payload)
        if received["kind"] == "pull":
            return [self._feed(received["since"], received["limit"])]
        if received["kind"] != "journal":
            return []
        for entry in received["entries"]:
            if entry["seq"] <= len(self.entries):
                if self.entries[entry["seq"] - 1]["hash"] != entry["hash"]:
                    return [message.fork(entry["seq"])]
            elif entry["seq"] == len(self.entries) + 1:
                self.entries.append(entry)
            else:
                return [message.resend(len(self.entries))]
        return [message.ack(len(self.entries), self.entries[-1]["hash"])]

    def change(self, key, price_minor):
        """Change a price; return the version the feed has now."""
        self.version += 1
        data = {"price_minor": price_minor}
        self.rows[key] = {"table": "price", "key": key, "version": self.version, "data": data}
        return self.version

    def _feed(self, since, limit):
        rows = sorted((row for row in self.rows.values() if row["version"] > since), key=lambda row: row["version"])
        more = len(rows) > min(limit, 3)
        rows = rows[: min(limit, 3)]
        upto = rows[-1]["version"] if more else max(self.version, since)
        return {**message.feed(since, upto, rows, more), "seq": len(self.entries)}

    def push(self):
        """Return the newest change as it is pushed."""
        return self._feed(self.version - 1, 1)


class Network:
    """Messages in one direction; `deliver` hands over some of them in some order, or loses them."""

    def __init__(self, dice, receive):
        self._dice = dice
        self._receive = receive
        self._waiting = []

    def send(self, sent):
        self._waiting.append(message.write(sent))

    def deliver(self, *, is_bad):
        """Hand over one message; a bad network takes any, loses a third and repeats a third."""
        if not self._waiting:
            return False
        fate = self._dice.choice(["lost", "once", "twice"]) if is_bad else "once"
        payload = self._waiting.pop(self._dice.randrange(len(self._waiting)) if is_bad else 0)
        for _ in range({"lost": 0, "once": 1, "twice": 2}[fate]):
            self._receive(payload)
        return True
