"""Lead-ins: the only words of a model that a person ever reads, made of a closed list of harmless ones.

A list of what is allowed holds where a list of what is forbidden does not: a word that says how much, how many, when,
who, better or worse, met or missed is simply not in it, in any script or spelling.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MOST_WORDS = 12
SLOT = re.compile(r"\{([a-z](?::[0-9]{1,3})?)\}")
# Plain letters of words in the list, and the marks that join them; nothing that could mark up, link or mention.
_SHAPE = re.compile(r"[A-Za-z' ,:;.\-]*")
_WORD = re.compile(r"[A-Za-z']+")


@cache
def words() -> frozenset[str]:
    """Every word that a lead-in may hold."""
    told = files("bot.answering.voice").joinpath("lead_in_words.txt").read_text("utf-8")
    lines = (line.split("#")[0] for line in told.splitlines())
    return frozenset(word for line in lines for word in line.split())


def slots(text: str) -> list[str]:
    """The ids of the slots in a text, in order."""
    return SLOT.findall(text)


def lead_ins(text: str) -> list[str]:
    """What stands between the slots."""
    return [piece.strip() for piece in SLOT.sub("\x00", text).split("\x00") if piece.strip()]


def faults(text: str) -> list[str]:
    """Why the lead-ins of a text cannot be sent, a sentence each; empty when they can."""
    found = []
    for lead in lead_ins(text):
        if not _SHAPE.fullmatch(lead):
            found.append(f"the lead-in {lead!r} holds a mark that no lead-in may hold")
            continue
        strange = [word for word in _WORD.findall(lead) if word.lower() not in words()]
        if strange:
            found.append(f"the lead-in {lead!r} uses words that are not in the list: {', '.join(strange)}")
        if len(_WORD.findall(lead)) > MOST_WORDS:
            found.append(f"the lead-in {lead!r} is longer than {MOST_WORDS} words")
    return found
