"""An amendment laid over its contract: clauses by key and date, terms under the clause they change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.intake.inline_rows import inline_rows
from bot.intake.row_changes import ended_rows, under, with_siblings
from bot.intake.word_changes import by_words, changed_terms
from knowledge.amendments import Amendment, amendments, effective_date
from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract
from knowledge.terms.priorities import scale_of
from knowledge.written_dates import dates_in
from store.facts.common import InterpreterError, Status
from store.records import ClauseRecord, ContractHead, DefinitionRecord, NewVersion, TermRecord

if TYPE_CHECKING:
    from bot.wiring import Interpreter

_FROM = re.compile(
    r"\b(?:from|as of|starting|beginning|commencing)\s+(?:on\s+)?(?:and including\s+)?(?:the\s+)?$", re.IGNORECASE
)
# What makes two terms the same promise, so that the later takes the earlier's place.
IDENTITY = ("metric", "priority", "service", "tier", "kind", "name", "role")
# Kinds of which an amendment may restate a part; the rest stands as agreed before.
PARTIAL = {"service_level", "credit_rule", "charge", "duty"}


def amending_version(
    interpreter: Interpreter, ref: str, document: Document, tree: ClauseTree, terms: Sequence[FoundTerm]
) -> NewVersion:
    """The amendment as a version of its contract. Raises InterpreterError where it gives no day to count from."""
    from bot.intake.contracts import term_record

    changes = amendments(tree, document)
    effective = effective_date(document) or min((c.effective for c in changes if c.effective), default=None)
    if effective is None:
        raise InterpreterError(
            f"{document.name} does not say from which day it counts; write that into the document and add it again."
        )
    before = interpreter.stores.terms.listed(ref)
    spoken = [term_record(term) for term in terms if _speaks(term, changes) and not _worded(term, changes)]
    laid = [one for term in spoken if (one := _laid(term, changes, before, effective)) is not None]
    ends, unplaced = ended_rows(changes, before, scale_of(Contract(document, tree)), effective)
    rows, told = inline_rows(changes, before, laid, document, scale_of(Contract(document, tree)), effective)
    changes = [change for change in changes if change not in told]
    silent = [change for change in changes if _tells_nothing(change, laid)]
    worded = changed_terms([*changes, *_in_doubt([*unplaced, *silent], before)], before, document, tree, effective)
    return NewVersion(
        contract=ContractHead(ref=ref),
        document=document.name,
        sha256=document.sha256,
        text=document.text,
        kind="amendment",
        effective_from=effective,
        page_starts=document.page_starts,
        clauses=_clauses(tree, changes, document),
        definitions=[DefinitionRecord(d.term, d.meaning, d.clause, d.start, d.end, d.page) for d in tree.definitions],
        terms=[*(one for one in laid if not _told_by(one, told)), *worded, *rows],
        ends=ends,
        doubts=document.doubts,
    )


def _speaks(term: FoundTerm, changes: Sequence[Amendment]) -> bool:
    """Parties and dates of the amendment itself say nothing new about the contract; those in its new wording do."""
    if term.kind == "contract_date":
        return any(one.action in {"replace", "insert"} and one.start <= term.start < one.end for one in changes)
    return term.kind not in {"party", "precedence"}


def _tells_nothing(change: Amendment, laid: Sequence[TermRecord]) -> bool:
    """Whether of a new row, or of a part written anew, no term was read: what it was before is in doubt then."""
    part = change.action == "insert_row" or (change.action == "change" and not by_words(change))
    return part and not any(change.start <= term.start < change.end for term in laid)


def _told_by(term: TermRecord, told: Sequence[Amendment]) -> bool:
    return any(one.start <= term.start < one.end for one in told)


def _in_doubt(changes: Sequence[Amendment], before: Sequence[TermRecord]) -> list[Amendment]:
    """The changes as ones not read; a new row unread puts a ladder in doubt, for its other rungs may end elsewhere now."""
    return [
        replace(change, action="unread")
        for change in changes
        if change.action != "insert_row"
        or any(under(term, change.target) and "bands" in term.fields for term in before)
    ]


def _worded(term: FoundTerm, changes: Sequence[Amendment]) -> bool:
    """Whether a term was read out of "from 2 hours to 1 hour", where nobody can tell the old value from the new."""
    unsaid = {"unread", "delete_row"}
    return any((by_words(one) or one.action in unsaid) and one.start <= term.start < one.end for one in changes)


def changes_nothing(new: NewVersion) -> bool:
    """Whether no change to the contract was read from an amendment: no term new or ended, no clause replaced or deleted."""
    return not new.terms and not new.ends and not any(clause.action in {"replace", "delete"} for clause in new.clauses)


def _laid(
    term: TermRecord, changes: Sequence[Amendment], before: Sequence[TermRecord], effective: date
) -> TermRecord | None:
    """A term of the amendment under the clause it changes, filled up with what the earlier term said and it leaves."""
    change = next((c for c in changes if c.start <= term.start < c.end), None)
    earlier = _same_promise(term, _standing(before, changes), change.target if change else None)
    if change is None and earlier is None:
        return None
    whole = change is not None and change.action == "replace"
    own = change is not None and under(term, change.target)
    place = term.clause if own and whole else change.target if change and (whole or earlier is None) else term.clause
    if earlier is not None and not whole:
        place = earlier.clause
    laid = replace(term, clause=place, effective_from=(change and change.effective) or _own_day(term) or effective)
    if change is not None and change.action == "insert_row" and earlier is None:
        return with_siblings(laid, change, before)
    if earlier is None or term.kind not in PARTIAL:
        return laid
    if change is not None and (change.row or change.action == "insert_row") and "bands" in earlier.fields:
        return _ladder_in_doubt(laid, earlier)
    settled = term.status is Status.CONFLICT and not _clashes(term)
    return replace(
        laid,
        fields={**earlier.fields, **{k: v for k, v in term.fields.items() if v is not None}},
        status=Status.FOUND if settled else laid.status,
        readings=() if settled else laid.readings,
        question="" if settled else laid.question,
    )


def _own_day(term: TermRecord) -> date | None:
    """The day that a term's own sentence gives: "the Monthly Charge is £5,200 from 1 August 2026"."""
    if term.kind == "contract_date":
        return None
    days = [day for day, at, _ in dates_in(term.quote) if _FROM.search(term.quote[:at])]
    return days[0] if len(days) == 1 else None


