"""Chat: threads latest first, messages, and an answer."""

import pytest

from cloud_bridge.connectors.errors import Refused
from cloud_bridge.connectors.lazada._chat import _text


def test_buyers_are_read_and_answered(connector, shop) -> None:
    thread = shop.say("ani", "masih ada?")
    shop.say("ani", "halo & <b>?")
    [conversation] = connector.list_conversations(None).items
    assert (conversation.conversation_id, conversation.buyer, conversation.unread) == (thread, "ani", 2)
    assert conversation.last_text == "halo & <b>?"
    sent = connector.send_message(thread, "Masih & siap kirim")
    page = connector.read_messages(thread, None)
    assert page.items[0] == sent
    assert [(message.is_ours, message.text) for message in page.items] == [
        (True, "Masih & siap kirim"),
        (False, "halo & <b>?"),
        (False, "masih ada?"),
    ]


def test_more_than_a_page_of_threads_and_messages_is_walked_whole(connector, shop) -> None:
    for n in range(45):
        shop.say(f"buyer{n}", "halo")
        shop.say("ani", str(n))
    threads, cursor = [], None
    while True:
        page = connector.list_conversations(cursor)
        threads += [conversation.buyer for conversation in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(threads) == sorted({"ani", *(f"buyer{n}" for n in range(45))})
    first = connector.read_messages("ani_2_400600_1_103", None)
    second = connector.read_messages("ani_2_400600_1_103", first.cursor)
    assert [message.text for message in (*first.items, *second.items)] == [str(n) for n in range(44, 4, -1)]


def test_an_unknown_thread_is_refused(connector) -> None:
    with pytest.raises(Refused, match="session"):
        connector.send_message("nobody", "halo")


@pytest.mark.parametrize(
    ("content", "text"),
    [('{"txt":"a"}', "a"), ('{"imgUrl":"https://x/y.png"}', "https://x/y.png"), ("[1]", "[1]"), ("plain", "plain")],
)
def test_a_card_without_text_is_shown_by_what_it_has(content, text) -> None:
    assert _text(content) == text
