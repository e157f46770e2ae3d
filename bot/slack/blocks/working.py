"""The working of an answer in a modal: every figure with its source, every clause in full, how it was put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.answering.answer import Citation, Figure
from bot.slack.blocks.answer_card import ROLES, clause, figure_words
from bot.slack.blocks.pieces import Block, bullets, context, divider, header, modal, paragraph, rich
from bot.slack.blocks.sizes import VIEW_BLOCKS, fitted
from bot.slack.wording import in_slack

SOURCES = 5
ALL_OF_IT = "There is more than a window here holds: itbot log, on the machine that runs me, prints all of it."


def working(receipt: Mapping[str, Any]) -> Block:
    """The modal, from a receipt as it was kept (the answer's JSON with its question)."""
    answer = receipt["answer"]
    blocks: list[Block] = [
        rich(paragraph(receipt["question"], italic=True), paragraph("\n" + in_slack(answer["headline"]), bold=True)),
        divider(),
        *_figures(answer),
        *_clauses(answer),
        *_unknowns(answer),
        context(f"Answer {receipt['id']}, given {receipt['asked_at']}, worded by {answer['worded_by']}."),
    ]
    return modal("How this was worked out", fitted(blocks, limit=VIEW_BLOCKS, more=ALL_OF_IT))


def _figures(answer: Mapping[str, Any]) -> Iterator[Block]:
    figures = [Figure(**{**one, "sources": tuple(one["sources"])}) for one in answer["figures"]]
    if figures:
        yield header("The figures")
    for at in range(0, len(figures), 10):
        yield rich(bullets([_line(figure) for figure in figures[at : at + 10]]))


def _line(figure: Figure) -> str:
    counted = f", {figure.n} of {figure.of}" if figure.n is not None and figure.of is not None else ""
    sources = ", ".join(figure.sources[:SOURCES])
    left = len(figure.sources) - SOURCES
    more = f" and {left} more" if left > 0 else ""
    as_of = f"; as of {figure.as_of[:10]}" if figure.as_of else ""
    return f"{figure.label}: {figure_words(figure)}{counted} ({ROLES.get(figure.role, figure.role)}){as_of}" + (
        f". From {sources}{more}" if sources else ""
    )


def _clauses(answer: Mapping[str, Any]) -> Iterator[Block]:
    if answer["citations"]:
        yield header("The contract’s own words")
    for one in answer["citations"]:
        yield rich(*clause(Citation(**one), 2500))


def _unknowns(answer: Mapping[str, Any]) -> Iterator[Block]:
    if answer["unknowns"]:
        yield header("What we cannot tell")
        yield rich(bullets([in_slack(f"{one['what']}: {one['fix']}") for one in answer["unknowns"][:20]]))
