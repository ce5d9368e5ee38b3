"""The bagging scale of a self-checkout: what should be in the bag, how much it may be off, and what is wrong.

Weights are grams. A product weighs what the catalogue says, give or take a share and a few grams of the scale itself;
a product without a weight is taken as it comes.
"""

from .rounding import divide

FITS = "fits"  # go on
PLACE = "place"  # something that was scanned is not in the bag yet
REMOVE = "remove"  # something is in the bag that was not scanned, or more of it
PUT_BACK = "put_back"  # something that was in the bag already is gone

MILLION = 1_000_000


class Bagging:
    """One customer's bag; `verdict` is one of the four words above."""

    def __init__(self, tolerance_ppm: int = 80_000, tolerance_g: int = 15) -> None:
        self._tolerance_ppm = tolerance_ppm
        self._tolerance_g = tolerance_g
        self.expected_g = 0  # in the bag once everything scanned is there
        self._slack_g = 0  # of the products that are on their way into or out of the bag
        self._settled_g = 0  # when everything fitted last
        self._unknown = 0  # products without a weight on their way in (or, below 0, out)
        self.verdict = FITS

    def scanned(self, weight_g: int, pieces: int = 1) -> None:
        """Expect pieces of a product; weight_g is that of one, 0 if nobody knows it."""
        if weight_g <= 0:
            self._unknown += pieces
            return
        self._expect(weight_g * pieces, 1)

    def removed(self, weight_g: int, pieces: int = 1) -> None:
        """Expect pieces of a product no more; one without a weight is taken out as it was put in: as it comes."""
        if weight_g <= 0:
            self._unknown -= pieces
            return
        self._expect(weight_g * pieces, -1)

    def accepted(self, weight_g: int) -> None:
        """Take the bag as it is: everything fits, or an attendant has looked into it.

        What comes next is judged from here, so that the tolerances of a long list never add up to a bottle.
        """
        self.expected_g = self._settled_g = weight_g
        self._slack_g = self._unknown = 0
        self.verdict = FITS

    def weighed(self, weight_g: int) -> str:
        """Judge a weight that has come to rest, and return the verdict."""
        off_g = weight_g - self.expected_g
        is_near = abs(off_g) <= self.tolerance_g
        if self._unknown:
            if not is_near and (off_g > 0) == (self._unknown > 0):
                self.accepted(weight_g)
            else:
                self.verdict = PLACE if self._unknown > 0 else REMOVE
        elif is_near:
            self.accepted(weight_g)
        elif off_g > 0:
            self.verdict = REMOVE
        elif weight_g < min(self._settled_g, self.expected_g) - self.tolerance_g:
            self.verdict = PUT_BACK
        else:
            self.verdict = PLACE
        return self.verdict

    @property
    def tolerance_g(self) -> int:
        """How far the bag may be from what is expected now."""
        return self._tolerance_g + self._slack_g

    def _expect(self, weight_g: int, sign: int) -> None:
        self.expected_g += sign * weight_g
        self._slack_g += divide(weight_g * self._tolerance_ppm, MILLION)
