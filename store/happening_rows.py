"""Facts beside the tickets between the fact and its row: the columns of each kind, and what makes a fact the same one.

`KINDS` is the whole list; a new kind of fact is one more entry and one more table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.facts.agreed import Metric
from store.facts.common import Money, Period, Source
from store.facts.happened import HeadCount, InvoiceLine, LogEntry, Outage, ReportClaim, SecurityEvidence
from store.tables.base import epoch, instant
from store.tables.happenings import (
    HeadCountRow,
    InvoiceLineRow,
    LogEntryRow,
    OutageRow,
    ReportClaimRow,
    SecurityEvidenceRow,
)

Fact = Outage | HeadCount | InvoiceLine | SecurityEvidence | ReportClaim | LogEntry
SOURCE = ("file", "row", "clause", "page", "quote")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of fact is kept: its table, its columns, the parts of its natural key, and the months it is of."""

    row: type[Any]
    columns: Callable[[Any], dict[str, Any]]
    fact: Callable[[Any, Source], Any]
    key: tuple[str, ...]
    months: Callable[[Any], Iterable[str]]
    order: str


def _whole(moment: datetime) -> datetime:
    """The instant in whole seconds, UTC, as the tables give it back."""
    return instant(epoch(moment))


def _outage(fact: Outage) -> dict[str, Any]:
    return {
        "service": fact.service,
        "planned": fact.planned,
        "start": _whole(fact.start),
        "end": _whole(fact.end),
        "told_at": fact.told_at and _whole(fact.told_at),
        "note": fact.note,
    }


def _headcount(fact: HeadCount) -> dict[str, Any]:
    return {"on": fact.on, "users": fact.users, "devices": fact.devices, "sites": fact.sites}


def _invoice_line(fact: InvoiceLine) -> dict[str, Any]:
    return {
        "invoice": fact.invoice,
        "dated": fact.dated,
        "month": fact.month,
        "description": fact.description,
        "amount": fact.net.amount,
        "currency": fact.net.currency,
        "quantity": fact.quantity,
        "unit_price": fact.unit_price,
        "credit_for": fact.credit_for,
    }


def _as_invoice_line(row: InvoiceLineRow, source: Source) -> InvoiceLine:
    return InvoiceLine(
        invoice=row.invoice,
        dated=row.dated,
        month=row.month,
        description=row.description,
        net=Money(row.amount, row.currency),
        source=source,
        quantity=row.quantity,
        unit_price=row.unit_price,
        credit_for=row.credit_for,
    )


def _security(fact: SecurityEvidence) -> dict[str, Any]:
    return {
        "month": fact.month,
        "kind": fact.kind,
        "detail": fact.detail,
        "population": fact.population,
        "in_order": fact.in_order,
    }


def _claim(fact: ReportClaim) -> dict[str, Any]:
    return {
        "month": fact.month,
        "metric": fact.metric.value,
        "claimed_pct": fact.claimed_pct,
        "priority": fact.priority,
        "service": fact.service,
        "received_on": fact.received_on,
    }


def _as_claim(row: ReportClaimRow, source: Source) -> ReportClaim:
    return ReportClaim(
        month=row.month,
        metric=Metric(row.metric),
        claimed_pct=row.claimed_pct,
        source=source,
        priority=row.priority,
        service=row.service,
        received_on=row.received_on,
    )


def _log_entry(fact: LogEntry) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "on": fact.on,
        "what": fact.what,
        "who": fact.who,
        "state": fact.state,
        "due": fact.due,
        "at": fact.at and _whole(fact.at),
    }


def _as_is(made: type[Any], columns: Callable[[Any], dict[str, Any]]) -> Callable[[Any, Source], Any]:
    """The fact back from a row whose columns carry the fact's own names."""
    return lambda row, source: made(source=source, **columns(row))


def _outage_months(fact: Outage) -> tuple[str, ...]:
    return Period(fact.start.date(), fact.end.date(), "").months()


KINDS: dict[type[Any], Kind] = {
    Outage: Kind(OutageRow, _outage, _as_is(Outage, _outage), ("service", "start"), _outage_months, "start"),
    HeadCount: Kind(
        HeadCountRow, _headcount, _as_is(HeadCount, _headcount), ("on",), lambda fact: (f"{fact.on:%Y-%m}",), "on"
    ),
    InvoiceLine: Kind(
        InvoiceLineRow,
        _invoice_line,
        _as_invoice_line,
        ("invoice", "month", "description", "credit_for"),
        lambda fact: (fact.month,),
        "dated",
    ),
    SecurityEvidence: Kind(
        SecurityEvidenceRow,
        _security,
        _as_is(SecurityEvidence, _security),
        ("month", "kind", "detail"),
        lambda fact: (fact.month,),
        "month",
    ),
    ReportClaim: Kind(
        ReportClaimRow,
        _claim,
        _as_claim,
        ("month", "metric", "priority", "service"),
        lambda fact: (fact.month,),
        "month",
    ),
    LogEntry: Kind(
        LogEntryRow,
        _log_entry,
        _as_is(LogEntry, _log_entry),
        ("kind", "on", "what", "who"),
        lambda fact: (f"{fact.on:%Y-%m}",),
        "on",
    ),
}
NAMES = {
    Outage: "outages",
    HeadCount: "headcount",
    InvoiceLine: "invoices",
    SecurityEvidence: "security",
    ReportClaim: "reports",
}


def name_of(fact: Fact) -> str:
    """The name of the kind of file that carries such a fact; a log entry carries its own."""
    return fact.kind if isinstance(fact, LogEntry) else NAMES[type(fact)]


def columns_of(fact: Fact) -> dict[str, Any]:
    """All columns of a fact's row but its key and its contract."""
    source = {f"source_{name}": getattr(fact.source, name) for name in SOURCE}
    return KINDS[type(fact)].columns(fact) | source


def keyed(facts: Iterable[Fact]) -> list[tuple[str, Fact]]:
    """The facts with their natural keys.

    A row that stands twice in a file is one fact, except a line of an invoice; the same key with other values is a
    second fact, and numbered.
    """
    seen: dict[str, list[dict[str, Any]]] = {}
    out = []
    for fact in facts:
        kind = KINDS[type(fact)]
        values = kind.columns(fact)
        key = repr([str(values[name]) for name in kind.key])
        before = seen.setdefault(key, [])
        if values in before and not isinstance(fact, InvoiceLine):
            continue
        before.append(values)
        out.append((key if len(before) == 1 else f"{key} #{len(before)}", fact))
    return out


def fact_of(made: type[Any], row: Any) -> Any:
    """The fact back from its row."""
    return KINDS[made].fact(row, Source(**{name: getattr(row, f"source_{name}") for name in SOURCE}))
