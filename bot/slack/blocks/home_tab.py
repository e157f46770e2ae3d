"""The Home tab as blocks, from a state worked out elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.slack.blocks import reminders
from bot.slack.blocks.answer_card import MARKS
from bot.slack.blocks.greeting import CAN, PROMPTS, about
from bot.slack.blocks.pieces import (
    Block,
    actions,
    bullets,
    button,
    context,
    divider,
    fields,
    header,
    paragraph,
    rich,
    runs,
)
from bot.slack.blocks.sizes import VIEW_BLOCKS, fitted
from bot.slack.escape import cut
from store.facts.watched import Watched

FACES = {"happy": "🙂", "neutral": "😐", "sad": "🙁", "unknown": "❔"}
# A button for it stands right below.
CHECKED = "Press “Check the terms”"
MORE = "There is more than this page holds; ask me for it."


@dataclass(frozen=True, slots=True)
class DueLine:
    """A thing that is due: what people can say to it stands under it."""

    item: Watched
    when: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit that is not on an invoice yet: to be claimed, or `claimed` and waited for."""

    month: str
    words: str
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """How one contract stands."""

    ref: str
    title: str
    provider: str = ""
    month: str = ""
    verdict: str = ""
    faces: tuple[tuple[str, str], ...] = ()
    credits: tuple[CreditLine, ...] = ()
    due: tuple[DueLine, ...] = ()
    more_due: int = 0
    fresh: str = ""
    to_add: tuple[str, ...] = ()
    open_terms: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What one person sees: their contracts, or why there are none."""

    contracts: tuple[Contract, ...] = ()
    why: str = ""
    owner: bool = False
    empty: bool = False


def home_view(state: State) -> Block:
    """The whole tab."""
    blocks = [*_head(state), *(block for one in state.contracts for block in _contract(one, state)), *_foot()]
    return {"type": "home", "blocks": fitted(blocks, limit=VIEW_BLOCKS, more=MORE)}


def _head(state: State) -> Iterator[Block]:
    if state.why:
        yield rich(paragraph(state.why))
        return
    if state.empty:
        yield header("Let us begin")
        steps = [
            "Send me the contract (PDF or Word), here or in a direct message.",
            "Send me the provider’s ticket export (CSV or Excel).",
            "Ask: are we getting what we pay for?",
        ]
        yield rich({**bullets(steps), "style": "ordered"})
        yield actions(button("Add a document", "add_document", style="primary"))
        return
    yield actions(
        button("Add a document", "add_document"),
        button("Add a commitment", "add_commitment"),
        button("Log a review meeting", "log_review"),
    )


def _contract(one: Contract, state: State) -> Iterator[Block]:
    yield header(cut(f"{one.title} with {one.provider}" if one.provider else one.title, 150))
    if one.verdict:
        verdict = f"Are we getting what we pay for? {MARKS.get(one.verdict, one.verdict)}"
        yield rich(runs((verdict, True), (f"   {one.month}", False)))
        yield fields([f"{FACES.get(face, '❔')}  {label}" for face, label in one.faces])
    yield from _credits(one)
    yield from _due(one)
    yield context(one.fresh)
    yield from _list("What to add next", tuple(line for line in one.to_add if not line.startswith(CHECKED)))
    buttons = [button("Check the terms", "check_terms", one.ref, "primary" if one.open_terms else "")]
    if state.owner:
        buttons.append(button("Who may see what", "choose_places", one.ref))
        buttons.append(button("Who is reminded", "choose_people", one.ref))
    yield actions(*buttons)
    if one.open_terms:
        yield context(f"{one.open_terms} terms were read and not yet confirmed by a person.")
    yield divider()


def _credits(one: Contract) -> Iterator[Block]:
    """Each credit that can be had, and the button that leads to its letter."""
    kinds = (("Credits to claim", "Claim", False), ("Owed and not credited yet", "Ask about", True))
    for base, (title, word, claimed) in zip((100, 200), kinds, strict=True):
        lines = [line for line in one.credits if line.claimed is claimed]
        yield from _list(title, tuple(line.words for line in lines))
        if lines:
            yield actions(
                *(
                    button(
                        f"{word} {line.words.split(':')[0]}",
                        f"{reminders.CLAIM}_{base + n}",
                        f"{one.ref}|{line.month}",
                        "" if claimed else "primary",
                    )
                    for n, line in enumerate(lines)
                )
            )


def _list(title: str, lines: tuple[str, ...]) -> Iterator[Block]:
    if lines:
        yield rich(paragraph(title, bold=True), bullets(lines))


def _due(one: Contract) -> Iterator[Block]:
    if one.due:
        yield header("What is due")
    for number, line in enumerate(one.due, 1):
        what, when = (f"{words[:1].upper()}{words[1:]}" for words in (line.item.what, line.when))
        yield rich(runs((what, True), (f"\n{when}", False)))
        yield _quiet(reminders.buttons(line.item, number))
    if one.more_due:
        yield context(f"And {one.more_due} more: /itbot due lists them, the most pressing first.")
    if one.due:
        yield divider()


def _quiet(row: Block) -> Block:
    """A row of buttons, none of them set off: a page of green says nothing."""
    return row | {"elements": [{k: v for k, v in one.items() if k != "style"} for one in row["elements"]]}


def _foot() -> Iterator[Block]:
    yield header("What I can tell you")
    yield rich(bullets(CAN))
    yield actions(*(button(words, f"ask_again_{n}", words) for n, (_, words) in enumerate(PROMPTS)))
    yield divider()
    yield from about()
