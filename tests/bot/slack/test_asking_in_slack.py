"""Asking in Slack, as a person does it: in a direct message, a channel, a thread; and what they see come back."""

import time

import pytest

from tests.bot.slack.conftest import LOOPBACK, words

pytestmark = LOOPBACK
VALUE = "are we getting what we pay for?"
MONTH = "how did they do on P1 response in September?"


def test_the_first_direct_message_is_answered_in_its_thread_with_a_status_first(served, hanna):
    """A conversation begins with a message outside any thread; the answer starts its thread."""
    asked = hanna.ask(VALUE)
    answer = served.desk.reply(asked)
    assert answer.thread_ts == asked.ts
    assert "not getting what you pay for" in answer.text
    shown = [c for c in served.calls("assistant.threads.setStatus") if c["thread_ts"] == asked.ts]
    assert shown[0]["status"].startswith("is looking")
    assert {"table", "rich_text", "actions", "context_actions"} <= {block["type"] for block in answer.blocks}
    assert [chunk["status"] for chunk in answer.stream.chunks] == ["complete"] * 3


def test_a_mention_is_answered_where_an_owner_allowed_the_contract(served, hanna, opened):
    """The figures are those of the terminal."""
    asked = hanna.post("it-provider", f"<@{served.desk.bot}> {MONTH}")
    answer = served.desk.reply(asked)
    assert "2 of 4" in answer.text + words(answer) or "P1" in answer.text
    (started,) = [c for c in served.calls("chat.startStream") if c["thread_ts"] == asked.ts]
    assert started["recipient_user_id"] == hanna.id


def test_a_follow_up_in_the_thread_needs_no_mention_and_chatter_is_left_alone(served, hanna, opened):
    """A question is answered; a thank-you and a word to a colleague are not."""
    asked = hanna.post("it-provider", f"<@{served.desk.bot}> {MONTH}")
    served.desk.reply(asked)
    served.settled()
    hanna.post("it-provider", "thanks, that helps", thread=asked.ts)
    hanna.post("it-provider", "<@U0PRIYA> did you know that?", thread=asked.ts)
    more = hanna.post("it-provider", "and what happened to P2 response in September?", thread=asked.ts)
    second = served.desk.reply(more)
    assert "P2" in second.text
    served.settled()
    assert len(served.desk.replies(asked)) == 2


def test_in_a_channel_nobody_opened_the_answer_goes_to_the_asker_alone(served, hanna):
    """The channel sees nothing; the owner is offered to allow it there."""
    asked = hanna.post("it-provider", f"<@{served.desk.bot}> {VALUE}")
    served.settled()
    said = served.desk.replies(asked) + [
        m for m in served.desk.messages("it-provider") if m.only_for and m.ts > asked.ts
    ]
    assert said, "nothing was said at all"
    assert all(m.only_for == hanna.id for m in said)
    assert "direct message" in said[0].text
    assert "£" not in words(said[0])
    direct = hanna.sees("app")[-1]
    assert "not getting what you pay for" in direct["text"]
    hanna.press(said[0], "open_here_0")
    served.settled()
    again = hanna.post("it-provider", f"<@{served.desk.bot}> {VALUE}")
    assert "not getting" in served.desk.reply(again).text
    served.kept.places.withdraw(served.desk.installed.team, served.contract, asked.channel)


def test_a_channel_shared_with_another_company_hears_nothing_of_the_contract(served, hanna):
    """Their people may be the provider's own; the asker is answered privately, an outsider not at all."""
    asked = hanna.post("brindlecote-support", f"<@{served.desk.bot}> {MONTH}")
    dana = served.desk.person("dana").post("brindlecote-support", f"<@{served.desk.bot}> {MONTH}")
    served.settled()
    for one in (asked, dana):
        assert not [m for m in served.desk.replies(one) if not m.only_for]
    theirs = [m for m in served.desk.messages("brindlecote-support") if m.only_for == "U0DANA"]
    assert theirs
    assert "%" not in words(theirs[-1])
    assert "P1" in hanna.sees("app")[-1]["text"]


def test_the_command_answers_only_the_one_who_typed_it(served, hanna):
    """Acknowledged with a line, then answered at its own address."""
    done = hanna.command("it-provider", "/itbot", MONTH)
    assert done["error"] is None
    served.settled()
    private = [m for m in served.desk.messages("it-provider") if m.only_for == hanna.id and "P1" in m.text]
    assert private
    assert hanna.command("it-provider", "/itbot", "help")["error"] is None


def test_an_edited_question_changes_its_answer_in_place_and_a_deleted_one_takes_it_along(served, hanna):
    """One answer stands for one question, as it reads now."""
    asked = hanna.ask(MONTH)
    answer = served.desk.reply(asked)
    hanna.edit(asked, "how did they do on P2 response in September?")
    served.desk.until(lambda: "P2" in answer.text)
    served.settled()
    assert len(served.desk.replies(asked)) == 1
    hanna.delete(asked)
    served.settled()
    assert not served.desk.replies(asked)


