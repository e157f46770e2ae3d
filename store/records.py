"""What goes into the store and what comes out: frozen records, plain values, no database in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from store.facts.common import FAR_FUTURE, FAR_PAST, Status
from store.facts.tickets import TicketType

ClauseAction = Literal["replace", "add", "delete"]
DocumentKind = Literal["original", "amendment"]


@dataclass(frozen=True, slots=True)
class ContractHead:
    """What a person says of a contract; None leaves the word to the contract's own documents."""

    ref: str
    title: str | None = None
    provider: str | None = None
    customer: str | None = None
    tz: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """One clause of one document, with the days on which it counts (both included).

    In an amendment `action` says what it does to the clause `replaces` (its own `key` when None): "replace" and
    "delete" end that clause, "add" touches none. `id`, `document` and the dates are filled in by the store.
    """

    key: str
    number: str
    heading: str
    text: str
    start: int = 0
    end: int = 0
    page: int | None = None
    parent: str | None = None
    headings: tuple[str, ...] = ()
    action: ClauseAction = "replace"
    replaces: str | None = None
    id: int = 0
    document: str = ""
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class DefinitionRecord:
    """A defined term in the contract's words."""

    term: str
    meaning: str
    clause: str = ""
    start: int = 0
    end: int = 0
    page: int | None = None
    document: str = ""
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class TermRecord:
    """One term read from a contract: JSON values in `fields` under the names of the matching fact.

    `id`, `contract`, `document` and the confirmation are filled in by the store. `replaces` is the id of the reading
    that a correction took the place of. `doubt` is why the store holds it for doubtful (see `TermRow`).
    """

    kind: str
    fields: dict[str, Any]
    quote: str = ""
    clause: str = ""
    start: int = 0
    end: int = 0
    page: int | None = None
    confidence: float = 1.0
    status: Status = Status.FOUND
    readings: tuple[str, ...] = ()
    question: str = ""
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE
    id: int = 0
    contract: str = ""
    document: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str | None = None
    replaces: int | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A document to be taken in, read already. An amendment must say from which day it counts.

    `ends` are earlier terms, by id, that it takes away without putting others in their place, with the first day without.
    """

    contract: ContractHead
    document: str
    sha256: str
    text: str
    kind: DocumentKind = "original"
    effective_from: date | None = None
    page_starts: Sequence[int] = ()
    clauses: Sequence[ClauseRecord] = ()
    definitions: Sequence[DefinitionRecord] = ()
    terms: Sequence[TermRecord] = ()
    doubts: Sequence[str] = ()
    raw: bytes | None = None
    ends: Sequence[tuple[int, date]] = ()


@dataclass(frozen=True, slots=True)
class AddedVersion:
    """What taking in a document did. `state` is "added" or "unchanged" (the same file was there already).

    `superseded` names the clauses that ended, `ended` the ids of terms that ended with them, `doubtful` the ids of
    terms a person must settle because two documents, or two versions of a clause, do not agree.
    """

    contract: str
    document_id: int
    state: Literal["added", "unchanged"]
    superseded: tuple[str, ...] = ()
    ended: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document of a contract, without its text; `page_starts[i]` is the offset where its page i+1 begins."""

    id: int
    contract: str
    name: str
    sha256: str
    kind: DocumentKind
    effective_from: date
    added_at: datetime
    doubts: tuple[str, ...] = ()
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """One file of tickets and the reading it was given; `exported_at` is the instant the export speaks of, if known.

    `response_recorded` and `resolution_recorded` say whether the file has such a column; None leaves it to be seen
    from the tickets (a column that is never filled counts as none).
    """

    file: str
    sha256: str
    tool: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)
    tz: str = "UTC"
    date_order: str = ""
    rows_ok: int = 0
    rows_rejected: int = 0
    covers_from: datetime | None = None
    covers_to: datetime | None = None
    exported_at: datetime | None = None
    response_recorded: bool | None = None
    resolution_recorded: bool | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding facts did; `older` are rows left alone because a later export has spoken of them since."""

    new: int
    changed: int
    unchanged: int
    older: int = 0


@dataclass(frozen=True, slots=True)
class HistoryAdded:
    """What a history file did: `new` changes of state, and `changed` tickets, which now say something else.

    `waiting` tickets of the history are not here yet; their changes are kept until they come.
    """

    new: int
    unchanged: int
    changed: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a kind of fact was ever given, and the months ("2026-09") it speaks of."""

    uploaded: bool
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagCounts:
    """The provider tool's own verdicts: `in_time` of `of`, and `missing` tickets that carry no verdict."""

    in_time: int
    of: int
    missing: int
    missed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Durations:
    """How long `n` finished tickets took on the level's clock, in seconds: nearest-rank, never interpolated.

    `slowest` names the ticket that took longest. All zero and empty when there is none.
    """

    n: int
    median_s: int = 0
    p90_s: int = 0
    slowest_s: int = 0
    slowest: str = ""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many tickets of one type, category and priority were opened in a month ("2026-09")."""

    month: str
    type: TicketType
    category: str
    priority: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """The tickets open at the end of a day: how many, by age in days, and the oldest.

    `undated` are finished tickets that carry no time of finishing, so that nobody can tell whether they were open.
    """

    total: int
    ages: tuple[tuple[str, int], ...] = ()
    oldest: str = ""
    oldest_days: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """One ticket that was open at an instant."""

    name: str
    opened_at: datetime
    priority: int | None
    summary: str
    state: str


@dataclass(frozen=True, slots=True)
class TicketRecords:
    """What the exports of a contract tell at all; `users` are the people who raise tickets."""

    waits: bool
    reopenings: bool
    first_priorities: bool
    users: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One file of tickets as taken in."""

    id: int
    info: BatchInfo
    added: Added
    speaks_at: datetime
    added_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer as it was given, and how it was asked. `fingerprint` is the state of the data it stood on."""

    id: str
    question: str
    answer: dict[str, Any]
    context: dict[str, Any]
    evidence: tuple[str, ...]
    fingerprint: str
    asked_at: datetime
