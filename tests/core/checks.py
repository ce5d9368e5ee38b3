"""The two checks of tests that run on CPython and MicroPython."""


def equal(actual, expected):
    """Complain unless both are equal and of one type."""
    if actual != expected or type(actual) is not type(expected):
        raise AssertionError("got %s, expected %s" % (repr(actual), repr(expected)))


def raises(error, call, *args, **kwargs):
    """Return the error of exactly this class that a call raises, or complain."""
    try:
        result = call(*args, **kwargs)
    except Exception as raised:  # noqa: BLE001 - the wrong class is what is told
        if type(raised) is error:
            return raised
        raise AssertionError("got %s, expected %s" % (repr(raised), error.__name__))
    raise AssertionError("got %s, expected %s" % (repr(result), error.__name__))
