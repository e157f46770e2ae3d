"""`itbot log`: past answers with their receipts, and a way to run one again."""

from __future__ import annotations

from typing import Any

import typer


def log(
    answer_id: str | None = typer.Argument(None, metavar="ID", help="One answer; without it, the latest are listed."),
    replay: bool = typer.Option(
        False, help="Run the question again as on that day, and say whether the answer is the same."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Past answers and what they rest on.

    Example: itbot log a-1f3c --replay
    """
    from bot.answering.receipts import latest, one, replayed
    from bot.cli.screen import console, print_json, table
    from bot.wiring import build

    interpreter = build()
    if answer_id is None:
        rows = latest(interpreter)
        if as_json:
            print_json({"answers": rows})
            raise typer.Exit(0)
        shown = table("id", "asked", "question", "answer")
        for row in rows:
            shown.add_row(row["id"], row["asked_at"], row["question"], row["headline"])
        console().print(shown)
        raise typer.Exit(0)
    document = replayed(interpreter, answer_id) if replay else one(interpreter, answer_id)
    if as_json:
        print_json(document)
        raise typer.Exit(0 if document.get("same", True) else 1)
    screen = console()
    screen.print(document["answer"]["text"], markup=False)
    shown = table("figure", ">value", "unit", "rests on", title="\nWhat it rests on")
    for figure in document["answer"]["figures"]:
        shown.add_row(figure["label"], figure["value"], figure["unit"], ", ".join(figure["sources"][:3]))
    screen.print(shown)
    for line in _of_model(document):
        screen.print(line, style="dim", markup=False, emoji=False)
    if replay:
        screen.print(
            "[green]The same answer again.[/]" if document["same"] else f"[yellow]Not the same: {document['why']}[/]"
        )
    raise typer.Exit(0 if document.get("same", True) else 1)


def _of_model(document: dict[str, Any]) -> list[str]:
    """What a language model had to do with an answer: which one, under which instruction, for how many tokens."""
    context, used = document["context"], document["context"].get("model")
    if not used:
        return []
    worded = document["answer"]["worded_by"] == used["name"]
    why = context.get("voice", {}).get("why") or "there was nothing to put in order"
    cost = f", cost {used['cost']}" if "cost" in used else ""
    return [
        f"{used['name']}: {used['calls']} calls, {used['in']:,} tokens in, {used['out']:,} out{cost}",
        f"instruction {context['prompt'][:16]}" if "prompt" in context else "asked only what the question is about",
        "The words were put in order by it." if worded else f"The words are the rules' own: {why}.",
    ]
