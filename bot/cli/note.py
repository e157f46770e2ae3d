"""`itbot note` and `itbot register`: the lines a person keeps by hand."""

from __future__ import annotations

import typer


def note(
    kind: str | None = typer.Argument(None, metavar="[REGISTER]", help="reviews, roadmap, advice, changes, advocacy, deferred, promises, updates, exit or statements."),
    text: str | None = typer.Argument(None, metavar="[TEXT]", help="What to note, in your words."),
    on: str | None = typer.Option(None, help="The day it happened (today by default); with a time for updates."),
    who: str | None = typer.Option(None, help="Who did or said it."),
    state: str | None = typer.Option(None, help="How it stands, such as held, followed, kept, open, done."),
    due: str | None = typer.Option(None, help="The day it is expected to be done or over."),
    edit: str | None = typer.Option(None, metavar="ID", help="Change this line: TEXT and the options say how it now reads."),
    close: str | None = typer.Option(None, metavar="ID", help="Mark this line as done (or as --state says)."),
    undo: str | None = typer.Option(None, metavar="ID", help="Take back the last thing done to this line."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be kept, but keep nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:  # fmt: skip
    """Note something that happened, change a line, or take it back.

    Example: itbot note advice "Replace the nine oldest laptops" --who "Fiona Larch" --state open --due 2026-12-31
    """
    from bot.answering.conversation import only_contract
    from bot.cli.screen import console, print_json
    from bot.intake import registers as intake
    from bot.wiring import build
    from store.facts.common import InterpreterError
    from store.facts.happened import LogEntry

    interpreter = build()
    ref, store = only_contract(interpreter, contract), interpreter.stores.registers
    said = {"what": text if kind else None, "on": on, "who": who, "state": state, "due": due}
    line: LogEntry | None
    if edit or close:
        tz = interpreter.stores.contracts.facts(ref).tz
        changes = intake.changes_said(interpreter, tz, {**said, "what": text or kind})
        if close:
            changes.setdefault("state", "done")
        if not changes:
            raise InterpreterError("Say what to change: the text, --on, --who, --state or --due.")
        line, what = store.edit(ref, edit or close or "", dry_run=dry_run, **changes), "changed"
    elif undo:
        line, what = store.undo(ref, undo, dry_run=dry_run), "taken back"
    else:
        if kind is None:
            raise InterpreterError(f"Say which register: {', '.join(intake.REGISTERS)}.")
        line, what = intake.line_made(interpreter, ref, intake.register_named(kind), said), "noted"
        line = line if dry_run else store.note(ref, line)
    if as_json:
        row = intake.row_of(line) if line else None
        print_json({"contract": ref, "done": what, "kept": not dry_run, "line": row})
        raise typer.Exit(0)
    told = f"{line.number or 'new'}: {line.kind}, {line.on}, {line.what}" if line else "nothing stands in its place"
    if line and line.state:
        told += f" ({line.state})"
    console().print(f"{what}{', not kept (dry run)' if dry_run else ''}: {told}", markup=False)


def register(
    kind: str | None = typer.Argument(None, metavar="[REGISTER]", help="One register; all of them by default."),
    everything: bool = typer.Option(False, "--all", help="Closed lines too."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The registers: open lines with their ids, newest last.

    Example: itbot register advice
    """
    from bot.answering.conversation import only_contract
    from bot.cli.screen import console, print_json, table
    from bot.intake.registers import REGISTERS, is_open, register_named, row_of
    from bot.wiring import build

    interpreter = build()
    ref = only_contract(interpreter, contract)
    lines = interpreter.stores.registers.listed(ref, register_named(kind) if kind else None)
    shown = [line for line in lines if everything or kind or is_open(line)]
    if as_json:
        print_json({"contract": ref, "lines": [row_of(line) for line in shown]})
        raise typer.Exit(0)
    screen = console()
    for name in dict.fromkeys(line.kind for line in shown):
        rows = table("id", "on", "what", "who", "state", "due", title=f"\n[bold]{name}[/]: {REGISTERS[name][0]}")
        for line in (one for one in shown if one.kind == name):
            rows.add_row(line.number, str(line.at or line.on), line.what, line.who, line.state, str(line.due or ""))
        screen.print(rows)
    closed = len(lines) - len(shown)
    if closed:
        screen.print(f"\n{closed} closed; --all shows them.")
    if not lines:
        screen.print('Nothing is noted yet. For example: itbot note review "Monthly review meeting" --state held')
