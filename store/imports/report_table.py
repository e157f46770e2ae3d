"""A provider's monthly report as a grid of texts becomes the figures it claims; a figure that cannot be placed is left out.

Three shapes are read: a row a measure with a column of results; a row a priority with a column a measure; a row a measure
with a column a month. Targets are never taken for results, and a number without a per cent sign needs one in its header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from store.facts.agreed import Metric
from store.facts.common import InterpreterError, Reject, Source
from store.facts.happened import ReportClaim
from store.imports.cells import Cell
from store.imports.columns import is_missing, looks_like_a_date
from store.imports.dates import DMY, day_of
from store.imports.months import month_of
from store.imports.names import label, normal, visible
from store.imports.priorities import priority_ranks
from store.imports.sentences import quoted
from store.imports.sheets import Sheet

_METRICS = {
    Metric.RESPONSE: "first response|response|responded|acknowledge|acknowledgement|respond|reply",
    Metric.RESOLUTION: "resolution|resolved|resolve|fix|fixed|restoration",
    Metric.AVAILABILITY: "availability|uptime|available",
    Metric.PATCHING: "patching|patch|patches|patched",
    Metric.BACKUP: "backup|backups",
    Metric.RESTORE_TEST: "restore test|restore tests|test restore",
    Metric.EDR: "edr|endpoint protection|antivirus|endpoint detection",
    Metric.MFA: "mfa|multi factor|2fa",
    Metric.CSAT: "csat|satisfaction|customer satisfaction",
}
_METRIC_OF = {name: metric for metric, names in _METRICS.items() for name in names.split("|")}
_RESULT = frozenset(
    "actual achieved reported claimed result performance attainment score measured compliance value figure".split()
)
_AIM = frozenset("target goal threshold agreed required contract minimum kpi objective commitment".split())
# "Response within target" is a result, not a target.
_KEPT = re.compile(r"\b(?:within|in|met|on|inside|meeting) (?:target|sla|goal|contract)\b")
_MEASURE = frozenset(
    {"measure", "metric", "service level", "kpi", "sla", "indicator", "description", "service level measure", "item"}
)
_PRIORITY = re.compile(r"\b(?:p|priority |sev|severity )([1-5])\b")
_PRIORITY_WORD = re.compile(r"\b(critical|urgent|high|medium|low)\b")
_PERCENT = re.compile(r"(-?\d{1,3}(?:[.,]\d{1,4})?) ?(%|per ?cent|percent)?")
_FRACTION = re.compile(r"(\d{1,6}) ?(?:of|/|out of) ?(\d{1,6})")
_NO_FIGURE = frozenset(
    {"no demand", "no tickets", "no incidents", "none", "n a", "nil", "not applicable", "not measured", ""}
)
# What stands in a column of priorities for a figure that has none.
_NO_PRIORITY = frozenset(
    {"all", "all priorities", "overall", "total", "any", "n a", "none", "na", "all services", "not applicable", ""}
)
# Levels that are promised for tickets of a priority; all others have none.
_TIMED = frozenset({Metric.RESPONSE, Metric.RESOLUTION})
_COUNTS = frozenset("tickets count number volume total calls incidents".split())


@dataclass(slots=True)
class ReportTable:
    """The claims of a report, the cells that could not be placed, and notes."""

    claims: list[ReportClaim] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    """What one column is: a month's or measure's results, or one of the columns that describe a row."""

    place: int
    header: str
    metric: Metric | None = None
    month: str | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a grid is laid out."""

    results: tuple[_Column, ...]
    describing: dict[str, int]
    header_row: int


def is_report(sheet: Sheet) -> bool:
    """Whether a table is a report: a measure and its result, or results by measure for each priority; no list of times."""
    header = sheet.header
    plan = _plan([list(header)], 0)
    if plan is None or any(_is_count(name) for name in header if month_of(name)):
        return False
    if any(_holds_times(sheet.values(column.header)) for column in plan.results):
        return False
    measure = "measure" in plan.describing and any(column.metric is None for column in plan.results)
    return measure or ("priority" in plan.describing and sum(column.metric is not None for column in plan.results) >= 1)


def _holds_times(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_missing(cell)]
    return bool(filled) and all(looks_like_a_date(cell, numbers=False) for cell in filled)


