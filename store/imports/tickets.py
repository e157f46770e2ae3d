"""A ticket export becomes tickets: every row is a ticket, an update of one, or a reject with its row number and reason.

Nothing is averaged away and nothing half-read is kept: a file with an open question about its dates is not imported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from store.facts.common import InterpreterError, Reject, Source
from store.facts.tickets import Ticket
from store.imports.building import built
from store.imports.choosing import chosen
from store.imports.columns import Mapping
from store.imports.date_orders import DateOrderError
from store.imports.decoding import Decoded, Fault, decoded
from store.imports.proposals import Proposal, propose
from store.imports.sheets import Sheet, read_sheet
from store.imports.ticket_notes import notes_on

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an export gave: tickets, rejected rows, how it was read, and plain sentences about what was done.

    `rows` counts the rows below the header. `covers` is the first and last day on which a ticket was opened, in the
    export's zone. `exported_at` is the latest moment the export knows of: it cannot be older than that.
    """

    tickets: list[Ticket]
    rejects: list[Reject]
    proposal: Proposal
    rows: int
    notes: list[str]
    covers: tuple[date, date] | None = None
    exported_at: datetime | None = None


def import_tickets(
    path: Path,
    *,
    mapping: Mapping | None = None,
    tz: str,
    date_order: str | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> Imported:  # fmt: skip
    """The tickets of an export file; `tz` is the zone of times that name none, `now` an aware instant.

    Raises InterpreterError (one sentence) when the file is no table, a needed column is missing, or the order of day
    and month cannot be told from the file and neither `mapping` nor `date_order` says it.
    """
    return tickets_of(read_sheet(path), mapping=mapping, tz=tz, date_order=date_order, now=now, progress=progress)


def tickets_of(
    sheet: Sheet,
    *,
    mapping: Mapping | None = None,
    tz: str,
    date_order: str | None = None,
    now: datetime,
    progress: Progress | None = None,
    own_priorities: MappingOf[str, int] | None = None,
) -> Imported:  # fmt: skip
    """The same for a sheet already read; `own_priorities` are the ranks of the contract's own names of them."""
    proposal = propose(sheet, tz=tz, now=now, mapping=mapping, date_order=date_order, own_priorities=own_priorities)
    if proposal.blocking:
        raise _asked(proposal, f"{sheet.file}: ")
    rows = decoded(sheet, proposal, tz=tz, now=now)
    choice = chosen(rows, progress=progress)
    made = built(rows, choice)
    rejects = _rejects(sheet, [*rows.faults, *choice.faults, *made.faults])
    return Imported(
        tickets=made.tickets,
        rejects=[reject for _, reject in rejects],
        proposal=proposal,
        rows=len(sheet.rows),
        notes=[*_left_out(rejects, len(sheet.rows)), *notes_on(rows, choice, made)],
        covers=_covers(made.tickets, tz),
        exported_at=_latest(rows, made.tickets),
    )


def _asked(proposal: Proposal, where: str) -> InterpreterError:
    question = proposal.blocking[0]
    if question.about.startswith("date_order:") and question.choices:
        return DateOrderError(f"{where}{question.text}")
    if question.about.startswith("column:"):
        return InterpreterError(f"{where}{question.text} Say it with a mapping.")
    return InterpreterError(f"{where}{question.text}")


def _rejects(sheet: Sheet, faults: list[Fault]) -> list[tuple[str, Reject]]:
    told = [(fault.kind, Reject(Source(sheet.file, row=sheet.numbers[fault.at]), fault.sentence)) for fault in faults]
    return sorted(told, key=lambda pair: pair[1].source.row or 0)


def _left_out(rejects: list[tuple[str, Reject]], rows: int) -> list[str]:
    if not rejects:
        return []
    kinds = Counter(kind for kind, _ in rejects)
    reasons = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    verb = "was" if len(rejects) == 1 else "were"
    return [f"{len(rejects):,} of {rows:,} rows {verb} left out: {reasons}."]


def _covers(tickets: list[Ticket], tz: str) -> tuple[date, date] | None:
    if not tickets:
        return None
    opened = [ticket.opened_at for ticket in tickets]
    zone = ZoneInfo(tz)
    return min(opened).astimezone(zone).date(), max(opened).astimezone(zone).date()


def _latest(rows: Decoded, tickets: list[Ticket]) -> datetime | None:
    updated = [at for at in rows.updated if at is not None and at <= rows.now]
    times = [max(updated)] if updated else []
    for ticket in tickets:
        times += [
            at for at in (ticket.opened_at, ticket.resolved_at, ticket.closed_at) if at is not None and at <= rows.now
        ]
    return max(times, default=None)
