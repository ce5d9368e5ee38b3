import binascii
import hashlib

from appliance.core.canonical import DEEPEST, NotCanonical, canonical
from tests.core.checks import equal, raises

# Digests of the same values by CPython's json (sort_keys, no spaces, not ensure_ascii) and hashlib.
DIGESTS = (
    (None, "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"),
    (True, "b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b"),
    (0, "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"),
    (-12, "7ed00270e394c3e190d18a977f5d0e1ed889bdc03a637e8fe35f00946841b0bf"),
    (10**20, "c344e9487bfbd5c4e03c9fb90d62a5dde5e00b54d55c46e9f4a803aea162b80c"),
    ("", "12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126"),
    ("Äpfel 咖啡 ☕ 🧋", "941e4005c2adfd95ede02392362834d9189339b69b55b066577a662e347bfafb"),
    ('"\\/\b\f\n\r\t\x00\x1f', "c5b64de3af33da6a91c5637925ef228492bc3a984f636ce99bc0e6621107f0f6"),
    ('"\\/\b\f\n\r\t\x00\x1f é', "af42d02dbf6db20e04bbf733ffaa48e434ce9d4f788e975d1a0c468d1b6ea7c3"),
    ([], "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"),
    ({}, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
    ([1, [2, [3]]], "515b8578d7e3f9401f4013b481191a4df6373a4b37fc3e565abd5085344c927f"),
    (
        {"b": 1, "a": [True, None], "ä": "x", "Z": {"y": -1, "x": []}},
        "658c5005f08b5ad751da9c4f28a89cf7aadf008f87a4ed9a532093aa6dd4a124",
    ),
)


def nested(levels):
    value = 1
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


def test_a_value_has_the_same_text_on_every_machine():
    for value, digest in DIGESTS:
        made = hashlib.sha256(canonical(value).encode("utf-8")).digest()
        equal(binascii.hexlify(made).decode(), digest)


def test_the_order_in_which_an_object_was_filled_does_not_show():
    keys = ["b", "a", "é", "Z", "10", "9", ""]
    forth = {key: key for key in keys}
    back = {key: key for key in reversed(keys)}
    equal(canonical(forth), canonical(back))
    equal(canonical(forth), '{"":"","10":"10","9":"9","Z":"Z","a":"a","b":"b","é":"é"}')


def test_only_quotes_backslashes_and_control_characters_are_escaped():
    equal(canonical("\x7f/\x1f"), '"\x7f/\\u001f"')


def test_what_has_no_one_text_is_refused():
    for value in (1.5, b"x", (1, 2), {1: 2}, [{"a": 0.1}], {"a": {2}}, {None: 1}):
        raises(NotCanonical, canonical, value)


def test_a_value_nested_too_deeply_is_refused_before_a_small_machine_breaks():
    equal(canonical(nested(DEEPEST)).count("1"), 1)
    raises(NotCanonical, canonical, nested(DEEPEST + 1))
    raises(NotCanonical, canonical, nested(100))