def read_report(
    grid: Sequence[Sequence[str]],
    *,
    file: str,
    month: str | None = None,
    received_on: date | None = None,
    first_row: int = 1,
) -> ReportTable:  # fmt: skip
    """The claims in a grid of texts (header row first, or below title rows); rows are numbered from `first_row`.

    `month` is the month of a report that does not name it; `received_on` the day it came, where no column says it.
    Raises InterpreterError when the grid has no column of results.
    """
    rows = [[visible(str(cell)) for cell in row] for row in grid]
    plan = next((found for place in range(min(len(rows), 10)) if (found := _plan(rows, place))), None)
    if plan is None:
        raise InterpreterError(f"{file} has no table with a measure and the result reported for it.")
    table = ReportTable()
    for place in range(plan.header_row + 1, len(rows)):
        _read_row(table, plan, rows[place], Source(file, row=place + first_row), (month, received_on))
    return table


def _plan(rows: list[list[str]], place: int) -> _Plan | None:
    header = [normal(cell) for cell in rows[place]]
    describing: dict[str, int] = {}
    for at, name in enumerate(header):
        kind = _describes(name)
        if kind:
            describing.setdefault(kind, at)
    results = tuple(
        column
        for at, name in enumerate(header)
        if at not in describing.values()
        if (column := _result(at, name, rows[place][at]))
    )
    if not results or not ({"measure", "priority"} & set(describing)):
        return None
    if "measure" not in describing and any(column.metric is None for column in results):
        return None
    return _Plan(results, describing, place)


def _describes(name: str) -> str | None:
    if name in _MEASURE:
        return "measure"
    if name in ("priority", "severity", "level"):
        return "priority"
    if name in ("service", "system", "application"):
        return "service"
    if name in ("month", "period", "reporting month", "report month"):
        return "month"
    return "received" if name in ("received on", "received", "date received", "report date") else None


def _result(place: int, name: str, written: str) -> _Column | None:
    words = set(_KEPT.sub("result", name).split())
    if words & _AIM or words & _COUNTS or "status" in words or "rag" in words:
        return None
    month = month_of(written)
    if month:
        return _Column(place, written, month=month)
    metric = _metric(name)
    if metric and (words & _RESULT or "%" in written or len(words) <= 3):
        return _Column(place, written, metric=metric, priority=_priority(name))
    return _Column(place, written) if words & _RESULT or name in ("this month", "current month") else None


def _is_count(name: str) -> bool:
    return bool(set(normal(name).split()) & _COUNTS)


def _metric(text: str) -> Metric | None:
    """The one metric a text names; None when it names none or several."""
    plain = f" {label(text)} "
    found = {metric for name, metric in _METRIC_OF.items() if f" {name} " in plain}
    if Metric.RESTORE_TEST in found:
        found.discard(Metric.BACKUP)
    return found.pop() if len(found) == 1 else None


def _priority(text: str) -> int | None:
    plain = label(text)
    found = set(_PRIORITY.findall(plain))
    if len(found) == 1:
        return int(found.pop())
    words = set(_PRIORITY_WORD.findall(plain))
    return priority_ranks(words)[words.pop()] if not found and len(words) == 1 else None


def _read_row(
    table: ReportTable, plan: _Plan, row: list[str], source: Source, told: tuple[str | None, date | None]
) -> None:
    cell = {kind: row[at] if at < len(row) else "" for kind, at in plan.describing.items()}
    measure = cell.get("measure", "")
    whole = " ".join(part for part in (measure, cell.get("priority", "")) if part)
    if not any(row) or not whole:
        return
    own = _metric(cell.get("priority", "")) if _rank(cell.get("priority", "")) is None else None
    if own is not None:
        _read_named(table, plan, row, source, (own, cell, told))
        return
    for column in plan.results:
        value = row[column.place] if column.place < len(row) else ""
        if is_missing(value) or label(value) in _NO_FIGURE:
            continue
        claim = _claim(column, cell, value, source, told)
        if isinstance(claim, str):
            table.rejects.append(Reject(source, claim))
        else:
            table.claims.append(claim)


