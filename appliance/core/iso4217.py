"""The numbers of currencies, as payment codes and packages write them (ISO 4217)."""

NUMBERS = {
    "AUD": "036", "BDT": "050", "BRL": "986", "CAD": "124", "CHF": "756", "CNY": "156", "CZK": "203", "DKK": "208",
    "EUR": "978", "GBP": "826", "HKD": "344", "HUF": "348", "IDR": "360", "INR": "356", "JPY": "392", "KHR": "116",
    "KRW": "410", "LAK": "418", "LKR": "144", "MMK": "104", "MYR": "458", "NOK": "578", "NZD": "554", "PHP": "608",
    "PLN": "985", "SEK": "752", "SGD": "702", "THB": "764", "TWD": "901", "USD": "840", "VND": "704", "ZAR": "710",
}  # fmt: skip


def code_of(number: str) -> str:
    """Return the three letters of a currency number, or the number itself where it is not listed."""
    for code, known in NUMBERS.items():
        if known == number:
            return code
    return number
