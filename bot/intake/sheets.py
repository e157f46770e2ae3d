"""Tables on their way in: tickets through a mapping a person can see, simple tables by their headers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.telling.own_names import own_ranks
from bot.intake.apart import reading
from bot.intake.given import Asking, Options, Receipt, contract_for
from bot.intake.progress import bar
from store.facts.common import InterpreterError, Reject
from store.imports.columns import Mapping, fingerprint
from store.imports.history import read_history
from store.imports.proposals import begun, missing_columns
from store.imports.sheets import Sheet
from store.imports.simple import detect, read_simple
from store.imports.tickets import Imported, tickets_of
from store.records import Added, BatchInfo

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter

# An export taken after a weekend is still complete.
SOON = timedelta(days=3)
UNKNOWN = (
    "is a table, but not one we recognise. Say what it is with --kind, or rename its columns as a template shows: "
    "itbot add --template headcount."
)


def add_sheet(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    """Take in one table, whatever it holds."""
    sheet, carried = reading.sheet(file)
    kind = options.kind or ("tickets" if options.mapping else detect(sheet))
    if kind == "unknown":
        raise InterpreterError(f"{file.name} {UNKNOWN} {_begun(sheet, interpreter.settings.home)}")
    if kind == "tickets" and options.mapping is None and (lacking := missing_columns(sheet)):
        words = f"{file.name} lacks a column for {' and '.join(lacking)}."
        raise InterpreterError(f"{words} {_begun(sheet, interpreter.settings.home)}")
    if kind == "tickets":
        return _told(_tickets(interpreter, file, sheet, options, asking), carried)
    if kind == "history":
        return _told(_history(interpreter, file, sheet, options), carried)
    if kind == "report":
        from bot.intake.reports import add_report_sheet

        return add_report_sheet(interpreter, file, options)
    return _told(_simple(interpreter, file, sheet, kind, options), carried)


def _begun(sheet: Sheet, home: Path) -> str:
    """Words on a mapping begun for a table of unknown columns: what we would take each for, and where to write the rest."""
    mapping = begun(sheet)
    kept = home / "mappings" / f"{fingerprint(sheet.header)}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(mapping.to_json(), "utf-8")
    taken = [f"{header} as {name}" for name, header in mapping.columns.items() if header]
    left = [header for header in sheet.header if header and header not in mapping.columns.values()]
    return (
        f"If it is a list of tickets, write which column is which into {kept} and add it again with --mapping {kept}. "
        f"We would take {', '.join(taken) or 'none of its columns'}; not known: {', '.join(left) or 'none'}."
    )


def _told(receipt: Receipt, carried: tuple[str, ...]) -> Receipt:
    """The receipt with what else the file carries."""
    return replace(receipt, notes=(*receipt.notes, *carried)) if carried else receipt


def digest(file: Path) -> str:
    """The file's sha256, by which the same file is known again."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _tickets(interpreter: Interpreter, file: Path, sheet: Sheet, options: Options, asking: Asking) -> Receipt:
    ref = contract_for(interpreter, options)
    tz = options.tz or interpreter.stores.contracts.facts(ref).tz or interpreter.settings.timezone
    imported = _read_tickets(interpreter, sheet, options, asking, ref=ref, tz=tz)
    _accepted(imported, options, asking, interpreter.settings.home)
    notes = list(imported.notes)
    says = f"{ref}: {len(imported.tickets)} tickets from {imported.rows} rows ({imported.proposal.tool})"
    if options.dry_run:
        return Receipt(
            file.name,
            "tickets",
            f"{says}, not kept (dry run)",
            ref,
            "previewed",
            {},
            tuple(notes),
            reject_words(imported.rejects),
        )
    added = interpreter.stores.tickets.add(ref, imported.tickets, _batch(file, imported, tz, options))
    return Receipt(
        file.name,
        "tickets",
        f"{says}; {change_words(added)}",
        ref,
        state_of(added),
        counts_of(added),
        tuple(notes),
        reject_words(imported.rejects),
    )


def _read_tickets(
    interpreter: Interpreter, sheet: Sheet, options: Options, asking: Asking, *, ref: str, tz: str
) -> Imported:
    mapping = Mapping.from_json(options.mapping.read_text("utf-8")) if options.mapping else None
    with bar(asking.console, f"reading {sheet.file}") as moved:
        return tickets_of(
            sheet,
            mapping=mapping,
            tz=tz,
            date_order=options.date_order,
            now=interpreter.clock(),
            progress=moved,
            own_priorities=own_ranks(interpreter.stores.terms.agreed(ref).levels),
        )


def _accepted(imported: Imported, options: Options, asking: Asking, home: Path) -> None:
    """Show the mapping and ask, unless a person said yes already or there is nobody to ask."""
    if options.accept or options.dry_run or asking.confirm is None or asking.console is None:
        return
    _preview(imported, asking.console)
    if not asking.confirm("Take the tickets in like this?"):
        kept = _mapping_kept(imported, home)
        raise InterpreterError(
            f"Nothing was kept. The columns as we read them are in {kept}; correct them there and add the file again with --mapping {kept}"
        )


