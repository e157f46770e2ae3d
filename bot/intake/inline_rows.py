"""Rows that an amendment writes anew on one line ("P2 | 1 hour | 6 hours"), and single rungs of a ladder of credits.

A line has no headings: it is read only by the old row, cell for cell. Where a cell that told nothing before changes, or
a ladder no longer meets, nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.intake.row_changes import made_anew, of_row, under
from bot.intake.word_changes import one_time, retimed
from knowledge.amendments import Amendment
from knowledge.documents.model import Document
from knowledge.terms.bands import Band, band_in, doubts, nested, single
from knowledge.terms.metrics import PERCENT, metrics_of
from knowledge.terms.priorities import Scale
from knowledge.terms.wording import flat, tidy
from store.facts.common import Status
from store.records import TermRecord

_SURE = {Status.FOUND, Status.CONFIRMED}
_CELLS = (r"\s*\|\s*", r"\s*;\s*", r"\s*[:,]\s+", r"\s+[-\u2013\u2014]\s+|:\s+", r"\s*/\s*|:\s+")
_OPEN = (
    "A rung of this ladder is changed, and the new ladder leaves a result open. What does the whole ladder read now?"
)
Rung = tuple[Band, Decimal]


def inline_rows(
    changes: Sequence[Amendment],
    before: Sequence[TermRecord],
    spoken: Sequence[TermRecord],
    document: Document,
    scale: Scale,
    day: date,
) -> tuple[list[TermRecord], list[Amendment]]:
    """The terms that rows on one line make, each from its own day, and the changes that are read thereby.

    Levels that were read from the amendment's own words, `spoken`, need no old row.
    Nothing is read of two changes to one clause, for each would begin from the same old row.
    """
    made: list[TermRecord] = []
    told: list[Amendment] = []
    for change in changes:
        start = change.effective or day
        alone = sum(one.target == change.target for one in changes) == 1
        here = [t for t in before if under(t, change.target) and t.effective_from <= start <= t.effective_to]
        said = tidy(document.text[change.start : change.end])
        terms = _of_ladder(change, here, said, start) if alone else []
        silent = not any(change.start <= term.start < change.end for term in spoken)
        terms = terms or (_of_levels(change, here, scale, said, start) if silent else [])
        if terms:
            made += terms
            told.append(change)
    return made, told


def _of_ladder(change: Amendment, here: Sequence[TermRecord], said: str, day: date) -> list[TermRecord]:
    """The one ladder of a clause with a rung written anew or added; in doubt where it no longer meets."""
    ladders = [term for term in here if term.fields.get("bands")]
    if len(ladders) != 1 or change.action not in {"change", "insert_row"}:
        return []
    (term,) = ladders
    plain_one = term.fields.get("kind") == "ladder" and term.fields.get("bands_of", "result") == "result"
    label = "" if change.action == "insert_row" else change.row or change.old_words
    rung = _rung(change.new_text or change.new_words)
    if not plain_one or term.status not in _SURE or rung is None or not (label or change.action == "insert_row"):
        return []
    steps = _with(_steps(term), label, rung)
    if steps is None:
        return []
    readings = doubts(steps, term.fields.get("round_dp"))
    fields = {**term.fields, "bands": [band.as_fields(value) for band, value in steps]}
    new = made_anew(term, fields, change, said, day)
    return [replace(new, status=Status.CONFLICT, readings=readings, question=_OPEN) if readings else new]


def _steps(term: TermRecord) -> list[Rung]:
    return [
        (
            Band(_figure(one["low"]), _figure(one["high"]), one["low_included"], one["high_included"]),
            Decimal(one["value"]),
        )
        for one in term.fields["bands"]
    ]


def _figure(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


def _rung(words: str) -> Rung | None:
    """The range and the credit of "98.0% to below 99.0% | 12%": the last per cent is the credit."""
    shares = list(PERCENT.finditer(flat(words)))
    if len(shares) < 2:
        return None
    label, worth = words[: shares[-1].start()], single(shares[-1].group())
    band = band_in(re.sub(r"[|:;,\s-]+$", "", label))
    return (band, worth) if band is not None and worth is not None else None


def _with(steps: list[Rung], label: str, rung: Rung) -> list[Rung] | None:
    """The ladder with the named rung written anew, or with one more; None where the old rung is not found."""
    if not label:
        return nested([*steps, rung]) if all(band != rung[0] for band, _ in steps) else None
    old = _rung(label)
    named = old[0] if old else band_in(label)
    at = [n for n, (band, worth) in enumerate(steps) if band == named and (old is None or worth == old[1])]
    return [*steps[: at[0]], rung, *steps[at[0] + 1 :]] if len(at) == 1 else None


def _of_levels(change: Amendment, here: Sequence[TermRecord], scale: Scale, said: str, day: date) -> list[TermRecord]:
    """The levels of one row, each with the time that stands in the place of its old one."""
    levels = [t for t in here if t.kind == "service_level" and change.row and of_row(t, change.row, scale)]
    rows = {tidy(term.quote) for term in levels}
    if change.action != "change" or len(rows) != 1 or any(term.status not in _SURE for term in levels):
        return []
    old = _cut(rows.pop(), _CELLS[0])
    new = next((cells for mark in _CELLS if len(cells := _cut(change.new_text, mark)) == len(old)), [])
    if len(old) < 2 or not new or scale.named(old[0]) != scale.named(new[0]):
        return []
    places = [_place(term, old) for term in levels]
    kept = [at for at in range(1, len(old)) if at not in places]
    if None in places or len(set(places)) < len(places) or any(old[at].lower() != new[at].lower() for at in kept):
        return []
    if any(_of_another(term, new[at]) for term, at in zip(levels, places, strict=True) if at is not None):
        return []
    made = [_retimed(term, old[at], new[at]) for term, at in zip(levels, places, strict=True) if at is not None]
    if any(fields is None for fields in made):
        return []
    return [made_anew(term, fields, change, said, day) for term, fields in zip(levels, made, strict=True) if fields]


def _of_another(term: TermRecord, cell: str) -> bool:
    """Whether a cell names what it measures, and that is not what the level does."""
    names = {name for name, _ in metrics_of(cell)}
    return bool(names) and names != {term.fields.get("metric")}


def _cut(words: str, mark: str) -> list[str]:
    return [cell.strip(" \t\n\"'\u201c\u201d.|") for cell in re.split(mark, tidy(words).strip("| "))]


def _place(term: TermRecord, cells: Sequence[str]) -> int | None:
    """The one cell that holds the time of a level."""
    at = [
        n for n, cell in enumerate(cells) if n and (time := one_time(cell)) and list(retimed(term.fields, time, time))
    ]
    return at[0] if len(at) == 1 else None


def _retimed(term: TermRecord, old: str, new: str) -> dict[str, Any] | None:
    before, after = one_time(old), one_time(new)
    return next(iter(retimed(term.fields, before, after)), None) if before and after else None
