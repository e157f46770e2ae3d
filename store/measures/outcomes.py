"""Judges every ticket under the level it falls under: in time, missed, not due yet, or cannot be told.

Source of the rules: the contract's own words as held in ServiceLevel; where a contract is silent, these readings:

- The first response is the first human one. Where only an automatic reply is on record, the resolution is the first
  human act on record, unless the contract lets an automatic acknowledgement count.
- An unanswered ticket past due is a miss now. A finished ticket without the time that is needed is no evidence.
- A ticket opened outside Service Hours, or after the contract's cut-off, starts its clock at the next opening.
- Only pauses whose reason the level names are taken off; when it names none, none are.
- Where an export gives only how long a ticket was on hold, not when or for whom, a resolution that is late, but would
  not be with that time taken off, is no evidence either, under a level that permits any pause.
- A re-opened ticket keeps its clock to the last resolution; while it is open again nothing is proved either way.
- A response belongs to the month in which the ticket was opened. A resolution belongs to the month of the resolution,
  or of the breach for a ticket still open and late, or of `as_of` for one not due yet; with month_by "opened" it
  belongs to the month of opening. Where the contract measures those resolved in the month (month_by "resolved_only"),
  a ticket that is open, however late, is not due to count yet. A ticket without times stands in the month
  it was opened.
- The priority that counts is the one at the end, unless the contract measures by the one first given; `lowered` marks
  tickets that began more urgent.
- A ticket of a kind that the level is not promised for is left out; one of unknown kind counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from store.facts.agreed import Metric, ServiceHours, ServiceLevel
from store.facts.common import Period
from store.measures.applicable import (
    NONE_APPLIES,
    cannot_be_timed,
    covers,
    cutoff_minute,
    hours_for,
    in_days,
    level_of_each,
    limit_of,
)
from store.measures.calendar import Clock
from store.measures.pauses import Spans, disjoint
from store.measures.service_days import instant, utc_date, zone_of
from store.measures.ticket_columns import (
    NO_TIME,
    TICKET_TYPES,
    Flags,
    Small,
    TicketColumns,
    Whole,
    columns_of,
    exclusion_reason,
)

__all__ = [
    "EXCLUDED",
    "MET",
    "MISSED",
    "NO_EVIDENCE",
    "NO_LEVEL",
    "PENDING",
    "RULE_VERSION",
    "OutcomeColumns",
    "Outcomes",
    "TicketColumns",
    "columns_of",
    "exclusion_reason",
    "judged",
    "months_of",
]  # fmt: skip

RULE_VERSION = "4"
"""Changes whenever a rule above does, so that stored outcomes can be told apart and made again."""

MET, MISSED, PENDING, NO_LEVEL, NO_EVIDENCE, EXCLUDED = 1, 0, -1, -2, -3, -4


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One metric's outcome for each ticket, shape (n,).

    `level` is the id of the level (0: none), `elapsed` the seconds of its clock that the ticket took (-1: not over),
    `due` the instant the limit runs out (-1: none, or the clock stands still), `met` one of MET, MISSED, PENDING,
    NO_LEVEL, NO_EVIDENCE, EXCLUDED, and `month` the month it counts in, as 202609 (0: it does not exist yet).
    """

    level: Whole
    elapsed: Whole
    due: Whole
    met: Small
    month: Whole


