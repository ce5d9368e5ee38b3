"""Signs as a person writes them, by their names: they look too much like letters and hyphens in the source."""

MINUS = "\N{MINUS SIGN}"
TIMES = "\N{MULTIPLICATION SIGN}"
NONE = "\N{EN DASH}"
