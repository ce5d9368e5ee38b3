"""What buyers write and what is answered."""

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.port import Chats


def test_threads_come_latest_first_over_many_pages(connector, shop) -> None:
    assert isinstance(connector, Chats)
    for number in range(45):
        shop.say(f"pembeli {number}", "halo")
    shop.say("pembeli 3", "masih ada?")
    threads, cursor = [], None
    while True:
        page = connector.list_conversations(cursor)
        threads += page.items
        if (cursor := page.cursor) is None:
            break
    assert len({thread.conversation_id for thread in threads}) == 45
    assert (threads[0].buyer, threads[0].unread, threads[0].last_text) == ("pembeli 3", 2, "masih ada?")


def test_messages_come_latest_first_and_say_who_wrote_them(connector, shop) -> None:
    thread = shop.say("siti", "Ukuran L ada?")
    sent = connector.send_message(thread, 'Ada, kak. "Ready"')
    for number in range(12):
        shop.say("siti", str(number))
    first = connector.read_messages(thread, None)
    second = connector.read_messages(thread, first.cursor)
    assert (len(first.items), len(second.items), second.cursor) == (10, 4, None)
    assert [(message.is_ours, message.text) for message in second.items[-2:]] == [
        (True, 'Ada, kak. "Ready"'),
        (False, "Ukuran L ada?"),
    ]
    assert second.items[-2].message_id == sent.message_id


def test_a_message_has_at_most_2000_characters(connector, shop) -> None:
    thread = shop.say("siti", "halo")
    assert connector.send_message(thread, "x" * 2000).is_ours
    for text in ("", "x" * 2001):
        with pytest.raises(Refused, match="2,000"):
            connector.send_message(thread, text)
    with pytest.raises(Refused):
        connector.send_message("404", "halo")
