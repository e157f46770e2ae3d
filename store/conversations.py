"""Conversations kept: the inbox, the memory of threads, the ledger of what went out, installs, feedback and places.

Every call is one transaction. What belongs to a workspace is asked for with its `team`, so nothing crosses over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from store.database import Database
from store.tables.conversations import FeedbackRow, IncomingRow, InstallRow, OutgoingRow, PlaceRow, TurnRow
from store.turns import BegunInstalls, Turns
from store.workspaces import Feedback, Installs, Places

WAITING, DONE, APOLOGISED, DROPPED = "waiting", "done", "apologised", "dropped"
ATTEMPTING, ACCEPTED, FINISHED = "attempting", "accepted", "finished"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event in the inbox; `body` is emptied once it was dealt with."""

    key: str
    team: str
    kind: str
    body: dict[str, Any]
    state: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a thread and the id of the answer it got."""

    team: str
    channel: str
    thread: str
    ts: str
    user: str
    question: str
    contract: str | None = None
    answer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message of ours and how far it came; `ts` is its place once Slack took it, in the channel `posted_in`."""

    key: str
    team: str
    channel: str
    asked_ts: str
    state: str
    attempts: int
    posted_in: str | None
    ts: str | None
    answer_id: str | None


class Inbox:
    """Events saved before they are acknowledged, each exactly once."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, key: str, team: str, kind: str, body: dict[str, Any], twin: str | None = None) -> bool:
        """Keep an event; False when it, or its twin (another event about the same message), is here already."""
        try:
            with self._db.write() as session:
                session.add(
                    IncomingRow(
                        key=key, twin=twin, team=team, kind=kind, body=body, state=WAITING, received_at=self._db.now()
                    )
                )
        except IntegrityError:
            return False
        return True

    def get(self, key: str) -> Incoming | None:
        """One event; None when there is none."""
        with self._db.read() as session:
            row = session.get(IncomingRow, key)
            return _incoming(row) if row else None

    def close(self, key: str, state: str) -> None:
        """Mark an event as dealt with and forget what it said."""
        with self._db.write() as session:
            session.execute(
                update(IncomingRow).where(IncomingRow.key == key).values(state=state, body={}, ended_at=self._db.now())
            )

    def waiting(self, older_than: timedelta = timedelta(0), limit: int = 1000) -> list[Incoming]:
        """Events not dealt with yet, oldest first."""
        with self._db.read() as session:
            rows = session.scalars(
                select(IncomingRow)
                .where(IncomingRow.state == WAITING, IncomingRow.received_at <= self._db.now() - older_than)
                .order_by(IncomingRow.received_at)
                .limit(limit)
            )
            return [_incoming(row) for row in rows]

    def count_waiting(self) -> int:
        """How many events are not dealt with yet."""
        with self._db.read() as session:
            waiting = select(func.count()).select_from(IncomingRow).where(IncomingRow.state == WAITING)
            return session.scalar(waiting) or 0

    def states(self) -> list[str]:
        """The state of every event kept."""
        with self._db.read() as session:
            return list(session.scalars(select(IncomingRow.state)))

    def forget(self, older_than: timedelta) -> None:
        """Drop the traces of events dealt with long ago; younger ones are still needed to know a repeat."""
        with self._db.write() as session:
            session.execute(
                delete(IncomingRow).where(
                    IncomingRow.state != WAITING, IncomingRow.received_at < self._db.now() - older_than
                )
            )


class Threads:
    """What was asked in each thread, for a limited time."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def remember(self, turn: Turn) -> None:
        """Keep a question; the same message again (it was edited) takes the place of what was kept."""
        with self._db.write() as session:
            session.execute(_of_message(turn.team, turn.channel, turn.ts))
            session.add(
                TurnRow(
                    team=turn.team,
                    channel=turn.channel,
                    thread=turn.thread,
                    ts=turn.ts,
                    user=turn.user,
                    question=turn.question,
                    contract=turn.contract,
                    answer_id=turn.answer_id,
                    asked_at=self._db.now(),
                )
            )

    def turns(self, team: str, channel: str, thread: str, *, within: timedelta, limit: int = 10) -> list[Turn]:
        """The latest questions of a thread, oldest first; those older than `within` are as good as forgotten."""
        with self._db.read() as session:
            rows = session.scalars(
                select(TurnRow)
                .where(
                    TurnRow.team == team,
                    TurnRow.channel == channel,
                    TurnRow.thread == thread,
                    TurnRow.asked_at > self._db.now() - within,
                )
                .order_by(TurnRow.id.desc())
                .limit(limit)
            )
            return [_turn(row) for row in reversed(list(rows))]

    def drop(self, team: str, channel: str, ts: str) -> None:
        """Forget one question, because the message is gone."""
        with self._db.write() as session:
            session.execute(_of_message(team, channel, ts))

    def forget(self, older_than: timedelta) -> None:
        """Forget what was asked long ago."""
        with self._db.write() as session:
            session.execute(delete(TurnRow).where(TurnRow.asked_at < self._db.now() - older_than))


