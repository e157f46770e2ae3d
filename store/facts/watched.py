"""What is watched until somebody has dealt with it, how far a reminder has climbed, and what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """What can fall due."""

    PROMISE = "promise"
    REPORT = "report"
    REVIEW = "review"
    CLAIM_WINDOW = "claim_window"
    CLAIM_ANSWER = "claim_answer"
    NOTICE_DATE = "notice_date"
    RENEWAL = "renewal"
    PERSISTENT_FAILURE = "persistent_failure"
    IMPROVEMENT = "improvement"
    EVIDENCE = "evidence"
    SILENCE = "silence"


class Rung(StrEnum):
    """How far a reminder has climbed: our owner, our manager, a letter drafted for the provider, formal notice."""

    REMIND = "remind"
    MANAGER = "manager"
    DRAFT = "draft_escalation"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is due on a day: what, why it is watched, where it stands, and what would settle it.

    `id` is the same whenever it is looked for ("claim:REF:2026-09"), `code` the short form that people type. `at` is the
    instant, for what runs by the hour. What is not `confirmed` was read by machine alone: it is only ever put before
    our own people, never before the provider.
    """

    id: str
    kind: Kind
    contract: str
    what: str
    due: date
    why: str
    settles: str
    clause: str | None = None
    sources: tuple[str, ...] = ()
    at: datetime | None = None
    confirmed: bool = True

    @property
    def code(self) -> str:
        """Five letters and digits that stand for the id."""
        return sha256(self.id.encode()).hexdigest()[:5]


@dataclass(frozen=True, slots=True)
class Handling:
    """What people said of one watched thing, and what was sent about it.

    `interval_days` is how long an acknowledgement holds and how soon the same reminder comes again; None = the kind's
    own. `step` and `sent_at` are the last that was sent. `owner` is set when it was handed over.
    """

    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    snoozed_until: date | None = None
    muted: bool = False
    done_at: datetime | None = None
    evidence: str = ""
    owner: str = ""
    interval_days: int | None = None
    step: int | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Who is reminded: the owner, then the manager; the fallback when one cannot be reached. Empty = not named."""

    owner: str = ""
    manager: str = ""
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder that is due: of what, at which rung, to whom, and how many days late (negative: days left)."""

    item: Watched
    rung: Rung
    step: int
    to: str
    days_late: int
