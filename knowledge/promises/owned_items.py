"""Items of a list that name their owner in a word of their own: "1) AP survey - w/c 30 November (us). 2) PO - yourselves, by 27/11"."""

from __future__ import annotations

import re

from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.parties import Parties
from knowledge.promises.sentences import Sentence

_I = re.IGNORECASE
_MARK = re.compile(r"(?:^|(?<=[\s:;]))\(?\d{1,2}[.)]\s+(?=\S)|^[-*•–]\s+(?=\S)")
_PART = re.compile(r"\s+[-–—]+\s+|\s*[:;|,]\s+|\s*\((?=[^)]*\))|\)\s*[,;-]?\s*")
_WRITERS = re.compile(
    r"^(?:us|we|ours?|ourselves|our\s+(?:side|end|team|action)|me|myself|i|(?:the\s+)?(?:provider|supplier|msp)|action\s*(?:on)?\s*:?\s*(?:us|me))$",
    _I,
)
_READERS = re.compile(
    r"^(?:you|yours?|yourself|yourselves|your\s+(?:side|end|team|action|it|finance|hr)|(?:the\s+)?(?:customer|client)|action\s*(?:on)?\s*:?\s*you)$",
    _I,
)
LEAST_WORDS = 1


def items_in(sentence: Sentence, sent: Sent, parties: Parties) -> list[Statement]:
    """The items of a sentence (or the one item that it is) whose owner stands by itself; none where no owner does."""
    cuts = [match.end() for match in _MARK.finditer(sentence.text)] or [0]
    ends = [*(match.start() for match in _MARK.finditer(sentence.text)), len(sentence.text)]
    ends = ends[1:] if len(ends) > len(cuts) else ends
    found = []
    for start, end in zip(cuts, ends, strict=True):
        made = _item(sentence.text[start:end].strip(" .;"), sentence, sent, parties, marked=start > 0)
        if made is not None:
            found.append(made)
    return found


def _item(words: str, sentence: Sentence, sent: Sent, parties: Parties, *, marked: bool) -> Statement | None:
    parts = [part.strip(" .;") for part in _PART.split(words) if part.strip(" .;")]
    owners = [(part, side) for part in parts[1:] if (side := _side(part, parties))]
    if len(owners) != 1 or not parts or _side(parts[0], parties):
        return None
    owner, side = owners[0]
    rest = [part for part in parts if part != owner]
    deed = [part for part in rest if not _is_time(part, sent)]
    read = read_due(
        "; ".join(
            part if re.match(r"(?:by|before|on|w/?c|within|in)\b", part, _I) else f"by {part}" for part in rest[1:]
        )
        or "",
        sent,
    ) or read_due(rest[0], sent)
    due = read[0] if read else Due()
    what = ", ".join(deed)
    if due.words and due.words in what:
        what = " ".join(what.replace(due.words, " ").split()).strip(" ,")
    if len(what.split()) < LEAST_WORDS or len(what.split()) > 18:
        return None
    plain = _WRITERS.match(owner) or _READERS.match(owner)
    if not marked and not (due.words and plain):
        return None
    mood, who = (Mood.PROMISE, "we") if side == "writer" else (Mood.OURS, "you")
    if owner.lower() not in {"us", "we", "our", "ours"} and side == "writer" and parties.knows(owner):
        who = owner
    return Statement(mood, who, what, sentence.text, sentence.start, sentence.end, due)


def _side(part: str, parties: Parties) -> str:
    """Whose a part of an item is, where it is nothing but a name or a word for one of the two sides."""
    if _WRITERS.match(part):
        return "writer"
    if _READERS.match(part):
        return "reader"
    named = len(part.split()) <= 3 and part[:1].isupper() and parties.knows(part)
    return parties.side(part) if named else ""


def _is_time(part: str, sent: Sent) -> bool:
    read = read_due(part, sent) or read_due(f"by {part}", sent)
    return read is not None and len(read[0].words) >= len(part) - 6
