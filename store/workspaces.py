"""What is kept of a workspace as a whole: its installation, what people thought of answers, and what may be told where."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import delete, select

from store.database import Database
from store.tables.conversations import FeedbackRow, InstallRow, PlaceRow

# A channel's choice is kept under its id; "for owners alone" under no channel at all.
OWNERS_ONLY = ""


class Installs:
    """Installations, as encrypted text; who may read them is not this room's business."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, enterprise: str, team: str, user: str, secret: str) -> None:
        """Keep an installation in place of an earlier one."""
        with self._db.write() as session:
            session.execute(_install(enterprise, team, user))
            session.add(
                InstallRow(enterprise=enterprise, team=team, user=user, secret=secret, installed_at=self._db.now())
            )

    def secret(self, enterprise: str, team: str, user: str) -> str | None:
        """An installation's encrypted text; None when there is none."""
        with self._db.read() as session:
            return session.scalar(
                select(InstallRow.secret).where(
                    InstallRow.enterprise == enterprise, InstallRow.team == team, InstallRow.user == user
                )
            )

    def alone(self, team: str) -> AbstractContextManager[None]:
        """Let one process at a time renew this workspace's token."""
        return self._db.alone(f"token of {team}")

    def teams(self) -> list[str]:
        """The workspaces that installed us."""
        with self._db.read() as session:
            return sorted(set(session.scalars(select(InstallRow.team))))

    def drop(self, enterprise: str, team: str, user: str | None = None) -> None:
        """Delete one person's installation, or with None all of a workspace."""
        with self._db.write() as session:
            session.execute(_install(enterprise, team, user))


class Feedback:
    """What people thought of answers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def give(self, team: str, answer_id: str, user: str, *, good: bool, reason: str = "") -> None:
        """Keep a person's word on an answer in place of an earlier one."""
        with self._db.write() as session:
            session.execute(
                delete(FeedbackRow).where(
                    FeedbackRow.team == team, FeedbackRow.answer_id == answer_id, FeedbackRow.user == user
                )
            )
            session.add(
                FeedbackRow(team=team, answer_id=answer_id, user=user, good=good, reason=reason, at=self._db.now())
            )

    def every(self) -> list[tuple[str, str, bool, str]]:
        """(team, answer id, good, reason) of all workspaces in the order given, without who gave it."""
        with self._db.read() as session:
            rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.id))
            return [(row.team, row.answer_id, row.good, row.reason) for row in rows]

    def listed(self, team: str) -> list[tuple[str, str, bool, str]]:
        """(answer id, user, good, reason) in the order given."""
        with self._db.read() as session:
            rows = session.scalars(select(FeedbackRow).where(FeedbackRow.team == team).order_by(FeedbackRow.id))
            return [(row.answer_id, row.user, row.good, row.reason) for row in rows]


class Places:
    """Which contract may be spoken of in which channel, and which are for owners alone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def choose(self, team: str, contract: str, channel: str, by: str) -> None:
        """Open a contract in a channel (or, with OWNERS_ONLY, keep it for owners)."""
        with self._db.write() as session:
            session.execute(_place(team, contract, channel))
            session.add(PlaceRow(team=team, contract=contract, channel=channel, chosen_by=by, at=self._db.now()))

    def withdraw(self, team: str, contract: str, channel: str) -> None:
        """Take back a choice."""
        with self._db.write() as session:
            session.execute(_place(team, contract, channel))

    def open_in(self, team: str, channel: str) -> set[str]:
        """The contracts an owner opened in a channel."""
        with self._db.read() as session:
            return set(
                session.scalars(select(PlaceRow.contract).where(PlaceRow.team == team, PlaceRow.channel == channel))
            )

    def channels(self, team: str, contract: str) -> list[str]:
        """The channels in which a contract is open."""
        with self._db.read() as session:
            chosen = select(PlaceRow.channel).where(PlaceRow.team == team, PlaceRow.contract == contract)
            return sorted(channel for channel in session.scalars(chosen) if channel != OWNERS_ONLY)

    def for_owners(self, team: str) -> set[str]:
        """The contracts that only owners may ask about."""
        return self.open_in(team, OWNERS_ONLY)


def _install(enterprise: str, team: str, user: str | None) -> Any:
    named = delete(InstallRow).where(InstallRow.enterprise == enterprise, InstallRow.team == team)
    return named if user is None else named.where(InstallRow.user == user)


def _place(team: str, contract: str, channel: str) -> Any:
    return delete(PlaceRow).where(PlaceRow.team == team, PlaceRow.contract == contract, PlaceRow.channel == channel)