class Ledger:
    """What we posted: an attempt is noted before it is made, and its place once it was taken."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def attempt(self, key: str, team: str, channel: str, asked_ts: str) -> Outgoing:
        """Note that a message is about to be posted; returns how it stood before, with this attempt counted."""
        with self._db.write() as session:
            row = session.get(OutgoingRow, key)
            if row is None:
                row = OutgoingRow(
                    key=key,
                    team=team,
                    channel=channel,
                    asked_ts=asked_ts,
                    state=ATTEMPTING,
                    attempts=0,
                    at=self._db.now(),
                )
                session.add(row)
            row.attempts += 1
            session.flush()
            return _outgoing(row)

    def accepted(self, key: str, posted_in: str, ts: str) -> None:
        """Slack took the message: it stands in `posted_in` at `ts`."""
        self._set(key, state=ACCEPTED, posted_in=posted_in, ts=ts)

    def finished(self, key: str, answer_id: str | None = None) -> None:
        """The message is whole: nothing is left to be said in it."""
        self._set(key, state=FINISHED, answer_id=answer_id)

    def _set(self, key: str, **values: Any) -> None:
        with self._db.write() as session:
            session.execute(update(OutgoingRow).where(OutgoingRow.key == key).values(at=self._db.now(), **values))

    def get(self, key: str) -> Outgoing | None:
        """One message by its key."""
        with self._db.read() as session:
            row = session.get(OutgoingRow, key)
            return _outgoing(row) if row else None

    def noted(self, team: str, posted_in: str, stamps: Sequence[str]) -> set[str]:
        """Those of the messages at these places in a channel that are on record as ours."""
        query = select(OutgoingRow.ts).where(OutgoingRow.team == team, OutgoingRow.posted_in == posted_in)
        with self._db.read() as session:
            return {ts for ts in session.scalars(query.where(OutgoingRow.ts.in_(stamps))) if ts}

    def to(self, team: str, channel: str, asked_ts: str) -> list[Outgoing]:
        """Our messages that answer one message of a person."""
        with self._db.read() as session:
            rows = session.scalars(
                select(OutgoingRow).where(
                    OutgoingRow.team == team, OutgoingRow.channel == channel, OutgoingRow.asked_ts == asked_ts
                )
            )
            return [_outgoing(row) for row in rows]

    def drop(self, key: str) -> None:
        """Forget a message that was taken back."""
        with self._db.write() as session:
            session.execute(delete(OutgoingRow).where(OutgoingRow.key == key))

    def forget(self, older_than: timedelta) -> None:
        """Forget messages of long ago."""
        with self._db.write() as session:
            session.execute(delete(OutgoingRow).where(OutgoingRow.at < self._db.now() - older_than))


@dataclass(frozen=True, slots=True)
class Conversations:
    """All of it, on one database."""

    inbox: Inbox
    threads: Threads
    ledger: Ledger
    installs: Installs
    feedback: Feedback
    places: Places
    turns: Turns
    begun: BegunInstalls

    @classmethod
    def on(cls, db: Database) -> Conversations:
        """Everything about conversations in one database."""
        return cls(
            Inbox(db), Threads(db), Ledger(db), Installs(db), Feedback(db), Places(db), Turns(db), BegunInstalls(db)
        )


OF_A_WORKSPACE = (IncomingRow, TurnRow, OutgoingRow, InstallRow, FeedbackRow, PlaceRow)


def forget_workspace(db: Database, team: str) -> None:
    """Delete everything kept of a workspace's conversations, in one transaction."""
    with db.write() as session:
        for table in OF_A_WORKSPACE:
            session.execute(delete(table).where(table.team == team))


def _of_message(team: str, channel: str, ts: str) -> Any:
    return delete(TurnRow).where(TurnRow.team == team, TurnRow.channel == channel, TurnRow.ts == ts)


def _incoming(row: IncomingRow) -> Incoming:
    return Incoming(row.key, row.team, row.kind, row.body, row.state, row.received_at)


def _turn(row: TurnRow) -> Turn:
    return Turn(row.team, row.channel, row.thread, row.ts, row.user, row.question, row.contract, row.answer_id)


def _outgoing(row: OutgoingRow) -> Outgoing:
    return Outgoing(
        row.key, row.team, row.channel, row.asked_ts, row.state, row.attempts, row.posted_in, row.ts, row.answer_id
    )
