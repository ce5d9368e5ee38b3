"""The digit inside a scale label that guards its price or weight (GS1 General Specifications, 7.9)."""

# What each digit weighs: 2- is twice the digit less its tens, 5+ five times the digit and its tens, and so on.
TWO_MINUS = "0246891357"
THREE = "0369258147"
FIVE_PLUS = "0516273849"
FIVE_MINUS = "0594837261"
WEIGHTS = {
    4: (TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS),
    5: (FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS),
}


def verifier(value: str) -> str:
    """Return the digit that guards a value of four or five digits."""
    total = 0
    for digit, weight in zip(value, WEIGHTS[len(value)]):
        total += int(weight[int(digit)])
    if len(value) == 4:
        return str(total * 3 % 10)
    return str(FIVE_MINUS.index(str(-total % 10)))
