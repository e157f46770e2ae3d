"""Improvement plans as they were agreed: added, listed, and taken back; what was agreed is never rewritten."""

from __future__ import annotations

from sqlalchemy import select

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError
from store.facts.plans import Plan
from store.tables.registers import PlanRow


class Plans:
    """The improvement plans of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def listed(self, ref: str, *, ended: bool = False) -> tuple[Plan, ...]:
        """The plans in force, soonest first; with `ended` also those taken back."""
        with self._db.read() as session:
            own = select(PlanRow).where(PlanRow.contract_id == row_of(session, ref).id)
            rows = session.scalars(own.order_by(PlanRow.due, PlanRow.id)).all()
            return tuple(_plan(row) for row in rows if ended or row.ended_at is None)

    def add(self, ref: str, plan: Plan) -> Plan:
        """Keep a plan and give it back with its number; the same plan again is the plan there is."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            own = select(PlanRow).where(PlanRow.contract_id == contract.id, PlanRow.ended_at.is_(None))
            for row in session.scalars(own):
                if _same(_plan(row), plan):
                    return _plan(row)
            rule = {"if_kept": plan.if_kept, "if_not": plan.if_not, "if_untold": plan.if_untold}
            names = ("words", "metric", "priority", "service", "sense", "level", "unit", "agreed_on", "due", "who")
            said = {name: getattr(plan, name) for name in names}
            row = PlanRow(contract_id=contract.id, rule=rule, added_at=self._db.now(), ended_at=None, **said)
            session.add(row)
            session.flush()
            return _plan(row)

    def undo(self, ref: str, number: int) -> Plan | None:
        """Take a plan back, or bring one back that was taken back; returns the plan when it stands again."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            row = session.get(PlanRow, number)
            if row is None or row.contract_id != contract.id:
                raise InterpreterError(f"There is no plan {number} for {ref}; itbot plan lists them.")
            row.ended_at = None if row.ended_at else self._db.now()
            return _plan(row) if row.ended_at is None else None


def _same(one: Plan, other: Plan) -> bool:
    names = ("metric", "priority", "service", "sense", "level", "unit", "due", "if_kept", "if_not", "if_untold")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _plan(row: PlanRow) -> Plan:
    return Plan(
        metric=row.metric,
        sense="at_most" if row.sense == "at_most" else "at_least",
        level=row.level,
        unit=row.unit,
        due=row.due,
        agreed_on=row.agreed_on,
        words=row.words,
        priority=row.priority,
        service=row.service,
        who=row.who,
        number=row.id,
        **row.rule,
    )
