"""How managers ask about plans, registers, scope, effort, options and the relationship; written before the cues were."""

from datetime import date
from pathlib import Path

import pytest

from bot.answering.asking.period import Anchor
from bot.answering.asking.question import Known, understood

TODAY = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1))
KNOWN = Known(
    (("BRC-2024-117", "Managed IT Services Agreement", "Brindlecote IT Services Limited"),), ("Site Network",)
)
TABLE = Path(__file__).with_name("phrasings_relationship.txt")


def phrasings():
    intent = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("# "):
            intent = line[2:]
        elif line.strip():
            yield line.strip(), intent


@pytest.mark.parametrize(("words", "intent"), list(phrasings()))
def test_what_managers_ask_of_a_relationship(words, intent):
    """Each line is placed by what it says."""
    assert understood(words, TODAY, KNOWN).intent == intent