@dataclass(frozen=True, slots=True)
class OutcomeColumns:
    """Every ticket judged: by its response and its resolution, in the order of the tickets.

    `felt` is the plain time from opening to resolution in seconds, pauses and nights included (-1: not resolved).
    """

    ids: Whole
    response: Outcomes
    resolution: Outcomes
    felt: Whole
    lowered: Flags


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every level is judged with."""

    columns: TicketColumns
    default_hours: ServiceHours | None
    now: Whole
    tz: str
    opened_month: Whole
    clocks: dict[ServiceHours, Clock]

    def clock(self, hours: ServiceHours) -> Clock:
        if hours not in self.clocks:
            past = self.columns.opened[self.columns.opened >= 0]
            self.clocks[hours] = Clock(hours, utc_date(int(past.min())), utc_date(int(self.now.max())))
        return self.clocks[hours]


def judged(
    columns: TicketColumns,
    levels: Sequence[ServiceLevel],
    default_hours: ServiceHours | None,
    as_of: int | Whole,
    tz: str,
) -> OutcomeColumns:
    """Every ticket judged as things stood at `as_of` (seconds since 1970; one, or one a ticket; the export's own time).

    Nothing after `as_of` is seen, so it must not lie after the export: silence in an old file is not a miss.
    `tz` is the contract's zone; months and the dates from which levels apply are read in it.
    """
    now = np.broadcast_to(np.asarray(as_of, dtype=np.int64), (len(columns),))
    bench = _Bench(columns, default_hours, now, tz, months_of(columns.opened, tz), {})
    resolved = (columns.resolved >= np.maximum(columns.opened, 0)) & (columns.resolved <= now) & (columns.opened >= 0)
    return OutcomeColumns(
        ids=columns.ids,
        response=_outcomes(bench, [level for level in levels if level.metric is Metric.RESPONSE]),
        resolution=_outcomes(bench, [level for level in levels if level.metric is Metric.RESOLUTION]),
        felt=np.where(resolved, columns.resolved - columns.opened, NO_TIME),
        lowered=(columns.priority_first > 0) & (columns.priority_first < columns.priority),
    )


def months_of(instants: Whole, tz: str) -> Whole:
    """The calendar month of each instant in the zone, as 202609; 0 where there is no instant."""
    known = instants[instants >= 0]
    if not len(known):
        return np.zeros(len(instants), dtype=np.int64)
    span = Period(date.fromordinal(utc_date(int(known.min())).toordinal() - 1), utc_date(int(known.max()) + 86400), "")
    months = span.months()
    starts = [instant(date.fromisoformat(f"{month}-01"), 0, zone_of(tz)) for month in months]
    codes = np.array([0, *(int(month.replace("-", "")) for month in months)], dtype=np.int64)
    place = np.searchsorted(starts, instants, side="right")
    return np.where(instants >= 0, codes[place], 0)


def _outcomes(bench: _Bench, levels: Sequence[ServiceLevel]) -> Outcomes:
    count = len(bench.columns)
    seen = bench.columns.opened <= bench.now
    out = Outcomes(
        level=np.zeros(count, dtype=np.int64),
        elapsed=np.full(count, NO_TIME, dtype=np.int64),
        due=np.full(count, NO_TIME, dtype=np.int64),
        met=np.full(count, NO_LEVEL, dtype=np.int8),
        month=np.where(seen, bench.opened_month, 0),
    )
    chosen = level_of_each(bench.columns, levels, bench.tz) if levels else np.full(count, NONE_APPLIES)
    for place, level in enumerate(levels):
        rows = np.flatnonzero((chosen == place) & seen)
        if len(rows) and cannot_be_timed(level, bench.default_hours) is None:
            _judge(bench, level, rows, out)
    return out


def _judge(bench: _Bench, level: ServiceLevel, rows: Whole, out: Outcomes) -> None:
    """Judge these tickets under this level and write what came of it into `out`."""
    columns = bench.columns
    stop = _stop(columns, level, rows)
    proved = _is_proved(columns, level, rows, stop)
    out.level[rows] = level.id
    out.met[rows[~proved]] = NO_EVIDENCE
    _time(bench, level, rows[proved], stop[proved], out)
    other_kind = not_covered(level)[columns.type[rows]]
    out.met[rows[columns.cancelled[rows] | columns.excluded[rows] | other_kind]] = EXCLUDED


def not_covered(level: ServiceLevel) -> Flags:
    """For each of TICKET_TYPES whether the level is not promised for it, shape (number of types,)."""
    return np.array([not covers(level, kind) for kind in TICKET_TYPES], dtype=np.bool_)


def _stop(columns: TicketColumns, level: ServiceLevel, rows: Whole) -> Whole:
    """The instant that stops the clock, -1 where none is on record."""
    if level.metric is Metric.RESOLUTION:
        return columns.resolved[rows]
    if level.auto_ack_counts:
        return columns.responded[rows]
    automatic = columns.response_auto[rows] & (columns.responded[rows] >= 0)
    return np.where(automatic, columns.resolved[rows], columns.responded[rows])


def _is_proved(columns: TicketColumns, level: ServiceLevel, rows: Whole, stop: Whole) -> Flags:
    """Whether the times on record, or their absence, prove anything about these tickets."""
    opened = columns.opened[rows]
    recorded = columns.resolution_recorded if level.metric is Metric.RESOLUTION else columns.response_recorded
    silent = (stop < 0) & columns.done[rows]
    backwards = (stop >= 0) & (stop < opened)
    return recorded[rows] & (opened >= 0) & ~silent & ~backwards


def _time(bench: _Bench, level: ServiceLevel, rows: Whole, stop: Whole, out: Outcomes) -> None:
    hours, limit = hours_for(level, bench.default_hours), limit_of(level)
    if hours is None or limit is None or not len(rows):
        return
    clock, opened, now = bench.clock(hours), bench.columns.opened[rows], bench.now[rows]
    if (cutoff := cutoff_minute(level)) is not None:
        opened = clock.logged_many(opened, cutoff)
    stopped = (stop >= 0) & (stop <= now)
    end = np.maximum(np.where(stopped, stop, now), opened)
    pauses, standing = _pauses(bench.columns, level, rows, opened, end)
    spent = clock.elapsed_many(opened, end, pauses)
    if in_days(level):
        due = clock.business_day_due_many(opened, limit, pauses)
        late = end >= due if level.strict else end > due
    else:
        due = clock.due_many(opened, limit, pauses)
        late = spent >= limit if level.strict else spent > limit
    met = np.where(late, MISSED, np.where(stopped, MET, PENDING)).astype(np.int8)
    if level.metric is Metric.RESOLUTION and level.pauses:
        hold, over = bench.columns.hold[rows], clock.elapsed_many(np.minimum(due, end), end)
        met[late & (hold > 0) & (over <= hold)] = NO_EVIDENCE
    if only_resolved(level):
        met[~stopped] = PENDING
    out.elapsed[rows] = np.where(stopped, spent, NO_TIME)
    out.due[rows] = np.where(standing & (met == PENDING) & ~late, NO_TIME, due)
    out.met[rows] = met
    if level.metric is Metric.RESOLUTION and level.month_by != "opened":
        other_kind = not_covered(level)[bench.columns.type[rows]]
        set_aside = (bench.columns.cancelled[rows] | bench.columns.excluded[rows] | other_kind) & ~stopped
        closing = np.where(stopped, stop, np.where(late & (met != PENDING), due, now))
        out.month[rows] = months_of(np.where(set_aside, opened, closing), bench.tz)


def only_resolved(level: ServiceLevel) -> bool:
    """Whether a level measures those resolved in a month alone, so that an open ticket counts only once it is resolved."""
    return level.metric is Metric.RESOLUTION and level.month_by == "resolved_only"


def _pauses(
    columns: TicketColumns, level: ServiceLevel, rows: Whole, opened: Whole, end: Whole
) -> tuple[Spans | None, Flags]:
    """The pauses the level permits, by place in `rows`; and which tickets are still in one at `end`."""
    standing = np.zeros(len(rows), dtype=np.bool_)
    permitted = np.array([reason in level.pauses for reason in columns.pause_reasons], dtype=np.bool_)
    if not permitted.any():
        return None, standing
    place = np.full(len(columns), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    owner = place[columns.pause_ticket]
    kept = permitted[columns.pause_reason] & (owner >= 0)
    owner, start, stop = owner[kept], columns.pause_start[kept], columns.pause_end[kept]
    still = (start <= end[owner]) & ((stop < 0) | (stop > end[owner]))
    standing[owner[still]] = True
    return disjoint(owner, start, stop, low=opened, high=end), standing