@pytest.mark.parametrize("fault", ["duplicate_event", "lost_delivery", "lost_ack", "late_event"])
def test_whatever_slack_delivers_twice_or_late_is_answered_once(served, hanna, fault):
    """Repeats are the only copy at times, and no reason to say it twice."""
    served.desk.slack.shorten(ack=0.6, retries=(0.0, 0.2, 0.4))
    served.desk.faults.arm(fault)
    asked = hanna.ask(f"{MONTH} {fault}")
    served.desk.reply(asked)
    time.sleep(1)
    served.settled()
    assert len(served.desk.replies(asked)) == 1


def test_a_mention_that_arrives_as_two_events_is_answered_once(served, hanna, opened):
    """Once as a mention, once as a message, with different ids."""
    served.desk.faults.arm("twins")
    asked = hanna.post("it-provider", f"<@{served.desk.bot}> {MONTH}")
    served.desk.reply(asked)
    served.settled()
    assert len(served.desk.replies(asked)) == 1


def test_an_edit_that_overtakes_its_question_gives_one_answer_to_the_edit(served, hanna):
    """Slack gives no order."""
    served.desk.faults.arm("edit_before_original")
    asked = hanna.ask(MONTH)
    hanna.edit(asked, "how did they do on P2 response in September?")
    answer = served.desk.reply(asked)
    served.settled()
    assert len(served.desk.replies(asked)) == 1
    assert "P2" in answer.text


def test_an_answer_survives_the_end_of_its_stream(served, hanna):
    """A stream that died is finished as a message, in the same place."""
    served.desk.faults.arm("expired_stream", after=1)
    asked = hanna.ask(VALUE)
    answer = served.desk.reply(asked)
    served.desk.until(lambda: "not getting what you pay for" in answer.text)
    served.settled()
    assert len(served.desk.replies(asked)) == 1
    assert "rich_text" in {block["type"] for block in answer.blocks}


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("rate_limited", {"method": "chat.startStream", "retry_after": 1}),
        ("server_error", {"method": "chat.stopStream"}),
        ("error", {"method": "chat.startStream", "code": "internal_error"}),
        ("error", {"method": "assistant.threads.setStatus", "code": "internal_error"}),
        ("slow_api", {"method": "chat.startStream", "seconds": 1}),
    ],
)
def test_slack_s_own_troubles_cost_time_and_no_answer(served, hanna, fault, options):
    """429, 500, refusals and slowness are waited out or worked round."""
    served.desk.faults.arm(fault, **options)
    asked = hanna.ask(f"{MONTH} please")
    answer = served.desk.reply(asked, patience=20)
    served.desk.until(lambda: "P1" in answer.text + words(answer))
    served.settled()
    assert len(served.desk.replies(asked)) == 1


def test_what_breaks_inside_ends_in_an_apology_with_a_reference_and_no_word_of_the_error(served, hanna, monkeypatch):
    """The status is taken back, and the reference finds the place in the log."""
    from bot.answering import conversation

    def broken(*_arguments, **_options):
        raise ValueError("canary-7781 in /secret/path")

    monkeypatch.setattr(conversation, "ask", broken)
    asked = hanna.ask("will this break?")
    answer = served.desk.reply(asked)
    served.desk.until(lambda: "reference" in answer.text)
    served.settled()
    said = answer.text + words(answer)
    assert "reference" in said
    assert "canary" not in said
    assert "ValueError" not in said
    assert not answer.stream or not answer.stream.open
    assert (answer.channel, asked.ts) not in served.desk.slack.statuses


def test_other_apps_and_our_own_messages_start_nothing(served):
    """No loops."""
    before = len(served.kept.inbox.states())
    from slack_sdk import WebClient

    client = WebClient(served.desk.bot_token, base_url=served.desk.api_url)
    client.chat_postMessage(channel=served.desk.channel("it-provider").id, text=f"<@{served.desk.bot}> {VALUE}")
    served.settled()
    assert len(served.kept.inbox.states()) == before


def test_a_question_nobody_here_may_have_answered_is_refused_in_words(served):
    """A guest asks in a direct message."""
    lee = served.desk.person("lee")
    asked = lee.ask(MONTH)
    answer = served.desk.reply(asked)
    assert "may not see contracts" in answer.text
    assert "%" not in words(answer)


def test_every_message_has_words_for_a_notification(served):
    """Blocks alone are silent to a screen reader."""
    for method in ("chat.postMessage", "chat.update", "chat.postEphemeral"):
        assert all(call.get("text") for call in served.calls(method)), method
    assert not [
        e
        for e in served.desk.journal.of("call")
        if e["method"].startswith("conversations.") and e["method"].endswith(("history", "replies"))
    ]
