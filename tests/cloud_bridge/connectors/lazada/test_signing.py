"""Signatures: what stands in them does not depend on who put it where."""

from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.lazada._signing import sign, sign_push, signed

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
PARAMS = st.dictionaries(TEXT.filter(bool), TEXT.filter(bool), max_size=6)


def test_the_vector_that_lazada_published() -> None:
    params = {
        "app_key": "123456",
        "access_token": "test",
        "timestamp": "1517820392000",
        "sign_method": "sha256",
        "order_id": "1234",
    }
    published = "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A"
    assert sign("helloworld", "/order/get", params.items()) == published
    given_as = signed("123456", "helloworld", "/order/get", [("order_id", "1234")], 1517820392000, "test")
    assert dict(given_as)["sign"] == published


@given(PARAMS, st.randoms())
def test_the_order_of_parameters_does_not_matter(params, random) -> None:
    shuffled = list(params.items())
    random.shuffle(shuffled)
    assert sign("secret", "/a", shuffled) == sign("secret", "/a", params.items())


@given(PARAMS, TEXT.filter(bool))
def test_a_value_that_is_empty_is_neither_sent_nor_signed(params, name) -> None:
    params.pop(name, None)
    assert signed("k", "s", "/a", [*params.items(), (name, "")], 1) == signed("k", "s", "/a", params.items(), 1)


def test_a_call_is_signed_in_upper_case_and_a_push_in_lower() -> None:
    assert sign("s", "/a", []).isupper()
    assert sign_push("k", "s", b"{}").islower()
