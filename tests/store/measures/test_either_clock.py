"""A time limit whose clock the contract leaves open is counted both ways; nobody picks one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind
from store.facts.common import Result, Status
from store.measures.either_clock import CLOCKS, counted_both_ways, in_doubt, read_both_ways, the_same
from store.measures.outcomes import columns_of, judged
from tests.store.measures.made_tickets import DESK, RESOLVE, RESPOND, WAITS, ticket, tickets, when

OPEN = replace(RESPOND, status=Status.CONFLICT, readings=("30 minutes of service hours", "30 minutes around the clock"))
AS_OF = int(when("30 Sep 18:00").timestamp())


def both(rows, level=OPEN, months=("2026-09",)):
    """What September came to by either clock, as counts and as outcomes."""
    columns = columns_of(rows)

    def judge(levels):
        return judged(columns, levels, DESK, AS_OF, "Europe/London")

    def names(ids):
        return [rows[list(columns.ids).index(one)].ext_id for one in ids]

    counts = counted_both_ways(level, [level], judge, months, hours=DESK, names=names)
    return counts, read_both_ways(level, counts, "September 2026", DESK)


def test_a_month_of_daytime_tickets_comes_to_the_same_by_either_clock():
    """Nothing fell in a night, so the doubt changes nothing: one of two was late."""
    counts, readings = both(
        tickets("""
        ref | priority | raised       | first reply  | resolved
        A   | P1       | 1 Sep 09:00  | 1 Sep 09:20  | -
        B   | P1       | 2 Sep 09:00  | 2 Sep 10:20  | -
        """)
    )
    assert the_same(readings)
    assert [(one.in_time, one.of, one.missed) for one in counts] == [(1, 2, ("B",))] * 2
    assert [one.result for one in readings] == [Result.MISSED] * 2
    assert [one.level.clock for one in readings] == list(CLOCKS)


def test_a_ticket_of_a_night_is_in_time_by_one_clock_and_late_by_the_other():
    """Logged on Saturday, answered on Monday at ten past eight: both are shown, and neither is the verdict."""
    (by_hours, around), readings = both([ticket("N | P1 | 5 Sep 20:00 | 7 Sep 08:10 | -")])
    assert (by_hours.missed, around.missed) == ((), ("N",))
    assert not the_same(readings)
    assert [one.result for one in readings] == [Result.MET, Result.MISSED]


def test_what_is_left_out_or_not_due_is_counted_as_such():
    """Cancelled tickets, tickets of other months, and one that has no time of its own."""
    counts, readings = both(
        tickets("""
        ref | priority | raised       | first reply  | resolved | notes
        C   | P1       | 1 Sep 09:00  | 1 Sep 09:20  | -        | excluded
        D   | P1       | 30 Sep 17:50 | -            | -        |
        E   | P1       | 1 Aug 09:00  | 1 Aug 12:00  | -        |
        """)
    )
    assert [(one.of, one.pending, [n for n, _ in one.excluded]) for one in counts] == [(0, 1, [1])] * 2
    assert the_same(readings)


def test_a_resolution_is_counted_by_its_own_outcomes():
    """The same for the time to fix."""
    slow = replace(RESOLVE, status=Status.CONFLICT, readings=("4 hours of service hours", "4 hours around the clock"))
    _, (by_hours, around) = both([ticket("F | P1 | 1 Sep 17:00 | 1 Sep 17:05 | 2 Sep 09:00")], slow)
    assert (by_hours.result, around.result) == (Result.MET, Result.MISSED)


def test_only_a_doubt_about_the_clock_is_counted_both_ways():
    """Another doubt, none at all, a limit that is no time, or hours that nobody knows: nothing is worked out."""
    assert in_doubt(OPEN, DESK)
    assert in_doubt(replace(OPEN, hours=DESK), None)
    assert not in_doubt(OPEN, None)
    assert not in_doubt(RESPOND, DESK)
    assert not in_doubt(replace(OPEN, limit_s=None), DESK)
    assert not in_doubt(replace(OPEN, readings=("15 minutes", "30 minutes")), DESK)
    assert not in_doubt(replace(OPEN, readings=OPEN.readings[:1]), DESK)
    assert not in_doubt(replace(WAITS, status=Status.CONFLICT), DESK)


@given(
    st.lists(st.tuples(st.integers(0, 29 * 24 * 60), st.integers(0, 4000)), min_size=1, max_size=12),
    st.integers(1, 600),
)
def test_each_reading_is_the_plain_judgement_under_that_clock(times, limit):
    """No third way of counting: as if the contract had named the clock."""
    start = when("1 Sep 00:00")
    rows = [
        replace(ticket("X | P1 | 1 Sep 09:00 | - | -"), ext_id=f"T{n}", opened_at=at, responded_at=at + took)
        for n, (at, took) in enumerate((start + _minutes(a), _minutes(b)) for a, b in times)
    ]
    level = replace(OPEN, limit_s=limit * 60)
    counts, _ = both(rows, level)
    for clock, one in zip((ClockKind.SERVICE_HOURS, ClockKind.CALENDAR), counts, strict=True):
        named = replace(level, clock=clock, status=Status.FOUND, readings=())
        met = judged(columns_of(rows), [named], DESK, AS_OF, "Europe/London").response.met
        assert (one.in_time, len(one.missed)) == (int((met == 1).sum()), int((met == 0).sum()))


def _minutes(count):
    from datetime import timedelta

    return timedelta(minutes=count)
