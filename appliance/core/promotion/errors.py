"""Why a promotion cannot be used; `values["field"]` names the part of its data that is wrong."""

from appliance.core.errors import N_, LapakError


class PromotionWrong(LapakError):
    """The base: a promotion that no till can compute."""

    code = "promotion"
    text = N_("This promotion cannot be used. Correct it in the back office.")


class PromotionKindUnknown(PromotionWrong):
    """A promotion of a kind that does not exist."""

    code = "promotion.kind"
    text = N_("“{value}” is no kind of promotion.")


class PromotionTextMissing(PromotionWrong):
    """A text that a promotion needs: its name, or a key in a list."""

    code = "promotion.text"
    text = N_("“{field}” of a promotion must be a text of 1 to {most} characters.")


class PromotionNumberWrong(PromotionWrong):
    """A number that is missing, no whole number, or out of range."""

    code = "promotion.number"
    text = N_("“{field}” of a promotion must be a whole number from {least} to {most}.")


class PromotionListWrong(PromotionWrong):
    """Something else where a list must be."""

    code = "promotion.list"
    text = N_("“{field}” of a promotion must be a list.")


class PromotionChoiceWrong(PromotionWrong):
    """Something else where yes or no must be."""

    code = "promotion.choice"
    text = N_("“{field}” of a promotion must be yes or no.")


class PromotionDateWrong(PromotionWrong):
    """A day that is written in another way, or that is in no calendar."""

    code = "promotion.date"
    text = N_("“{field}” of a promotion must be a day written as 2026-12-31.")


class PromotionNeverRuns(PromotionWrong):
    """A promotion that ends before it begins."""

    code = "promotion.never"
    text = N_("The promotion ends before it begins, so that it never runs.")


class PromotionGivesNothing(PromotionWrong):
    """n for m with m not below n."""

    code = "promotion.nothing"
    text = N_("Pay for fewer than are bought: {pay} of {buy} takes nothing off.")


class PromotionPartsMissing(PromotionWrong):
    """A bundle of fewer than two pieces, or with a part that names no goods."""

    code = "promotion.parts"
    text = N_("A bundle needs at least two pieces, and every part must name its goods.")
