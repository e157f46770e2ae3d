"""A hundred and twenty questions of six people, written down before any was asked of the product, and how each is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answering import parts
from bot.answering.asking.period import Anchor
from bot.answering.asking.question import Known, understood
from store.facts.common import Period

TABLE = Path(__file__).with_name("unseen.txt")
TODAY = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1), landmarks=(("amendment", date(2026, 3, 1)),))
KNOWN = Known(
    (("BRC-2024-117", "Managed IT Services Agreement", "Brindlecote IT Services Limited"),),
    ("Site Network", "Hosted Desktop"),
)


def questions():
    """(who, words, intents of each part, months of each part, metrics and priorities) of every line."""
    who = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("# "):
            who = line[2:]
        elif line.strip():
            words, *rest = (cell.strip() for cell in line.split("|"))
            yield pytest.param(words, *rest, id=f"{who}: {words}")


def span(words):
    """The first and last day of "2026-08", "2026-06..2026-08" or "2025-11..2026-11-22"."""
    first, _, last = words.partition("..")
    start = Period.of_month(first).start if len(first) == 7 else date.fromisoformat(first)
    last = last or first
    return start, Period.of_month(last).end if len(last) == 7 else date.fromisoformat(last)


def read(words):
    """Every question of a message as it is understood."""
    asked, lost = parts.apart(words, lambda part, _: understood(part, TODAY, KNOWN))
    assert not lost
    return [understood(part, TODAY, KNOWN) for _, part in asked]


@pytest.mark.parametrize(("words", "intents", "periods", "what"), list(questions()))
def test_what_is_asked_is_understood(words, intents, periods, what):
    """Each part is placed where it can be answered, with the time, the levels and the priorities that it names."""
    found = read(words)
    assert len(found) == len(intents.split("+"))
    for one, allowed in zip(found, intents.split("+"), strict=True):
        assert one.intent in allowed.split("/")
    read_as = [(r.period.start, r.period.end) for one in found for r in one.readings]
    assert not periods or read_as == [span(each) for each in periods.split("+")]
    named = {m.value for one in found for m in one.metrics} | {f"P{n}" for one in found for n in one.priorities}
    assert set(what.split()) <= named
