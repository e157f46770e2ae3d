"""Terms as stored, read into the facts that the measures take; pure, and nothing is ever dropped without a word.

A term whose fields cannot be read comes out in conflict, with the complaint among its readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from store.credit_modifiers import SCOPE, SPAN, Origins, with_modifiers
from store.facts.agreed import (
    Agreed,
    Charge,
    ClockKind,
    ContractFacts,
    Duty,
    Metric,
    ServiceHours,
    ServiceLevel,
    Trigger,
)
from store.facts.common import FAR_PAST, Source, Status
from store.facts.credit_rule import CreditRule, UnreadCredit
from store.plan_bought import of_the_plan, plans_bought
from store.records import ContractHead, TermRecord
from store.term_fields import Read, read_fields
from store.term_values import day, whole

RELIED_ON = (Status.CONFIRMED, Status.FOUND)
HOURS_NAMES = ("service hours", "support hours", "business hours", "working hours", "core hours")
DATE_FIELDS = {
    "service_start": day,
    "term_end": day,
    "initial_term_months": whole,
    "renewal": str,
    "renewal_months": whole,
    "notice_days": whole,
    "notice_months": whole,
    "termination_notice_days": whole,
    "termination_notice_months": whole,
    "extension_months": whole,
    "extension_notice_days": whole,
    "extension_notice_months": whole,
}
NO_ZONE, NO_CURRENCY = "Europe/London", "GBP"  # where neither a person nor the contract says one, nor where it is
UNTOLD = ""  # the currency of a contract that lies elsewhere and names none
MONEY_OF = {"GB": "GBP", "US": "USD", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "IE": "EUR", "DE": "EUR", "AT": "EUR"}
NEVER = 1_000_000  # stands for a number of misses that could not be read: never reached, and the status says why


def facts_of(terms: Sequence[TermRecord], head: ContractHead | None = None) -> Agreed:
    """Everything the terms say, all versions, each with the days on which it counts."""
    terms = without_repeats(term for term in terms if term.status is not Status.OVERRULED)
    rules = with_modifiers(terms)
    by_kind: dict[str, list[TermRecord]] = {}
    for term in terms:
        if term.kind != "credit_rule":
            by_kind.setdefault(term.kind, []).append(term)
    levels = [_level(term) for term in by_kind.get("service_level", ())]
    bought = plans_bought(terms)
    return Agreed(
        contract=contract_facts(terms, head),
        levels=of_the_plan(
            (
                made
                for level in levels
                for made in _by_opening_hours(level, hours_versions(terms), _doubtful_hours(terms))
            ),
            bought,
        ),
        credit_rules=of_the_plan((_credit_rule(term, origins) for term, origins in rules), bought),
        triggers=tuple(_trigger(term) for term in by_kind.get("trigger", ())),
        charges=tuple(_charge(term) for term in by_kind.get("charge", ())),
        duties=tuple(_duty(term) for term in by_kind.get("duty", ())),
        unpriced=tuple(_unread(t) for t in terms if t.kind == "credit_rule" and (not rules or _says_nothing(t))),
    )


def _unread(term: TermRecord) -> UnreadCredit:
    scope = read_fields("credit_rule", {name: term.fields.get(name) for name in ("metric", "priority", "service")})
    return UnreadCredit(_source(term), **scope.values)


def _says_nothing(term: TermRecord) -> bool:
    """A clause on credits of which nothing was read: what it gives, and for which miss, nobody knows."""
    return term.fields.get("kind") != "none" and not set(term.fields) - {"kind", *SCOPE}


def without_repeats(terms: Iterable[TermRecord]) -> list[TermRecord]:
    """The terms without those that another document merely says again, word for word, on the same days."""
    seen: dict[str, str] = {}
    kept = []
    for term in terms:
        key = repr((term.kind, sorted(term.fields.items()), term.effective_from, term.effective_to, term.status))
        if seen.setdefault(key, term.document) == term.document:
            kept.append(term)
    return kept


def contract_facts(
    terms: Sequence[TermRecord], head: ContractHead | None = None, on: date | None = None
) -> ContractFacts:
    """Who and when, from what people said first and from the terms in force on `on` (the newest when None) second."""
    head = head or ContractHead("")
    valid = [term for term in terms if on is None or term.effective_from <= on <= term.effective_to]
    hours = next((found for start, end, found in reversed(hours_versions(valid))), None)
    dates = {name: _date_value(valid, name, reader) for name, reader in DATE_FIELDS.items()}
    return ContractFacts(
        ref=head.ref,
        title=head.title or "",
        provider=head.provider or _party(valid, "provider"),
        customer=head.customer or _party(valid, "customer"),
        tz=head.tz or (hours.tz if hours else NO_ZONE),
        currency=head.currency or _date_value(valid, "currency", str) or _currency(valid, hours),
        hours=hours,
        plan=_date_value(valid, "plan", str),
        termination_bar=_date_value(valid, "termination_bar", str) or "",
        **dates,
    )


def hours_versions(terms: Sequence[TermRecord]) -> list[tuple[date, date, ServiceHours]]:
    """The contract's main opening hours with the days on which they count, oldest first; empty when not certain."""
    named: dict[str, list[tuple[date, date, ServiceHours]]] = {}
    for term in terms:
        if term.kind == "service_hours" and term.status in RELIED_ON:
            read = read_fields("service_hours", term.fields)
            hours = ServiceHours(**read.values)
            if not read.complaints and hours.known:
                named.setdefault(hours.name.lower(), []).append((term.effective_from, term.effective_to, hours))
    main = named.popitem()[1] if len(named) == 1 else next((named[name] for name in HOURS_NAMES if name in named), [])
    main = sorted(main, key=lambda version: version[:2])
    clash = any(before[1] >= after[0] and before[2] != after[2] for before, after in pairwise(main))
    return [] if clash else main


