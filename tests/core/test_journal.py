from appliance.core import journal
from appliance.core.journal import GENESIS, ChainBroken, fingerprint, seal, verify
from tests.core.chain import some_journal
from tests.core.checks import equal, raises


def broken(chain):
    """Say which entry a chain is broken at."""
    return raises(ChainBroken, verify, chain).values["seq"]


def resealed(entry, **changes):
    """Return an entry with something else in it and the hash that fits."""
    entry = dict(entry)
    entry.update(changes)
    entry["hash"] = fingerprint(entry)
    return entry


def test_an_entry_has_the_hash_the_protocol_says():
    entry = seal(1, 1_700_000_000_000, "", "drawer.opened", {"reason": "change"}, GENESIS)
    equal(entry["hash"], "9d6f72a279f92b5a23a986e2bcdfaad4564959335db95cb36f5b6641300ca67f")


def test_a_clock_that_stands_at_its_beginning_stops_nobody():
    entry = seal(1, 0, "", "drawer.opened", {}, GENESIS)
    equal(verify([entry]), (1, entry["hash"]))


def test_a_chain_ends_where_its_last_entry_stands():
    chain = some_journal()
    equal(verify(chain), (5, chain[4]["hash"]))
    equal(verify(chain[3:], 3, chain[2]["hash"]), (5, chain[4]["hash"]))
    equal(verify([], 7, "ab"), (7, "ab"))


def test_any_field_that_was_changed_is_found_at_its_entry():
    for place in range(5):
        for key, other in (
            ("seq", 9),
            ("at_ms", 1),
            ("by", "eve"),
            ("type", "sale.voided"),
            ("body", {"reason": "nothing"}),
            ("prev", "0" * 63 + "1"),
            ("hash", "f" * 64),
        ):
            chain = some_journal()
            chain[place][key] = other
            equal(broken(chain), place + 1)


def test_an_entry_that_was_dropped_is_found():
    for place in range(4):
        chain = some_journal()
        del chain[place]
        equal(broken(chain), place + 1)


def test_entries_that_were_swapped_are_found():
    for place in range(4):
        chain = some_journal()
        chain[place], chain[place + 1] = chain[place + 1], chain[place]
        equal(broken(chain), place + 1)


def test_an_entry_that_was_slipped_in_is_found():
    for place in range(1, 5):
        chain = some_journal()
        extra = resealed(chain[place], body={"reason": "slipped in"})
        chain.insert(place, extra)
        equal(broken(chain), place + 2)


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_one_after_it():
    for place in range(4):
        chain = some_journal()
        chain[place] = resealed(chain[place], body={"reason": "rewritten"})
        equal(broken(chain), place + 2)


def test_what_is_no_entry_is_refused_with_the_field_that_is_wrong():
    for key, other in (
        ("seq", "1"),
        ("seq", True),
        ("seq", -1),
        ("seq", 2**53),
        ("at_ms", None),
        ("at_ms", 2**60),
        ("by", 7),
        ("type", []),
        ("body", "{}"),
        ("prev", "0" * 63),
        ("hash", "G" * 64),
        ("hash", "A" * 64),
        ("hash", None),
    ):
        chain = some_journal(1)
        chain[0][key] = other
        error = raises(ChainBroken, verify, chain)
        equal("“" + key + "”" in str(error), True)
        del chain[0][key]
        raises(ChainBroken, verify, chain)
    for thing in (None, [], "entry", 5):
        raises(ChainBroken, verify, [thing])


def test_a_body_that_has_no_canonical_text_breaks_the_chain_and_nothing_else():
    deep = {}
    for _ in range(60):
        deep = {"a": deep}
    for body in ({"x": 1.5}, {"x": deep}):
        chain = some_journal(1)
        chain[0]["body"] = body
        equal(broken(chain), 1)


def test_every_type_of_entry_is_named_in_the_past_tense_and_once():
    equal(len(set(journal.TYPES)), len(journal.TYPES))
    for kind in journal.TYPES:
        equal(kind.count("."), 1)
