"""Paper as lines of text for 32, 42 or 48 columns; what is printed on it is made elsewhere (core.sale_receipt)."""

from .columns import centred, row, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .picture import Picture
    from .symbol import Symbol

NORMAL = "normal"
BOLD = "bold"
LARGE = "large"  # twice as wide and high: half as many columns


class Heading:
    """What a store prints around every receipt; `logo` stands above its name."""

    def __init__(
        self,
        name: str,
        lines: "list[str] | None" = None,
        foot: "list[str] | None" = None,
        logo: "Picture | None" = None,
    ) -> None:
        self.name = name
        self.lines = lines or []
        self.foot = foot or []
        self.logo = logo


class ReceiptLine:
    """One printed line: text already padded to its columns, and how heavy it is."""

    def __init__(self, text: str, weight: str = NORMAL) -> None:
        self.text = text
        self.weight = weight


class Writer:
    """Collects lines of one width."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.lines: list[ReceiptLine | Symbol] = []

    def text(self, text: str, weight: str = NORMAL) -> None:
        """Add text from the left, wrapped."""
        for part in wrap(text, self.columns):
            self.lines.append(ReceiptLine(part, weight))

    def as_given(self, text: str) -> None:
        """Add a line as somebody else laid it out; wrapped only where it is too wide."""
        if width(text) <= self.columns:
            self.lines.append(ReceiptLine(text))
        else:
            self.text(text)

    def centre(self, text: str, weight: str = NORMAL) -> None:
        """Add centred text, wrapped."""
        columns = self.columns // 2 if weight == LARGE else self.columns
        for part in wrap(text, columns):
            self.lines.append(ReceiptLine(centred(part, columns), weight))

    def pair(self, left: str, right: str, weight: str = NORMAL) -> None:
        """Add text left and an amount right; a long text takes lines of its own above the amount."""
        if weight == LARGE and width(right) > self.columns // 2:
            weight = BOLD
        columns = self.columns // 2 if weight == LARGE else self.columns
        for part in row(left, right, columns):
            self.lines.append(ReceiptLine(part, weight))

    def rule(self) -> None:
        """Add a line across the paper."""
        self.lines.append(ReceiptLine("-" * self.columns))
