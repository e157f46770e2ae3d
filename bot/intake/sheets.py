"""Tables on their way in: tickets through a mapping a person can see, simple tables by their headers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.imports.simple import detect, read_simple
from store.imports.tickets import Imported, import_tickets

from bot.intake.adding import Asking, Options, Receipt, contract_for
from store.facts import InterpreterError, Reject
from store.imports.sheets import Sheet, read_sheet
from store.records import Added, BatchInfo

if TYPE_CHECKING:
    from bot.wiring import Interpreter

UNKNOWN = (
    "is a table, but not one we recognise. Say what it is with --kind, or rename its columns as a template shows: "
    "itbot add --template headcount"
)


def add_sheet(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    """Take in one table, whatever it holds."""
    sheet = read_sheet(file)
    kind = options.kind or detect(sheet)
    if kind == "unknown":
        raise InterpreterError(f"{file.name} {UNKNOWN}")
    if kind == "tickets":
        return _tickets(interpreter, file, options, asking)
    if kind == "history":
        return _history(interpreter, file, options)
    if kind == "report":
        from bot.intake.reports import add_report_sheet

        return add_report_sheet(interpreter, file, sheet, options)
    return _simple(interpreter, file, sheet, kind, options)


def digest(file: Path) -> str:
    """The file's sha256, by which the same file is known again."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _tickets(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    ref = contract_for(interpreter, options)
    tz = options.tz or interpreter.stores.contracts.facts(ref).tz or interpreter.settings.timezone
    imported = _read_tickets(interpreter, file, options, asking, tz)
    _accepted(imported, options, asking)
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
            _told(imported.rejects),
        )
    added = interpreter.stores.tickets.add(ref, imported.tickets, _batch(file, imported, tz, options))
    return Receipt(
        file.name,
        "tickets",
        f"{says}; {_change(added)}",
        ref,
        _state(added),
        _counts(added),
        tuple(notes),
        _told(imported.rejects),
    )


def _read_tickets(interpreter: Interpreter, file: Path, options: Options, asking: Asking, tz: str) -> Imported:
    mapping: Any = json.loads(options.mapping.read_text("utf-8")) if options.mapping else None
    arguments: dict[str, Any] = {
        "mapping": mapping,
        "tz": tz,
        "date_order": options.date_order,
        "now": interpreter.clock(),
    }
    if asking.console is None:
        return import_tickets(file, **arguments)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(f"reading {file.name}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.speed:,.0f} rows/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=asking.console, transient=True) as bar:
        task = bar.add_task("rows", total=None)
        return import_tickets(
            file, **arguments, progress=lambda done, total: bar.update(task, completed=done, total=total)
        )


def _accepted(imported: Imported, options: Options, asking: Asking) -> None:
    """Show the mapping and ask, unless a person said yes already or there is nobody to ask."""
    if options.accept or options.dry_run or asking.confirm is None or asking.console is None:
        return
    for line in imported.proposal.lines():
        asking.console.print(line, markup=False)
    if not asking.confirm("Take the tickets in like this?"):
        raise InterpreterError("Nothing was kept. Correct the columns with --mapping FILE and add the file again.")


def _batch(file: Path, imported: Imported, tz: str, options: Options) -> BatchInfo:
    return BatchInfo(
        file=file.name,
        sha256=digest(file),
        tool=imported.proposal.tool,
        mapping=imported.proposal.as_json(),
        tz=tz,
        date_order=options.date_order or "",
        rows_ok=len(imported.tickets),
        rows_rejected=len(imported.rejects),
        covers_from=imported.covers_from,
        covers_to=imported.covers_to,
        exported_at=imported.exported_at,
    )


def _change(added: Added) -> str:
    if not added.new and not added.changed:
        return "nothing new"
    return f"{added.new} new, {added.changed} changed, {added.unchanged} as before"


def _state(added: Added) -> str:
    return "added" if added.new or added.changed else "unchanged"


def _counts(added: Added) -> dict[str, int]:
    return {"new": added.new, "changed": added.changed, "unchanged": added.unchanged}


def _told(rejects: Sequence[Reject]) -> tuple[str, ...]:
    return tuple(f"{reject.source}: {reject.sentence}" for reject in rejects)


def _simple(interpreter: Interpreter, file: Path, sheet: Sheet, kind: str, options: Options) -> Receipt:
    ref = contract_for(interpreter, options)
    tz = options.tz or interpreter.stores.contracts.facts(ref).tz
    read = read_simple(sheet, kind, tz=tz)
    says = f"{ref}: {len(read.facts)} rows"
    if options.dry_run:
        return Receipt(file.name, kind, f"{says}, not kept (dry run)", ref, "previewed", {}, (), _told(read.rejects))
    added = interpreter.stores.happenings.add(
        ref, read.facts, file=file.name, sha256=digest(file), kind=kind, months=read.months
    )
    return Receipt(
        file.name, kind, f"{says}; {_change(added)}", ref, _state(added), _counts(added), (), _told(read.rejects)
    )
