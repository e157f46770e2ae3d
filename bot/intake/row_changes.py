"""Rows of a contract's table that an amendment deletes or adds: whose terms end, and what a new row has from the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.amendments import Amendment
from knowledge.terms.priorities import Scale
from knowledge.terms.wording import tidy
from store.facts.common import Status
from store.records import TermRecord

# What a table's rows have in common where nothing in a row says otherwise.
SHARED = ("clock", "target_pct", "window", "pauses", "month_by", "kinds", "hours", "by_first_priority", "firmness")


def under(term: TermRecord, target: str) -> bool:
    """Whether a term stands at a clause or below it."""
    return re.match(rf"{re.escape(target)}(?:[.(]|, |\Z)", term.clause) is not None


def made_anew(term: TermRecord, fields: dict[str, Any], change: Amendment, said: str, day: date) -> TermRecord:
    """A term from a day on in an amendment's words `said`; a confirmation of it was of the earlier words."""
    return replace(
        term,
        fields=fields,
        quote=said,
        start=change.start,
        end=change.end,
        page=change.page,
        status=Status.FOUND if term.status is Status.CONFIRMED else term.status,
        effective_from=day,
        id=0,
        document="",
        confirmed_at=None,
        confirmed_by=None,
        replaces=None,
    )


def of_row(term: TermRecord, row: str, scale: Scale) -> bool:
    """Whether a term stands in the row that words name: its quotation begins with them, or it is of that priority."""
    label = tidy(row).casefold()
    cells = [cell.strip().casefold() for cell in tidy(term.quote).split("|")]
    named = set(scale.named(row))
    return (len(cells) > 1 and cells[0] == label) or (bool(named) and term.fields.get("priority") in named)


def ended_rows(
    changes: Sequence[Amendment], before: Sequence[TermRecord], scale: Scale, day: date
) -> tuple[tuple[tuple[int, date], ...], list[Amendment]]:
    """The terms of deleted rows with the first day without them, and the deletions of which no row was found."""
    ends: list[tuple[int, date]] = []
    open_ones: list[Amendment] = []
    for change in (one for one in changes if one.action == "delete_row"):
        start = change.effective or day
        live = [t for t in before if under(t, change.target) and t.effective_from <= start <= t.effective_to]
        mine = [term.id for term in live if of_row(term, change.row, scale)]
        ends += [(number, start) for number in mine]
        if not mine:
            open_ones.append(change)
    return tuple(ends), open_ones


def with_siblings(term: TermRecord, change: Amendment, before: Sequence[TermRecord]) -> TermRecord:
    """A level of a new row, with the clock, share and clause in which all the other rows of its table agree."""
    same = [
        one
        for one in before
        if under(one, change.target)
        and one.kind == term.kind == "service_level"
        and one.fields.get("metric") == term.fields.get("metric")
        and one.status in {Status.FOUND, Status.CONFIRMED}
        and one.effective_to >= (change.effective or one.effective_from)
    ]
    if not same:
        return term
    fields = dict(term.fields)
    for name in SHARED:
        values = [one.fields.get(name) for one in same if name != "clock" or "limit_s" in one.fields]
        fits = name != "clock" or "limit_s" in fields
        if fits and name not in fields and values and values[0] is not None and all(v == values[0] for v in values):
            fields[name] = values[0]
    clauses = {one.clause for one in same}
    made = replace(term, fields=fields, clause=clauses.pop() if len(clauses) == 1 else term.clause)
    clockless = term.status is Status.CONFLICT and "clock" not in term.fields and "clock" in fields
    if clockless:
        return replace(made, status=Status.FOUND, readings=(), question="", confidence=0.85)
    return made