def _mapping_kept(imported: Imported, home: Path) -> Path:
    """The proposed mapping as a file that a person can correct."""
    kept = home / "mappings" / f"{fingerprint(tuple(imported.proposal.mapping.columns.values()))}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(imported.proposal.mapping.to_json(), "utf-8")
    return kept


def _preview(imported: Imported, console: Console) -> None:
    """The columns as they would be taken, five rows, and what is still open."""
    proposal = imported.proposal
    console.print(f"This looks like an export from {proposal.tool}. The columns would be taken like this:")
    for line in proposal.lines():
        console.print(line, markup=False, soft_wrap=True)


def _batch(file: Path, imported: Imported, tz: str, options: Options) -> BatchInfo:
    spans = spoken_of(imported)
    return BatchInfo(
        file=file.name,
        sha256=digest(file),
        tool=imported.proposal.tool,
        mapping=json.loads(imported.proposal.mapping.to_json()),
        tz=tz,
        date_order=options.date_order or "",
        rows_ok=len(imported.tickets),
        rows_rejected=len(imported.rejects),
        covers_from=spans[0] if spans else None,
        covers_to=spans[1] if spans else None,
        exported_at=imported.exported_at,
    )


def spoken_of(imported: Imported) -> tuple[datetime, datetime] | None:
    """The first and the last instant whose tickets the export would hold.

    An export made soon after its last ticket was opened is complete up to the day it was made; one that knows of much
    later updates was cut by opening date, and is silent about later tickets. "Soon" is three times its longest quiet
    spell, at least three days: our reading.
    """
    opened = sorted(ticket.opened_at for ticket in imported.tickets)
    if not opened:
        return None
    quiet = max((later - earlier for earlier, later in pairwise(opened)), default=SOON)
    made = imported.exported_at
    complete = made is not None and made - opened[-1] <= max(SOON, 3 * quiet)
    return opened[0], made if complete and made is not None else opened[-1]


def _history(interpreter: Interpreter, file: Path, sheet: Sheet, options: Options) -> Receipt:
    """Changes of state, laid over the tickets they belong to, whichever came first."""
    ref = contract_for(interpreter, options)
    tz = options.tz or interpreter.stores.contracts.facts(ref).tz
    history = read_history(sheet, tz=tz, now=interpreter.clock(), date_order=options.date_order)
    says = f"{ref}: {len(history.changes)} changes of state"
    rejects = reject_words(history.rejects)
    if options.dry_run:
        return Receipt(
            file.name, "history", f"{says}, not kept (dry run)", ref, "previewed", {}, history.notes, rejects
        )
    batch = BatchInfo(
        file.name, digest(file), "history", tz=tz, rows_ok=len(history.changes), rows_rejected=len(rejects)
    )
    added = interpreter.stores.tickets.add_history(ref, history.changes, batch)
    state = "added" if added.new else "unchanged"
    counts = {"new": added.new, "unchanged": added.unchanged, "tickets_changed": added.changed}
    return Receipt(
        file.name,
        "history",
        f"{says}; {added.new} new, {added.changed} tickets changed",
        ref,
        state,
        counts,
        history.notes,
        rejects,
    )


def change_words(added: Added) -> str:
    """What adding a file changed, in words."""
    if not added.new and not added.changed:
        return "nothing new"
    return f"{added.new} new, {added.changed} changed, {added.unchanged} as before"


def state_of(added: Added) -> str:
    """Whether a file changed anything."""
    return "added" if added.new or added.changed else "unchanged"


def counts_of(added: Added) -> dict[str, int]:
    """What adding a file changed, counted."""
    return {"new": added.new, "changed": added.changed, "unchanged": added.unchanged}


def reject_words(rejects: Sequence[Reject]) -> tuple[str, ...]:
    """Rejected rows, a sentence each."""
    return tuple(f"{reject.source}: {reject.sentence}" for reject in rejects)


def _simple(interpreter: Interpreter, file: Path, sheet: Sheet, kind: str, options: Options) -> Receipt:
    ref = contract_for(interpreter, options)
    facts = interpreter.stores.contracts.facts(ref)
    read = read_simple(
        sheet,
        kind,
        tz=options.tz or facts.tz,
        now=interpreter.clock(),
        date_order=options.date_order,
        currency=facts.currency,
    )
    says, notes, rejects = f"{ref}: {len(read.facts)} rows", tuple(read.notes), reject_words(read.rejects)
    if options.dry_run:
        return Receipt(file.name, kind, f"{says}, not kept (dry run)", ref, "previewed", {}, notes, rejects)
    added = interpreter.stores.happenings.add(
        ref, read.facts, file=file.name, sha256=digest(file), kind=kind, months=read.months
    )
    return Receipt(
        file.name, kind, f"{says}; {change_words(added)}", ref, state_of(added), counts_of(added), notes, rejects
    )
