"""The signature of webhooks."""

from cloud_bridge.connectors.vendure._signing import is_same, sign_push


def test_a_body_is_signed_as_rfc_4231_says() -> None:
    """RFC 4231, test case 2."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert is_same(sign_push("Jefe", b"what do ya want for nothing?"), expected)
