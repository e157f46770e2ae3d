"""A model looks at a mail too: it names sentences by number, code says what they are, and nothing of it is counted.

What the rules found stands as it is. A sentence that only the model points at is quoted for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from bot.answering.voice.model import Model, ModelError
from bot.digest.gist import short, when
from bot.digest.model import Digest, Look
from bot.digest.safe import safe
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.sentences import Sentence, sentences
from knowledge.tokens import count
from prompts import prompt

if TYPE_CHECKING:
    from knowledge.promises.calendar import WorkingDays

WITHIN_S = 15.0
MOST = 6
SAYS = {
    "gist": "what it may be about",
    "promise": "may be a promise",
    "claim": "may be a claim to check",
    "cause": "may be the cause",
}


class Sentences(BaseModel):
    """Sentences by their numbers, and nothing beside."""

    model_config = ConfigDict(extra="forbid")

    gist: int | None = None
    promises: list[int] = Field(default_factory=list, max_length=60)
    claims: list[int] = Field(default_factory=list, max_length=60)
    causes: list[int] = Field(default_factory=list, max_length=60)


def looked_at(digest: Digest, model: Model, days: WorkingDays) -> Digest:
    """The digest with the sentences that the model points at and the rules do not; as it was where it fails."""
    if digest.from_us:
        return digest
    every = _within_budget(sentences(digest.mail.latest))
    if not every:
        return digest
    try:
        named = model.fill(Sentences, instruction(every), WITHIN_S).value
    except ModelError:
        return digest
    looks = tuple(_looks(digest, every, named, days))[:MOST]
    return replace(digest, looks=looks, looked_by=model.name) if looks else digest


def _within_budget(every: Sequence[Sentence]) -> list[Sentence]:
    """As many whole sentences from the first on as the prompt's budget holds."""
    kept = list(every)
    while kept and count(instruction(kept)) > prompt("digest").budget:
        kept = kept[: len(kept) * 3 // 4]
    return kept


def instruction(every: Sequence[Sentence]) -> str:
    """What the model is told: the sentences, numbered, as data."""
    return prompt("digest").filled(sentences="\n".join(f"{number}: {one.text}" for number, one in enumerate(every, 1)))


def _looks(digest: Digest, every: Sequence[Sentence], named: Sentences, days: WorkingDays) -> Iterator[Look]:
    known = _known(digest)
    gist = [named.gist] if named.gist is not None else []
    for kind, numbers in (
        ("gist", gist), ("promise", named.promises), ("claim", named.claims), ("cause", named.causes),
    ):  # fmt: skip
        for number in dict.fromkeys(numbers):
            one = every[number - 1] if 0 < number <= len(every) else None
            if one is not None and one.text not in known:
                known.add(one.text)
                yield Look(kind, one.text, _due(digest, one, days) if kind == "promise" else "")


def _known(digest: Digest) -> set[str]:
    """The sentences that the rules quote already."""
    told = digest.told
    spoken = (told.happened, told.cause, told.money, *told.done)
    quoted = [*(one.quote for one in digest.said), *(one.quote for one in digest.claims)]
    return {" ".join(words.split()) for words in (*spoken, *quoted) if words}


def _due(digest: Digest, one: Sentence, days: WorkingDays) -> str:
    """The day that a sentence names, worked out by the rules; empty where it names none."""
    if digest.mail.sent is None:
        return ""
    found = read_due(one.text, Sent(digest.mail.sent.astimezone(ZoneInfo(digest.tz)), days))
    return when(found[0], digest.tz) if found and found[0].dated else ""


def look_line(one: Look) -> str:
    """One sentence to look at, for a person."""
    due = f" ({one.due})" if one.due else ""
    return f'{SAYS[one.kind]}{due}: "{safe(short(one.quote))}"'
