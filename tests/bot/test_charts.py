"""Charts: the right one for an answer, the same bytes for the same data, and words that carry the same figures."""

import struct
from decimal import Decimal

import pytest

from bot.answering.conversation import ask
from bot.charting.blocks import lines
from bot.charting.charts import chart, chart_for, kind_named
from bot.charting.drawing import drawn
from bot.charting.gathering import KINDS, attainment
from bot.charting.model import Bars, Heat, Pairs, Rates
from store.facts.common import InterpreterError

REF = "BRC-2024-117"


@pytest.fixture(scope="module")
def case(sample):
    return sample.case(REF, sample.today())


def size(png):
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_chart_can_be_drawn_and_said(case, kind):
    """A picture wide enough to be shrunk for Slack, and a sentence with figures for those who cannot see it."""
    made = chart(case, kind)
    assert size(made.png)[0] >= 720
    assert any(letter.isdigit() for letter in made.alt)
    assert made.alt.endswith(".")
    assert [line.plain for line in lines(KINDS[kind](case))]


def test_the_same_data_give_the_same_bytes(case):
    """A picture can be told by its bytes whether anything changed."""
    shown = KINDS["evidence"](case)
    assert drawn(shown) == drawn(shown)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("are we getting what we pay for?", "scorecard"), ("is it getting better or worse?", "break-fix"),
        ("what credits are we owed for September 2026", "credits"), ("were the review meetings held", "evidence"),
        ("P1 response in September 2026", "attainment"), ("what does clause 7.2 say", None), ("what is the weather", None),
    ],
)  # fmt: skip
def test_an_answer_gets_the_chart_people_would_look_at(sample, question, kind):
    """Words get no picture; figures get theirs, from the interpreter or from the contract's file."""
    answer = ask(sample, question)
    made = chart_for(sample, answer)
    assert (made.kind if made else None) == kind
    if made:
        assert chart_for(sample.case(REF, sample.today()), answer).alt == made.alt


def test_the_months_of_the_level_asked_about_are_shown(case):
    """P1 response was met in 20 of the 23 months with P1 tickets; the words say the lowest and the latest."""
    shown = attainment(case, "response", 1)
    assert (shown.states.count("met"), shown.states.count("missed"), shown.states.count("no_demand")) == (20, 3, 1)
    assert "71.43 % in October 2026" in shown.alt


MONTHS = tuple(f"{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(36))
EXTREMES = {
    "one month": Bars("P1", "", ("2026-10",), (Decimal("33.3"),), ("missed",), (Decimal(95),)),
    "nothing known": Bars("P1", "", MONTHS[:3], (None,) * 3, ("no_demand", "unknown", "unknown"), (None, None, None)),
    "three years": Bars("P1", "", MONTHS, (Decimal("99.9"),) * 36, ("met",) * 36, (Decimal("99.5"),) * 36),
    "first month": Rates("Faults", "", (1,), (0.0,)),
    "three years of faults": Rates("Faults", "", tuple(range(1, 37)), (0.2,) * 36, (3, 14), 0.2),
    "no credit": Pairs("Credits: $0.00 owed", "", ("2026-10",), (Decimal(0),), (Decimal(0),), "USD"),
    "credits untold": Pairs("Credits", "", MONTHS[:2], (None, None), (Decimal(0), Decimal(0)), "CHF"),
    "one duty": Heat("Evidence", "", ("2026-10",), (("Monthly report", ("no_evidence",)),)),
}


@pytest.mark.parametrize("shown", EXTREMES.values(), ids=EXTREMES)
def test_little_and_much_can_be_drawn_too(shown):
    """An empty month, a first month and three years are drawn like any other, without a warning."""
    assert drawn(shown)[:8] == b"\x89PNG\r\n\x1a\n"
    assert lines(shown)


def test_a_chart_nobody_knows_is_one_sentence():
    """The sentence names those there are; everyday names are understood."""
    assert (kind_named("heat map"), kind_named("Break fix")) == ("evidence", "break-fix")
    with pytest.raises(InterpreterError, match="attainment, break-fix"):
        kind_named("pie")
