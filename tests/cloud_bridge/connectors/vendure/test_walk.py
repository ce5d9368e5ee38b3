"""A walk over a list that changes meanwhile."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cloud_bridge.connectors.vendure import _walk
from cloud_bridge.connectors.vendure._walk import walk_on


class Shelf:
    """A list as Vendure pages it: rows created at a second, filtered, sorted, skipped and taken."""

    def __init__(self, seconds) -> None:
        self.rows = dict(enumerate(sorted(seconds)))

    def ask(self, _document, variables):
        options = variables["options"]
        after = options["filter"].get("createdAt", {}).get("after", "1970")
        rows = [(moment(at), number) for number, at in self.rows.items() if moment(at) > after]
        page = sorted(rows)[options["skip"] :][: options["take"]]
        return {"rows": {"items": [{"id": str(number), "createdAt": at} for at, number in page]}}


def moment(second: int) -> str:
    return datetime.fromtimestamp(1_790_000_000 + second, UTC).isoformat(timespec="milliseconds")


@given(st.lists(st.integers(0, 6), max_size=40), st.integers(2, 9), st.data())
def test_a_row_that_is_there_all_the_time_is_seen_whatever_leaves_and_comes(seconds, page, data) -> None:
    shelf, seen, cursor = Shelf(seconds), set(), None
    kept, before = set(shelf.rows), _walk.PAGE
    _walk.PAGE = page
    try:
        for _ in range(500):
            rows, _answer, cursor = walk_on(shelf, "", "rows", {}, cursor)
            seen |= {int(row["id"]) for row in rows}
            if cursor is None:
                break
            for number in data.draw(st.sets(st.sampled_from(sorted(shelf.rows)), max_size=3)) if shelf.rows else ():
                del shelf.rows[number]
                kept.discard(number)
        assert cursor is None
        assert kept <= seen
    finally:
        _walk.PAGE = before


@given(st.lists(st.integers(0, 6), max_size=40), st.integers(2, 9))
def test_a_list_that_stays_is_walked_once(seconds, page) -> None:
    shelf, seen, cursor, before = Shelf(seconds), [], None, _walk.PAGE
    _walk.PAGE = page
    try:
        while True:
            rows, _answer, cursor = walk_on(shelf, "", "rows", {}, cursor)
            seen += [int(row["id"]) for row in rows]
            if cursor is None:
                break
        assert seen == sorted(shelf.rows)
    finally:
        _walk.PAGE = before
