"""`itbot log`: past answers with their receipts, and a way to run one again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from bot.wiring import Interpreter


def log(
    answer_id: str | None = typer.Argument(None, metavar="ID", help="One answer; without it, the latest are listed."),
    replay: bool = typer.Option(
        False, help="Run the question again as on that day, and say whether the answer is the same."
    ),
    audit: bool = typer.Option(
        False, "--audit", help="Who asked and saw what; exit code 1 where a line was changed since."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Past answers and what they rest on.

    Example: itbot log a-1f3c --replay
    """
    from bot.answering.receipts import latest, one, replayed
    from bot.cli.screen import console, print_json, table
    from bot.upkeep.recording import person_here, tell
    from bot.wiring import build

    interpreter = build()
    if audit:
        raise typer.Exit(_audit(interpreter, as_json=as_json))
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
    tell(interpreter, "viewed", who=person_here(), place="terminal", answer=answer_id)
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


def _audit(interpreter: Interpreter, *, as_json: bool) -> int:
    """Show the record and whether its chain holds; as JSON all of it, as an export."""
    from bot.cli.screen import console, print_json, table
    from store.audit import Audit

    record = Audit(interpreter.database)
    chain, lines = record.chain(), record.listed(None if as_json else 50)
    if as_json:
        rows = [
            {"line": one.id, "at": one.at.isoformat(), "act": one.act, "details": one.details, "sum": one.sum}
            for one in reversed(lines)
        ]
        print_json({"lines": rows, "count": chain.lines, "last_sum": chain.last, "broken_at": chain.broken})
        return 1 if chain.broken else 0
    shown = table("line", "at", "act", "who", "place", "contract", "answer")
    for one in lines:
        told = one.details or {"who": "(erased)"}
        named = [str(told.get(name, "")) for name in ("who", "place", "contract", "answer")]
        shown.add_row(
            str(one.id), one.at.isoformat(timespec="seconds"), one.act, *(cell.replace("[", "\\[") for cell in named)
        )
    screen = console()
    screen.print(shown)
    if chain.broken:
        screen.print(
            f"[red]✗[/] The chain does not hold from line {chain.broken} on: it was changed, or one was left out."
        )
        return 1
    screen.print(f"[green]✓[/] {chain.lines} lines, and the chain holds. Last sum: {chain.last}", soft_wrap=True)
    return 0


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
