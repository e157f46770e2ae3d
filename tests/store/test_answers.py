"""An answer is kept as it was given, and can say later whether the data under it moved."""

from datetime import UTC, datetime

import pytest

from store.answers import Answers
from store.contracts import Contracts
from store.facts.common import Source
from store.facts.happened import HeadCount
from store.happenings import Happenings
from store.records import BatchInfo
from store.terms import Terms
from store.tickets import Tickets


@pytest.fixture
def answers(db, document, response):
    Contracts(db).add_version(document("msa.docx", "3.1 | x", terms=[response(30)]))
    return Answers(db)


def test_an_answer_is_kept_with_its_question_context_and_evidence(answers):
    """The receipt holds all that a person needs to follow it."""
    given = {"headline": "4 of 5", "figures": [{"value": "80.00"}]}
    name = answers.keep(given, question="P1 in time?", evidence=["t.csv:4"], contract="MSA-1", place="private")
    record = answers.get(name)
    assert name == "a-1"
    assert (record.question, record.answer, record.evidence) == ("P1 in time?", given, ("t.csv:4",))
    assert (record.context, record.asked_at) == (
        {"contract": "MSA-1", "place": "private"},
        datetime(2026, 10, 1, 9, tzinfo=UTC),
    )
    assert record.fingerprint == answers.fingerprint()


def test_the_latest_answers_come_first(answers):
    """The list is newest first and no longer than asked."""
    for number in range(3):
        answers.keep({"n": number}, question="?")
    assert [record.answer["n"] for record in answers.listed(2)] == [2, 1]


@pytest.mark.parametrize("name", ["a-99", "b-1", "a-", "a-x", "a-²", ""])
def test_an_answer_nobody_gave_is_none(answers, name):
    """No such id, no answer, no fault."""
    assert answers.get(name) is None


def test_the_state_of_the_data_changes_with_terms_tickets_and_facts_and_with_nothing_else(answers, db, ticket):
    """Looking, asking and adding the same file again leave it as it was."""
    row, heads = (
        [ticket("T-1", "2026-09-01 09:00")],
        [HeadCount(datetime(2026, 9, 1, tzinfo=UTC).date(), Source("h"), 5)],
    )
    moves = [
        lambda: Tickets(db).add("MSA-1", row, BatchInfo("t.csv", "t")),
        lambda: Happenings(db).add("MSA-1", heads, file="h", sha256="h"),
        lambda: Terms(db).confirm([1]),
        lambda: Terms(db).correct(1, {"limit_s": 600}),
    ]
    seen = [answers.fingerprint("MSA-1")]
    for move in moves:
        move()
        seen.append(answers.fingerprint("MSA-1"))
    assert len(set(seen)) == 5
    moves[0]()
    moves[1]()
    answers.keep({}, question="?")
    assert answers.fingerprint("MSA-1") == seen[-1]
