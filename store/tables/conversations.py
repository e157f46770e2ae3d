"""Conversations: what came in, what was said in a thread, what went out, who installed us, and what may be told where.

Every row names its workspace (`team`); nothing of one workspace is ever read for another.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Numbered


class IncomingRow(Base):
    """One event as it came; `twin` is the same for two events that speak of the same message."""

    __tablename__ = "incoming"
    __table_args__ = (Index("ix_incoming_state", "state", "received_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    twin: Mapped[str | None] = mapped_column(unique=True)
    team: Mapped[str]
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    state: Mapped[str]
    received_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class TurnRow(Numbered, Base):
    """One question asked in a thread, and the answer it got."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("team", "channel", "ts"),
        Index("ix_turn_team_channel_thread", "team", "channel", "thread"),
    )

    team: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    ts: Mapped[str]
    user: Mapped[str]
    question: Mapped[str]
    contract: Mapped[str | None]
    answer_id: Mapped[str | None]
    asked_at: Mapped[datetime]


class OutgoingRow(Base):
    """One message of ours: `attempting` before it is posted, `accepted` with its `ts` once Slack took it, `finished` when whole."""

    __tablename__ = "outgoing"
    __table_args__ = (Index("ix_outgoing_team_channel_asked_ts", "team", "channel", "asked_ts"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    channel: Mapped[str]
    asked_ts: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    posted_in: Mapped[str | None]
    ts: Mapped[str | None]
    answer_id: Mapped[str | None]
    at: Mapped[datetime]


class InstallRow(Numbered, Base):
    """One installation in one workspace; `secret` is the whole of it, encrypted. `user` is empty for the bot's own."""

    __tablename__ = "install"
    __table_args__ = (UniqueConstraint("enterprise", "team", "user"),)

    enterprise: Mapped[str]
    team: Mapped[str]
    user: Mapped[str]
    secret: Mapped[str]
    installed_at: Mapped[datetime]


class FeedbackRow(Numbered, Base):
    """What a person thought of an answer; told again, the later word stands."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("team", "answer_id", "user"),)

    team: Mapped[str]
    answer_id: Mapped[str]
    user: Mapped[str]
    good: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime]


class PlaceRow(Numbered, Base):
    """An owner's word on a contract: open in a channel, or (with an empty channel) for owners alone."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("team", "contract", "channel"),)

    team: Mapped[str]
    contract: Mapped[str]
    channel: Mapped[str]
    chosen_by: Mapped[str]
    at: Mapped[datetime]


class TurnToPostRow(Base):
    """When a conversation's (or a workspace's) next turn to post comes, in milliseconds since 1970."""

    __tablename__ = "turn_to_post"

    key: Mapped[str] = mapped_column(primary_key=True)
    next_ms: Mapped[int] = mapped_column(BigInteger)


class InstallBegunRow(Base):
    """An installation that somebody began on our page; its state is good once."""

    __tablename__ = "install_begun"

    state: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class SignOfLifeRow(Base):
    """When a piece of background work was last done, by whichever process did it."""

    __tablename__ = "sign_of_life"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class AsksForRow(Base):
    """Which version of the code the tables of this revision ask for at least; written by the migrations."""

    __tablename__ = "asks_for"

    revision: Mapped[str] = mapped_column(primary_key=True)
    oldest: Mapped[str]
