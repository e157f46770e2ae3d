"""The fields a term may have and how each is read: JSON or typed words in, exact values out, or a plain complaint.

Nothing is guessed: a value that cannot be read is reported and left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from store.facts.agreed import ClockKind, Firmness, Metric
from store.term_values import (
    HOURS,
    Reader,
    bands,
    clock_time,
    days,
    first_months,
    listed_words,
    member,
    names,
    number,
    one_of,
    opening_hours,
    percent,
    priority,
    rise_day,
    seconds,
    share,
    steps,
    ticket_kinds,
    whole,
    windows,
    words,
    yes_no,
)

CREDIT_KINDS = (
    "flat",
    "ladder",
    "per_point",
    "points",
    "pool",
    "prorata",
    "per_event",
    "per_span",
    "per_outage",
    "none",
    "modifier",
)
CHARGE_KINDS = (
    "monthly_fixed",
    "per_user",
    "per_device",
    "per_site",
    "hourly",
    "indexation",
    "freeze",
    "minimum_monthly",
    "exit_help",
    "late_interest",
    "share_of_fee",
    "early_exit_share",
    "early_exit_months",
)
DUTY_KINDS = (
    *("report", "review", "restore_test", "patching", "backup"),
    *("breach_notice", "roadmap", "pen_test", "exit_plan", "other"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """What could be read of a term's fields, and one sentence for each field that could not."""

    values: dict[str, Any]
    complaints: tuple[str, ...]


def read_fields(kind: str, fields: Mapping[str, Any]) -> Read:
    """Every field of a term of this kind, read; None and absent fields stay unknown, and strange ones are reported."""
    values: dict[str, Any] = {}
    complaints = [] if kind in FIELDS else [f"“{kind}” is no kind of term"]
    readers = FIELDS.get(kind, {})
    for name, value in fields.items():
        if value is None or kind not in FIELDS:
            continue
        if name not in readers:
            complaints.append(f"{name}: a {kind.replace('_', ' ')} has no such field")
            continue
        try:
            values[name] = readers[name](value)
        except (ValueError, TypeError, ArithmeticError, LookupError) as trouble:
            complaints.append(f"{name}: {_sentence(trouble, value)}")
    return Read(values, tuple(complaints))


def typed(kind: str, name: str, value: Any) -> Any:
    """A value as a person typed it, as the JSON value that is stored; ValueError when it cannot be read."""
    if value is None:
        return None
    reader = FIELDS[kind][name]
    if reader in STRUCTURED:
        value = _json(value)
        reader(value)
        return value
    return _plain(reader(value))


def _json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise ValueError(f"“{value}” is not written as JSON, such as [[0, 480, 1080]]") from None


def _plain(value: Any) -> Any:
    """The JSON value of something read."""
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, StrEnum) else value


def _sentence(trouble: Exception, value: Any) -> str:
    return str(trouble) if type(trouble) is ValueError else f"“{value}” cannot be read"


STRUCTURED = (opening_hours, windows, days, bands, steps, listed_words)
SERVICE_LEVEL: dict[str, Reader] = {
    "metric": member(Metric),
    "priority": priority,
    "service": words,
    "tier": words,
    "limit_s": seconds,
    "limit_days": whole,
    "strict": yes_no,
    "clock": member(ClockKind),
    "hours": opening_hours,
    "target_pct": share,
    "low_volume_n": whole,
    "low_volume_max_misses": whole,
    "min_tickets": whole,
    "window": words,
    "month_by": one_of("resolved", "resolved_only", "opened"),
    "scope": words,
    "pauses": names,
    "auto_ack_counts": yes_no,
    "planned_notice_s": seconds,
    "planned_notice_days": whole,
    "full_month_denominator": yes_no,
    "round_dp": whole,
    "firmness": member(Firmness),
    "cutoff": clock_time,
    "limit_text": words,
    "kinds": ticket_kinds,
    "by_first_priority": yes_no,
}
CREDIT_RULE: dict[str, Reader] = {
    "kind": one_of(*CREDIT_KINDS),
    "metric": member(Metric),
    "priority": priority,
    "service": words,
    "value": number,
    "currency": words,
    "per": number,
    "bands": bands,
    "base": words,
    "base_name": words,
    "allocation_pct": percent,
    "pool_pct": percent,
    "at_risk_pct": percent,
    "points_to_pct": steps,
    "repeat_factor": number,
    "cap_pct": percent,
    "cap_year_pct": percent,
    "cap_quarter_pct": percent,
    "round_dp": whole,
    "one_per_incident": yes_no,
    "automatic": yes_no,
    "claim_days": whole,
    "claim_from": one_of("month_end", "event", "bill"),
    "claim_business_days": yes_no,
    "claim_form": words,
    "exclusive_remedy": yes_no,
    "tier": words,
    "point_pct": percent,
    "point_amount": number,
    "cap_amount": number,
    "cap_year_amount": number,
    "minimum_amount": number,
    "threshold_amount": number,
    "limit_currency": words,
    "highest_only": yes_no,
    "earn_back_months": whole,
    "earn_back_pct": share,
    "earn_back_all": yes_no,
    "claim_months": whole,
    "report_hours": whole,
    "exclusive_except": words,
    "no_credit_months": whole,
    "least_tickets": whole,
    "within": words,
    "bands_of": one_of("result", "shortfall", "downtime"),
    "span_part": one_of("full", "begun", "exact", "unsaid"),
    "span_of": one_of("month", "outage", "unsaid"),
    "time_of": one_of("downtime", "excess"),
    "longer_than": number,
    "longer_or_as": yes_no,
    "without_miss": one_of("yes", "unsaid"),
    "part_of": whole,
}
FIELDS: dict[str, dict[str, Reader]] = {
    "service_level": SERVICE_LEVEL,
    "credit_rule": CREDIT_RULE,
    "trigger": {
        "k": whole,
        "n": whole,
        "consecutive": yes_no,
        "scope": one_of("same_level", "any_level", "misses", "points", "credits"),
        "metric": member(Metric),
        "priority": priority,
        "level": number,
        "effect": words,
        "window": one_of("rolling", "contract_year", "calendar_year"),
        "service": words,
        "within": words,
    },
    "charge": {
        "kind": one_of(*CHARGE_KINDS),
        "rate": number,
        "currency": words,
        "minimum": whole,
        "index": words,
        "cap_pct": percent,
        "notice_days": whole,
        "note": words,
        "hours": whole,
        "rises_on": rise_day,
        "rises_from": lambda value: date.fromisoformat(str(value)),
        "rises_after": first_months,
        "holds": names,
        "plan": words,
        "who": words,
        "name": words,
    },
    "duty": {
        "kind": one_of(*DUTY_KINDS),
        "who": one_of("provider", "customer"),
        "what": words,
        "every_months": whole,
        "due_days": whole,
        "due_business_days": whole,
        "due_months": whole,
        "due_hours": whole,
        "after": words,
        "deemed_failed": yes_no,
    },
    "service_hours": HOURS,
    "contract_date": {"name": words, "value": lambda value: str(value).strip()},
    # Which words rule where two differ (see `store.term_precedence`): no measure reads them.
    "precedence": {"paper": words, "ranks": listed_words},
    "party": {"role": one_of("provider", "customer"), "name": words},
    # A place that a second reader points at: a question to a person, of which no measure knows.
    "pointed_at": {"role": words, "metric": words, "priority": priority, "words": words},
}
