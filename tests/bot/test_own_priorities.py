"""Questions in the contract's own words for its priorities: Critical, Major and Minor instead of P1, P2 and P3."""

from datetime import date

import pytest

from bot.answering.asking.following import in_turn
from bot.answering.asking.period import Anchor
from bot.answering.asking.question import Known, understood

TODAY = Anchor(date(2026, 11, 23))
OFFICE = Known(
    (("KG-114", "Master Services Agreement", "Kestrelgate IT Limited"),),
    ("Case System",),
    frozenset({"critical", "major", "minor"}),
    (1, 2, 3),
    own_priorities={"critical": 1, "major": 2, "minor": 3},
)

ASKED = """
Major response in October                                    | 2
were minor tickets fixed on time in July 2026?               | 3
response time for a Minor in August?                         | 3
did they answer the critical and major ones in time in May   | 1 2
how quickly did they fix the majors in September             | 2
were the P2s fixed on time in July                           | 2
has there been a major problem with billing in July          |
was there any major change to the contract in October        |
"""


@pytest.mark.parametrize("line", ASKED.strip().splitlines())
def test_the_contracts_own_name_of_a_priority_is_understood(line):
    """Minor is the third of three there, not the fourth of four; a major problem is no priority."""
    words, want = (part.strip() for part in line.split("|"))
    assert " ".join(map(str, understood(words, TODAY, OFFICE).priorities)) == want


@pytest.mark.parametrize(("words", "want"), [("and the Major ones?", (2,)), ("what about minor?", (3,))])
def test_a_follow_up_may_name_the_next_priority_alone(words, want):
    """The month and the measure are still those of the question before."""
    first = "how quickly did they respond to critical tickets in September?"
    asked = in_turn([first], understood(words, TODAY, OFFICE), OFFICE, TODAY)
    assert asked.priorities == want
    assert asked.period.label == "September 2026"
