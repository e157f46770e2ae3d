"""`itbot review`: the monthly review pack."""

from __future__ import annotations

from pathlib import Path

import typer


def review(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last full month with data by default."),
    output: Path | None = typer.Option(
        None, "--output", "-o", help="FILE.pdf, FILE.html or FILE.md; without it the text is shown here."
    ),
    safe: bool = typer.Option(
        False,
        "--for-provider",
        help="The edition that may be handed to the provider: nothing of money, verdict or plans.",
    ),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The monthly review pack: verdict, service levels with charts, credits with the claim, gaps, promises, questions, agenda.

    Example: itbot review --month 2026-09 -o september.pdf
    """
    from bot.answering.conversation import only_contract
    from bot.answering.tables import months_asked
    from bot.cli.screen import console, print_json, progress_console
    from bot.reviewing.editions import page, pdf, text
    from bot.reviewing.pack import pack
    from bot.reviewing.pictures import charts
    from bot.upkeep import recording
    from bot.wiring import build
    from store.facts.common import InterpreterError

    if output is not None and output.suffix.lower() not in {".pdf", ".html", ".md"}:
        raise InterpreterError(f"{output.name}: a pack is written as .pdf, .html or .md; give a name that ends so.")
    interpreter = build()
    ref = only_contract(interpreter, contract)
    case, chosen = months_asked(interpreter, ref, month)[0]
    with progress_console().status("Putting the pack together …"):
        made = pack(interpreter, ref, chosen, safe=safe)
        if output is not None and output.suffix.lower() != ".md":
            drawn = list(charts(case, chosen, safe=safe))
            output.write_bytes(pdf(made, drawn)) if output.suffix.lower() == ".pdf" else output.write_text(
                page(made, drawn), "utf-8"
            )
        elif output is not None:
            output.write_text(text(made), "utf-8")
    edition = "for the provider" if safe else "own"
    recording.tell(interpreter, "review pack", who=recording.person_here(), contract=ref, month=chosen, edition=edition)
    if as_json:
        print_json(made | {"file": str(output) if output else None})
    elif output is None:
        from rich.markdown import Markdown

        console().print(Markdown(text(made)))
    else:
        console().print(f"{made['label']}, {made['edition']}: written to {output}", markup=False)
