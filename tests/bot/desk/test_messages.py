"""Messages: posted, changed, deleted, whispered, scheduled; and refused as Slack refuses them."""

import pytest

from bot.desk import schedule
from bot.desk.workspace import GENERAL, PRIVATE

pytestmark = [pytest.mark.enable_socket]
TS = 1795424400  # the desk's clock, 23 November 2026 09:00 UTC


def test_a_reply_stands_in_its_thread_and_the_root_counts_it(desk, slack):
    """History shows roots, replies shows the thread."""
    root = slack.chat_postMessage(channel=GENERAL, text="root")["ts"]
    slack.chat_postMessage(channel=GENERAL, text="one", thread_ts=root)
    history = slack.conversations_history(channel=GENERAL)["messages"]
    assert [(m["text"], m.get("reply_count")) for m in history] == [("root", 1)]
    assert [m["text"] for m in slack.conversations_replies(channel=GENERAL, ts=root)["messages"]] == ["root", "one"]


def test_a_thread_that_does_not_exist_is_refused(slack, refused):
    """An answer never lands nowhere."""
    assert (
        refused(slack.chat_postMessage, channel=GENERAL, text="x", thread_ts="1.000001")["error"] == "thread_not_found"
    )


def test_nothing_to_say_is_refused(slack, refused):
    """Neither text nor blocks."""
    assert refused(slack.api_call, api_method="chat.postMessage", json={"channel": GENERAL})["error"] == "no_text"


def test_markdown_goes_alone_and_up_to_twelve_thousand(slack, refused):
    """Not together with text, not longer."""
    assert (
        refused(slack.chat_postMessage, channel=GENERAL, text="x", markdown_text="y")["error"]
        == "markdown_text_conflict"
    )
    assert refused(slack.chat_postMessage, channel=GENERAL, markdown_text="y" * 12001)["error"] == "msg_too_long"
    assert slack.chat_postMessage(channel=GENERAL, markdown_text="**y**")["ok"]


def test_a_bot_changes_and_deletes_only_what_it_wrote(desk, slack, refused):
    """Not what people wrote."""
    mine = slack.chat_postMessage(channel=GENERAL, text="mine")
    theirs = desk.person("hanna").post("general", "theirs")
    slack.chat_update(channel=GENERAL, ts=mine["ts"], text="better")
    assert desk.messages("general")[0].text == "better"
    assert refused(slack.chat_update, channel=GENERAL, ts=theirs.ts, text="x")["error"] == "cant_update_message"
    assert refused(slack.chat_delete, channel=GENERAL, ts=theirs.ts)["error"] == "cant_delete_message"
    slack.chat_delete(channel=GENERAL, ts=mine["ts"])
    assert [m.text for m in desk.messages("general")] == ["theirs"]


def test_an_update_keeps_the_blocks_it_does_not_speak_of_and_an_empty_list_removes_them(desk, slack):
    """Who changes only the text changes nothing that is seen."""
    said = slack.chat_postMessage(channel=GENERAL, text="x", blocks=[{"type": "divider"}])
    slack.chat_update(channel=GENERAL, ts=said["ts"], text="y")
    assert [b["type"] for b in desk.messages("general")[0].blocks] == ["divider"]
    slack.chat_update(channel=GENERAL, ts=said["ts"], text="y", blocks=[])
    assert desk.messages("general")[0].blocks == []


def test_an_ephemeral_message_is_seen_by_one_and_stands_in_no_history(desk, slack, refused):
    """Which is why it may be answered where others read along."""
    hanna, tomas = desk.person("hanna"), desk.person("tomas")
    slack.chat_postEphemeral(channel=GENERAL, user=hanna.id, text="between us")
    assert [m["text"] for m in hanna.sees("general")] == ["between us"]
    assert tomas.sees("general") == []
    assert slack.conversations_history(channel=GENERAL)["messages"] == []
    assert refused(slack.chat_postEphemeral, channel=PRIVATE, user=tomas.id, text="x")["error"] == "user_not_in_channel"


def test_a_person_named_as_the_channel_is_written_to_in_their_dm(desk, slack):
    """And conversations.open gives the same DM."""
    hanna = desk.person("hanna")
    said = slack.chat_postMessage(channel=hanna.id, text="good morning")
    assert said["channel"] == slack.conversations_open(users=hanna.id)["channel"]["id"]
    assert [m["text"] for m in hanna.sees("app")] == ["good morning"]


def test_a_scheduled_message_is_posted_when_its_time_has_come(desk, slack, refused, clock):
    """At most 120 days ahead, never in the past."""
    slack.chat_scheduleMessage(channel=GENERAL, post_at=TS + 60, text="later")
    for when, error in ((TS - 1, "time_in_past"), (TS + 121 * 86400, "time_too_far")):
        assert refused(slack.chat_scheduleMessage, channel=GENERAL, post_at=when, text="x")["error"] == error
    schedule.post_due(desk.slack)
    assert desk.messages("general") == []
    clock.on(seconds=61)
    schedule.post_due(desk.slack)
    assert [m.text for m in desk.messages("general")] == ["later"]


def test_a_scheduled_message_with_metadata_is_accepted_and_never_posted(desk, slack, clock):
    """A documented fault of the real one; who relies on it would lose a reminder."""
    slack.chat_scheduleMessage(
        channel=GENERAL, post_at=TS + 60, text="x", metadata={"event_type": "reminder", "event_payload": {}}
    )
    clock.on(minutes=2)
    schedule.post_due(desk.slack)
    assert desk.messages("general") == []


def test_a_strict_page_of_history_holds_fifteen_and_comes_once_a_minute(desk, slack, refused, clock):
    """The profile of commercial apps outside the marketplace."""
    desk.slack.limit_rates(strict_history=True, post_burst=100)
    for number in range(20):
        slack.chat_postMessage(channel=GENERAL, text=str(number))
    page = slack.conversations_history(channel=GENERAL, limit=100)
    assert (len(page["messages"]), page["has_more"]) == (15, True)
    answer = refused(slack.conversations_history, channel=GENERAL, cursor=page["response_metadata"]["next_cursor"])
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    clock.on(seconds=61)
    rest = slack.conversations_history(channel=GENERAL, cursor=page["response_metadata"]["next_cursor"])
    assert [m["text"] for m in rest["messages"]] == ["4", "3", "2", "1", "0"]


def test_more_than_a_message_a_second_in_a_channel_is_slowed_down_for_that_channel_only(desk, slack, refused, clock):
    """A small burst is let through, then one a second."""
    desk.slack.limit_rates(post_burst=3)
    for _ in range(3):
        slack.chat_postMessage(channel=GENERAL, text="x")
    answer = refused(slack.chat_postMessage, channel=GENERAL, text="x")
    assert (answer["error"], answer.status_code, answer.headers["retry-after"]) == ("ratelimited", 429, "1")
    assert slack.chat_postMessage(channel=PRIVATE, text="x")["ok"]
    clock.on(seconds=1)
    assert slack.chat_postMessage(channel=GENERAL, text="x")["ok"]


def test_the_clients_own_handler_waits_out_a_429(desk, slack):
    """The desk's Retry-After is one the real client understands."""
    from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

    slack.retry_handlers.append(RateLimitErrorRetryHandler(1))
    desk.faults.arm("rate_limited", method="chat.postMessage", retry_after=0)
    assert slack.chat_postMessage(channel=GENERAL, text="x")["ok"]
    assert [e["error"] for e in desk.journal.of("call", method="chat.postMessage")] == ["ratelimited", None]
