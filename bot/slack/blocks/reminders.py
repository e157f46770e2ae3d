"""A digest of what is due, as blocks: what, since when, why, and what the reader can say to it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.asking.period import day
from bot.slack.blocks.pieces import Block, actions, button, context, divider, paragraph, quoted, rich
from bot.slack.blocks.sizes import fitted
from store.facts.watched import Kind, Nudge, Rung

SEEN, LATER, DONE = "nudge_seen", "nudge_later", "nudge_done"
SHOWN = 8
RUNGS = {
    Rung.REMIND: "Reminder",
    Rung.MANAGER: "For the manager, after a reminder",
    Rung.DRAFT: "Time for a letter to the provider; ask me to draft it",
    Rung.NOTICE: "Time for a formal notice; ask me to draft it",
}
MORE = "There is more than this message holds; my Home tab has all of it."
TALK = "The first step is to talk. Nothing was sent to the provider; a person does that."


def digest(nudges: Sequence[Nudge]) -> list[Block]:
    """One message for one person."""
    blocks: list[Block] = [rich(paragraph(title(len(nudges)), bold=True))]
    for number, nudge in enumerate(nudges[:SHOWN], 1):
        blocks += _item(nudge, number)
    if len(nudges) > SHOWN:
        blocks.append(context(f"And {len(nudges) - SHOWN} more: my Home tab lists them."))
    return fitted([*blocks, context(TALK)], more=MORE)


def title(count: int) -> str:
    """The first line, which is also the notification's text."""
    return "One thing is due." if count == 1 else f"{count} things are due."


def _item(nudge: Nudge, number: int) -> list[Block]:
    value = f"{nudge.item.contract}|{nudge.item.id}"
    buttons = [
        button("I have seen it", f"{SEEN}_{number}", value, "primary"),
        button("In a week", f"{LATER}_{number}", value),
        button("It is done", f"{DONE}_{number}", value),
    ]
    return [
        divider(),
        rich(
            paragraph(nudge.item.what, bold=True),
            paragraph(f"{when(nudge)} {RUNGS[nudge.rung]}."),
            quoted(nudge.item.why),
        ),
        context(
            f"Settled by: {nudge.item.settles}." + ("" if nudge.item.confirmed else " Confirm it first if it is right.")
        ),
        actions(*buttons, block_id=f"nudge_{nudge.item.code}"),
    ]


def when(nudge: Nudge) -> str:
    """Since when, or until when."""
    due = day(nudge.item.due)
    if nudge.item.kind in {Kind.CLAIM_WINDOW, Kind.NOTICE_DATE, Kind.RENEWAL, Kind.IMPROVEMENT}:
        return f"The day is {due}."
    late = nudge.days_late
    return f"It was due on {due}, {late} {'day' if late == 1 else 'days'} ago." if late > 0 else f"It is due on {due}."


def answered(blocks: Sequence[Block], code: str, words: str) -> list[Block]:
    """The same message after somebody spoke: the buttons of that thing give way to what was said."""
    return [context(words) if block.get("block_id") == f"nudge_{code}" else block for block in blocks]
