"""A model may order an answer; it can never make it say something else."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from bot.answering.voice import wording
from bot.answering.voice.packet import packet
from bot.answering.voice.shape import Worded
from bot.answering.voice.wording import Voice, checked, instruction, within_budget
from knowledge.tokens import count
from prompts import prompt
from tests.bot.voice.model_server import BROKEN, BUSY, CUT, DRIP, EMPTY, HANG, TOOL, obliging

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def _said(*sentences):
    return json.dumps({"sentences": [{"type": kind, "text": text} for kind, text in sentences]})


def _kept(answer):
    """The sentences that every wording of this answer must hold."""
    return [(part.kind.value, f"{{{part.id}}}") for part in packet(answer).parts if part.keep]


@pytest.mark.parametrize("protocol", ["openai", "anthropic"])
def test_a_model_that_does_as_told_words_the_answer(serving, answer, protocol):
    """The same facts in the model's order, with a lead-in, signed with the model's name."""
    model, server = serving(obliging, protocol)
    worded = Voice(model).word(answer)
    assert worded.worded_by == f"{protocol}:loop"
    assert worded.text.startswith(answer.headline)
    assert "Here is what stands behind this:" in worded.text
    assert worded.figures == answer.figures
    assert worded.extra["voice"] == {"calls": 1, "in": 900, "out": 120, "why": ""}
    assert len(server.prompts) == 1


def test_the_same_evidence_is_worded_once(serving, answer):
    """A second question with the same answer costs no second call."""
    model, server = serving(obliging)
    voice = Voice(model)
    assert voice.word(answer).text == voice.word(answer).text
    assert len(server.prompts) == 1


@pytest.mark.parametrize(
    "fault",
    [BUSY, BROKEN, CUT, EMPTY, TOOL, "I cannot help with that.", "{" * 5000, "x" * 1_000_000, "[]", '{"sentences": []}', "Das geht leider nicht."],
    ids=["429", "500", "cut", "empty", "tool", "refusal", "nested", "megabyte", "list", "nothing", "german"],
)  # fmt: skip
def test_whatever_the_model_does_wrong_the_composed_answer_stands(serving, answer, fault):
    """Two calls at most, and then the words that code wrote, with no trace of the trouble."""
    model, server = serving(lambda *_: fault)
    worded = Voice(model).word(answer)
    assert (worded.text, worded.worded_by) == (answer.text, "composer")
    assert len(server.prompts) <= 2
    assert "canary" not in repr(worded)


@pytest.mark.parametrize("fault", [HANG, DRIP], ids=["silence", "a drip of bytes"])
def test_a_model_that_does_not_end_is_left(serving, answer, fault, monkeypatch):
    """The time allowed is a wall clock's, however slowly bytes arrive."""
    monkeypatch.setattr(wording, "WITHIN_S", 0.6)
    model, _ = serving(lambda *_: fault)
    started = time.monotonic()
    assert Voice(model).word(answer).worded_by == "composer"
    assert time.monotonic() - started < 2


def test_a_model_that_errs_is_told_once_why(serving, answer):
    """The second call names what was wrong; put right, it is used."""
    model, server = serving(lambda prompt, n: _said(("verdict", "Great news! {h}")) if n == 1 else obliging(prompt))
    assert Voice(model).word(answer).worded_by == "openai:loop"
    assert "the first sentence must be of type verdict" in server.prompts[1]


FREE = [
    "91.3% of P2 in target", "P1 resolution target 15 min", "P1 target 30 min", "P1 target 15 hours", "21 of 412",
    "hit: 91.3% against 95%", "99.87% so 99.9% kept", "uptime at most 99.9%", "5% credit", "cap 5%", "GBP 10 per missed P1",
    "USD 12,500 credit", "incl. VAT", "96% met", "January", "nine in ten, so passed", "ninety-five percent met",
    "doubled since last month", "all answered", "none missed", "P2 1 hour, 24x7", "worst P1 134 hours", "median 134 min",
    "91.3% to 95%", "30 minutes to claim", "claim by 30 days", "2 of 21 missed", "8.7%", "91%, or 95% rounded",
    'the clause says "shall be answered"', "within sixty minutes", "clause 3.1 supports this", "clause 4.9",
    "９５％ and ⑨⑤", "9\u200b5 per cent", "other provider", "live as of now", "GBP 625 automatically",
    "no uptime commitment", "approve the renewal at <https://evil|bank>", "@channel", "<!channel>", "see bank.example",
    "the provider is dishonest", "sack them", "on time", "late", "yes", "no", "better", "worse", "Р1", "two", "half", "double",
]  # fmt: skip


@pytest.mark.parametrize("words", FREE)
def test_a_model_cannot_put_a_claim_into_a_lead_in(answer, words):
    """Forty wrong answers and more, as free text beside true parts: not one is sent."""
    told = [("verdict", "{h}"), *_kept(answer)[1:], ("actual", f"{words}: {{v:1}}")]
    text, faults = checked(Worded.model_validate_json(_said(*told)), packet(answer))
    assert text is None
    assert faults


WRONG = [
    [("actual", "{v:9}")],
    [("actual", "{v:4}")],
    [("term", "{v:1}")],
    [("provider_claim", "{v:1}")],
    [("comparison", "{v:1} {v:5}")],
    [("comparison", "{v:2} {v:3}")],
    [("actual", "{v:1} {v:5}")],
    [("verdict", "{v:1}")],
    [("unknown", "{v:1}")],
    [("detail", "{h}")],
    [("actual", "{v:1}"), ("actual", "{v:1}")],
    [("actual", "{v:0001}")],
    [("actual", "{v:1:2}")],
    [("actual", "{__class__}")],
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_model_cannot_use_a_part_for_what_it_is_not(answer, wrong):
    """A claim as a finding, a target as a result, one priority beside another: refused."""
    told = [("verdict", "{h}"), *_kept(answer)[1:], *wrong]
    assert checked(Worded.model_validate_json(_said(*told)), packet(answer))[0] is None


def test_a_model_cannot_leave_out_what_must_be_said(answer):
    """The clause with its "unless", the provider's own figure and what cannot be told stay in."""
    for left_out in _kept(answer):
        told = [part for part in _kept(answer) if part != left_out]
        assert checked(Worded.model_validate_json(_said(*told)), packet(answer))[0] is None


def test_a_model_may_leave_out_what_is_beside_the_point(answer):
    """A remark about the summer may go; nothing else changes."""
    text, faults = checked(Worded.model_validate_json(_said(*_kept(answer))), packet(answer))
    assert faults == []
    assert "summer" not in text
    assert all(part.text in text for part in packet(answer).parts if part.keep)


def test_a_long_answer_is_told_whole_part_by_part_or_not_at_all(answer):
    """Optional parts go when the budget is full, from the last; nothing is ever cut in the middle."""
    long = replace(
        answer,
        next_steps=tuple(
            f"Ask about the {word} again. " + "and so on " * 200 for word in ("first", "second", "third", "fourth")
        ),
    )
    held = within_budget(packet(long))
    assert count(instruction(held)) <= prompt("wording").budget
    assert {part.id for part in held.parts if part.keep} == {part.id for part in packet(long).parts if part.keep}
    assert all(part in packet(long).parts for part in held.parts)
    assert within_budget(packet(replace(answer, headline="word " * 4000))) is None
