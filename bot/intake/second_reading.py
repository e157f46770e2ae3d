"""Two readers of one contract: what a model points at is held against the terms found by rule, and a person settles the rest.

The same value at the same place makes a term surer; another value makes it a conflict; what only the model points at is
asked about. Nothing becomes a found term by a model's word, and no value comes from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.answering.voice.pointing import Reader
from bot.intake.places import Spot, Value, passages, seconds, spot
from bot.intake.pointed_only import asked_about
from bot.intake.progress import bar
from bot.intake.terms import reading
from knowledge.clauses import ClauseTree
from knowledge.terms.priorities import Scale
from store.facts.common import Status
from store.records import TermRecord

if TYPE_CHECKING:
    from rich.console import Console

# A second reader that differs this often, and more often than it agrees, is not heard at all.
TOO_MANY = 3
KINDS = {
    "limit": "service_level", "share": "service_level", "credit": "credit_rule", "cap": "credit_rule",
    "claim_window": "credit_rule", "price": "charge", "rise": "charge", "notice": "contract_date",
    "length": "contract_date", "due": "duty",
}  # fmt: skip
SAYS = {
    "limit": "the time for", "share": "the share for", "credit": "a credit for", "cap": "the most that is credited",
    "claim_window": "the time to claim", "price": "a price", "rise": "the most a price may rise", "notice": "the time of notice",
    "length": "how long it runs", "due": "when a duty is due",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """The terms after a second reading, what there is to say of it, and how often the readers agreed."""

    terms: list[TermRecord]
    notes: tuple[str, ...]
    counts: dict[str, int]


def compared(
    terms: Sequence[TermRecord],
    tree: ClauseTree,
    scale: Scale,
    reader: Reader,
    *,
    console: Console | None = None,
    amends: bool = False,
) -> Compared:
    """Have every passage with a number read again. An amendment's terms gain no others: it tells old values beside new ones."""
    wanted, spots, failed, unusable = passages(tree), [], 0, 0
    with bar(console, f"reading {tree.document} a second time") as moved:
        for number, got in enumerate(reader.read(wanted), 1):
            failed += got.points is None
            for one in got.points or ():
                checked = spot(got.passage, one, scale)
                unusable += checked is None
                spots += [checked] if checked else []
            if moved:
                moved(number, len(wanted))
    judged = judge(terms, spots, reader.model.name, amends=amends)
    counts = {**judged.counts, "passages": len(wanted), "unread": failed, "unusable": unusable}
    return replace(judged, counts=counts, notes=_notes(reader.model.name, counts, judged.notes))


def judge(terms: Sequence[TermRecord], spots: Sequence[Spot], name: str, *, amends: bool = False) -> Compared:
    """Hold the places that a model pointed at against the terms found by rule."""
    counted: Counter[str] = Counter()
    verdicts: dict[int, list[tuple[str, Spot]]] = {}
    only: list[Spot] = []
    for one in spots:
        mark, places = _held(one, terms)
        counted[mark] += 1
        if mark in {"only", "beside"}:
            only.append(one)
        for place in places:
            verdicts.setdefault(place, []).append((mark, one))
    if counted["differs"] >= TOO_MANY and counted["differs"] > counted["agrees"]:
        note = f"The second reading by {name} differs from most of what was found, so it was set aside."
        return Compared(list(terms), (note,), dict(counted))
    kept = [_marked(term, verdicts[at], name) if at in verdicts else term for at, term in enumerate(terms)]
    more, notes = asked_about(only, name, create=not amends)
    return Compared([*kept, *more], tuple(notes), dict(counted))


def _held(one: Spot, terms: Sequence[TermRecord]) -> tuple[str, list[int]]:
    """What becomes of a place (agrees, known, differs, beside, only), and the terms it touches."""
    alike = [at for at, term in enumerate(terms) if term.kind == KINDS[one.role] and values(term, one.role)]
    subject = [at for at in alike if _fits(one, terms[at])]
    same = [at for at in subject if values(terms[at], one.role) & one.values]
    near = [at for at in same if _over(one, terms[at]) or terms[at].clause == one.passage.clause]
    if near or same:
        return ("agrees", near) if near else ("known", [])
    here = [at for at in subject if _over(one, terms[at])]
    if not here and one.role in {"limit", "share"}:
        # The same words taken for something else.
        here = [at for at in alike if _over(one, terms[at]) and values(terms[at], one.role) & one.values]
    if here:
        return "differs", here
    return ("beside", []) if subject else ("only", [])


