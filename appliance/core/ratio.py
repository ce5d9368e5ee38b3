"""Exact fractions as pairs (numerator, denominator > 0): enough to compile a tax class once."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    Ratio = tuple[int, int]

ZERO = (0, 1)
ONE = (1, 1)


def gcd(a: int, b: int) -> int:
    """Return the greatest common divisor of two whole numbers, never negative."""
    while b:
        a, b = b, a % b
    return abs(a)


def reduce(numerator: int, denominator: int) -> "Ratio":
    """Return the fraction in lowest terms with a positive denominator."""
    divisor = gcd(numerator, denominator) * (-1 if denominator < 0 else 1)
    return (numerator // divisor, denominator // divisor)


def add(x: "Ratio", y: "Ratio") -> "Ratio":
    """Return x + y."""
    return reduce(x[0] * y[1] + y[0] * x[1], x[1] * y[1])


def subtract(x: "Ratio", y: "Ratio") -> "Ratio":
    """Return x - y."""
    return reduce(x[0] * y[1] - y[0] * x[1], x[1] * y[1])


def multiply(x: "Ratio", y: "Ratio") -> "Ratio":
    """Return x * y."""
    return reduce(x[0] * y[0], x[1] * y[1])


def quotient(x: "Ratio", y: "Ratio") -> "Ratio":
    """Return x / y; y is not zero."""
    return reduce(x[0] * y[1], x[1] * y[0])
