"""Digits as they are typed on the number pad, and the amount or quantity they mean."""

from __future__ import annotations

BACK = "back"
MOST = 12  # digits of an amount


class Digits:
    """What has been typed so far; with a decimal mark it is a quantity, else whole minor units."""

    def __init__(self, most: int = MOST, decimal: str = "", decimals: int = 0) -> None:
        self.text = ""
        self._most = most
        self._decimal = decimal
        self._decimals = decimals

    def push(self, key: str) -> None:
        """Take a key of the number pad; what cannot be is ignored."""
        if key == BACK:
            self.text = self.text[:-1]
        elif key == self._decimal and key:
            if key not in self.text:
                self.text = (self.text or "0") + key
        else:
            text = (self.text + key).lstrip("0") if not self._decimal else self.text + key
            whole, mark, rest = text.partition(self._decimal) if self._decimal else (text, "", "")
            if len(whole) <= self._most and (not mark or len(rest) <= self._decimals):
                self.text = text

    def clear(self) -> None:
        """Begin again."""
        self.text = ""

    @property
    def number(self) -> int:
        """The whole number typed; 0 for nothing."""
        return int(self.text or 0)

    @property
    def milli(self) -> int:
        """The quantity typed, in thousandths."""
        if not self._decimal:
            return self.number * 1000
        whole, _, rest = self.text.partition(self._decimal)
        return int(whole or 0) * 1000 + int((rest + "000")[:3])
