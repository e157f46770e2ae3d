"""The pack as a PDF, a page of its own, or plain text; all from the same document, so that no figure differs."""

from __future__ import annotations

import base64
import html
import json
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.charting.model import Chart

Row = Sequence[str]


def pdf(made: dict[str, Any], charts: Sequence[Chart]) -> bytes:
    """The pack typeset; the template reads it as data, so nothing in it can be taken for markup."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        shown = []
        for number, one in enumerate(charts):
            (room / f"{number}.png").write_bytes(one.png)
            shown.append({"file": f"{number}.png", "title": one.title, "alt": one.alt})
        (room / "pack.json").write_text(json.dumps(made | {"charts": shown}, ensure_ascii=False), "utf-8")
        (room / "pack.typ").write_text(files("bot.reviewing").joinpath("pack.typ").read_text("utf-8"), "utf-8")
        return bytes(typst.compile(str(room / "pack.typ"), ignore_system_fonts=True))


def page(made: dict[str, Any], charts: Sequence[Chart]) -> str:
    """The pack as one HTML file with everything in it."""
    style = files("bot.reviewing").joinpath("pack.css").read_text("utf-8")
    body = "\n".join(_page_parts(made, charts))
    title = html.escape(f"{made['title']}: {made['label']}")
    return f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>\n<body><main>\n{body}\n</main></body></html>\n'


def _page_parts(made: dict[str, Any], charts: Sequence[Chart]) -> Iterator[str]:
    yield f"<header><p>Monthly review, {_h(made['edition'])}</p><h1>{_h(made['label'])}</h1><p>{_h(byline(made))}</p></header>"
    if "verdict" in made:
        yield f'<section class="verdict {_h(made["verdict"])}"><h2>{_h(made["headline"])}</h2><p>{_h(made["score"])}</p>{_list(made["gates"])}</section>'
    yield _block("What went well", _list(made["went_well"]) or "<p>Nothing measured went well this month.</p>")
    yield _block("Service levels", _table(LEVEL_HEAD, level_rows(made)))
    for one in charts:
        picture = base64.b64encode(one.png).decode()
        yield f'<figure><img alt="{_h(one.alt)}" src="data:image/png;base64,{picture}"><figcaption>{_h(one.alt)}</figcaption></figure>'
    if made["trend"]:
        yield _block("Things that break", f"<p>{_h(made['trend'])}</p>")
    if "money" in made:
        yield _block(
            "Service credits",
            _list(money_lines(made["money"]))
            + (
                f"<h3>Letter, to be read and sent by you</h3><pre>{_h(made['money']['letter'])}</pre>"
                if made["money"]["letter"]
                else ""
            ),
        )
        yield _block("The score by part", _table(("part", "weight", "score"), part_rows(made)))
    yield _block("Evidence that is missing", _list(made["gaps"]))
    yield _block("Promises", _table(PROMISE_HEAD, promise_rows(made)))
    yield _block("From last time", _table(PROMISE_HEAD, carried_rows(made)))
    yield _block("Due", _list(due_lines(made)))
    yield _block("Questions for the provider", _list(made["questions"], ordered=True))
    yield _block("Agenda", _list(made["agenda"], ordered=True))
    yield _block("Minutes", _table(("decision or action", "who", "by when"), [("", "", "")] * 5))


LEVEL_HEAD = ("service level", "promised", "reached", "counted", "result", "they reported", "clause")
PROMISE_HEAD = ("what", "who", "by when", "state")


def byline(made: dict[str, Any]) -> str:
    """Which contract, with whom, and when the pack was made."""
    return " · ".join(part for part in (made["title"], made["provider"], f"made on {made['made_on']}") if part)


def level_rows(made: dict[str, Any]) -> list[Row]:
    """The service levels as rows of a table."""
    return [
        (one["name"], one["target"], one["actual"], one["counted"], one["result"], one["reported"], one["clause"])
        for one in made["levels"]
    ]


def promise_rows(made: dict[str, Any]) -> list[Row]:
    """The promises as rows of a table."""
    return [(one["what"], one["who"], one["due"], one["state"]) for one in made["promises"]]


def carried_rows(made: dict[str, Any]) -> list[Row]:
    """What was agreed before, as rows of a table."""
    return [(one["what"], one["who"], one["due"], one["state"]) for one in made["carried"]]


def part_rows(made: dict[str, Any]) -> list[Row]:
    """The parts of the score as rows of a table."""
    return [(part["label"], part["weight"], part["score"] or "unknown") for part in made["parts"]]


def due_lines(made: dict[str, Any]) -> list[str]:
    """What is due, a line each."""
    return [f"{one['what']}: due {one['due']}. {one['why']}".strip() for one in made["due"]]


def money_lines(money: dict[str, Any]) -> list[str]:
    """The credits, a line each."""
    if money["owed"] is None:
        return [money["no_letter"] or "What is owed cannot be told yet."]
    least = "at least " if money["at_least"] else ""
    lines = [
        f"Owed: {least}{money['owed']}. Credited: {money['credited']}."
        + (f" Still owed: {money['short']}." if money["short"] else "")
    ]
    lines += money["steps"]
    if money["claim_by"]:
        lines.append(f"Last day to claim: {money['claim_by']}.")
    lines += [money["claimed"]] if money["claimed"] else []
    return lines + ([money["no_letter"]] if money["no_letter"] else [])


def text(made: dict[str, Any]) -> str:
    """The pack as Markdown."""
    lines = [
        f"# {made['label']}: {made['title']}",
        "",
        f"Monthly review, {made['edition']}. {byline(made)}",
    ]
    if "verdict" in made:
        lines += ["", f"**{made['headline']}**", "", made["score"], *_dashes(made["gates"])]
    lines += [
        "",
        "## What went well",
        *_dashes(made["went_well"]),
        "",
        "## Service levels",
        "",
        *_grid(LEVEL_HEAD, level_rows(made)),
    ]
    if made["trend"]:
        lines += ["", "## Things that break", "", made["trend"]]
    if "money" in made:
        lines += [
            "",
            "## Service credits",
            *_dashes(money_lines(made["money"])),
            "",
            *_grid(("part", "weight", "score"), part_rows(made)),
        ]
        if made["money"]["letter"]:
            lines += [
                "",
                "### Letter, to be read and sent by you",
                "",
                *(f"> {line}" for line in made["money"]["letter"].splitlines()),
            ]
    lines += [
        "",
        "## Evidence that is missing",
        *_dashes(made["gaps"]),
        "",
        "## Promises",
        "",
        *_grid(PROMISE_HEAD, promise_rows(made)),
    ]
    lines += ["", "## From last time", "", *_grid(PROMISE_HEAD, carried_rows(made))]
    lines += ["", "## Due", *_dashes(due_lines(made)), "", "## Questions for the provider", *_dashes(made["questions"])]
    lines += [
        "",
        "## Agenda",
        *_dashes(made["agenda"]),
        "",
        "## Minutes",
        "",
        *_grid(("decision or action", "who", "by when"), [("", "", "")] * 3),
    ]
    return "\n".join(lines) + "\n"


def _dashes(lines: Sequence[str]) -> list[str]:
    return ["", *(f"- {line}" for line in lines)] if lines else ["", "- none"]


def _grid(head: Row, rows: Sequence[Row]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows),
    ]


def _h(words: str) -> str:
    return html.escape(str(words))


def _block(title: str, inner: str) -> str:
    return f"<section><h2>{_h(title)}</h2>{inner or '<p>None.</p>'}</section>"


def _list(lines: Sequence[str], *, ordered: bool = False) -> str:
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{_h(line)}</li>' for line in lines)}</{tag}>" if lines else ""


def _table(head: Row, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    top = "".join(f"<th>{_h(cell)}</th>" for cell in head)
    body = "".join(
        f'<tr class="{_h(row[4]) if len(row) == len(LEVEL_HEAD) else ""}">{"".join(f"<td>{_h(cell)}</td>" for cell in row)}</tr>'
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
