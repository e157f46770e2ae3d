"""The promised levels of a contract, each with its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Status


@dataclass(slots=True, frozen=True)
class Line:
    """One promised level through its versions: same metric, priority, service and tier."""

    versions: tuple[ServiceLevel, ...]

    @property
    def latest(self) -> ServiceLevel:
        """The version in force last."""
        return self.versions[-1]

    def doubtful(self, when: date) -> bool:
        """Whether the promise can be read in more than one way on that day."""
        live = [level for level in self.versions if level.effective_from <= when <= level.effective_to]
        unsure = any(level.status in {Status.CONFLICT, Status.UNKNOWN} for level in live)
        return unsure or len({(v.limit_s, v.limit_days, v.target_pct, v.clock) for v in live}) > 1

    def on(self, when: date) -> ServiceLevel | None:
        """The version in force on a day."""
        return next((v for v in reversed(self.versions) if v.effective_from <= when <= v.effective_to), None)


def lines_of(levels: Iterable[ServiceLevel]) -> tuple[Line, ...]:
    """The levels as lines: by metric, then priority, then service; the versions of each in order of force."""
    grouped: dict[tuple[object, ...], list[ServiceLevel]] = {}
    for level in levels:
        grouped.setdefault((level.metric, level.priority, level.service, level.tier), []).append(level)
    lines = [Line(tuple(sorted(versions, key=lambda v: v.effective_from))) for versions in grouped.values()]
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[int, int, str]:
    return list(Metric).index(line.latest.metric), line.latest.priority or 9, line.latest.service or ""