def _read_named(
    table: ReportTable,
    plan: _Plan,
    row: list[str],
    source: Source,
    named: tuple[Metric, dict[str, str], tuple[str | None, date | None]],
) -> None:
    """A row that names a measure where the others name a priority ("Uptime | 99.95%"): one figure, in whichever column."""
    metric, cell, told = named
    values = [(column, row[column.place]) for column in plan.results if column.place < len(row)]
    values = [(column, value) for column, value in values if not is_missing(value) and label(value) not in _NO_FIGURE]
    if len({(column.month, value) for column, value in values}) > len({column.month for column, _ in values}):
        what = quoted(cell.get("priority", ""))
        table.rejects.append(Reject(source, f"{what} has several figures in one row; it is not clear which is meant."))
        return
    told_apart = {column.month: (column, value) for column, value in values}
    for column, value in told_apart.values():
        plain = _Column(column.place, column.header, metric=metric, month=column.month)
        claim = _claim(plain, cell | {"priority": ""}, value, source, told)
        if isinstance(claim, str):
            table.rejects.append(Reject(source, claim))
        else:
            table.claims.append(claim)


def _claim(
    column: _Column, cell: dict[str, str], value: str, source: Source, told: tuple[str | None, date | None]
) -> ReportClaim | str:
    named = " ".join(part for part in (cell.get("measure", ""), cell.get("priority", "")) if part)
    metric = column.metric or _metric(cell.get("measure", ""))
    if metric is None:
        return f"{quoted(named)} names no one service level that we know."
    month = column.month or month_of(cell.get("month", "")) or told[0]
    if month is None:
        return "The report does not say which month it is for; say it with --month."
    priority = _row_priority(cell, column, metric)
    if isinstance(priority, str):
        return priority
    percent = _percent(value, column.header)
    if isinstance(percent, str):
        return percent
    received = _received(cell.get("received", "")) or told[1]
    service = cell.get("service") or (None if metric in _TIMED else _service_in_place(cell.get("priority", "")))
    return ReportClaim(month, metric, percent, source, priority, service, received)


def _rank(written: str) -> int | None:
    return None if is_missing(written) else priority_ranks([written])[written]


def _service_in_place(written: str) -> str | None:
    """The service that stands in a column of priorities beside a level that has none ("Availability | Hosted Desktop")."""
    named = not is_missing(written) and label(written) not in _NO_PRIORITY and _rank(written) is None
    return written if named else None


def _row_priority(cell: dict[str, str], column: _Column, metric: Metric) -> int | str | None:
    written = cell.get("priority", "")
    if is_missing(written):
        return column.priority or _priority(cell.get("measure", ""))
    rank = _rank(written)
    if rank is not None or metric not in _TIMED or label(written) in _NO_PRIORITY:
        return rank
    return f"The priority {quoted(written)} has no known rank."


def _percent(value: str, header: str) -> Decimal | str:
    """The percentage in a cell; "4 of 5" is 80. A bare number counts only under a header that says per cent."""
    plain = value.strip().lower()
    share = _FRACTION.fullmatch(plain)
    if share and int(share[2]) >= int(share[1]) and int(share[2]) > 0:
        return (Decimal(share[1]) * 100 / Decimal(share[2])).quantize(Decimal("0.0001"))
    found = _PERCENT.fullmatch(plain)
    if not found:
        return f"{quoted(value)} is not a percentage."
    if not found[2] and "%" not in header and not set(normal(header).split()) & {"percent", "percentage", "pct"}:
        return f"{quoted(value)} has no per cent sign, so it could be a share or a count."
    percent = Decimal(found[1].replace(",", "."))
    if not found[2] and 0 < percent <= 1:
        return f"{quoted(value)} could be a share of one or a per cent; write it with a per cent sign."
    return percent if 0 <= percent <= 100 else f"{value[:40]} is not between 0 and 100 per cent."


def _received(text: str) -> date | None:
    """The day a report came; only a date that reads one way ("2026-11-12", "12 Nov 2026", 13/11/2026)."""
    plain = " ".join(visible(text).lower().split()).split(" 00:00", 1)[0]
    certain = day_of(plain, None, 2098)
    if certain:
        return certain
    first = plain.split("/", 1)[0]
    return day_of(plain, DMY, 2098) if first.isdecimal() and int(first) > 12 else None
