"""Who may do what: four levels as a table, an owner's exceptions for a person, and limits up to which nobody asks."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    Rights = dict[str, bool | int]

LEVELS = ("supervised", "cashier", "senior", "manager")
YES = "yes"
ASK = "ask"  # with somebody's approval who may do it without asking
NO = "no"

# What each level may do, in the order of LEVELS: Yes, Ask, No.
TABLE = {
    "sell": "YYYY",
    "discount_line": "AYYY",
    "discount_sale": "AYYY",
    "override_price": "NAYY",
    "remove_line": "AYYY",
    "park": "YYYY",
    "refund": "NAYY",
    "refund_without_receipt": "NNAY",
    "refund_other_way": "NAYY",
    "void": "NAYY",
    "no_sale": "AAYY",
    "cash_move": "NAYY",
    "open_shift": "AYYY",
    "close_shift": "AYYY",
    "see_totals": "NAYY",
    "reprint": "AYYY",
    "confirm_qr": "NAYY",
    "account_sale": "NAYY",
    "stock_adjust": "NAYY",
    "settings": "NAAY",
    "leave_kiosk": "NAYY",
    "training": "YYYY",
}
ACTIONS = tuple(sorted(TABLE))
ANSWERS = {"Y": YES, "A": ASK, "N": NO}

# How much of a thing a level may do without asking; None is any amount. Discounts in ppm of what they come off.
LIMITS = {
    "discount_line": (0, 100_000, 300_000, None),
    "discount_sale": (0, 100_000, 200_000, None),
}


def decide(level: str, overrides: "Rights", action: str, size: int = 0) -> str:
    """Return YES, ASK or NO for somebody of a level.

    overrides: the owner's exceptions for this person: True or False for an action, or a number: its limit. size: how
    much of it, where the action has a limit (discounts: ppm). A level or an action nobody knows gives NO.
    """
    if level not in LEVELS or action not in TABLE:
        return NO
    place = LEVELS.index(level)
    own = overrides.get(action)
    if type(own) is bool:
        return YES if own else NO
    answer = ANSWERS[TABLE[action][place]]
    limit = limit_of(level, overrides, action)
    if own is not None:
        answer = YES
    return ASK if answer == YES and limit is not None and size > limit else answer


def limit_of(level: str, overrides: "Rights", action: str) -> "int | None":
    """Return up to how much somebody may do without asking; None where there is no limit."""
    own = overrides.get(action)
    if type(own) is int:
        return own
    if type(own) is bool or action not in LIMITS or level not in LEVELS:
        return None
    return LIMITS[action][LEVELS.index(level)]
