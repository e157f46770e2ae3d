"""A digest of what is due, as blocks: what, since when, why, and what the reader can say to it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.answering.asking.period import day
from bot.slack.blocks.pieces import (
    Block,
    actions,
    are_you_sure,
    bullets,
    button,
    context,
    divider,
    paragraph,
    quoted,
    rich,
)
from bot.slack.blocks.sizes import fitted
from store.facts.watched import Kind, Nudge, Rung, Watched

SEEN, LATER, DONE = "nudge_seen", "nudge_later", "nudge_done"
CLAIM, LETTER = "claim_credit", "draft_letter"
# So many with their reasons and buttons, so many more as a line each; the list in full is in the terminal.
SHOWN, LISTED = 8, 30
RUNGS = {
    Rung.REMIND: "Reminder",
    Rung.MANAGER: "For the manager, after a reminder",
    Rung.DRAFT: "Time for a letter to the provider",
    Rung.NOTICE: "Time for a formal notice to the provider",
}
NOTHING_DUE = "Nothing is to be chased now."
MORE = "There is more than this message holds: itbot due lists all of it."
TALK = "The first step is to talk. Nothing was sent to the provider; a person does that."
SURE = are_you_sure("Done?", "It is then kept as done and leaves the list.", "Yes, it is done")
DAYS_AHEAD = {Kind.CLAIM_WINDOW, Kind.NOTICE_DATE, Kind.RENEWAL, Kind.IMPROVEMENT}


def digest(nudges: Sequence[Nudge]) -> list[Block]:
    """One message for one person; the last block is small print that says where the rest is."""
    blocks: list[Block] = [rich(paragraph(title(len(nudges)), bold=True))]
    for number, nudge in enumerate(nudges[:SHOWN], 1):
        blocks += item(nudge, number)
    rest = nudges[SHOWN : SHOWN + LISTED]
    if rest:
        lines = [f"{nudge.item.what}. {when(nudge)}" for nudge in rest]
        blocks += [divider(), rich(paragraph("And also:", bold=True), bullets(lines))]
    left = len(nudges) - SHOWN - LISTED
    if left > 0:
        blocks.append(context(f"And {left} more, less pressing: itbot due lists them all."))
    return fitted([*blocks, context(TALK)], more=MORE)


def title(count: int) -> str:
    """The first line, which is also the notification's text."""
    return "One thing is due." if count == 1 else f"{count} things are due."


def item(nudge: Nudge, number: int) -> list[Block]:
    """One thing that is due, with what a person can say to it."""
    unsure = "" if nudge.item.confirmed else " Confirm it first if it is right."
    return [
        divider(),
        rich(
            paragraph(nudge.item.what, bold=True),
            paragraph(f"{when(nudge)} {RUNGS[nudge.rung]}."),
            quoted(nudge.item.why),
        ),
        context(f"Settled by: {nudge.item.settles}.{unsure}"),
        buttons(nudge.item, number, may_write=nudge.rung in {Rung.DRAFT, Rung.NOTICE}),
    ]


def buttons(one: Watched, number: int, *, may_write: bool = False) -> Block:
    """What a person can say to one thing; `number` tells the rows of a message apart, `may_write` offers the letter."""
    value = f"{one.contract}|{one.id}"
    return actions(
        *_writing(one, number, may_write=may_write and one.confirmed),
        button("I have seen it", f"{SEEN}_{number}", value),
        button("In a week", f"{LATER}_{number}", value),
        button("It is done", f"{DONE}_{number}", value, confirm=SURE),
        block_id=row_of(one.id),
    )


def _writing(one: Watched, number: int, *, may_write: bool) -> list[Block]:
    """The button that leads to a draft: the claim itself, what became of it, or a letter about anything else."""
    month = one.id.rpartition(":")[2]
    if one.kind is Kind.CLAIM_WINDOW:
        return [button("Draft the claim", f"{CLAIM}_{number}", f"{one.contract}|{month}", "primary")]
    if one.kind is Kind.CLAIM_ANSWER:
        words = "Draft the letter" if one.confirmed else "Was it our claim?"
        return [button(words, f"{CLAIM}_{number}", f"{one.contract}|{month}", "primary")]
    return [button("Draft the letter", f"{LETTER}_{number}", f"{one.contract}|{one.id}")] if may_write else []


def row_of(watched: str) -> str:
    """The block id of one thing's row of buttons."""
    return f"nudge_{sha256(watched.encode()).hexdigest()[:16]}"


def when(nudge: Nudge) -> str:
    """Since when, or until when."""
    due = day(nudge.item.due)
    if nudge.item.kind in DAYS_AHEAD:
        return f"The day is {due}."
    late = nudge.days_late
    return f"It was due on {due}, {late} {'day' if late == 1 else 'days'} ago." if late > 0 else f"It is due on {due}."


def answered(blocks: Sequence[Block], watched: str, words: str) -> list[Block]:
    """The same message after somebody spoke: the buttons of that thing give way to what was said."""
    return [context(words) if block.get("block_id") == row_of(watched) else block for block in blocks]
