"""`itbot add`: take in a document, whatever it is."""

from __future__ import annotations

from pathlib import Path

import typer


def add(
    files: list[Path] = typer.Argument(
        None, metavar="FILE...", help="Contracts, ticket exports, simple tables, provider reports, emails."
    ),
    kind: str | None = typer.Option(
        None,
        help="Say what it is when it is not recognised: contract, tickets, history, report, email, headcount, outages, invoices, security, reviews, roadmap, advice, changes, advocacy, deferred, promises, updates, exit, statements.",
    ),
    provider: str | None = typer.Option(None, help="The provider's name, for tickets that arrive before a contract."),
    contract: str | None = typer.Option(None, help="Which contract it belongs to, by reference or provider."),
    month: str | None = typer.Option(None, help="The month a provider's report speaks of, as 2026-09."),
    mapping: Path | None = typer.Option(None, help="A column mapping kept from an earlier preview (JSON)."),
    tz: str | None = typer.Option(None, help="The zone of the times in the file, for example Europe/London."),
    date_order: str | None = typer.Option(None, help="DMY, MDY or YMD, when the dates leave it open."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Accept the proposed column mapping without asking."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Read and show, but keep nothing."),
    model: bool = typer.Option(
        True, "--model/--no-model", help="Have the language model, where one is set, read a contract a second time."
    ),
    template: str | None = typer.Option(None, help="Print an empty table of this kind and stop."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Take in documents. The same file again changes nothing.

    Exit code 1 when rows were rejected. Example: itbot add msa.docx tickets.csv invoices.csv
    """
    from bot.cli.screen import console, print_json, progress_console
    from bot.intake.adding import add as taken_in
    from bot.intake.given import Options
    from bot.upkeep import recording
    from bot.wiring import build
    from store.facts.common import InterpreterError

    if template:
        from store.imports.simple import template as empty

        typer.echo(empty(template), nl=False)
        raise typer.Exit(0)
    if not files:
        raise InterpreterError("Say which file to add, for example: itbot add CONTRACT.docx")
    options = Options(
        kind=kind, provider=provider, contract=contract, month=month, mapping=mapping, tz=tz, date_order=date_order,
        accept=yes or as_json, dry_run=dry_run, model=model,
    )  # fmt: skip
    interpreter = build()
    receipts = taken_in(interpreter, files, options, console=progress_console(), confirm=typer.confirm)
    recording.taken_in(interpreter, receipts, recording.person_here())
    if as_json:
        print_json({"files": [receipt.as_json() for receipt in receipts]})
    else:
        screen = console()
        for receipt in receipts:
            if receipt.state == "failed":
                progress_console().print(f"✗ {receipt.says}", style="red", markup=False)
                continue
            screen.print(f"[bold]{receipt.file}[/]: {receipt.kind}, {receipt.says}", markup=True)
            for note in receipt.notes:
                screen.print(f"  {note}", markup=False)
            for reject in receipt.rejects[:20]:
                screen.print(f"  ✗ {reject}", style="yellow", markup=False)
            if len(receipt.rejects) > 20:
                screen.print(f"  … and {len(receipt.rejects) - 20} more; --json lists them all", style="yellow")
    if any(receipt.state == "failed" for receipt in receipts):
        raise typer.Exit(2)
    raise typer.Exit(1 if any(receipt.rejects for receipt in receipts) else 0)
