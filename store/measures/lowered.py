"""Priorities changed after logging: which tickets, which way, and which would have missed the level they began under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from store.facts.agreed import ServiceHours, ServiceLevel
from store.facts.tickets import Ticket
from store.measures.outcomes import MET, MISSED, columns_of, judged


@dataclass(frozen=True, slots=True)
class Moved:
    """One ticket whose priority is not the one it was logged with (1 is the most urgent).

    `saved` names the metrics that were in time under the later priority and late under the first.
    """

    ticket: str
    first: int
    now: int
    saved: tuple[str, ...] = ()

    @property
    def lowered(self) -> bool:
        """Whether it became less urgent."""
        return self.now > self.first


def moved(
    tickets: Sequence[Ticket], levels: Sequence[ServiceLevel], hours: ServiceHours | None, as_of: datetime, tz: str
) -> tuple[Moved, ...]:
    """The tickets whose priority changed, each judged under both priorities as things stood at `as_of`."""
    changed = [one for one in tickets if one.priority and one.priority_first and one.priority != one.priority_first]
    if not changed:
        return ()
    first = [replace(one, priority=one.priority_first) for one in changed]
    now, then = (judged(columns_of(some), levels, hours, int(as_of.timestamp()), tz) for some in (changed, first))
    rows = []
    for row, one in enumerate(changed):
        pairs = (("response", now.response, then.response), ("resolution", now.resolution, then.resolution))
        saved = tuple(name for name, is_, was in pairs if is_.met[row] == MET and was.met[row] == MISSED)
        rows.append(Moved(one.ext_id, one.priority_first or 0, one.priority or 0, saved))
    return tuple(rows)
