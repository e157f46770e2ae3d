"""`itbot eval`: score the answers against question sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.scoring import Mark
    from bot.wiring import Interpreter

_COLOURS = {"wrong_number": "bold red", "unsupported": "red", "wrong": "red", "refused": "yellow"}


def evaluate(
    file: Path | None = typer.Argument(None, help="A question set (JSON lines) about your own contracts."),
    company: list[str] = typer.Option([], help="Only this sample company; may be given several times."),
    html: Path | None = typer.Option(None, help="Write the score as a page to this file, too."),
    candidates: Path | None = typer.Option(
        None, help="Write the answers that people in Slack gave a thumb as cases to look at, and stop."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Score answers against a question set; without a file, every sample company's own set.

    Where a language model is set, every question is asked twice: in the words of rules, and in the model's.
    Exit code 1 when any answer has a wrong number. Example: itbot eval my-questions.jsonl
    """
    from bot.cli.screen import print_json

    if candidates is not None:
        _collected(candidates, as_json=as_json)
    documents = {file.name: _own(file)} if file else _samples(company)
    if html is not None:
        from bot.cli.evaluate_page import page

        html.write_text(page(documents), "utf-8")
    if as_json:
        print_json(next(iter(documents.values())) if file else {"companies": documents, "all": _together(documents)})
    else:
        _shown(documents)
    every = [told for document in documents.values() for told in (document, document.get("model") or {})]
    raise typer.Exit(1 if any(document.get("wrong_number") for document in every) else 0)


def _collected(target: Path, *, as_json: bool) -> None:
    from bot.answering.candidates import as_lines
    from bot.answering.candidates import candidates as found
    from bot.cli.screen import print_json
    from bot.wiring import build

    cases = found(build())
    target.write_text(as_lines(cases), "utf-8")
    if as_json:
        print_json({"cases": cases})
    else:
        typer.echo(f"{len(cases)} cases written to {target}; look at each, and fill in what is expected.")
    raise typer.Exit(0)


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
    """The score in the words of rules; with a model set, its own score under "model"."""
    from bot.answering.scoring import of_model, summary
    from bot.settings import Settings

    chosen = Settings()
    document = summary(_asked(_with(interpreter, model=None), questions, name))
    if not chosen.model:
        return document
    from bot.answering.voice.metering import patiently

    names = [one for one in type(chosen).model_fields if one.startswith("model") or one.endswith("_api_key")]
    voiced = _with(interpreter, **{one: getattr(chosen, one) for one in names if one != "model_config"})
    with patiently():
        marks = _asked(voiced, questions, f"{name} of {chosen.model}")
    return {**document, "model": {"name": chosen.model, **summary(marks), **of_model(marks)}}


def _with(interpreter: Interpreter, **settings: Any) -> Interpreter:
    """The same home with other settings; nothing opened before is kept."""
    from dataclasses import replace

    return replace(interpreter, settings=interpreter.settings.model_copy(update=settings))


def _asked(interpreter: Interpreter, questions: list[dict[str, Any]], name: str) -> list[Mark]:
    from rich.progress import track

    from bot.answering.conversation import ask
    from bot.answering.scoring import scored
    from bot.cli.screen import progress_console

    asked = track(questions, f"asking {name}", console=progress_console(), transient=True)
    return scored(asked, lambda question, as_of, earlier: ask(interpreter, question, as_of=as_of, earlier=earlier))


def _together(documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    from bot.answering.scoring import MARKS

    total = {name: sum(document[name] for document in documents.values()) for name in ("questions", *MARKS)}
    return {**total, "right_pct": f"{100 * total['right'] / max(total['questions'], 1):.1f}"}


def _shown(documents: dict[str, dict[str, Any]]) -> None:
    from bot.answering.scoring import MARKS
    from bot.cli.evaluate_page import COLUMNS, MORE
    from bot.cli.evaluate_page import totals as rows_of
    from bot.cli.screen import console, table

    amiss = table("id", "question", "mark", "why", "answer")
    for name, document in documents.items():
        for row in [*document["amiss"], *document.get("model", {"amiss": ()})["amiss"]]:
            mark = f"[{_COLOURS[row['mark']]}]{row['mark']}[/]"
            amiss.add_row(f"{name} {row['id']}", row["question"], mark, "; ".join(row["why"]), row["headline"])
    modelled = any("model" in document for document in documents.values())
    totals = table(*COLUMNS, *(MORE if modelled else ()))
    for name, document in documents.items():
        for row in rows_of(name, document):
            totals.add_row(*(row if modelled else row[: len(COLUMNS)]))
    if len(documents) > 1:
        whole = _together(documents)
        totals.add_row("all", "composer", *(str(whole[key]) for key in ("questions", *MARKS, "right_pct")))
    console().print(amiss)
    console().print(totals)
