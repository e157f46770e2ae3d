"""Met or missed, as the contract counts it, and never by rounding."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind, Firmness, Metric, ServiceHours, ServiceLevel
from store.facts.common import Result, Source, Status, Why
from store.measures.attainment import level_result, median_and_p90, nearest_rank
from store.measures.basis import hours_in_words
from store.measures.percentages import kept, reaches, share, shown, wilson
from store.measures.results import Counts

LEVEL = ServiceLevel(
    1, "C-1", Metric.RESPONSE, Source("sla.docx", clause="3.1"), priority=1, limit_s=900, target_pct=Decimal(95)
)
VOLUME = replace(LEVEL, low_volume_n=39, low_volume_max_misses=2)
DESK = ServiceHours(weekly=tuple((day, 480, 1080) for day in range(5)))


def result(in_time, of, level=LEVEL, **more):
    return level_result(level, Counts(in_time, of, **more), "2026-09")


def verdict(in_time, of, level=LEVEL, **more):
    return result(in_time, of, level, **more).result


def test_four_of_five_against_95_per_cent_is_missed():
    """The figure, the count and the honest interval stand beside the verdict."""
    seen = level_result(
        LEVEL,
        Counts(4, 5, ("T-3",), ((2, "cancelled"),), 1, sources=("t.csv:4",), as_of=datetime(2026, 10, 1, tzinfo=UTC)),
        "2026-09",
        Decimal(100),
        hours=DESK,
    )
    assert (seen.result, seen.actual, seen.n, seen.of) == (Result.MISSED, Decimal("80.0000"), 4, 5)
    assert (seen.shown, seen.interval) == ("80.00", (Decimal("37.6"), Decimal("96.4")))
    assert (seen.missed, seen.excluded, seen.pending, seen.claimed) == (("T-3",), ((2, "cancelled"),), 1, Decimal(100))
    assert (seen.why, seen.sources, seen.as_of) == (None, ("t.csv:4",), datetime(2026, 10, 1, tzinfo=UTC))
    assert seen.basis == "counted by month of opening, in Service Hours Mon-Fri 08:00-18:00"


def test_an_empty_month_is_no_demand():
    """Nothing asked for is never 100 per cent."""
    seen = result(0, 0)
    assert (seen.result, seen.why, seen.actual, seen.of) == (Result.NO_DEMAND, Why.NO_DEMAND, None, 0)


def test_a_quarter_with_240_of_300_misses_90_per_cent():
    """The arithmetic of the clause itself: 240 of 300 is 80 per cent."""
    seen = level_result(replace(LEVEL, target_pct=Decimal(90)), Counts(240, 300), "July to September 2026")
    assert (seen.result, seen.shown, seen.month) == (Result.MISSED, "80.00", "July to September 2026")


@pytest.mark.parametrize(
    ("in_time", "of", "said", "low"),
    [
        (36, 38, Result.MET, True),
        (35, 38, Result.MISSED, True),
        (37, 39, Result.MET, True),
        (38, 40, Result.MET, False),
        (37, 40, Result.MISSED, False),
    ],
)
def test_in_a_quiet_month_the_misses_are_counted(in_time, of, said, low):
    """Up to 39 tickets, no more than 2 may be late; from 40 on, 95 per cent must be in time."""
    seen = result(in_time, of, VOLUME)
    assert (seen.result, seen.low_volume_rule) == (said, low)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(3, 4), Result.NO_DEMAND),
        (Counts(4, 5), Result.MISSED),
        (Counts(3, 4, pending=1), Result.MISSED),
        (Counts(3, 4, no_evidence=1), Result.MISSED),
    ],
)
def test_a_month_with_fewer_tickets_than_the_contract_tests_has_no_verdict(counts, said):
    """One of four late is counted and shown, but no test of the contract; every ticket that was opened counts."""
    seen = level_result(replace(LEVEL, min_tickets=5), counts, "2026-06")
    assert (seen.result, seen.of, seen.shown) == (said, counts.of, f"{100 * counts.in_time / counts.of:.2f}")


def test_half_a_low_volume_rule_is_no_rule():
    """A number of tickets without a number of misses leaves the percentage in force."""
    assert verdict(36, 38, replace(VOLUME, low_volume_max_misses=None)) == Result.MISSED


def test_tickets_without_evidence_stop_a_verdict_they_could_turn():
    """Ten of ten in time proves nothing when an eleventh has no times; a clear miss stays a miss."""
    seen = result(10, 10, no_evidence=1)
    assert (seen.result, seen.why, seen.n, seen.of) == (Result.CANNOT_TELL, Why.PROVIDER_DID_NOT_SUPPLY, 10, 10)
    assert verdict(21, 23, no_evidence=2) == Result.MISSED
    assert verdict(20, 20, no_evidence=1) == Result.MET
    assert verdict(19, 20, no_evidence=1) == Result.CANNOT_TELL


def test_when_no_ticket_has_evidence_there_is_demand_but_no_answer():
    """Tickets came, their times did not: not "no demand"."""
    assert result(0, 0, no_evidence=3).why == Why.PROVIDER_DID_NOT_SUPPLY


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": Status.CONFLICT}, Why.CONFLICT),
        ({"status": Status.UNKNOWN}, Why.UNPARSEABLE),
        ({"limit_s": None, "limit_text": "as agreed"}, Why.UNPARSEABLE),
        ({"target_pct": None, "firmness": Firmness.TARGET}, Why.NOT_IN_CONTRACT),
    ],
)
def test_a_level_that_cannot_be_read_gives_no_verdict(change, why):
    """Each reason is named, and no figure is shown."""
    seen = result(5, 5, replace(LEVEL, **change))
    assert (seen.result, seen.why, seen.actual) == (Result.CANNOT_TELL, why, None)


def test_the_caller_may_say_that_nothing_could_be_judged():
    """Two tiers, or no opening hours: the reason found while judging is kept."""
    assert level_result(LEVEL, Counts(0, 0), "2026-09", why=Why.CONFLICT).why == Why.CONFLICT


def test_a_bare_must_asks_for_every_one():
    """Without a percentage, "must" means all, and the basis says that this is how it was read."""
    bare = replace(LEVEL, target_pct=None)
    assert verdict(5, 5, bare) == Result.MET
    assert verdict(99, 100, bare) == Result.MISSED
    assert "every one must make it" in result(5, 5, bare).basis


def test_efforts_are_measured_but_called_no_promise():
    """Best efforts have a figure, and a warning beside it."""
    seen = result(4, 5, replace(LEVEL, firmness=Firmness.EFFORTS))
    assert seen.result == Result.MISSED
    assert "not a promise" in seen.basis
    assert "calls this a target" in result(4, 5, replace(LEVEL, firmness=Firmness.TARGET)).basis


def test_rounding_never_flips_a_verdict():
    """94.96 is not 95; and what people see lies on the same side as what was decided."""
    seen = result(2374, 2500)
    assert (seen.result, seen.shown) == (Result.MISSED, "94.96")
    close = result(94_999, 100_000)
    assert (close.result, close.shown, close.actual) == (Result.MISSED, "94.999", Decimal("94.9990"))
    closer = result(9_499_999, 10_000_000)
    assert (closer.result, closer.shown, closer.actual) == (Result.MISSED, "94.9999", Decimal("94.9999"))


def test_a_contract_that_rounds_is_rounded_as_it_says():
    """To one decimal place 94.96 becomes 95.0, and then it is met, and shown as the contract sees it."""
    seen = result(2374, 2500, replace(LEVEL, round_dp=1))
    assert (seen.result, seen.shown, seen.actual) == (Result.MET, "95.0", Decimal("94.9600"))
    assert "rounded to 1 decimal place as the contract says" in seen.basis
    assert "rounded to 0 decimal places" in result(1, 1, replace(LEVEL, round_dp=0)).basis


SHARES = st.integers(min_value=1, max_value=10**7).flatmap(
    lambda of: st.tuples(st.integers(min_value=0, max_value=of), st.just(of))
)
TARGETS = st.integers(min_value=0, max_value=1_000_000).map(lambda n: Decimal(n).scaleb(-4))


@given(counted=SHARES, target=TARGETS)
def test_what_is_kept_and_shown_always_lies_on_the_true_side(counted, target):
    """For any count and any target to four places, no rounding tells another story."""
    exact = share(*counted)
    truth = Fraction(counted[0] * 100, counted[1]) >= Fraction(target)
    assert reaches(exact, target) == truth
    assert (kept(exact, target) >= target) == truth
    assert (Decimal(shown(exact, target)) >= target) == truth
    assert abs(Fraction(kept(exact, target)) - exact) < Fraction(1, 10_000)


def test_without_a_target_figures_are_simply_rounded():
    """Two thirds is 66.67."""
    assert shown(share(2, 3), None) == "66.67"
    assert kept(share(2, 3), None) == Decimal("66.6667")
    assert kept(Fraction(9_500_001, 100_000), Decimal("95.00001")) == Decimal("95.0001")


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (4, 5, "37.6", "96.4"),
        (9, 12, "46.8", "91.1"),
        (47, 50, "83.8", "97.9"),
        (21, 23, "73.2", "97.6"),
        (5, 5, "56.6", "100.0"),
        (0, 5, "0.0", "43.4"),
    ],
)
def test_the_interval_is_wilsons(part, whole, low, high):
    """Small counts have wide bounds; the values are those of the published formula."""
    assert wilson(part, whole) == (Decimal(low), Decimal(high))


def test_a_percentile_is_a_time_that_occurred():
    """Nearest rank: of twenty times the 95th percentile is the nineteenth, not a value in between."""
    assert nearest_rank(range(1, 21), 95) == 19
    assert nearest_rank([7], 0) == 7
    assert median_and_p90([50, 10, 40, 20, 30]) == (30, 50)
    assert median_and_p90([]) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"clock": ClockKind.CALENDAR}, "around the clock"),
        ({"clock": ClockKind.NEXT_BUSINESS_DAY}, "to the end of Service Hours Mon-Fri 08:00-18:00 on the business day"),
        ({"metric": Metric.RESOLUTION}, "by month of resolution"),
        ({"metric": Metric.RESOLUTION, "month_by": "opened"}, "by month of opening"),
        ({"pauses": frozenset({"vendor", "customer"})}, "time waiting for customer, vendor taken off"),
    ],
)
def test_the_basis_says_how_it_was_counted(change, words):
    """A reader can follow the count without asking."""
    assert words in level_result(replace(LEVEL, **change), Counts(1, 1), "2026-09", hours=DESK).basis


def test_without_known_hours_the_basis_names_them_only():
    """Nothing is made up about hours that the caller did not give."""
    assert result(1, 1).basis == "counted by month of opening, in Service Hours"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (ServiceHours(always=True), "24x7"),
        (ServiceHours(weekly=((5, 540, 780),)), "Service Hours Sat 09:00-13:00"),
        (
            ServiceHours(weekly=((0, 480, 720), (0, 780, 1440), (1, 480, 1080), (2, 480, 1080)), name="Support Hours"),
            "Support Hours Mon 08:00-12:00 and 13:00-24:00, Tue-Wed 08:00-18:00",
        ),
    ],
)
def test_hours_are_written_as_people_write_them(hours, words):
    """Days that share their hours stand together."""
    assert hours_in_words(hours) == words
