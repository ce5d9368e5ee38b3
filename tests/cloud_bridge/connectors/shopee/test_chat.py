"""What buyers write and what is answered."""

import pytest

from cloud_bridge.connectors.errors import NeedsOwner, Refused
from cloud_bridge.connectors.port import Chats, Hint
from tests.cloud_bridge.sandbox.receiver import Receiver


def test_threads_come_latest_first_over_many_pages(connector, shop) -> None:
    assert isinstance(connector, Chats)
    for number in range(60):
        shop.say(f"pembeli {number}", "halo")
    shop.say("pembeli 3", "masih ada?")
    shop.store.write("UPDATE shopee_message SET at = at - 5")  # nobody writes in the second in which it is asked
    threads, cursor = [], None
    while True:
        page = connector.list_conversations(cursor)
        threads += page.items
        if (cursor := page.cursor) is None:
            break
    assert len({thread.conversation_id for thread in threads}) == len(threads) == 60
    assert (threads[0].buyer, threads[0].unread, threads[0].last_text) == ("pembeli 3", 2, "masih ada?")


def test_messages_come_latest_first_and_say_who_wrote_them(connector, shop) -> None:
    thread = shop.say("siti", "Ukuran L ada?")
    sent = connector.send_message(thread, 'Ada, kak. "Ready"')
    for number in range(30):
        shop.say("siti", str(number))
    first = connector.read_messages(thread, None)
    second = connector.read_messages(thread, first.cursor)
    assert (len(first.items), len(second.items), second.cursor) == (25, 7, None)
    assert [(message.is_ours, message.text) for message in second.items[-2:]] == [
        (True, 'Ada, kak. "Ready"'),
        (False, "Ukuran L ada?"),
    ]
    assert second.items[-2].message_id == sent.message_id


def test_nothing_is_no_message_and_an_unknown_thread_is_refused(connector, shop) -> None:
    with pytest.raises(Refused, match="says something"):
        connector.send_message(shop.say("siti", "halo"), "")
    with pytest.raises(Refused):
        connector.send_message("404", "halo")


def test_an_app_that_may_not_chat_needs_the_owner(connector, shop) -> None:
    shop.behaviour.turn(may_chat=False)
    with pytest.raises(NeedsOwner, match="error_api_permission"):
        connector.list_conversations(None)


def test_a_message_hints_at_its_thread(connect, shop) -> None:
    receiver = Receiver()
    shop.pusher.url = receiver.url
    thread = shop.say("siti", "halo")
    shop.pusher.wake()
    [(headers, body)] = receiver.wait_for(1)
    receiver.close()
    hint = connect(push_url=receiver.url).read_push(headers, body)
    assert hint == Hint(shop.shop_id, conversation_ids=(thread,))
