"""Blocks are refused as Slack refuses them, also where its library would let them pass."""

import pytest

from bot.desk.blocks.checking import checked, complaints
from bot.desk.errors import SlackError
from bot.desk.workspace import GENERAL


def section(text="hello"):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def table(rows, cells):
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


def chart(**more):
    bars = {"type": "bar", "series": [{"name": "P1", "data": [{"label": "Oct", "value": 71.4}]}]}
    return {"type": "data_visualization", "title": "Replies in time", "chart": bars | more}


GOOD = {
    "fifty sections": [section()] * 50,
    "a section of 3,000": [section("x" * 3000)],
    "ten fields of 1,000": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 1000}] * 10}],
    "a header of 150": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}],
    "markdown of 12,000": [{"type": "markdown", "text": "x" * 12000}],
    "a table of 100 rows": [table(100, 20)],
    "a data table": [{"type": "data_table", "caption": "Tickets", "page_size": 10, "rows": table(101, 3)["rows"]}],
    "two charts": [chart(), chart()],
    "a card": [{"type": "card", "title": {"type": "mrkdwn", "text": "October"}}],
    "feedback buttons": [{"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "f",
        "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "good"},
        "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"}}]}],
}  # fmt: skip
BAD = {
    "fifty-one sections": ([section()] * 51, "no more than 50 items"),
    "a section of 3,001": ([section("x" * 3001)], "3000"),
    "an empty text": ([section("")], "more than 0 characters"),
    "a field of 2,001": ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "2001"),
    "eleven fields": ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}], "10 items"),
    "a header of 151": ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "150"),
    "a header in mrkdwn": ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "plain_text"),
    "markdown of 12,001": ([{"type": "markdown", "text": "x" * 12001}], "1200"),
    "a table of 101 rows": ([table(101, 2)], "100 items"),
    "a table of 21 cells": ([table(2, 21)], "20 items"),
    "two tables": ([table(2, 2), table(2, 2)], "only one table"),
    "a cell of mrkdwn": ([{"type": "table", "rows": [[{"type": "mrkdwn", "text": "x"}]]}], "a cell must be"),
    "a data table without caption": ([{"type": "data_table", "rows": table(2, 2)["rows"]}], "caption"),
    "three charts": ([chart()] * 3, "no more than 2"),
    "a chart of seven series": ([chart(series=[{"name": "a", "data": [1]}] * 7)], "1 to 6 series"),
    "an unknown type": ([{"type": "sparkline"}], "unsupported type: sparkline"),
    "no type": ([{"text": "x"}], "missing required field: type"),
    "an alert in a message": ([{"type": "alert", "text": {"type": "plain_text", "text": "x"}}], "unsupported type"),
    "the same block id twice": ([section() | {"block_id": "a"}] * 2, "already exists"),
    "26 buttons": ([{"type": "actions", "elements": [
        {"type": "button", "action_id": str(n), "text": {"type": "plain_text", "text": "x"}} for n in range(26)]}], "25"),
    "a button of 76": ([{"type": "actions", "elements": [
        {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "x" * 76}}]}], "75"),
    "an unknown element": ([{"type": "actions", "elements": [{"type": "lever", "action_id": "a"}]}], "unsupported"),
    "not a list": ({"type": "section"}, "must be an array"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_slack_takes(name):
    """What stays within the limits passes."""
    assert complaints(GOOD[name], "message") == []


@pytest.mark.parametrize("name", BAD)
def test_slack_refuses(name):
    """Each with a message that says where and why."""
    blocks, why = BAD[name]
    with pytest.raises(SlackError) as refused:
        checked(blocks, "message")
    assert refused.value.code == "invalid_blocks"
    assert why in " ".join(refused.value.extra["response_metadata"]["messages"])


def test_more_than_about_thirteen_thousand_characters_in_all_are_too_long():
    """Each block may be within its limit, and the message still not."""
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        checked([section("x" * 2900)] * 5, "message")
    assert checked([section("x" * 2900)] * 4, "message")


@pytest.mark.enable_socket
def test_the_client_gets_the_complaints(slack, refused):
    """As response_metadata, which is where an app's log finds them."""
    answer = refused(slack.chat_postMessage, channel=GENERAL, text="x", blocks=[{"type": "sparkline"}])
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: sparkline [json-pointer:/blocks/0/type]"
    ]
