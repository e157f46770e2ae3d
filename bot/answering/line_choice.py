"""Which levels a question speaks of; a priority without a level of its own falls under the one for all the rest."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.lines import Line
from store.facts.agreed import Metric, ServiceLevel

BY_PRIORITY = (Metric.RESPONSE, Metric.RESOLUTION)


def speaking_of(
    lines: Sequence[Line], metrics: Sequence[Metric], priorities: Sequence[int], service: str | None
) -> tuple[Line, ...]:
    """The lines of these metrics, priorities and service; nothing named means all."""
    near = [line for line in lines if (not metrics or line.latest.metric in metrics) and _of(line, service)]
    found = tuple(line for line in near if not priorities or line.latest.priority in priorities)
    return found or _for_the_rest(near)


def _of(line: Line, service: str | None) -> bool:
    if not service or (line.latest.service or "").lower() == service.lower():
        return True
    return line.latest.service is None and speaks_of(line.latest, service)


def speaks_of(level: ServiceLevel, thing: str) -> bool:
    """Whether the clause of an availability level without a service of its own speaks of a thing by name."""
    return level.metric is Metric.AVAILABILITY and thing.lower() in (level.source.quote or "").lower()


def things_measured(levels: Sequence[ServiceLevel], recorded: Sequence[str]) -> tuple[str, ...]:
    """The things of the outage record that a level is about which names no service ("keep CAD Vault available")."""
    unnamed = [level for level in levels if level.service is None]
    return tuple(thing for thing in dict.fromkeys(recorded) if any(speaks_of(level, thing) for level in unnamed))


def _for_the_rest(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The levels for every ticket that no other level names: those of a metric that has others by priority."""
    ranked = {line.latest.metric for line in lines if line.latest.priority is not None}
    return tuple(
        line for line in lines if for_the_rest(line) and line.latest.metric in ranked and not line.latest.service
    )


def for_the_rest(line: Line) -> bool:
    """Whether a line counts tickets and names no priority."""
    return line.latest.metric in BY_PRIORITY and line.latest.priority is None


def rest_words(line: Line, priorities: Sequence[int]) -> str:
    """What to say where a priority was asked about that only the level for all the rest is for."""
    if not priorities or not for_the_rest(line):
        return ""
    return (
        "The contract names no level for this priority alone: this one counts every ticket that no other level names."
    )
