"""From a level as worded to a found term: clock, limit, percentage, firmness and doubts; nothing is filled by guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from knowledge.terms.clocks import CALENDAR, ClockRule, clock_of
from knowledge.terms.general import lent
from knowledge.terms.hours import hours_fields
from knowledge.terms.metrics import TIMED
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Doubt
from knowledge.terms.quantities import Quantity
from knowledge.terms.setting import Setting
from knowledge.terms.wording import plain, tidy

_TIER_HEADING = re.compile(
    r"^\W*(?:the\s+)?(?P<tier>[A-Z][\w ]{2,24}?)\s+(?:tier|plan|package|edition|bundle)\b", re.IGNORECASE
)
_NO_TIER = {
    "support",
    "service",
    "services",
    "our",
    "exit",
    "improvement",
    "business continuity",
    "disaster recovery",
    "your",
}
WHICH_SHARE = "Which percentage is the target?"
IN_HOURS, AFTER_HOURS = "in service hours", "outside service hours"


@dataclass(frozen=True, slots=True)
class Worded:
    """A service level as the contract words it.

    `around` are words that may name the clock, from the nearest out; `rules` are clock statements of its own table,
    heard before the contract's. `pcts` are the percentages that could be its target: more than one is a conflict.
    `words` stand where the limit is no time at all. `doubts` are readings that no one may choose between.
    """

    metric: str
    span: tuple[int, int]
    clause: str
    quantity: Quantity | None = None
    priority: int | None = None
    pcts: tuple[Decimal, ...] = ()
    firmness: str = "must"
    service: str | None = None
    tier: str | None = None
    words: str | None = None
    around: tuple[str, ...] = ()
    rules: tuple[ClockRule, ...] = ()
    doubts: tuple[str, ...] = ()
    question: str = ""
    unknown: bool = False
    own_hours: str = ""
    confidence: float = 0.9
    more: dict[str, Any] = field(default_factory=dict)


def as_term(worded: Worded, setting: Setting) -> FoundTerm:
    """The service level as a found term; a clock that nothing names, or a figure with two readings, is a conflict."""
    general, clashes = lent(setting.said, worded.metric, worded.priority, clause=worded.clause)
    fields: dict[str, Any] = {
        "metric": worded.metric,
        "priority": worded.priority,
        "service": worded.service,
        "tier": worded.tier,
        "limit_text": worded.words,
        "firmness": worded.firmness,
    }
    fields |= _general(general, worded)
    fields |= setting.planned if worded.metric == "availability" else {}
    readings, question = list(worded.doubts), worded.question
    if worded.quantity is not None:
        more, told, ask = _limited(worded, worded.quantity, setting, general.get("cutoff"))
        fields |= more
        readings, question = readings + told, question or ask
    target, told = _target(worded, general, clashes)
    fields["target_pct"] = target
    readings += told
    question = question or (WHICH_SHARE if told else "")
    fields |= worded.more
    doubt = _doubt(worded, tuple(readings), question)
    return setting.contract.term(
        "service_level", fields, worded.span, clause=worded.clause, confidence=_sure(worded, doubt), doubt=doubt
    )


def _general(general: dict[str, Any], worded: Worded) -> dict[str, Any]:
    """What the contract says for all levels, where it makes sense for this one."""
    timed = {"pauses", "auto_ack_counts", "month_by", "low_volume_n", "low_volume_max_misses", "min_tickets"}
    wanted = {"round_dp", "window"} | (timed if worded.metric in TIMED else set())
    if worded.metric != "response":
        wanted -= {"auto_ack_counts"}
    return {name: value for name, value in general.items() if name in wanted}


def _limited(
    worded: Worded, quantity: Quantity, setting: Setting, cutoff: str | None
) -> tuple[dict[str, Any], list[str], str]:
    """The limit and its clock as fields, with the readings and the question where the clock is in doubt."""
    clock, _ = _clock(worded, quantity, setting)
    fields: dict[str, Any] = {"strict": True} if quantity.strict else {}
    if quantity.cutoff:
        fields["cutoff"] = quantity.cutoff
    if quantity.broken:
        return (
            fields | {"limit_text": _words(quantity, worded)},
            list(quantity.readings),
            "Which figure is meant?",
        )
    share = _share_of_day(quantity, clock, setting)
    if share is not None:
        return fields | {"limit_s": share, "clock": "service_hours"}, [], ""
    fields |= quantity.limit(clock)
    if cutoff and clock in {"service_hours", "business_days", "next_business_day"}:
        fields.setdefault("cutoff", cutoff)
    if clock:
        fields["clock"] = clock
        fields |= _hours(worded, clock, setting)
    if "limit_s" in fields or "limit_days" in fields:
        return fields, *_missing_clock(clock, quantity)
    fields["limit_text"] = _words(quantity, worded)
    length = f"How long is {_said(quantity)}?"
    return fields, _both_clocks(quantity), length


def _share_of_day(quantity: Quantity, clock: str | None, setting: Setting) -> int | None:
    """Half a working day in seconds, where every day of the contract's one set of hours is equally long."""
    if (
        clock != "business_days"
        or quantity.unit != "day"
        or quantity.amount == int(quantity.amount)
        or len(setting.hours) != 1
    ):
        return None
    lengths: dict[int, int] = {}
    for day, opens, closes in setting.hours[0].fields.get("weekly", []):
        lengths[day] = lengths.get(day, 0) + closes - opens
    return int(quantity.amount * lengths.popitem()[1] * 60) if len(set(lengths.values())) == 1 else None


