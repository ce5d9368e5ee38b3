"""The link to a receipt says which entry of which till it is, and cannot be made up."""

from appliance.core.receipt_link import entry_letters, fits, link, read, till_letters

TILL = "0190a3c4-1b2d-7e5f-8a9b-0c1d2e3f4a5b"
ENTRY = {"seq": 70_017, "hash": "a1" * 32, "sig": "f0e1d2c3" * 16}
WHERE = "https://warung.example/r/" + till_letters(TILL)


def test_a_link_leads_back_to_its_entry():
    token = link(WHERE, ENTRY).rpartition("/")[2]
    assert len(token) == 42
    assert read(token) == (TILL, 70_017)
    assert fits(token, ENTRY)


def test_a_link_is_vouched_for_by_the_signature():
    token = till_letters(TILL) + entry_letters(dict(ENTRY, sig="f0e1d2c4" * 16))
    assert read(token) == (TILL, 70_017)
    assert not fits(token, ENTRY)


def test_a_till_without_a_key_vouches_with_the_hash():
    entry = {"seq": 3, "hash": "a1" * 32}
    token = till_letters(TILL) + entry_letters(entry)
    assert fits(token, entry)
    assert not fits(token, {"seq": 3, "hash": "a2" * 32})


def test_what_is_no_token_leads_nowhere():
    good = link(WHERE, ENTRY).rpartition("/")[2]
    for token in ("", "x", good[:-1], good + "A", good[:-1] + "=", good[:-1] + "\u00e9", "." * 42):
        assert read(token) is None


def test_a_shop_without_a_page_has_no_links():
    assert link("", ENTRY) == ""
