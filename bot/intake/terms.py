"""Terms on their way in and past a person: shown as a sentence, confirmed, or corrected with the old reading kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.answering.draft import duration
from store.facts.common import InterpreterError
from store.records import TermRecord

if TYPE_CHECKING:
    from bot.wiring import Interpreter


def term_row(term: TermRecord) -> dict[str, Any]:
    """A term as commands print it."""
    return {
        "id": term.id,
        "contract": term.contract,
        "kind": term.kind,
        "reading": reading(term),
        "fields": term.fields,
        "document": term.document,
        "clause": term.clause,
        "page": term.page,
        "quote": term.quote,
        "status": term.status.value,
        "confidence": term.confidence,
        "readings": list(term.readings),
        "question": term.question,
        "effective_from": str(term.effective_from),
        "effective_to": str(term.effective_to),
    }


def reading(term: TermRecord) -> str:
    """What we take the term to say, in words."""
    teller = {
        "service_level": _level, "credit_rule": _credit, "trigger": _trigger, "charge": _charge, "duty": _duty,
        "service_hours": _hours, "contract_date": _named, "party": _party,
        "pointed_at": _pointed, "precedence": _precedence,
    }.get(term.kind)  # fmt: skip
    return teller(term.fields) if teller else json.dumps(term.fields)


def _level(fields: dict[str, Any]) -> str:
    priority = f"P{fields['priority']} " if fields.get("priority") else ""
    service = f" of {fields['service']}" if fields.get("service") else ""
    tier = f" ({fields['tier']})" if fields.get("tier") else ""
    parts = [_time(fields), _clock(fields), f"{fields['target_pct']} %" if fields.get("target_pct") else ""]
    words = ", ".join(part for part in parts if part) or fields.get("limit_text") or "no figure"
    firm = {"target": " (a target)", "efforts": " (efforts only)"}.get(fields.get("firmness", ""), "")
    return f"{priority}{fields.get('metric', '?').replace('_', ' ')}{service}{tier}: {words}{firm}"


def _time(fields: dict[str, Any]) -> str:
    if fields.get("limit_s") is not None:
        return " ".join(duration(int(fields["limit_s"])))
    return f"{fields['limit_days']} working days" if fields.get("limit_days") is not None else ""


def _clock(fields: dict[str, Any]) -> str:
    return {"calendar": "around the clock", "service_hours": "in service hours"}.get(fields.get("clock", ""), "")


def _credit(fields: dict[str, Any]) -> str:
    kind = fields.get("kind", "?")
    scope = f"P{fields['priority']} " if fields.get("priority") else ""
    scope += fields.get("metric", "").replace("_", " ") + (f" ({fields['tier']})" if fields.get("tier") else "")
    parts = [scope.strip(), f"{fields['value']} {fields.get('currency') or '%'}" if fields.get("value") else ""]
    if kind == "none":
        return f"no credit for {scope.strip()}"
    if kind in {"per_span", "per_outage", "prorata"}:
        parts.append(_by_time(fields))
    parts += [_band(band) for band in fields.get("bands", ())]
    parts.append(
        {"shortfall": "by points below the level", "downtime": "by minutes of downtime"}.get(
            fields.get("bands_of", ""), ""
        )
    )
    parts += [f"{name.replace('_', ' ')} {fields[name]}" for name in MODIFIERS if fields.get(name) is not None]
    parts += [_in_money(name, fields) for name in IN_MONEY if fields.get(name) is not None]
    return f"credit, {kind.replace('_', ' ')}: " + ", ".join(part for part in parts if part)


def _by_time(fields: dict[str, Any]) -> str:
    """How a credit counts the time that a service was down."""
    free = fields.get("longer_than")
    of = {"daily_charge": "of a day's charge ", "hour_of_charge": "of an hour's charge "}.get(
        fields.get("base", ""), ""
    )
    of = of or (f"of 1/{fields['part_of']} of the month's charge " if fields.get("part_of") else "")
    if fields["kind"] == "per_outage":
        return f"{of}for each outage" + (f" longer than {free} minutes" if free else "")
    beyond = " beyond the level" if fields.get("time_of") == "excess" else f" after {free} minutes" if free else ""
    if fields["kind"] == "prorata":
        return f"in proportion to the downtime{beyond}"
    part = {"begun": "begun ", "exact": "and in proportion for part of ", "unsaid": ""}.get(
        fields.get("span_part", ""), "full "
    )
    return f"{of}for each {part}{fields.get('per')} minutes of downtime{beyond}"


IN_MONEY = {
    "cap_amount": "at most {} a month", "cap_year_amount": "at most {} a year", "minimum_amount": "at least {}",
    "threshold_amount": "nothing below {}", "point_amount": "{} a point",
}  # fmt: skip


def _in_money(name: str, fields: dict[str, Any]) -> str:
    return IN_MONEY[name].format(f"{fields.get('limit_currency') or ''} {fields[name]}".strip())


MODIFIERS = (
    "point_pct", "highest_only", "earn_back_months", "earn_back_pct", "earn_back_all", "claim_months", "report_hours",
    "repeat_factor", "cap_pct", "cap_year_pct", "cap_quarter_pct", "claim_days", "claim_from", "automatic", "pool_pct", "at_risk_pct",
    "allocation_pct", "exclusive_remedy", "one_per_incident", "least_tickets", "no_credit_months",
)  # fmt: skip


def _band(band: dict[str, Any]) -> str:
    low, high = band.get("low"), band.get("high")
    span = f"{low} to {high}" if low and high else f"below {high}" if high else f"from {low}"
    return f"{span} gives {band.get('value')}"


def _trigger(fields: dict[str, Any]) -> str:
    often = (
        f"{fields.get('k', '?')} consecutive months"
        if fields.get("consecutive")
        else f"{fields.get('k', '?')} of {fields.get('n', '?')} months"
    )
    return f"persistent failure: {often}; {fields.get('effect') or 'effect not read'}"


def _charge(fields: dict[str, Any]) -> str:
    kind = fields.get("kind", "?").replace("_", " ")
    if fields.get("rate"):
        whom = f" for {fields['who']}" if fields.get("who") else ""
        return f"{kind}: {fields['rate']} {fields.get('currency', '')}".rstrip() + whom
    if kind == "freeze":
        months = {"initial_term": "in the initial term"}.get(fields.get("rises_after", ""))
        until = f"before {fields['rises_from']}" if fields.get("rises_from") else months
        return f"no price rise {until or 'in the first ' + fields.get('rises_after', '?') + ' months'}"
    return f"{kind}: {fields.get('index', '')} cap {fields.get('cap_pct', 'none read')} %"


def _duty(fields: dict[str, Any]) -> str:
    due = ""
    if fields.get("due_business_days") is not None:
        due = f", within {fields['due_business_days']} working days"
    elif fields.get("due_days") is not None:
        due = f", within {fields['due_days']} days"
    every = {1: ", monthly", 3: ", quarterly", 6: ", every six months", 12: ", yearly"}.get(
        fields.get("every_months") or 0, ""
    )
    return f"{fields.get('who', 'provider')}: {fields.get('kind', '?').replace('_', ' ')}{every}{due}"


def _hours(fields: dict[str, Any]) -> str:
    if fields.get("always"):
        return "around the clock"
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    windows = [
        f"{days[d]} {o // 60:02d}:{o % 60:02d}-{c // 60:02d}:{c % 60:02d}" for d, o, c in fields.get("weekly", ())
    ]
    return ", ".join(windows) + (
        f", without holidays of {fields['holiday_country']}" if fields.get("holiday_country") else ""
    )


def _named(fields: dict[str, Any]) -> str:
    return f"{fields.get('name', '?').replace('_', ' ')}: {fields.get('value', '?')}"


def _party(fields: dict[str, Any]) -> str:
    return f"{fields.get('role', '?')}: {fields.get('name', '?')}"


def _precedence(fields: dict[str, Any]) -> str:
    if fields.get("paper"):
        return f"this paper: {fields['paper']}"
    told = {"this": "these words", "*": "everything else"}
    return "where they differ: " + ", then ".join(told.get(name, name) for name in fields.get("ranks", ()))


def _pointed(fields: dict[str, Any]) -> str:
    about = f"P{fields['priority']} " if fields.get("priority") else ""
    about += (fields.get("metric") or "").replace("_", " ")
    told = " ".join(part for part in (fields.get("role", "?").replace("_", " "), about.strip()) if part)
    return f'perhaps a term, {told}: "{fields.get("words", "")}"'


def confirmed(interpreter: Interpreter, ids: Sequence[int] | None) -> list[int]:
    """Mark terms as confirmed by a person (None = every term found) and measure again; returns their ids."""
    done = interpreter.stores.terms.confirm(ids if ids is not None else "all")
    measure_again(interpreter)
    return [term.id for term in done]


def corrected(interpreter: Interpreter, term: int, changes: Sequence[str]) -> dict[str, Any]:
    """Correct fields of a term and measure again; each change reads FIELD=VALUE."""
    fields: dict[str, Any] = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise InterpreterError(f"'{change}' is not FIELD=VALUE; write for example limit_s=900.")
        fields[name.strip()] = _value(value.strip())
    record = interpreter.stores.terms.correct(term, fields)
    measure_again(interpreter)
    return term_row(record)


def _value(text: str) -> Any:
    """A JSON value where it is one, else the words themselves; decimals stay text so that nothing is rounded."""
    if text.lower() in {"true", "false", "null"} or text.lstrip("-").isdigit() or text[:1] in "[{":
        try:
            return json.loads(text.lower() if text[:1] not in "[{" else text)
        except json.JSONDecodeError as error:
            raise InterpreterError(f"'{text}' is not a value that can be read; check its brackets.") from error
    return text


def measure_again(interpreter: Interpreter) -> None:
    """Judge every contract's tickets again where terms or tickets changed."""
    for ref in interpreter.stores.contracts.refs():
        if interpreter.stores.outcomes.needs_recompute(ref):
            interpreter.stores.outcomes.recompute(ref)
