"""The base of every error a till can show.

`text` is the English sentence and, at the same time, the key under which the screen finds its translation;
`code` never changes and goes into logs and tests.
"""


def N_(text: str) -> str:  # noqa: N802 - the gettext convention for "translate this later"
    """Mark a sentence for translation where no translator can be reached."""
    return text


class LapakError(Exception):
    """Something a person must be told, with the values that make it understandable."""

    code = "lapak"
    text = N_("Something went wrong. Try again; if it happens again, call support.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.text.format(**values))
        self.values = values
