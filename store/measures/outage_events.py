"""Outages as events: how many, how long in all, which was the worst; by the wall clock and in agreed hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from store.facts.common import Period
from store.facts.happened import Outage
from store.measures.calendar import Clock


@dataclass(frozen=True, slots=True)
class Event:
    """One outage as far as it lies in the period: seconds by the wall clock, and those inside agreed hours.

    `agreed_s` is None where no hours are known; `told_s` is how long before it began we were told (None: not recorded).
    """

    outage: Outage
    wall_s: int
    agreed_s: int | None
    told_s: int | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """The outages of a period that are downtime and the planned ones that are not, oldest first.

    `unplanned` has all downtime, with planned work that was told too late for the contract to excuse it.
    Sums count a moment once for each service, however many entries speak of it.
    """

    unplanned: tuple[Event, ...]
    planned: tuple[Event, ...]
    wall_s: int
    agreed_s: int | None

    @property
    def worst(self) -> Event | None:
        """The longest unplanned one by the wall clock."""
        return max(self.unplanned, key=lambda event: event.wall_s, default=None)


def _unplanned(outage: Outage) -> bool:
    return not outage.planned


def outage_events(
    outages: Iterable[Outage],
    period: Period,
    clock: Clock | None,
    service: str | None = None,
    *,
    is_down: Callable[[Outage], bool] = _unplanned,
) -> Events:
    """The outages that touch the period, cut to it; `clock` is that of the agreed hours, None where unknown.

    `is_down` tells which entries the contract counts as downtime, the same rule as that of availability and credits.
    """
    begin, after = period.bounds()
    wanted = service.casefold() if service else None
    inside = sorted(
        (
            one
            for one in outages
            if one.start < after and one.end > begin and (wanted is None or one.service.casefold() == wanted)
        ),
        key=lambda one: one.start,
    )
    made = [_event(one, max(one.start, begin), min(one.end, after), clock) for one in inside]
    unplanned = tuple(event for event in made if is_down(event.outage))
    spans = _merged(
        (e.outage.service.casefold(), max(e.outage.start, begin), min(e.outage.end, after)) for e in unplanned
    )
    return Events(
        unplanned=unplanned,
        planned=tuple(event for event in made if not is_down(event.outage)),
        wall_s=sum(_seconds(start, end) for _, start, end in spans),
        agreed_s=None if clock is None else sum(clock.elapsed(start, end) for _, start, end in spans),
    )


def _event(outage: Outage, start: datetime, end: datetime, clock: Clock | None) -> Event:
    return Event(
        outage=outage,
        wall_s=_seconds(start, end),
        agreed_s=None if clock is None else clock.elapsed(start, end),
        told_s=None if outage.told_at is None else _seconds(outage.told_at, outage.start),
    )


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())


def _merged(spans: Iterable[tuple[str, datetime, datetime]]) -> list[tuple[str, datetime, datetime]]:
    joined: list[tuple[str, datetime, datetime]] = []
    for service, start, end in sorted(spans):
        if joined and joined[-1][0] == service and start <= joined[-1][2]:
            joined[-1] = (service, joined[-1][1], max(joined[-1][2], end))
        else:
            joined.append((service, start, end))
    return joined
