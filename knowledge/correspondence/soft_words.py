"""Soft phrases in a message, each with what it plainly means and one question; hollow praise apart.

A phrase is passed over where its own sentence has an owner, a date and a cause: then nothing hides behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.correspondence.causes import has_cause
from knowledge.jargon.glossary import Entry, glossary, plain
from knowledge.jargon.translate import Jargon
from knowledge.promises.model import Statement
from knowledge.promises.sentences import sentences

EUPHEMISM = "euphemism"
HOLLOW = re.compile(
    r"\b(?:world[\s-]class|best[\s-]in[\s-]class|above\s+and\s+beyond|true\s+(?:business\s+)?partner\w*|trusted\s+partner|strategic\s+partner\w*|valued\s+(?:customer|client)|committed\s+to\s+(?:excellence|quality|providing|delivering|you|your\s+success|the\s+highest)|commitment\s+to\s+(?:excellence|quality|service)|customer[\s-](?:centric|first|focus\w*)|(?:continued|further)\s+value|continued\s+investment|market[\s-]leading|industry[\s-]leading|second\s+to\s+none|exceptional\s+service|passionate\s+about|strong\s+(?:month|quarter|performance)|metrics\s+that\s+matter|robust\b|seamless\w*|proactive(?:ly)?\b|state[\s-]of[\s-]the[\s-]art|pride\s+ourselves|at\s+the\s+heart\s+of|take\s+\w+\s+(?:very\s+)?seriously|utmost\s+(?:importance|priority)|top\s+priority|highest\s+(?:standards?|priority)|peace\s+of\s+mind|delighted\s+to\s+(?:support|serve)|all\s+green|healthy\s+across)",
    re.IGNORECASE,
)

# Whom something is awaited from, where that is not the reader.
OTHERS = re.compile(r"\s+(?:from|by)\s+(?!you\b|your\b|yourse|the\s+(?:customer|client|user)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Soft:
    """One soft phrase as `written`, in its `quote`, with its plain `meaning` and the question to `ask`."""

    written: str
    meaning: str
    ask: str
    quote: str


@dataclass(frozen=True, slots=True)
class Hollow:
    """Praise or assurance with nothing to measure in it: the `phrase` in its `quote`."""

    phrase: str
    quote: str


def soft_phrases(text: str, said: Sequence[Statement]) -> list[Soft]:
    """The soft phrases of a message, each once, but for those in a sentence that says who, when and why."""
    found: dict[str, Soft] = {}
    for one in sentences(text):
        if not _is_straight(one.text, said):
            for match in _pattern().finditer(one.text):
                entry = _entries()[plain(match.group())]
                found.setdefault(entry.term, _soft(match, entry, one.text))
    return list(found.values())


def _soft(match: re.Match[str], entry: Entry, sentence: str) -> Soft:
    """One phrase with its meaning, which may depend on whom it names: "awaiting feedback from the vendor"."""
    others = entry.of_others and OTHERS.match(sentence[match.end() :])
    meaning, ask = (entry.of_others, entry.ask_of_others) if others else (entry.meaning, entry.ask)
    return Soft(match.group(), meaning, ask, sentence)


@cache
def _entries() -> dict[str, Entry]:
    """Every soft phrase of the glossary by its plain name."""
    return {plain(name): entry for entry in glossary() if entry.category == EUPHEMISM for name in entry.names}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({name for entry in _entries().values() for name in entry.names}, key=lambda name: (-len(name), name))
    forms = [re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?") for name in names]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _is_straight(sentence: str, said: Iterable[Statement]) -> bool:
    """Whether a sentence has an owner, a date and a cause."""
    mine = [one for one in said if one.quote == sentence]
    return has_cause(sentence) and any(one.who and one.due.dated for one in mine)


def hollow(text: str) -> list[Hollow]:
    """Sentences that praise or assure and hold neither a figure nor a day."""
    found = []
    for one in sentences(text):
        match = HOLLOW.search(one.text)
        if match and not re.search(r"\d", one.text):
            found.append(Hollow(match.group(), one.text))
    return found


def not_soft(found: Iterable[Jargon]) -> list[Jargon]:
    """Terms of the trade, without the soft phrases."""
    return [one for one in found if one.meaning is None or one.meaning.category != EUPHEMISM]
