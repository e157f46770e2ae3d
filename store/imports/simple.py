"""The simple tables become facts: which kind a table is, its empty template, and its rows as facts or rejects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from store.facts.common import Reject
from store.facts.happened import HeadCount, InvoiceLine, LogEntry, Outage, SecurityEvidence
from store.imports import entries, headcount, invoices, outages, security
from store.imports.columns import matched, wanted_names
from store.imports.formats.generic import GENERIC
from store.imports.formats.model import REQUIRED
from store.imports.names import normal
from store.imports.report_table import is_report
from store.imports.sheets import Sheet
from store.imports.simple_columns import template
from store.imports.simple_rows import columns_found, lacking, read_rows

__all__ = ["SimpleFacts", "detect", "read_simple", "template"]

Fact = HeadCount | Outage | InvoiceLine | SecurityEvidence | LogEntry
_BY_HEADER = ("history", "invoices", "outages", "security", "headcount")
_ENTRY_WORDS = {
    "review": "reviews",
    "meeting": "reviews",
    "roadmap": "roadmap",
    "advice": "advice",
    "change": "changes",
    "advocacy": "advocacy",
    "deferred": "deferred",
    "promise": "promises",
    "exit": "exit",
    "statement": "statements",
    "business": "business",
    "profile": "business",
    "update": "updates",
}


@dataclass(slots=True)
class SimpleFacts:
    """What a simple table gave; `months` are those it speaks of even where nothing happened in them."""

    kind: str
    facts: list[Fact] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    months: tuple[str, ...] = ()


def read_simple(
    table: Path | Sheet,
    kind: str,
    *,
    tz: str,
    now: datetime | None = None,
    date_order: str | None = None,
    currency: str = "GBP",
) -> SimpleFacts:  # fmt: skip
    """The facts of a table of this kind; `tz` is the zone of its times, `currency` that of amounts that name none.

    Raises InterpreterError when a needed column is missing or the order of day and month must be asked.
    """
    read = read_rows(table, kind, tz=tz, now=now, date_order=date_order)
    made = SimpleFacts(kind, rejects=read.rejects, notes=read.notes)
    match kind:
        case "headcount":
            made.facts += headcount.facts(read, tz)
        case "outages":
            made.facts += outages.facts(read)
            made.months = outages.months(read, tz)
        case "invoices":
            made.facts += invoices.facts(read, tz, currency)
        case "security":
            made.facts += security.facts(read)
        case _:
            made.facts += entries.facts(read, kind, tz)
    made.rejects.sort(key=lambda reject: reject.source.row or 0)
    return made


def detect(sheet: Sheet) -> str:
    """What a table holds, by its columns: tickets, a simple kind, history, report, or "unknown".

    Kept lists (reviews, roadmap, advice, changes and the other registers) have the same columns, so the file's or worksheet's name decides.
    """
    if _looks_like_tickets(sheet, sure=True):
        return "tickets"
    for kind in _BY_HEADER:
        if _has_needed(kind, sheet.header):
            return kind
    named = normal(f"{sheet.file} {sheet.name or ''}")
    entry = next((kind for word, kind in _ENTRY_WORDS.items() if word in named), None)
    if entry and _has_needed(entry, sheet.header):
        return entry
    if _looks_like_tickets(sheet):
        return "tickets"
    return "report" if is_report(sheet) else "unknown"


def _has_needed(kind: str, header: tuple[str, ...]) -> bool:
    found = columns_found(kind, header)
    if lacking(kind, found):
        return False
    if kind == "headcount":
        return bool({"users", "devices", "sites"} & set(found))
    return kind != "history" or "before" in found or "opened" not in _ticket_fields(header)


def _ticket_fields(header: tuple[str, ...]) -> set[str]:
    """The ticket fields that these columns would fill, by their names alone."""
    return {name for name in REQUIRED for column in header if normal(column) in wanted_names(name, GENERIC)}


def _looks_like_tickets(sheet: Sheet, *, sure: bool = False) -> bool:
    form, found, _ = matched(sheet)
    named = all(name in found for name in REQUIRED)
    return named and (
        form.tool != "generic" or (not sure and bool({"state", "priority", "resolved", "closed"} & set(found)))
    )
