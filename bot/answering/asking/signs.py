"""All that a question shows of itself: the cues in its words and what its words name, as one set of signs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.asking.cues import cues
from store.facts.agreed import Metric

Signs = frozenset[str]
# Signs that come of two heard together.
JOINT: dict[str, tuple[Signs, ...]] = {
    "met_actual": (frozenset({"met"}), frozenset({"did", "timed"})),
    "timed_level": (frozenset({"timed"}), frozenset({"level"})),
    "level_miss": (frozenset({"miss"}), frozenset({"level", "sla", "target_word"})),
    "how_many_things": (frozenset({"how_many"}), frozenset({"ticket", "breakage"})),
    "share_met": (frozenset({"met"}), frozenset({"share", "how_many"})),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """The plain words of a question, periods standing as ~, and what else was found in it."""

    words: str
    metrics: tuple[Metric, ...] = ()
    priority: bool = False
    periods: int = 0
    open_start: bool = False
    more: frozenset[str] = frozenset()


def signs(heard: Heard) -> Signs:
    """Everything a rule may ask for."""
    levels = [metric for metric in heard.metrics if metric is not Metric.RESTORE_TEST]
    named = {
        "metric": bool(levels),
        "restore": Metric.RESTORE_TEST in heard.metrics,
        "ticket_metric": bool({Metric.RESPONSE, Metric.RESOLUTION} & set(levels)),
        "evidence_metric": bool(levels)
        and not {Metric.RESPONSE, Metric.RESOLUTION, Metric.AVAILABILITY, Metric.UPDATE_INTERVAL} & set(levels),
        "availability": levels == [Metric.AVAILABILITY],
        "updates": levels == [Metric.UPDATE_INTERVAL],
        "priority": heard.priority,
        "level": bool(levels) or heard.priority,
        "timed": heard.periods > 0,
        "two": heard.periods > 1,
        "bounded": heard.open_start,
        "short": len(heard.words.split()) <= 5,
    }
    found = cues(heard.words) | heard.more | {name for name, there in named.items() if there}
    return found | {name for name, groups in JOINT.items() if all(found & group for group in groups)}
