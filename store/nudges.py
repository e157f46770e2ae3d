"""What people said of the things that are watched, and the record of every reminder: begun, posted, seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.watched import Handling, Nudge, People
from store.tables.nudges import HandlingRow, NudgeRow, PeopleRow


@dataclass(frozen=True, slots=True)
class Sent:
    """A reminder on record; `sent_at` None: it was begun, and nobody knows whether it went out."""

    number: int
    watched: str
    step: int
    rung: str
    to: str
    begun_at: datetime
    posted: str
    sent_at: datetime | None


class Nudges:
    """The handling and the record of reminders, of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def handling(self, ref: str) -> dict[str, Handling]:
        """How each watched thing of a contract stands, by its id; what nobody touched is not in it."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            last: dict[str, NudgeRow] = {}
            for row in session.scalars(select(NudgeRow).where(NudgeRow.contract_id == contract).order_by(NudgeRow.id)):
                if row.sent_at is not None:
                    last[row.watched] = row
            said = session.scalars(select(HandlingRow).where(HandlingRow.contract_id == contract))
            kept = {row.watched: row for row in said}
            return {name: _handling(kept.get(name), last.get(name)) for name in kept.keys() | last.keys()}

    def acknowledge(self, ref: str, watched: str, by: str = "") -> None:
        """Somebody has seen it: nothing more is sent until the interval is over."""

        def change(row: HandlingRow) -> None:
            row.acknowledged_at, row.acknowledged_by = self._db.now(), by

        self._change(ref, watched, change)

    def snooze(self, ref: str, watched: str, until: date) -> None:
        """Nothing is sent before that day."""
        self._change(ref, watched, lambda row: setattr(row, "snoozed_until", until))

    def mute(self, ref: str, watched: str, *, muted: bool = True) -> None:
        """Nothing is sent any more, or again."""
        self._change(ref, watched, lambda row: setattr(row, "muted", muted))

    def done(self, ref: str, watched: str, evidence: str = "", *, undo: bool = False) -> None:
        """It is dealt with, and this shows it; or, undone, it is open again."""

        def change(row: HandlingRow) -> None:
            row.done_at = None if undo else self._db.now()
            row.evidence = "" if undo else evidence

        self._change(ref, watched, change)

    def hand_over(self, ref: str, watched: str, owner: str) -> None:
        """Somebody else is reminded of it from now on."""
        self._change(ref, watched, lambda row: setattr(row, "owner", owner))

    def every(self, ref: str, watched: str, days: int) -> None:
        """How long an acknowledgement holds, and how soon the same reminder comes again."""
        self._change(ref, watched, lambda row: setattr(row, "interval_days", days))

    def begin(self, ref: str, nudges: Sequence[Nudge]) -> list[int]:
        """Record that the reminders of one digest are about to go out; returns their numbers.

        All or none of them, and before anything is posted. What was begun for the very same step and never went out
        is taken up again under its old number.
        """
        with self._db.write() as session:
            contract = row_of(session, ref).id
            hanging = select(NudgeRow).where(NudgeRow.contract_id == contract, NudgeRow.sent_at.is_(None))
            known = {(row.watched, row.step, row.to): row for row in session.scalars(hanging.order_by(NudgeRow.id))}
            rows = [known.get((one.item.id, one.step, one.to)) or self._fresh(contract, one) for one in nudges]
            for row in rows:
                row.begun_at = self._db.now()
            session.add_all(rows)
            session.flush()
            return [int(row.id) for row in rows]

    def _fresh(self, contract: int, nudge: Nudge) -> NudgeRow:
        return NudgeRow(
            contract_id=contract, watched=nudge.item.id, step=nudge.step, rung=nudge.rung.value, to=nudge.to,
            begun_at=self._db.now(), posted="", sent_at=None,
        )  # fmt: skip

    def went(self, numbers: Sequence[int], posted: str) -> None:
        """Record that the reminders of one digest went out, all at once, and where it stands."""
        with self._db.write() as session:
            for number in numbers:
                row = session.get_one(NudgeRow, number)
                row.posted, row.sent_at = posted, self._db.now()

    def sent(self, ref: str) -> tuple[Sent, ...]:
        """Every reminder on record, oldest first."""
        with self._db.read() as session:
            own = select(NudgeRow).where(NudgeRow.contract_id == row_of(session, ref).id).order_by(NudgeRow.id)
            return tuple(
                Sent(row.id, row.watched, row.step, row.rung, row.to, row.begun_at, row.posted, row.sent_at)
                for row in session.scalars(own)
            )

    def people(self, ref: str) -> People:
        """Who is reminded of what concerns a contract."""
        with self._db.read() as session:
            row = session.scalar(select(PeopleRow).where(PeopleRow.contract_id == row_of(session, ref).id))
            return People(row.owner, row.manager, row.fallback) if row else People()

    def name_people(self, ref: str, people: People) -> None:
        """Say who is reminded."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            row = session.scalar(select(PeopleRow).where(PeopleRow.contract_id == contract.id))
            if row is None:
                row = PeopleRow(contract_id=contract.id, owner="", manager="", fallback="")
                session.add(row)
            row.owner, row.manager, row.fallback = people.owner, people.manager, people.fallback

    def _change(self, ref: str, watched: str, change: Callable[[HandlingRow], None]) -> None:
        with self._db.write() as session:
            change(_row(session, row_of(session, ref).id, watched))


def _row(session: Session, contract: int, watched: str) -> HandlingRow:
    own = select(HandlingRow).where(HandlingRow.contract_id == contract, HandlingRow.watched == watched)
    row = session.scalar(own)
    if row is None:
        row = HandlingRow(
            contract_id=contract, watched=watched, acknowledged_at=None, acknowledged_by="", snoozed_until=None,
            muted=False, done_at=None, evidence="", owner="", interval_days=None,
        )  # fmt: skip
        session.add(row)
    return row


def _handling(row: HandlingRow | None, last: NudgeRow | None) -> Handling:
    step, sent_at = (last.step, last.sent_at) if last else (None, None)
    if row is None:
        return Handling(step=step, sent_at=sent_at)
    return Handling(
        acknowledged_at=row.acknowledged_at, acknowledged_by=row.acknowledged_by, snoozed_until=row.snoozed_until,
        muted=row.muted, done_at=row.done_at, evidence=row.evidence, owner=row.owner, interval_days=row.interval_days,
        step=step, sent_at=sent_at,
    )  # fmt: skip
