"""Values that an amendment changes by their words ("from 2 hours to 1 hour"): the earlier term with its new value.

It refuses to guess: where not exactly one value under the clause is the old one, the terms there go on in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.intake.row_changes import made_anew
from bot.intake.words_again import fields_again
from knowledge.amendments import Amendment
from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document
from knowledge.terms.metrics import metrics_of, percents
from knowledge.terms.passages import Contract
from knowledge.terms.priorities import scale_of
from knowledge.terms.quantities import Quantity, quantities
from knowledge.terms.wording import plain, tidy
from store.facts.common import Status
from store.records import TermRecord
from store.term_doubts import IDENTITY
from store.term_precedence import matter_of

_MONEY = re.compile(r"\W*(?P<sign>[$£€]|GBP|USD|EUR|AUD|CAD|NZD)\s*(?P<n>\d[\d,]*(?:\.\d+)?)(?!\s*%)\W*\Z")
_SHARES = {"target_pct", "cap_pct", "cap_year_pct", "pool_pct", "at_risk_pct", "allocation_pct", "value"}
_DAYS = {"due_days", "claim_days"}
_BUSINESS_DAYS = {"due_business_days", "claim_business_days"}
_CLOCKS = {"service_hours", "business_days", "calendar", "next_business_day"}
# Who the parties are is told elsewhere; a change of words in their clause brings no term into doubt for it.
_UNTOUCHED = {"party"}


@dataclass(frozen=True, slots=True)
class _Change:
    """One change with what its sentence narrows it to."""

    amendment: Amendment
    sentence: str
    day: date
    priorities: frozenset[int]
    metrics: frozenset[str]


def changed_terms(
    changes: Sequence[Amendment], before: Sequence[TermRecord], document: Document, tree: ClauseTree, day: date
) -> list[TermRecord]:
    """The terms that changes of words make, each from its own day (`day` where a change gives none)."""
    scale = scale_of(Contract(document, tree))
    made: list[TermRecord] = []
    for one in sorted(
        (c for c in changes if by_words(c) or c.action == "unread"), key=lambda c: (c.effective or day, c.start)
    ):
        said = document.text[one.start : one.end]
        change = _Change(
            one,
            said,
            one.effective or day,
            frozenset(scale.named(one.row or said)),
            frozenset(name for name, _ in metrics_of(said)),
        )
        made = _over(made, _fresh(change, [*before, *made], document.name), change.day)
    return made


def by_words(change: Amendment) -> bool:
    """Whether a change tells words for words, and not a part of a clause written anew."""
    return change.action == "change" and bool(change.old_words or change.new_words)


def _fresh(change: _Change, known: Sequence[TermRecord], name: str) -> list[TermRecord]:
    here = [term for term in _in_force(known, change) if _below(term, change) or _held_above(term, change)]
    narrowed = [term for term in here if _meant(term, change)]
    if change.amendment.action == "unread":
        return [_doubtful(term, change, name) for term in narrowed]
    ways = [(term, new) for term in narrowed for new in _new_fields(term, change.amendment)]
    if len(ways) == 1 and not _twins(ways[0][0], here) and ways[0][1] is not None:
        return [_copied(ways[0][0], change, ways[0][1])]
    if (shared := _shared(ways, change)) is not None:
        return shared
    if not ways and (again := _again(here, change, name)):
        return again
    return [_doubtful(term, change, name) for term in narrowed or here]


def _shared(ways: Sequence[tuple[TermRecord, dict[str, Any] | None]], change: _Change) -> list[TermRecord] | None:
    """The levels of a table whose one share is told above it and not in its rows: a new share is for all of them."""
    old = tidy(change.amendment.old_words)
    named = change.priorities or change.metrics or change.amendment.row
    if len(ways) <= 1 or not old or named or any(new is None or old in tidy(term.quote) for term, new in ways):
        return None
    alike = len({term.clause for term, _ in ways}) == 1 and len({term.id for term, _ in ways}) == len(ways)
    shares = all(new and new.get("target_pct") != term.fields.get("target_pct") for term, new in ways)
    return [_copied(term, change, new) for term, new in ways if new] if alike and shares else None


def _again(here: Sequence[TermRecord], change: _Change, name: str) -> list[TermRecord]:
    """The terms whose own sentence holds the old words, each read again with the new ones; none where one stays open."""
    old, new = change.amendment.old_words, change.amendment.new_words
    held = [term for term in here if old and tidy(old) in tidy(term.quote)]
    read = [(term, fields_again(term, old, new)) for term in held]
    if not any(fields and fields != term.fields for term, fields in read):
        return []
    touched = [(term, fields) for term, fields in read if fields != term.fields]
    return [_copied(term, change, fields) if fields else _doubtful(term, change, name) for term, fields in touched]


def _below(term: TermRecord, change: _Change) -> bool:
    """Whether a term stands at the clause that is changed or below it."""
    return re.match(rf"{re.escape(change.amendment.target)}(?:[.(]|, |\Z)", term.clause) is not None


def _held_above(term: TermRecord, change: _Change) -> bool:
    """Whether a term of the clause above has the old value, or its sentence the old words: a target in 4.1 may be that of the table in 4."""
    above = re.match(rf"{re.escape(term.clause)}(?:[.(]|, )", change.amendment.target) if term.clause else None
    return (
        above is not None
        and bool(change.amendment.old_words)
        and (
            tidy(change.amendment.old_words) in tidy(term.quote)
            or any(True for _ in _new_fields(term, change.amendment))
        )
    )


def _in_force(known: Sequence[TermRecord], change: _Change) -> list[TermRecord]:
    """The terms of the day, one that this amendment made in the place of the one it was made from."""
    found: dict[tuple[Any, ...], TermRecord] = {}
    for term in known:
        if term.effective_from <= change.day <= term.effective_to and term.kind not in _UNTOUCHED:
            # A term made by this amendment has no id yet; it stands before the stored one of the same matter.
            found[(term.clause, _matter(term)) if term.id == 0 else (term.id,)] = term
    fresh = {key for key in found if len(key) == 2}
    return [term for key, term in found.items() if key in fresh or (term.clause, _matter(term)) not in fresh]


def _matter(term: TermRecord) -> tuple[Any, ...]:
    """What makes the store end one term for another (see `store.term_doubts.identity`)."""
    kind = term.fields.get("kind")
    matter = (kind if term.kind in {"charge", "duty"} else kind == "modifier") if kind else None
    told = matter_of(term.kind, term.fields)
    return (term.kind, matter, *(str(told.get(name)) for name in IDENTITY))


def _twins(term: TermRecord, here: Sequence[TermRecord]) -> bool:
    """Whether another term of the clause would end along with this one, for both speak of the same matter."""
    return any(one is not term and one.clause == term.clause and _matter(one) == _matter(term) for one in here)


def _meant(term: TermRecord, change: _Change) -> bool:
    priority, metric = term.fields.get("priority"), term.fields.get("metric")
    leveled = term.kind == "service_level"
    fits = not change.priorities or not leveled or priority in change.priorities
    return fits and (not change.metrics or metric is None or metric in change.metrics)


def _new_fields(term: TermRecord, change: Amendment) -> Iterator[dict[str, Any] | None]:
    """The fields after the change, once for each value of the term that is the old one; None: the new one is no value."""
    old, new = tidy(change.old_words), tidy(change.new_words)
    for read in (_of_money, _of_share, _of_time):
        yield from read(term, old, new)


def _of_money(term: TermRecord, old: str, new: str) -> Iterator[dict[str, Any] | None]:
    after = _MONEY.match(new)
    before = _MONEY.match(old)
    if (old and not before) or (not old and not after):
        return
    names = {"charge": ("rate",), "credit_rule": ("value",) if "currency" in term.fields else ()}.get(term.kind, ())
    for name in names:
        value = _decimal(term.fields.get(name))
        if value is not None and (before is None or value == _amount(before)):
            same = after is not None and (before is None or before["sign"] == after["sign"])
            yield {**term.fields, name: after["n"].replace(",", "")} if same and after else None


def _amount(found: re.Match[str]) -> Decimal:
    return Decimal(found["n"].replace(",", ""))


def _of_share(term: TermRecord, old: str, new: str) -> Iterator[dict[str, Any] | None]:
    before, after = percents(old), percents(new)
    if len(before) != 1 and (old or len(after) != 1):
        return
    value = plain(after[0]) if len(after) == 1 else None
    wanted = before[0] if before else None
    for name in sorted(_SHARES & set(term.fields)):
        if not (name == "value" and "currency" in term.fields) and _is(term.fields[name], wanted):
            yield {**term.fields, name: value} if value else None
    bands = term.fields.get("bands") or []
    for at, band in enumerate(bands):
        for name in ("low", "high", "value"):
            if _is(band.get(name), wanted):
                changed = [*bands[:at], {**band, name: value}, *bands[at + 1 :]]
                yield {**term.fields, "bands": changed} if value else None


def _is(value: Any, wanted: Decimal | None) -> bool:
    number = _decimal(value)
    return number is not None and (wanted is None or number == wanted)


def _decimal(value: Any) -> Decimal | None:
    text = str(value) if value is not None and not isinstance(value, bool) else ""
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None


def _of_time(term: TermRecord, old: str, new: str) -> Iterator[dict[str, Any] | None]:
    before, after = one_time(old), one_time(new)
    if (old and before is None) or (not old and after is None):
        return
    if term.kind == "service_level":
        yield from retimed(term.fields, before, after)
        return
    for name in sorted((_DAYS | _BUSINESS_DAYS | {"every_months"}) & set(term.fields)):
        if before is None or _counted(name, before) == term.fields[name]:
            count = _counted(name, after) if after else None
            yield {**term.fields, name: count} if count else None


def one_time(words: str) -> Quantity | None:
    """The one time that words give; None for none, several, a range or a broken figure."""
    found = quantities(words)
    return found[0] if len(found) == 1 and not found[0].broken and not found[0].readings else None


def _counted(name: str, span: Quantity) -> int | None:
    """A span of time in the unit of a field; None where it is not a whole number of those."""
    business = span.clock in {"business_days", "service_hours"}
    if name == "every_months":
        months = {"month": span.amount, "year": span.amount * 12}.get(span.unit)
    elif (name in _BUSINESS_DAYS) != business:
        months = None
    elif span.seconds is not None:
        months = Decimal(span.seconds) / 86_400
    else:
        months = {"day": span.amount, "week": span.amount * (5 if business else 7)}.get(span.unit)
    return int(months) if months is not None and months == int(months) else None


def retimed(fields: dict[str, Any], before: Quantity | None, after: Quantity | None) -> Iterator[dict[str, Any] | None]:
    """A level's fields with a new time in the place of the old one, if it is that; None where the new one is no time."""
    clock = fields.get("clock")
    held = {name: fields[name] for name in ("limit_s", "limit_days") if name in fields}
    if not held or (before and ((before.clock or clock) != clock or before.limit(clock) != held)):
        return
    running = after.clock or clock if after else None
    limit = after.limit(running) if after else {}
    told = after is not None and (after.clock in _CLOCKS or set(limit) == set(held))
    if not limit or not told:
        yield None
        return
    rest = {name: value for name, value in fields.items() if name not in {*held, "limit_text"}}
    strict = {"strict": after.strict} if after and before and after.strict != before.strict else {}
    yield {**rest, **limit, **({"clock": running} if running else {}), **strict}


def _copied(term: TermRecord, change: _Change, fields: dict[str, Any]) -> TermRecord:
    return made_anew(term, fields, change.amendment, change.sentence, change.day)


def _doubtful(term: TermRecord, change: _Change, name: str) -> TermRecord:
    said = f"{name} changes clause {change.amendment.target} from {change.day}"
    return replace(
        _copied(term, change, dict(term.fields)),
        status=Status.CONFLICT,
        readings=(f"it still holds: “{term.quote}”", f"it is changed: “{tidy(change.sentence)}”"),
        question=f"{said}, but not clearly this: what holds from then on?",
    )


def _over(made: Sequence[TermRecord], fresh: Sequence[TermRecord], day: date) -> list[TermRecord]:
    """The terms made so far, where a fresh one takes the place of the one it was made from."""
    again = {(term.clause, _matter(term)) for term in fresh}
    kept = []
    for term in made:
        if (term.clause, _matter(term)) not in again or term.effective_to < day:
            kept.append(term)
        elif term.effective_from < day:
            kept.append(replace(term, effective_to=day - timedelta(days=1)))
    return [*kept, *fresh]
