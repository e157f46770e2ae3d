"""`itbot eval`: score the answers against a question set."""

from __future__ import annotations

from pathlib import Path

import typer


def evaluate(
    file: Path | None = typer.Argument(None, help="A question set (JSON lines); the sample company's own by default."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Score answers against a question set; without a file, the sample company's set on the sample company.

    Exit code 1 when any answer has a wrong number. Example: itbot eval my-questions.jsonl
    """
    from bot.answering.conversation import ask
    from bot.answering.scoring import WRONG_NUMBER, cases, marked, summary
    from bot.cli.screen import console, print_json, progress_console, table
    from bot.intake.sample import sample_company, sample_folder
    from bot.wiring import build

    interpreter = sample_company(progress_console()) if file is None else build()
    questions = cases(file or sample_folder() / "questions.jsonl")
    from datetime import date

    from rich.progress import track

    marks = [
        marked(
            case,
            ask(interpreter, case["question"], as_of=date.fromisoformat(case["as_of"]) if case.get("as_of") else None),
        )
        for case in track(questions, "asking", console=progress_console(), transient=True)
    ]
    document = summary(marks)
    if as_json:
        print_json(document)
    else:
        shown = table("id", "question", "mark", "why", "answer")
        colours = {WRONG_NUMBER: "bold red", "wrong": "red", "refused": "yellow"}
        for row in document["amiss"]:
            shown.add_row(
                row["id"],
                row["question"],
                f"[{colours[row['mark']]}]{row['mark']}[/]",
                "; ".join(row["why"]),
                row["headline"],
            )
        console().print(shown)
        console().print(
            f"{document['questions']} questions: {document['right']} right ({document['right_pct']} %), "
            f"{document['wrong_number']} with a wrong number, {document['wrong']} wrong otherwise, {document['refused']} refused; "
            f"median {document['ms_median']} ms, p95 {document['ms_p95']} ms"
        )
    raise typer.Exit(1 if document["wrong_number"] else 0)
