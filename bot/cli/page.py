"""`itbot page`: the page a clause stands on, as a picture with the clause marked."""

from __future__ import annotations

from pathlib import Path

import typer


def page(
    clause: str = typer.Argument(..., help='The clause, as "7.2" or "Schedule 2, 3.1".'),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    output: Path | None = typer.Option(None, "-o", "--output", help="Where to write the PNG; by default beside you."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The page of a PDF contract as a picture, with the clause marked as with a highlighter.

    Example: itbot page "Schedule 2, 3.1" -o page.png
    """
    from bot.answering.conversation import contract_named
    from bot.answering.pictures import picture_of
    from bot.cli.screen import console, print_json
    from bot.wiring import build
    from knowledge.clause_references import key_of
    from store.facts.common import InterpreterError

    interpreter = build()
    refs = [contract_named(interpreter, contract)] if contract else list(interpreter.stores.contracts.refs())
    reference = key_of(f"clause {clause}") or clause
    found = [(ref, one) for ref in refs for one in interpreter.library.look_up(reference, ref)]
    if not found:
        raise InterpreterError(f"No clause {clause} was found; itbot terms lists what was read, with its clauses.")
    ref, passage = found[0]
    picture = picture_of(interpreter.stores.contracts, ref, passage.document, passage.page, passage.text)
    if picture is None:
        raise InterpreterError(f"{passage.document} has no pages to show: only a PDF has; its words are in itbot ask.")
    target = output or Path(f"{ref}-page-{picture.page}.png")
    target.write_bytes(picture.png)
    told = {"contract": ref, "document": passage.document, "clause": passage.clause, "page": picture.page, "marked": picture.marked, "file": str(target)}  # fmt: skip
    if as_json:
        print_json(told)
    else:
        marked = "the clause is marked" if picture.marked else "the words could not be marked on it"
        console().print(f"{target}: page {picture.page} of {passage.document}, {marked}.")
