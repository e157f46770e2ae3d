"""Short messages of ours: a refusal with its reason, an apology with its reference, a pointer to a private answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.blocks.pieces import Block, actions, bullets, button, paragraph, rich
from bot.slack.escape import cut

OPEN_HERE = "open_here"


def notice(words: str, *extra: Block) -> list[Block]:
    """One paragraph, and what goes with it."""
    return [rich(paragraph(words)), *extra]


def apology(reference: str) -> str:
    """Said when something of ours broke: never why, always a reference that finds it in the log."""
    return (
        "I am sorry, something went wrong on my side and I could not answer that. Nothing was changed. "
        f"Please ask again; if it happens again, give your administrator this reference: {reference}."
    )


def elsewhere(why: str, contracts: Sequence[tuple[str, str]] = ()) -> list[Block]:
    """Only for the person who asked: the answer went to a direct message. Owners may open a contract here at once."""
    offers = [
        button(cut(f"Allow {title} here", 75), f"{OPEN_HERE}_{n}", ref) for n, (ref, title) in enumerate(contracts[:5])
    ]
    return notice(f"{why} I have answered you in a direct message.", *([actions(*offers)] if offers else []))


def choices(words: str, options: Sequence[tuple[str, str, str]]) -> list[Block]:
    """Words and a row of buttons, given as (words, action, value)."""
    return [
        rich(paragraph(words)),
        actions(*(button(cut(say, 75), action, value) for say, action, value in options[:10])),
    ]


def listing(words: str, items: Sequence[str], *extra: Block) -> list[Block]:
    """Words and a list under them."""
    return [rich(paragraph(words), *([bullets(items)] if items else [])), *extra]
