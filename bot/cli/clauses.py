"""`itbot clauses`: what kinds of clause a contract holds, where, and which usual ones were not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from knowledge.concepts_held import HeldKind
    from knowledge.passages import Passage

FIRST_WORDS = 12


def clauses(
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    kind: str | None = typer.Option(None, help="One kind of clause, as 'liability cap'."),
    missing: bool = typer.Option(False, "--missing", help="Only the usual kinds that were not found."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The kinds of clause in a contract, each with its number, page and first words; and what is missing.

    Example: itbot clauses --missing
    """
    from bot.cli.screen import console, print_json, table
    from bot.cli.viewing import interpreter_and_ref

    interpreter, ref = interpreter_and_ref(contract)
    rows = [_row(one) for one in _chosen(interpreter.library.kinds(ref), kind, missing=missing)]
    if as_json:
        print_json({"contract": ref, "kinds": rows})
        raise typer.Exit(0)
    made = table("kind of clause", "", "clause", "page", "first words")
    for row in rows:
        places = row["places"] or [{"clause": "", "page": None, "words": ""}]
        for at, place in enumerate(places):
            words = place["words"].replace("[", "\\[")
            head = (row["name"], row["standing"]) if at == 0 else ("", "")
            made.add_row(*head, place["clause"], str(place["page"] or ""), words)
    console().print(made)
    console().print(
        "Sorted by wording. 'not found' does not prove there is none; ask the provider to point to the clause."
    )


def _chosen(held: list[HeldKind], kind: str | None, *, missing: bool) -> list[HeldKind]:
    from knowledge.concepts import usual
    from knowledge.concepts_held import Standing, named
    from store.facts.common import InterpreterError

    if kind is not None:
        wanted = {concept.id for concept in named(kind)}
        if not wanted:
            raise InterpreterError(f"'{kind}' is no kind of clause we know; itbot clauses --json lists them.")
        return [one for one in held if one.concept.id in wanted]
    common = {concept.id for concept in usual()}
    if missing:
        return [one for one in held if one.concept.id in common and one.standing is Standing.NONE]
    return [one for one in held if one.standing is not Standing.NONE or one.concept.id in common]


def _row(one: HeldKind) -> dict[str, Any]:
    from knowledge.concepts_held import Standing

    said = {Standing.HELD: "there", Standing.PERHAPS: "perhaps", Standing.NONE: "not found"}
    return {
        "id": one.concept.id,
        "name": one.concept.name,
        "standing": said[one.standing],
        "places": [_place(passage) for passage in one.passages],
    }


def _place(passage: Passage) -> dict[str, Any]:
    words = passage.text.split()
    first = " ".join(words[:FIRST_WORDS]) + (" \u2026" if len(words) > FIRST_WORDS else "")
    return {"document": passage.document, "clause": passage.clause, "page": passage.page, "words": first}
