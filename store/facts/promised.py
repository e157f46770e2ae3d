"""What a provider promised in writing, and what became of it; each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from store.facts.common import Source, Status


class State(StrEnum):
    """What became of a promise. UNKNOWN: it fell due and nobody has said what happened."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. Due is a day (`due`), a window (`due_from` to `due_to`) or nothing; `due_at` the instant if one is said.

    `words` are the mail's own for the time, `quote` its sentence, `mail` the key of the mail. `state` is what a person
    decided, OPEN until then; `closed_on` the day it was done and `evidence` what shows it. `proposed` is a state that a
    later message seems to show, with `proposed_by` its words: nothing counts until a person confirms it.
    """

    contract: str
    who: str
    what: str
    quote: str
    made_at: datetime
    source: Source
    words: str = ""
    due: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    due_at: datetime | None = None
    starts: bool = False
    every_s: int | None = None
    note: str = ""
    subject: str = ""
    mail: str = ""
    status: Status = Status.FOUND
    state: State = State.OPEN
    closed_on: date | None = None
    evidence: str = ""
    proposed: State | None = None
    proposed_by: str = ""
    number: int | None = None

    @property
    def latest(self) -> date | None:
        """The last day on which it would still be in time; None where no day was named."""
        return self.due or self.due_to


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks of its reader: the deed (`what`), its sentence, and by when; `words` are the mail's own for the time."""

    what: str
    quote: str
    words: str = ""
    due: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    due_at: datetime | None = None

    @property
    def latest(self) -> date | None:
        """The last day on which it would still be in time; None where no day was named."""
        return self.due or self.due_to


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message came to when it was read: its kind, how plain it is, and whose it is.

    `side` is provider, customer or "". `density` is unexplained terms in a hundred words, `ease` the Flesch figure; None
    where the text was too short to judge. `thread` joins the messages of one event. `asked` is what it asks of us; None
    for a message that was read before this was kept.
    """

    contract: str
    mail: str
    file: str
    sent_at: datetime | None
    sender: str
    subject: str
    thread: str
    kind: str
    side: str
    words: int = 0
    unexplained: int = 0
    ease: str | None = None
    admitted: str = "unclear"
    cause: str = "missing"
    next_at: datetime | None = None
    every_s: int | None = None
    tickets: tuple[str, ...] = ()
    asked: tuple[Asked, ...] | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """How somebody felt after a crisis about the provider's word: more, same or less confident."""

    contract: str
    incident: str
    answer: str
    said_on: date
    note: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One of the three questions as it was put, and the answer word for word; `judged` is answered, partly or evasive."""

    key: str
    question: str
    answer: str = ""
    judged: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One round of the three questions."""

    contract: str
    asked_on: date
    spoken: tuple[Spoken, ...]
    number: int | None = None
