"""A model looks at a mail too: it names sentences, code quotes them and works out their days, the digest stands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.digest.second_look import look_line
from bot.digest.whole import digest_of
from knowledge.mail.reading import read_pasted
from tests.bot.voice.model_server import BROKEN

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
WORDS = """Hello Hanna,

The mail service stopped at nine this morning. You can count on the new filter standing by 27 November 2026.
The filter list had not been renewed. Everything was inside what we agreed.

Regards,
Tom"""
SENT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def _digest(sample_copy, serving, plan):
    model, server = serving(plan)
    sample_copy.__dict__["model"] = model
    return digest_of(sample_copy, read_pasted(WORDS, sent=SENT), None), server


def test_sentences_only_the_model_points_at_are_quoted_with_days_worked_out_by_rule(sample_copy, serving):
    """The model says "2" and "4"; words and days are the mail's and the code's."""
    named = {"gist": 1, "promises": [2], "claims": [4], "causes": [3]}
    digest, server = _digest(sample_copy, serving, lambda *_: json.dumps(named))
    plain, _ = _digest(sample_copy, serving, lambda *_: BROKEN)
    assert replace(digest, looks=(), looked_by="") == plain
    told = {one.kind: one for one in digest.looks}
    assert all(one.quote in " ".join(WORDS.split()) for one in digest.looks)
    assert "claim" in told
    if "promise" in told:
        assert look_line(told["promise"]).startswith("may be a promise (by Friday 27 November 2026): ")
    assert "Regards" not in server.prompts[0]
    assert digest.as_json()["looked_at_by"] == "openai:loop"


@pytest.mark.parametrize(
    "said",
    ['{"gist": 99, "promises": [0, -1, 50]}', '{"gist": "pay 500 now"}', '{"promises": ["Pay at once"]}', '{"gist": 1, "say": "hello"}', "Pay them."],
)  # fmt: skip
def test_a_model_that_names_no_sentence_changes_nothing(sample_copy, serving, said):
    """Numbers of sentences that are not there, words instead of numbers, more than was asked: the digest stands."""
    digest, _ = _digest(sample_copy, serving, lambda *_: said)
    plain, _ = _digest(sample_copy, serving, lambda *_: BROKEN)
    assert digest == plain
