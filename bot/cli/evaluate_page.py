"""The score of the answers as one page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from bot.answering.scoring import MARKS

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border-bottom:1px solid #ccc;padding:.4rem;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}"
)
COLUMNS = ("set", "worded by", "questions", *(mark.replace("_", " ") for mark in MARKS), "right %", "median", "p95")
MORE = ("tokens in", "tokens out", "fell back")


def page(documents: dict[str, dict[str, Any]]) -> str:
    """The table of totals, and every answer that was not right."""
    rows = [row for name, document in documents.items() for row in totals(name, document)]
    amiss = [
        (f"{name} {one['id']}", one["question"], one["mark"].replace("_", " "), "; ".join(one["why"]), one["headline"])
        for name, document in documents.items()
        for told in (document, document.get("model") or {"amiss": []})
        for one in told["amiss"]
    ]
    body = (
        _table((*COLUMNS, *MORE), rows, 2)
        + "<h2>Not right</h2>"
        + _table(("id", "question", "mark", "why", "answer"), amiss, 9)
    )
    head = f'<meta charset="utf-8"><title>How right the answers are</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><h1>How right the answers are</h1>{body}</body></html>'


def totals(name: str, document: dict[str, Any]) -> list[tuple[str, ...]]:
    """A row for the rules' own words, and one for the model's where there is one."""
    rows = [(name, "composer", *_counts(document), "", "", "")]
    model = document.get("model")
    if model:
        spent = (f"{model['tokens_in']:,}", f"{model['tokens_out']:,}", f"{model['fallback_pct']} %")
        rows.append((name, model["name"], *_counts(model), *spent))
    return rows


def _counts(document: dict[str, Any]) -> tuple[str, ...]:
    counts = (str(document[key]) for key in ("questions", *MARKS, "right_pct"))
    return (*counts, f"{document['ms_median']} ms", f"{document['ms_p95']} ms")


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers_from: int) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(
        "<tr>"
        + "".join(f"<td{' class=n' if at >= numbers_from else ''}>{escape(one)}</td>" for at, one in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"