def _standing(before: Sequence[TermRecord], changes: Sequence[Amendment]) -> list[TermRecord]:
    """The earlier terms whose clause this amendment does not delete, so that something may be filled up from them."""
    gone = [change.target for change in changes if change.action == "delete"]
    return [term for term in before if not any(under(term, target) for target in gone)]


def _ladder_in_doubt(laid: TermRecord, earlier: TermRecord) -> TermRecord:
    """A ladder of which single rungs are changed: which of the old ones stay is for a person to say."""
    return replace(
        laid,
        fields=dict(earlier.fields),
        status=Status.CONFLICT,
        readings=(f"before: “{earlier.quote}”", f"changed: “{laid.quote}”"),
        question="Some rungs of this ladder are changed. What does the whole ladder read now?",
    )


def _clashes(term: TermRecord) -> bool:
    """Whether the doubt is about two values, which the earlier contract cannot settle; a missing clock it can."""
    return "clock" in term.fields


def _same_promise(term: TermRecord, before: Sequence[TermRecord], target: str | None) -> TermRecord | None:
    same = [
        old
        for old in before
        if old.kind == term.kind
        and old.status is not Status.OVERRULED
        and all(_same(old, term, name) for name in IDENTITY)
    ]
    if term.fields.get("kind") == "modifier":
        same = [old for old in same if set(old.fields) & set(term.fields) - {"kind", "base"}]
    here = [old for old in same if target and old.clause == target]
    chosen = here or same
    return chosen[-1] if chosen else None


def _same(old: TermRecord, new: TermRecord, name: str) -> bool:
    # A fee that is called by its name is the fee that the contract only gave.
    return old.fields.get(name) == new.fields.get(name) or (old.kind == "charge" and name == "name")


def _clauses(tree: ClauseTree, changes: Sequence[Amendment], document: Document) -> list[ClauseRecord]:
    """The amendment's own clauses under its name, and the clauses it makes anew under the contract's keys."""
    own = [
        ClauseRecord(
            key=f"{document.name.rsplit('.', 1)[0]}, {c.key}", number=c.number, heading=c.heading, text=c.text, start=c.start, end=c.end,
            page=c.page, headings=c.headings, action="add",
        )
        for c in tree.clauses
    ]  # fmt: skip
    return own + [
        record
        for change in changes
        if (record := _changed(change, document.text[change.start : change.end])) is not None
    ]


def _changed(change: Amendment, said: str) -> ClauseRecord | None:
    """A clause replaced whole or deleted, or a row deleted; a change of some words leaves the old text standing beside it."""
    number = change.target.rsplit(", ", 1)[-1]
    if change.action == "delete_row":
        return ClauseRecord(
            key=f"{change.target} (row {change.row})", number="", heading="", text=said, start=change.start,
            end=change.end, page=change.page, action="add",
        )  # fmt: skip
    if change.action == "delete":
        return ClauseRecord(
            key=change.target,
            number=number,
            heading="",
            text="",
            start=change.start,
            end=change.end,
            page=change.page,
            action="delete",
            replaces=change.target,
        )
    if change.action == "replace" and change.new_text:
        return ClauseRecord(
            key=change.target, number=number, heading="", text=change.new_text, start=change.start, end=change.end,
            page=change.page, action="replace", replaces=change.target,
        )  # fmt: skip
    return None
