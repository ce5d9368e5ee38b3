"""How the scales of a country lay out their labels (GS1 prefixes 20-29 mean what each country says).

A shop starts from its country's rules and may change them: a scale can be set up in any way.
"""

from .scale_label import COUNT, PRICE, WEIGHT, LabelRule

NORDIC_WEIGHTS = (
    ("23......{NDDD}.", WEIGHT),
    ("24......{NNDD}.", WEIGHT),
    ("25......{NNND}.", WEIGHT),
)
PRESETS = {
    "DE": (
        ("22....V{NNNDD}.", PRICE),
        ("23....V{NNNDD}.", PRICE),
        ("25....V{NNNNN}.", COUNT),
        ("26....V{NNNNN}.", COUNT),
        ("28....V{NNDDD}.", WEIGHT),
        ("29....V{NNDDD}.", WEIGHT),
    ),
    "DK": (
        ("21.....{NNNDD}.", PRICE),
        ("22.....{NNNDD}.", PRICE),
        ("23.....{NNNDD}.", PRICE),
        ("24.....{NNNDD}.", PRICE),
        ("26.....{NNDDD}.", WEIGHT),
        ("27.....{NNDDD}.", WEIGHT),
        ("28.....{NNDDD}.", WEIGHT),
    ),
    "EE": NORDIC_WEIGHTS,
    "FI": NORDIC_WEIGHTS,
    "GB": (("20.....V{NNDD}.", PRICE),),
    "LT": NORDIC_WEIGHTS,
    "LV": NORDIC_WEIGHTS,
    "NO": (("23......{NDDD}.", WEIGHT),),
    "SE": (
        ("20......{NNDD}.", PRICE),
        ("21......{NNND}.", PRICE),
        ("22......{NNNN}.", PRICE),
        ("23......{NDDD}.", WEIGHT),
        ("24......{NNDD}.", WEIGHT),
        ("25......{NNND}.", WEIGHT),
    ),
}


def rules_of(country: str) -> list[LabelRule]:
    """Return the rules a shop in this country (ISO 3166) starts with; none where nothing is agreed."""
    return [LabelRule(pattern, meaning) for pattern, meaning in PRESETS.get(country, ())]
