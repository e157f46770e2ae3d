"""Streamed messages: as the real client makes them, and how they die."""

import pytest

from bot.desk.workspace import HOME, PRIVATE

pytestmark = [pytest.mark.enable_socket]


@pytest.fixture
def asked(desk):
    return desk.person("hanna").post("it-provider", "how are we doing?")


@pytest.fixture
def stream(desk, slack, asked):
    """A stream to the asker, as the client opens it."""

    def opened(**more):
        to = {"recipient_user_id": asked.user, "recipient_team_id": HOME} | more
        return slack.chat_stream(channel=asked.channel, thread_ts=asked.ts, buffer_size=1, **to)

    return opened


def test_a_stream_is_started_appended_to_and_stopped_with_blocks_below(desk, asked, stream):
    """The finished message holds all text and then the blocks."""
    answer = stream()
    answer.append(markdown_text="**Met:** ")
    answer.append(markdown_text="5 of 7")
    assert desk.replies(asked)[0].stream.open
    answer.stop(blocks=[{"type": "divider"}])
    said = desk.reply(asked)
    assert (said.text, [b["type"] for b in said.blocks]) == ("**Met:** 5 of 7", ["markdown", "divider"])
    assert said.edited is None


def test_a_stream_in_a_channel_names_whom_it_is_for(refused, stream):
    """Without the recipient Slack does not begin."""
    assert refused(stream(recipient_user_id=None).append, markdown_text="x")["error"] == "missing_recipient_user_id"


def test_an_append_takes_twelve_thousand_characters_and_no_more(desk, refused, stream):
    """The limit is for each append."""
    answer = stream()
    answer.append(markdown_text="x" * 12000)
    assert refused(answer.append, markdown_text="x" * 12001)["error"] == "msg_too_long"


def test_a_stream_dies_of_age_though_it_is_in_use_and_its_message_can_still_be_updated(
    desk, slack, refused, stream, asked, clock
):
    """After five minutes append and stop fail; chat.update is the only way out."""
    answer = stream()
    answer.append(markdown_text="x")
    clock.on(seconds=301)
    assert refused(answer.append, markdown_text="y")["error"] == "message_not_in_streaming_state"
    assert refused(answer.stop)["error"] == "message_not_in_streaming_state"
    slack.chat_update(channel=PRIVATE, ts=answer.ts, text="whole")
    assert desk.reply(asked).text == "whole"


def test_a_stream_can_be_made_to_die_after_some_appends(desk, refused, stream):
    """The fault `expired_stream` needs no waiting."""
    desk.faults.arm("expired_stream", after=1)
    answer = stream()
    answer.append(markdown_text="started")
    answer.append(markdown_text="still alive")
    assert refused(answer.append, markdown_text="dead")["error"] == "message_not_in_streaming_state"


def test_steps_shown_while_working_stand_beside_the_text(desk, asked, stream):
    """A step is updated by its id, not repeated."""
    answer = stream()
    step = {"type": "task_update", "id": "1", "title": "Counting tickets"}
    answer.append(chunks=[step | {"status": "in_progress"}])
    answer.append(chunks=[step | {"status": "complete"}])
    assert [c["status"] for c in desk.replies(asked)[0].stream.chunks] == ["complete"]
