"""A statement about what somebody will do, and the day its words name; nothing here is a guess."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Mood(StrEnum):
    """What a statement is. Only PROMISE binds its writer; the rest are told apart so that nobody is held to them."""

    PROMISE = "promise"
    AIM = "aim"
    CONDITIONAL = "conditional"
    NEGATED = "negated"
    PAST = "past"
    THIRD_PARTY = "third_party"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: one day (`on`), a window (`first` to `last`), or no date at all.

    `at` is the instant where a time of day is said or close of business is known. `words` are the mail's own.
    `starts` marks a day from which something holds ("from December"). `every` is the rhythm of a thing that recurs,
    in seconds. `note` says how words were read that can be read in more than one way. `vague` are words such as "soon".
    """

    words: str = ""
    on: date | None = None
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    starts: bool = False
    every: int | None = None
    vague: bool = False
    note: str = ""

    @property
    def dated(self) -> bool:
        """Whether the words name a day or a window."""
        return self.on is not None or self.last is not None

    @property
    def named(self) -> bool:
        """Whether the words name a day that could not be worked out, as where the day of sending is unknown."""
        return bool(self.words) and not (self.dated or self.vague or self.every)

    @property
    def latest(self) -> date | None:
        """The last day on which it would still be in time; None without a date."""
        return self.on or self.last


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: who (as the mail says it: "I", "we", a name, or "" for nobody named) does what, and by when.

    `quote` is the sentence as written, `start` and `end` its place in the text; `what` the deed in the mail's words.
    `standing` marks a way of working ("we answer every P1 in 15 minutes") that has no day of its own. `given` are the
    words of a condition.
    """

    mood: Mood
    who: str
    what: str
    quote: str
    start: int
    end: int
    due: Due = field(default_factory=Due)
    standing: bool = False
    given: str = ""