def _clock(worded: Worded, quantity: Quantity, setting: Setting) -> tuple[str | None, bool]:
    if worded.tier == AFTER_HOURS and quantity.clock is None:
        return CALENDAR, True
    rules = (
        worded.rules
        if any(rule.covers(worded.priority, worded.metric, worded.tier) for rule in worded.rules)
        else setting.clock_rules
    )
    return clock_of(
        quantity, list(worded.around), rules, priority=worded.priority, metric=worded.metric, tier=worded.tier
    )


def _hours(worded: Worded, clock: str, setting: Setting) -> dict[str, Any]:
    """The row's own hours, where it has some that differ from being open always."""
    own = hours_fields(worded.own_hours, setting.contract) if worded.own_hours and clock != CALENDAR else None
    return {"hours": own} if own and not own.get("always") else {}


def _missing_clock(clock: str | None, quantity: Quantity) -> tuple[list[str], str]:
    if clock:
        return [], ""
    return _both_clocks(quantity), f"Is {_said(quantity)} counted in service hours only, or around the clock?"


def _both_clocks(quantity: Quantity) -> list[str]:
    """The two readings of a time that no clock is named for."""
    if quantity.seconds is not None:
        return [f"{_said(quantity)} of service hours", f"{_said(quantity)} around the clock"]
    amount, unit = plain(quantity.amount), f"{quantity.unit}{'' if quantity.amount == 1 else 's'}"
    return [f"{amount} business {unit}", f"{amount} calendar {unit}"]


def _said(quantity: Quantity) -> str:
    return f"{plain(quantity.amount)} {quantity.unit}{'' if quantity.amount == 1 else 's'}"


def _words(quantity: Quantity, worded: Worded) -> str:
    return tidy(worded.words or "") or _said(quantity)


def _target(worded: Worded, general: dict[str, Any], clashes: dict[str, list[Any]]) -> tuple[str | None, list[str]]:
    own = list(dict.fromkeys(worded.pcts))
    if len(own) > 1:
        return None, [f"{plain(value)} %" for value in own]
    if own:
        return plain(own[0]), []
    if worded.metric not in TIMED:
        return None, []
    if "target_pct" in clashes:
        return None, [f"{value} %" for value in clashes["target_pct"]]
    return general.get("target_pct"), []


def _doubt(worded: Worded, readings: tuple[str, ...], question: str) -> Doubt:
    if worded.unknown:
        return Doubt("unknown", readings, question or "The value is not in the document. What was agreed?")
    if readings:
        return Doubt("conflict", readings, question)
    kept = worded.quantity.readings if worded.quantity else ()
    return Doubt("found", kept, question)


def _sure(worded: Worded, doubt: Doubt) -> float:
    if doubt.status != "found":
        return min(worded.confidence, 0.5)
    return min(worded.confidence, 0.85) if doubt.readings else worded.confidence


def heading_tier(headings: tuple[str, ...]) -> str | None:
    """The tier whose own heading a level stands under ("Gold plan", "Basic Tier")."""
    found = next((match for heading in reversed(headings) if (match := _TIER_HEADING.match(heading))), None)
    return found["tier"].lower() if found and found["tier"].lower() not in _NO_TIER else None
