"""What a supervisor allowed within a sale."""


class Approval:
    """An action and the key of the person who approved it."""

    def __init__(self, action: str, by: str) -> None:
        self.action = action
        self.by = by

    def data(self) -> "dict[str, str]":
        """Return the approval as it stands in a journal entry."""
        return {"action": self.action, "by": self.by}
