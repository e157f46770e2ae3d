"""`itbot eval`: score the answers against question sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.wiring import Interpreter

_COLOURS = {"wrong_number": "bold red", "unsupported": "red", "wrong": "red", "refused": "yellow"}


def evaluate(
    file: Path | None = typer.Argument(None, help="A question set (JSON lines) about your own contracts."),
    company: list[str] = typer.Option([], help="Only this sample company; may be given several times."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Score answers against a question set; without a file, every sample company's own set.

    Exit code 1 when any answer has a wrong number. Example: itbot eval my-questions.jsonl
    """
    from bot.cli.screen import print_json

    documents = {file.name: _own(file)} if file else _samples(company)
    if as_json:
        print_json(next(iter(documents.values())) if file else {"companies": documents, "all": _together(documents)})
    else:
        _shown(documents)
    raise typer.Exit(1 if any(document["wrong_number"] for document in documents.values()) else 0)


def _own(file: Path) -> dict[str, Any]:
    from bot.answering.scoring import cases
    from bot.wiring import build

    return _scored(build(), cases(file), file.name)


def _samples(wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    from bot.answering.scoring import cases
    from bot.cli.screen import progress_console
    from bot.intake.sample import companies, sample_company, sample_folder

    console = progress_console()
    return {
        name: _scored(sample_company(console, company=name), cases(sample_folder(name) / "questions.jsonl"), name)
        for name in wanted or companies()
    }


def _scored(interpreter: Interpreter, questions: list[dict[str, Any]], name: str) -> dict[str, Any]:
    from rich.progress import track

    from bot.answering.conversation import ask
    from bot.answering.scoring import scored, summary
    from bot.cli.screen import progress_console

    asked = track(questions, f"asking {name}", console=progress_console(), transient=True)
    return summary(
        scored(asked, lambda question, as_of, earlier: ask(interpreter, question, as_of=as_of, earlier=earlier))
    )


def _together(documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    from bot.answering.scoring import MARKS

    total = {name: sum(document[name] for document in documents.values()) for name in ("questions", *MARKS)}
    return {**total, "right_pct": f"{100 * total['right'] / max(total['questions'], 1):.1f}"}


def _shown(documents: dict[str, dict[str, Any]]) -> None:
    from bot.answering.scoring import MARKS
    from bot.cli.screen import console, table

    amiss = table("id", "question", "mark", "why", "answer")
    for name, document in documents.items():
        for row in document["amiss"]:
            mark = f"[{_COLOURS[row['mark']]}]{row['mark']}[/]"
            amiss.add_row(f"{name} {row['id']}", row["question"], mark, "; ".join(row["why"]), row["headline"])
    totals = table("company", "questions", *(mark.replace("_", " ") for mark in MARKS), "right %", "median", "p95")
    for name, document in documents.items():
        times = (f"{document['ms_median']} ms", f"{document['ms_p95']} ms")
        counts = (str(document[key]) for key in ("questions", *MARKS, "right_pct"))
        totals.add_row(name, *counts, *times)
    if len(documents) > 1:
        whole = _together(documents)
        totals.add_row("all", *(str(whole[key]) for key in ("questions", *MARKS, "right_pct")))
    console().print(amiss)
    console().print(totals)
