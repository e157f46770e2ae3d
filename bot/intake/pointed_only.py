"""Places that only a second reader points at: asked about, never counted on.

One becomes a term in doubt only where its own words bear out what it is said to be and nothing of the kind was found;
anything else is told once, when the contract comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bot.intake.places import Spot
from knowledge.terms.credit_words import about_money_back
from knowledge.terms.metrics import metrics_of
from knowledge.terms.wording import plain, tidy
from store.facts.common import Status
from store.records import TermRecord

MOST_NOTES = 8


def asked_about(
    only: Sequence[Spot], known: Sequence[TermRecord], name: str, *, create: bool
) -> tuple[list[TermRecord], list[str]]:
    """The terms in doubt made of these places, and what is said of the others."""
    made: list[TermRecord] = []
    notes: list[str] = []
    for one in only:
        kind, fields = MAKERS[one.role](one) if create and one.role in MAKERS else ("", {})
        if fields and _borne_out(one) and not any(_same(kind, fields, term) for term in (*known, *made)):
            made.append(_doubt(one, kind, fields, name))
        else:
            notes.append(f'{one.passage.clause}: {name} also points at "{tidy(one.words)}"; look whether it was read.')
    return made, list(dict.fromkeys(notes))[:MOST_NOTES]


def _borne_out(one: Spot) -> bool:
    """Whether the words around a place name what it is said to be."""
    around = " ".join((*one.passage.headings, one.passage.text))
    if one.role in {"limit", "share"}:
        return one.metric in {metric for metric, _ in metrics_of(around)}
    return about_money_back(around) if one.role in {"credit", "cap", "claim_window"} else "notice" in around.lower()


def _same(kind: str, fields: dict[str, Any], term: TermRecord) -> bool:
    """Whether something of the kind is there already: the same level, the same rule on credits, the same date."""
    if term.kind != kind:
        return False
    if kind == "service_level":
        return all(term.fields.get(name) == fields.get(name) for name in ("metric", "priority"))
    if kind == "contract_date":
        return str(term.fields.get("name")).startswith("notice")
    return any(term.fields.get(name) is not None for name in fields if name not in {"kind", "metric", "priority"})


def _doubt(one: Spot, kind: str, fields: dict[str, Any], name: str) -> TermRecord:
    words = tidy(one.quote)
    return TermRecord(
        kind=kind,
        fields=fields,
        quote=one.quote,
        clause=one.passage.clause,
        start=one.start,
        end=one.end,
        confidence=0.3,
        status=Status.CONFLICT,
        readings=(f'{name} points at it: "{tidy(one.words)}"', "no such promise"),
        question=f'Only {name} points at this: "{words[:300]}". Is it a promise of this kind? Correct it if it is.',
    )


def _level(one: Spot) -> tuple[str, dict[str, Any]]:
    fields: dict[str, Any] = {"metric": one.metric} if one.metric else {}
    if one.priority is not None:
        fields["priority"] = one.priority
    if one.role == "share":
        return "service_level", {**fields, "target_pct": _number(one, "per cent")}
    if one.quantity is None or not one.metric:
        return "service_level", {}
    clock = {"same_day": None}.get(one.quantity.clock or "", one.quantity.clock)
    limit = one.quantity.limit(clock) or ({} if one.quantity.unit == "month" else one.quantity.limit("calendar"))
    return "service_level", {**fields, **limit, **({"clock": clock} if clock else {})} if limit else {}


def _credit(one: Spot) -> tuple[str, dict[str, Any]]:
    told = _number(one, "per cent")
    subject = {name: value for name, value in (("metric", one.metric), ("priority", one.priority)) if value}
    return "credit_rule", {"kind": "flat", "value": told, **subject} if told else {}


def _cap(one: Spot) -> tuple[str, dict[str, Any]]:
    told = _number(one, "per cent")
    return "credit_rule", {"kind": "modifier", "cap_pct": told} if told else {}


def _claim(one: Spot) -> tuple[str, dict[str, Any]]:
    days = _number(one, "days")
    return "credit_rule", {"kind": "modifier", "claim_days": int(days)} if days and days.isdigit() else {}


def _notice(one: Spot) -> tuple[str, dict[str, Any]]:
    days, months = _number(one, "days"), _number(one, "months")
    name = "notice_days" if days else "notice_months"
    return "contract_date", {"name": name, "value": days or months} if days or months else {}


def _number(one: Spot, unit: str) -> str | None:
    return next((plain(value) for kind, value in one.values if kind == unit and not isinstance(value, str)), None)


MAKERS: dict[str, Callable[[Spot], tuple[str, dict[str, Any]]]] = {
    "limit": _level, "share": _level, "credit": _credit, "cap": _cap, "claim_window": _claim, "notice": _notice,
}  # fmt: skip