def _doubtful_hours(terms: Sequence[TermRecord]) -> list[TermRecord]:
    """Opening hours that an amendment left in doubt from a day on, after hours that were certain till then."""
    sure = {str(term.fields.get("name")) for term in terms if term.kind == "service_hours" and term.status in RELIED_ON}
    return [
        term
        for term in terms
        if term.kind == "service_hours"
        and term.status not in RELIED_ON
        and term.effective_from > FAR_PAST
        and str(term.fields.get("name")) in sure
    ]


def _by_opening_hours(
    level: ServiceLevel, versions: Sequence[tuple[date, date, ServiceHours]], doubtful: Sequence[TermRecord]
) -> Iterable[ServiceLevel]:
    """A level that borrows the contract's hours, cut where those change; in doubt itself from when they are in doubt."""
    if level.hours is not None or level.clock is ClockKind.CALENDAR or len(versions) + len(doubtful) < 2:
        return (level,)
    made = [replace(level, hours=hours) for _, _, hours in versions]
    made += [replace(level, status=Status.CONFLICT, readings=(*level.readings, *one.readings)) for one in doubtful]
    spans = [version[:2] for version in versions] + [(one.effective_from, one.effective_to) for one in doubtful]
    cuts = [
        replace(one, effective_from=max(level.effective_from, start), effective_to=min(level.effective_to, end))
        for one, (start, end) in zip(made, spans, strict=True)
    ]
    inside = [cut for cut in cuts if cut.effective_from <= cut.effective_to]
    return [replace(cut, id=level.id + SPAN * number) for number, cut in enumerate(inside)]


def _date_value(terms: Sequence[TermRecord], name: str, reader: Any) -> Any:
    """The one value relied on; None when there is none, or when two documents of the same day differ."""
    found = [term for term in terms if term.kind == "contract_date" and term.fields.get("name") == name]
    found = [term for term in found if term.status in RELIED_ON]
    newest = max((term.effective_from for term in found), default=None)
    confirmed = [term for term in found if term.status is Status.CONFIRMED and term.effective_from == newest]
    values = set()
    for term in confirmed or [term for term in found if term.effective_from == newest]:
        try:
            values.add(reader(term.fields.get("value")))
        except ValueError:
            return None
    return values.pop() if len(values) == 1 else None


def _party(terms: Sequence[TermRecord], role: str) -> str:
    names = [
        str(term.fields.get("name") or "") for term in terms if term.kind == "party" and term.fields.get("role") == role
    ]
    return names[-1] if names else ""


def _currency(terms: Sequence[TermRecord], hours: ServiceHours | None) -> str:
    """The one currency named; else that of the country whose holidays count; pounds are never put on foreign hours."""
    found = {str(term.fields["currency"]) for term in terms if term.fields.get("currency") and term.status in RELIED_ON}
    if len(found) == 1:
        return found.pop()
    if hours is None or (hours.holiday_country is None and hours.tz == NO_ZONE):
        own = NO_CURRENCY
    else:
        own = MONEY_OF.get(hours.holiday_country or "", UNTOLD)
    return own if not found or own in found else UNTOLD


def _level(term: TermRecord) -> ServiceLevel:
    read = read_fields("service_level", term.fields)
    complaints = () if "metric" in read.values else ("metric: what is measured is not known",)
    values = {"metric": Metric.OTHER, **read.values}
    return ServiceLevel(**_common(term, read, complaints), **values, **_readings(term, read, complaints))


def _credit_rule(term: TermRecord, origins: Origins) -> CreditRule:
    read = read_fields("credit_rule", term.fields)
    complaints = () if "kind" in read.values else ("kind: how the credit is worked out is not known",)
    values = {"kind": "unknown", **read.values}
    return CreditRule(**_common(term, read, complaints), **values, **_readings(term, read, complaints), also=origins)


def _trigger(term: TermRecord) -> Trigger:
    read = read_fields("trigger", term.fields)
    complaints = () if "k" in read.values else ("k: how many misses are too many is not known",)
    return Trigger(**_common(term, read, complaints), **{"k": NEVER, **read.values})


def _charge(term: TermRecord) -> Charge:
    read = read_fields("charge", term.fields)
    complaints = () if "kind" in read.values else ("kind: what is charged for is not known",)
    return Charge(**_common(term, read, complaints), **{"kind": "unknown", **read.values})


def _duty(term: TermRecord) -> Duty:
    read = read_fields("duty", term.fields)
    complaints = () if "kind" in read.values else ("kind: what is to be done is not known",)
    return Duty(**_common(term, read, complaints), **{"kind": "other", **read.values})


def _source(term: TermRecord) -> Source:
    return Source(term.document, clause=term.clause or None, page=term.page, quote=term.quote or None)


def _common(term: TermRecord, read: Read, complaints: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": term.id,
        "contract": term.contract,
        "source": _source(term),
        "status": Status.CONFLICT if read.complaints or complaints else term.status,
        "confidence": term.confidence,
        "effective_from": term.effective_from,
        "effective_to": term.effective_to,
    }


def _readings(term: TermRecord, read: Read, complaints: tuple[str, ...]) -> dict[str, Any]:
    return {"readings": (*term.readings, *read.complaints, *complaints)}
