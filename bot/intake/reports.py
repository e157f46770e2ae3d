"""The provider's monthly report: its figures are kept as the provider's claims, from a sheet or a document's table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.apart import reading
from bot.intake.given import Options, Receipt, contract_for
from bot.intake.sheets import change_words, counts_of, digest, reject_words, state_of
from knowledge.documents.model import Document, Table
from knowledge.written_dates import dates_in
from store.facts.common import InterpreterError
from store.facts.happened import ReportClaim
from store.imports.months import month_of
from store.imports.report_table import ReportTable, read_report

if TYPE_CHECKING:
    from bot.wiring import Interpreter

MONTH_NAMED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+20\d\d\b|\b20\d\d-\d\d\b",
    re.IGNORECASE,
)
ISSUED = re.compile(
    r"\b(?:issued|sent|received|prepared|report date|date of (?:issue|this report)|date)\b[^\n]{0,20}", re.IGNORECASE
)
PREPARED = re.compile(r"\bprepared\b[^\n]{0,80}?\bon\s+(?=[\w ,]*\d)", re.IGNORECASE)
TITLED = re.compile(
    r"\b(?:performance|service|services|service level|sla|monthly|quarterly|kpi|account|status)\s+(?:\w+\s+)?(?:report|review pack|scorecard)\b",
    re.IGNORECASE,
)
HEAD = 200


def add_report_sheet(interpreter: Interpreter, file: Path, options: Options) -> Receipt:
    """Take in a report that is a table."""
    table = read_report(reading.grid(file), file=file.name, month=options.month)
    return _kept(interpreter, file, table, options)


def looks_like_report(document: Document) -> bool:
    """Whether a document is a provider's report: its head names it one and a month, and a table in it gives results."""
    head = f"{document.title or ''}\n{document.text[:HEAD]}"
    return bool(TITLED.search(head) and MONTH_NAMED.search(head)) and bool(_claimed(document, None).claims)


def _claimed(document: Document, month: str | None) -> ReportTable:
    """What every table of a document gives as results."""
    table = ReportTable()
    for block in document.blocks:
        if isinstance(block, Table):
            _read_into(table, block, document, month or _month(document))
    return table


def add_report(interpreter: Interpreter, file: Path, options: Options) -> Receipt:
    """Take in a report that is a document: every table in it that gives results is read."""
    table = _claimed(reading.document(file), options.month)
    if not table.claims:
        raise InterpreterError(
            f"{file.name} holds no table with a measure and the result reported for it; add the figures as a CSV."
        )
    return _kept(interpreter, file, table, options)


def _read_into(table: ReportTable, block: Table, document: Document, month: str | None) -> None:
    try:
        found = read_report(block.grid, file=document.name, month=month, received_on=_issued(document))
    except InterpreterError:
        return  # a table of something else; reports have many
    table.claims += found.claims
    table.rejects += found.rejects


def _month(document: Document) -> str | None:
    """The month a report names first; most reports carry it in their title."""
    match = MONTH_NAMED.search(document.text)
    return month_of(match.group()) if match else None


def _issued(document: Document) -> date | None:
    """The day the report gives as its own."""
    match = PREPARED.search(document.text[:HEAD]) or ISSUED.search(document.text)
    found = next(iter(dates_in(document.text[match.start() : match.end() + 20])), None) if match else None
    return found[0] if found else None


def _kept(interpreter: Interpreter, file: Path, table: ReportTable, options: Options) -> Receipt:
    ref = contract_for(interpreter, options)
    says = f"{ref}: {len(table.claims)} figures the provider reports{_for(table.claims)}"
    rejects = reject_words(table.rejects)
    if options.dry_run:
        return Receipt(file.name, "report", f"{says}, not kept (dry run)", ref, "previewed", {}, (), rejects)
    added = interpreter.stores.happenings.add(ref, table.claims, file=file.name, sha256=digest(file), kind="reports")
    return Receipt(
        file.name, "report", f"{says}; {change_words(added)}", ref, state_of(added), counts_of(added), (), rejects
    )


def _for(claims: Sequence[ReportClaim]) -> str:
    months = sorted({claim.month for claim in claims})
    return f" for {', '.join(months)}" if months else ""
