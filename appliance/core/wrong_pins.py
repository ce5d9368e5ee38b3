"""What wrong PINs cost: first nothing, then seconds, then the lock; the right PIN ends it."""

FREE = 2  # slips of the finger
DELAYS_S = (5, 20, 60)  # after the third, fourth and fifth wrong PIN in a row
LOCKS_AFTER = FREE + len(DELAYS_S) + 1
LOCK_S = 15 * 60
LONGEST_S = 8 * 3600


def wait_s(wrong: int) -> int:
    """Return how long nobody may try after so many wrong PINs in a row; a lock gets longer with every further one."""
    if wrong <= FREE:
        return 0
    if wrong < LOCKS_AFTER:
        return DELAYS_S[wrong - FREE - 1]
    return min(LONGEST_S, LOCK_S << min(wrong - LOCKS_AFTER, 16))


def is_locked(wrong: int) -> bool:
    """Say whether so many wrong PINs in a row lock a person, until somebody unlocks them or the time is over."""
    return wrong >= LOCKS_AFTER
