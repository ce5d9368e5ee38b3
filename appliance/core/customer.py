"""The customer of a sale, as far as the sale is concerned."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Customer:
    """Who buys: the group decides on prices and promotions; who is exempt pays no tax."""

    def __init__(self, key: str, name: str = "", group: str = "", is_exempt: bool = False) -> None:
        self.key = key
        self.name = name
        self.group = group
        self.is_exempt = is_exempt

    def data(self) -> "dict[str, Any]":
        """Return the customer as plain data, to be kept with an open cart."""
        return {"customer": self.key, "name": self.name, "group": self.group, "is_exempt": self.is_exempt}
