"""What is kept of the correspondence: each message read once, our own words for terms, how people felt, what they answered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store.contracts import Contracts
from store.correspondence import Correspondence
from store.facts.common import InterpreterError
from store.facts.promised import Asked, Pulse, Reading, Session, Spoken

REF = "MSA-1"


@pytest.fixture
def kept(db, document):
    Contracts(db).add_version(document("msa.docx", "3.1 | x"))
    return Correspondence(db)


def reading(mail, day=None, **more):
    sent = datetime(2026, 10, day, 9, tzinfo=UTC) if day else None
    return Reading(REF, mail, f"{mail}.eml", sent, "Fiona", "Outage", "t", "outage", "provider", **more)


def test_a_message_read_again_is_read_anew_and_stays_one(kept):
    """A better reading takes the place of the old one; tickets and figures come back as they were."""
    kept.keep_readings(REF, [reading("a", 7, words=90, ease="62.7", tickets=("INC-1", "INC-2"))])
    kept.keep_readings(REF, [reading("a", 7, words=91, tickets=("INC-1",))])
    (one,) = kept.readings(REF)
    assert (one.words, one.ease, one.tickets, one.sent_at) == (
        91,
        None,
        ("INC-1",),
        datetime(2026, 10, 7, 9, tzinfo=UTC),
    )


def test_messages_come_in_the_order_they_were_sent_and_those_without_a_date_last(kept):
    """However they were added."""
    kept.keep_readings(REF, [reading("none"), reading("late", 9), reading("early", 2)])
    assert [one.mail for one in kept.readings(REF)] == ["early", "late", "none"]


def test_what_a_message_asks_of_us_comes_back_with_its_days_and_unread_is_not_nothing(kept):
    """A message read before this was kept has None; one that asks nothing has an empty list."""
    asked = (
        Asked("send the list", "Can you send the list by Monday?", "by Monday", date(2026, 10, 12)),
        Asked(
            "call", "Please call by noon.", "by noon", date(2026, 10, 7), due_at=datetime(2026, 10, 7, 12, tzinfo=UTC)
        ),
        Asked("sign", "Please sign next week.", "next week", None, date(2026, 10, 12), date(2026, 10, 16)),
    )
    kept.keep_readings(REF, [reading("a", 7, asked=asked), reading("b", 8, asked=()), reading("c", 9)])
    assert [one.asked for one in kept.readings(REF)] == [asked, (), None]
    assert [one.latest for one in asked] == [date(2026, 10, 12), date(2026, 10, 7), date(2026, 10, 16)]


def test_a_term_of_our_own_is_one_however_it_is_written_and_takes_the_newest_meaning(kept):
    """Capitals and spaces make no second term; without a meaning it is refused."""
    kept.add_term("Blue  line", "the old line")
    kept.add_term("BLUE line ", "our main internet line")
    assert kept.terms() == {"BLUE line": "our main internet line"}
    for term, meaning in (("", "x"), ("Blue line", "  ")):
        with pytest.raises(InterpreterError, match="what it means"):
            kept.add_term(term, meaning)


def test_how_people_felt_stays_in_the_order_it_was_said(kept):
    """Two people may feel two ways about one incident."""
    for answer in ("less", "more"):
        kept.add_pulse(Pulse(REF, "INC-1", answer, date(2026, 10, 8), "why"))
    assert [(one.answer, one.note) for one in kept.pulses(REF)] == [("less", "why"), ("more", "why")]


def test_a_round_of_questions_keeps_its_answers_word_for_word(kept):
    """Answered later, under its own number and its own contract only."""
    round_one = kept.add_session(Session(REF, date(2026, 10, 8), (Spoken("takes", "What will it take?"),)))
    assert round_one.number is not None
    said = replace(round_one.spoken[0], answer="“More people”, they said.", judged="vague", rests_on=("More people",))
    kept.answer_session(round_one.number, REF, [said])
    assert kept.sessions(REF)[0].spoken == (said,)
    with pytest.raises(InterpreterError, match="There is no round 77"):
        kept.answer_session(77, REF, [said])
