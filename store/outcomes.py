"""The outcome of every ticket, judged once and stored; a question about a month is then a count of rows.

Stored outcomes are a cache of tickets and terms: they can always be made again, and say when they must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from store.bulk import insert_rows, table_of
from store.contract_heads import head_of, row_of
from store.database import Database
from store.facts.agreed import Agreed, Metric, ServiceLevel
from store.facts.common import Period
from store.fingerprints import of_outcomes
from store.flags import flag_counts
from store.measures.either_clock import counted_both_ways
from store.measures.outcomes import RULE_VERSION, OutcomeColumns, judged
from store.measures.results import Counts
from store.measures.ticket_columns import TicketColumns, Whole
from store.outcome_counts import counted, durations, open_late
from store.outcome_rows import NAMES, outcome_rows
from store.records import Durations, FlagCounts
from store.tables.contracts import ContractRow
from store.tables.outcomes import JudgementRow, OutcomeRow
from store.tables.tickets import TicketRow
from store.term_rows import live_terms
from store.terms_as_facts import facts_of
from store.ticket_reading import latest, read_columns

OUTCOMES, JUDGEMENTS, TICKETS = table_of(OutcomeRow), table_of(JudgementRow), table_of(TicketRow)
TIMED = (Metric.RESPONSE, Metric.RESOLUTION)
# A doubt is counted out beside an answer only where that takes well under a second.
AT_ONCE = 200_000


class Outcomes:
    """What became of each ticket under the levels in force; every call is one transaction, `recompute` two."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def needs_recompute(self, ref: str) -> bool:
        """Whether the terms, the tickets or our rules have changed since the outcomes were made."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            return _made_from(session, contract) != of_outcomes(session, contract.id, _agreed(session, contract))

    def recompute(self, ref: str) -> int:
        """Judge every ticket of the contract again and keep the outcomes; how many tickets were judged.

        Judging holds no lock. When something changed meanwhile, it is done once more.
        """
        while True:
            with self._db.read() as session:
                contract = row_of(session, ref)
                agreed = _agreed(session, contract)
                fingerprint = of_outcomes(session, contract.id, agreed)
                columns, spoken = read_columns(session.connection(), contract.id)
            outcomes = _judged(columns, spoken, agreed)
            with self._db.write() as session:
                contract = row_of(session, ref)
                if of_outcomes(session, contract.id, _agreed(session, contract)) == fingerprint:
                    self._keep(session, contract, fingerprint, outcome_rows(outcomes, columns, spoken, agreed.levels))
                    return len(columns)

    def _keep(self, session: Session, contract: ContractRow, fingerprint: str, rows: Sequence[Sequence[int]]) -> None:
        connection = session.connection()
        others = connection.scalar(
            select(JUDGEMENTS.c.contract_id).where(JUDGEMENTS.c.contract_id != contract.id).limit(1)
        )
        own = select(TICKETS.c.id).where(TICKETS.c.contract_id == contract.id)
        old = delete(OUTCOMES) if others is None else delete(OUTCOMES).where(OUTCOMES.c.ticket_id.in_(own))
        connection.execute(old)  # without a condition a table is emptied at once
        connection.execute(delete(JUDGEMENTS).where(JUDGEMENTS.c.contract_id == contract.id))
        insert_rows(connection, OUTCOMES, NAMES, rows)
        connection.execute(
            insert(JUDGEMENTS).values(
                contract_id=contract.id,
                rule_version=RULE_VERSION,
                fingerprint=fingerprint,
                revision=contract.revision,
                as_of=latest(connection, contract.id),
                judged_at=self._db.now(),
            )
        )

    def _make_current(self, ref: str) -> None:
        """Never count stale outcomes: a look at two numbers, and the whole work only when they differ."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            made = session.get(JudgementRow, contract.id)
            if made and (made.revision, made.rule_version) == (contract.revision, RULE_VERSION):
                return
        if self.needs_recompute(ref):
            self.recompute(ref)
        elif made:
            with self._db.write() as session:
                session.get_one(JudgementRow, contract.id).revision = contract.revision

    def counts(self, ref: str, metric: Metric, levels: Sequence[int], period: Period) -> Counts:
        """What happened in the period under these levels (ids of versions of one promise), from stored outcomes.

        Outcomes that are out of date are made again first. Whole months count by the month a ticket belongs to; other
        spans by the instant that decides its month.
        """
        return self.counts_many(ref, [(metric, levels, period)])[0]

    def counts_many(self, ref: str, asked: Sequence[tuple[Metric, Sequence[int], Period]]) -> list[Counts]:
        """The same for many levels and periods in one transaction, in the order asked."""
        self._make_current(ref)
        with self._db.read() as session:
            contract = row_of(session, ref)
            as_of = session.scalar(select(JUDGEMENTS.c.as_of).where(JUDGEMENTS.c.contract_id == contract.id))
            connection = session.connection()
            return [counted(connection, metric, levels, period=period, as_of=as_of) for metric, levels, period in asked]

    def counts_both_ways(self, ref: str, level: ServiceLevel, period: Period) -> tuple[Counts, Counts] | None:
        """What whole months came to by either clock, for a level whose clock the contract leaves open; worked out afresh.

        None where more tickets than AT_ONCE would have to be judged for it.
        """
        with self._db.read() as session:
            contract = row_of(session, ref)
            own = select(func.count()).where(TICKETS.c.contract_id == contract.id)
            if (session.scalar(own) or 0) > AT_ONCE:
                return None
            agreed = _agreed(session, contract)
            columns, spoken = read_columns(session.connection(), contract.id)

            def names(ids: Sequence[int]) -> list[str]:
                found = dict(session.execute(select(TICKETS.c.id, TICKETS.c.ext_id).where(TICKETS.c.id.in_(ids))).all())
                return [str(found[one]) for one in ids]

            timed = [one for one in agreed.levels if one.metric is level.metric]

            def judge(levels: Sequence[ServiceLevel]) -> OutcomeColumns:
                return judged(columns, levels, agreed.contract.hours, spoken, agreed.contract.tz)

            return counted_both_ways(level, timed, judge, period.months(), hours=agreed.contract.hours, names=names)

    def open_late(self, ref: str, metric: Metric, levels: Sequence[int], by: datetime) -> tuple[tuple[str, str], ...]:
        """Open tickets whose time ran out by an instant and that do not count until resolved: number and place of each."""
        self._make_current(ref)
        with self._db.read() as session:
            contract = row_of(session, ref)
            as_of = session.scalar(select(JUDGEMENTS.c.as_of).where(JUDGEMENTS.c.contract_id == contract.id))
            known = min(by, as_of) if as_of is not None else by
            return open_late(session.connection(), metric, levels, by=known)

    def durations(self, ref: str, metric: Metric, levels: Sequence[int], period: Period) -> Durations:
        """How long the finished tickets of the period took, on the clock of these levels."""
        self._make_current(ref)
        with self._db.read() as session:
            return durations(session.connection(), metric, levels, period)

    def flag_counts(
        self,
        ref: str,
        period: Period,
        priority: int | None = None,
        *,
        metric: Metric = Metric.RESOLUTION,
        by: str | None = None,
    ) -> FlagCounts:
        """The provider tool's own verdicts on the tickets "opened" or "finished" in the period, whichever `by` says.

        Without `by`, responses count by opening and resolutions by finishing.

        These are the provider's figures, for exports of a contract that promises no time; never our measurement.
        """
        with self._db.read() as session:
            contract = row_of(session, ref)
            return flag_counts(session.connection(), contract.id, period, priority=priority, metric=metric, by=by)


def _agreed(session: Session, contract: ContractRow) -> Agreed:
    return facts_of(live_terms(session, contract), head_of(contract))


def _made_from(session: Session, contract: ContractRow) -> str | None:
    """What the stored outcomes were made from; a contract without tickets has nothing to be made."""
    none = session.scalar(select(TICKETS.c.id).where(TICKETS.c.contract_id == contract.id).limit(1)) is None
    if none:
        return of_outcomes(session, contract.id, _agreed(session, contract))
    return session.scalar(select(JUDGEMENTS.c.fingerprint).where(JUDGEMENTS.c.contract_id == contract.id))


def _judged(columns: TicketColumns, spoken: Whole, agreed: Agreed) -> OutcomeColumns | None:
    """None when no level is timed at all: there is nothing to judge by."""
    timed = [level for level in agreed.levels if level.metric in TIMED]
    if not timed or not len(columns):
        return None
    return judged(columns, timed, agreed.contract.hours, spoken, agreed.contract.tz)
