"""People's own word on what kind of work a ticket is, kept beside the tickets and over every new export of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError
from store.measures.work_kinds import Kind
from store.tables.overrides import TicketOverrideRow
from store.tables.tickets import TicketRow


@dataclass(frozen=True, slots=True)
class Override:
    """One word on one ticket: its kind, who said so, why, and when."""

    ticket: str
    kind: str
    who: str
    why: str
    at: datetime


class Overrides:
    """The kinds of work that people have set; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def set(self, ref: str, ticket: str, kind: str | None, *, who: str = "", why: str = "") -> Override | None:
        """Keep a person's word on a ticket (None takes it back); the earlier word is ended, never overwritten.

        Raises InterpreterError for a kind that does not exist and for a ticket that is not here.
        """
        if kind is not None and kind not in set(Kind):
            raise InterpreterError(f"'{kind}' is no kind of work; choose one of {', '.join(Kind)}.")
        with self._db.write() as session:
            contract = row_of(session, ref)
            name = _known(session, contract.id, ticket)
            for row in session.scalars(_standing(contract.id).where(TicketOverrideRow.ext_id == name)):
                row.ended_at = self._db.now()
            if kind is None:
                return None
            made = TicketOverrideRow(
                contract_id=contract.id, ext_id=name, kind=kind, who=who, why=why, added_at=self._db.now()
            )
            session.add(made)
            return _told(made)

    def kinds(self, ref: str) -> dict[str, str]:
        """The kind of each ticket that a person has spoken on."""
        return {one.ticket: one.kind for one in self.listed(ref)}

    def listed(self, ref: str) -> list[Override]:
        """Every word that stands, oldest first."""
        with self._db.read() as session:
            query = _standing(row_of(session, ref).id).order_by(TicketOverrideRow.id)
            return [_told(row) for row in session.scalars(query)]


def _standing(contract_id: int) -> Select[TicketOverrideRow]:
    return select(TicketOverrideRow).where(
        TicketOverrideRow.contract_id == contract_id, TicketOverrideRow.ended_at.is_(None)
    )


def _known(session: Session, contract_id: int, ticket: str) -> str:
    """The ticket's number as the export writes it."""
    own = select(TicketRow.ext_id).where(TicketRow.contract_id == contract_id)
    exact = session.scalar(own.where(TicketRow.ext_id == ticket))
    found = exact or session.scalar(
        own.where(TicketRow.ext_id.ilike(ticket.replace("%", "").replace("_", r"\_"), escape="\\"))
    )
    if found is None:
        raise InterpreterError(f"There is no ticket {ticket} here; check the number, or add the export that holds it.")
    return found


def _told(row: TicketOverrideRow) -> Override:
    return Override(row.ext_id, row.kind, row.who, row.why, row.added_at)
