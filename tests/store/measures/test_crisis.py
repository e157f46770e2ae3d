"""How long we waited for word in an incident, silence by silence."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from store.facts.common import Source
from store.measures.crisis import Event, timeline

NOW = datetime(2026, 10, 7, 18, tzinfo=UTC)


def at(clock):
    hour, minute = clock.split(":")
    return datetime(2026, 10, 7, int(hour), int(minute), tzinfo=UTC)


def told(table, now=NOW):
    """A timeline out of rows: clock, kind, and when the next word was promised (or -)."""
    rows = [line.split() for line in table.strip().splitlines()]
    events = [Event(at(c), kind, kind, Source("mail"), None if nxt == "-" else at(nxt)) for c, kind, nxt in rows]
    return timeline(events, now=now)


def test_the_worked_example_gaps_of_30_75_and_40_minutes_against_30():
    """Ninety of a hundred and forty-five minutes are covered."""
    line = told("""
        09:00 start  -
        09:22 notice 09:50
        09:52 update 10:30
        11:07 update -
        11:47 clear  -
    """)
    assert line.first_word_s == 22 * 60
    assert [gap.seconds // 60 for gap in line.gaps] == [30, 75, 40]
    assert line.coverage(30 * 60) == Decimal("62.07")
    assert [gap.late_s // 60 for gap in line.gaps] == [2, 37, 0]
    assert line.longest is not None
    assert line.longest.seconds == 75 * 60
    assert line.cleared is not None


def test_an_incident_that_is_still_open_counts_the_silence_up_to_now():
    """No word since is a silence too."""
    line = told("09:00 start -\n09:30 notice 10:00", now=at("12:30"))
    assert [gap.seconds for gap in line.gaps] == [3 * 3600]
    assert (line.cleared, line.cause) == (None, None)


def test_the_cause_told_days_later_is_no_update_during_the_incident():
    """A report of the cause ends no silence."""
    line = told("09:00 start -\n09:10 notice -\n10:00 clear -\n16:00 cause -")
    assert [gap.seconds // 60 for gap in line.gaps] == [50]
    assert line.cause is not None


def test_without_a_beginning_or_a_word_there_is_no_first_word():
    """What is not on record is not counted."""
    assert told("09:10 notice -\n10:00 end -").first_word_s is None
    silent = told("09:00 start -\n10:00 end -")
    assert (silent.first_word_s, silent.gaps, silent.longest, silent.coverage(1800)) == (None, (), None, None)
    assert told("09:00 start -\n08:50 notice -\n10:00 end -").first_word_s is None
