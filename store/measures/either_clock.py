"""A time limit whose clock the contract leaves open, counted both ways: in service hours, and around the clock.

Nobody chooses between the two readings; where they come to the same, the doubt changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Status
from store.measures.attainment import level_result
from store.measures.outcomes import EXCLUDED, MET, MISSED, NO_EVIDENCE, PENDING, OutcomeColumns
from store.measures.results import Counts, LevelResult

CLOCKS = (ClockKind.SERVICE_HOURS, ClockKind.CALENDAR)
# How a reader of contracts ends the two readings of a time that no clock is named for, in the order of CLOCKS.
ENDINGS = ("of service hours", "around the clock")


def in_doubt(level: ServiceLevel, hours: ServiceHours | None) -> bool:
    """Whether all that is in doubt of a level is its clock, and both clocks are known well enough to count by."""
    if level.status is not Status.CONFLICT or level.limit_s is None or not (level.hours or hours):
        return False
    same = [reading.endswith(end) for reading, end in zip(level.readings, ENDINGS, strict=False)]
    return len(level.readings) == len(ENDINGS) and all(same)


def counted_both_ways(
    level: ServiceLevel,
    levels: Sequence[ServiceLevel],
    judge: Callable[[Sequence[ServiceLevel]], OutcomeColumns],
    months: Sequence[str],
    *,
    hours: ServiceHours | None,
    names: Callable[[Sequence[int]], Sequence[str]],
) -> tuple[Counts, Counts]:
    """What whole months came to under a level in doubt (see `in_doubt`), by each of CLOCKS.

    `levels` are all that compete for its tickets, `judge` judges all tickets under such levels, `names` gives the
    tickets' numbers for their ids.
    """
    codes = [int(month.replace("-", "")) for month in months]
    found = []
    for clock in CLOCKS:
        read = [_read_as(one, clock) if in_doubt(one, hours) else one for one in levels]
        told = judge(read)
        outcomes = told.response if level.metric is Metric.RESPONSE else told.resolution
        here = (outcomes.level == level.id) & np.isin(outcomes.month, codes)
        met = outcomes.met[here]
        late = [int(one) for one in told.ids[here][met == MISSED]]
        count = {state: int((met == state).sum()) for state in (MET, MISSED, PENDING, NO_EVIDENCE, EXCLUDED)}
        excluded = ((count[EXCLUDED], "left out as the contract or the export says"),) if count[EXCLUDED] else ()
        found.append(
            Counts(
                count[MET], count[MET] + count[MISSED], tuple(names(late)), excluded,
                count[PENDING], count[NO_EVIDENCE],
            )
        )  # fmt: skip
    return found[0], found[1]


def read_both_ways(
    level: ServiceLevel, counts: tuple[Counts, Counts], month: str, hours: ServiceHours | None
) -> tuple[LevelResult, LevelResult]:
    """The outcome by each of CLOCKS; each carries the level as it is read there."""
    by_hours, around = (
        level_result(_read_as(level, clock), one, month, hours=hours) for clock, one in zip(CLOCKS, counts, strict=True)
    )
    return by_hours, around


def the_same(readings: tuple[LevelResult, LevelResult]) -> bool:
    """Whether the doubt changes nothing: the same verdict on the same counts."""
    one, other = readings
    return (one.result, one.n, one.of, one.missed) == (other.result, other.n, other.of, other.missed)


def _read_as(level: ServiceLevel, clock: ClockKind) -> ServiceLevel:
    return replace(level, clock=clock, status=Status.FOUND, readings=())