def _fits(one: Spot, term: TermRecord) -> bool:
    """Whether a term speaks of the same service level and priority as a place; what neither names leaves it open."""
    if term.kind not in {"service_level", "credit_rule"}:
        return True
    metric, priority = term.fields.get("metric"), term.fields.get("priority")
    loose = term.kind == "credit_rule"
    return (one.metric == metric or (loose and None in {one.metric, metric})) and (
        one.priority is None or priority is None or one.priority == int(priority)
    )


def _over(one: Spot, term: TermRecord) -> bool:
    return one.start < term.end and term.start < one.end


def values(term: TermRecord, role: str) -> frozenset[Value]:
    """What a term found by rule says in a role, in the same kinds of value as a place."""
    fields = term.fields
    made: set[Value] = set()
    for name, unit in FIELDS[role]:
        if fields.get(name) is not None:
            made |= _value(fields[name], unit, fields)
    if role == "credit":
        made |= {("per cent", Decimal(str(band["value"]))) for band in fields.get("bands", ())}
    if term.kind == "contract_date":
        unit = "days" if str(fields.get("name")).endswith("days") else "months"
        wanted = "notice" if role == "notice" else "month"
        made = {(unit, Decimal(fields["value"]))} if wanted in fields["name"] and fields["value"].isdigit() else set()
        if role == "length" and "notice" in fields["name"]:
            return frozenset()
    return frozenset(made)


FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "limit": (("limit_s", "seconds"), ("limit_days", "days")),
    "share": (("target_pct", "per cent"),),
    "credit": (("value", "amount"), ("point_pct", "per cent"), ("point_amount", "limit")),
    "cap": (("cap_pct", "per cent"), ("cap_year_pct", "per cent"), ("cap_amount", "limit"), ("cap_year_amount", "limit")),
    "claim_window": (("claim_days", "days"), ("claim_months", "months")),
    "price": (("rate", "money"),),
    "rise": (("cap_pct", "per cent"),),
    "notice": (),
    "length": (),
    "due": (("due_days", "days"), ("due_business_days", "days"), ("due_months", "months")),
}  # fmt: skip


def _value(told: Any, unit: str, fields: dict[str, Any]) -> set[Value]:
    number = Decimal(str(told))
    if unit == "seconds":
        return set(seconds(int(number)))
    if unit == "days":
        return {("days", number), ("seconds", number * 86_400)}
    if unit == "amount":
        return {(f"money {fields['currency']}", number)} if fields.get("currency") else {("per cent", number)}
    if unit in {"money", "limit"}:
        return {(f"money {fields.get('currency' if unit == 'money' else 'limit_currency') or ''}", number)}
    return {(unit, number)}


def _marked(term: TermRecord, verdicts: Sequence[tuple[str, Spot]], name: str) -> TermRecord:
    """A found term with what the second reader says of it; one that is in doubt or confirmed already stays as it is."""
    if term.status is not Status.FOUND:
        return term
    other = next((one for mark, one in verdicts if mark == "differs"), None)
    if other is None:
        surer = round(1 - (1 - term.confidence) * 0.3, 3)
        same = dict.fromkeys(f"{said(one)}, read the same by rule and by {name}" for _, one in verdicts)
        return replace(term, confidence=surer, readings=(*term.readings, *same))
    readings = (f"read by rule: {reading(term)}", f"read by {name}: {said(other)}")
    question = f"Two readings of the same words: {reading(term)}; or {said(other)}. Which one holds?"
    return replace(term, status=Status.CONFLICT, confidence=0.5, readings=readings, question=question)


def said(one: Spot) -> str:
    """What a model takes a place to be, in names of ours and words of the contract."""
    about = " ".join(
        part for part in (f"P{one.priority}" if one.priority else "", (one.metric or "").replace("_", " ")) if part
    )
    told = " ".join(part for part in (SAYS[one.role], about) if part).removesuffix(" for")
    return f'{told}: "{one.words}"'


def _notes(name: str, counts: dict[str, int], more: Sequence[str]) -> tuple[str, ...]:
    read, alone = counts["passages"] - counts["unread"], counts.get("only", 0) + counts.get("beside", 0)
    agree, differ = counts.get("agrees", 0) + counts.get("known", 0), counts.get("differs", 0)
    told = f"{agree} places agree, {differ} differ, {alone} were pointed at by it alone"
    found = f"{name} read {read} of {counts['passages']} passages with numbers again: {told}."
    if counts["unread"] and counts["unread"] == counts["passages"]:
        found = f"{name} could not be used; the terms stand as found by rule. itbot doctor says more."
    return (found, *more)
