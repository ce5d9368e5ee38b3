"""Bodies of entries as a till once wrote them: for tests that read entries, in a heap that cannot hold who writes them.

properties/test_canned.py holds them against what a till writes now; `python -m tests.core.canned` writes them again.
"""

import json

FOLDER = __file__.rpartition("/")[0] + "/bodies/"
NAMES = ("plain", "full", "meal", "refund", "void", "parked")


def canned(name):
    """One of them."""
    with open(FOLDER + name + ".json", "rb") as file:  # noqa: PTH123 - MicroPython has no pathlib
        return json.loads(file.read().decode())


def made(name):
    """The same one from the hands of today's till."""
    from appliance.core.entries.sale import cart_parked, sale_voided
    from tests.core.full import full_body
    from tests.core.refunded import some_refund
    from tests.core.sold import some_body, some_meal, some_sale

    if name == "parked":
        return cart_parked(some_sale(), "Red shirt")
    if name == "void":
        return sale_voided(some_body(), "z1", "Mistake")
    return {"plain": some_body, "full": full_body, "meal": some_meal, "refund": some_refund}[name]()


if __name__ == "__main__":
    from appliance.core.canonical import canonical

    for name in NAMES:
        with open(FOLDER + name + ".json", "wb") as file:  # noqa: PTH123
            file.write(canonical(made(name)).encode() + b"\n")
