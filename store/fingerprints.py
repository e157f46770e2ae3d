"""One short word for the state of the data, so that stored outcomes and past answers can tell whether it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.erasure.record import latest
from store.facts.agreed import Agreed, Metric, ServiceLevel
from store.facts.common import Source
from store.measures.outcomes import RULE_VERSION
from store.records import TermRecord
from store.tables.claimed import ClaimWordRow
from store.tables.happenings import UploadRow
from store.tables.mails import MailRow
from store.tables.overrides import TicketOverrideRow
from store.tables.promises import PromiseRow
from store.tables.registers import PlanRow, RegisterRow
from store.tables.tickets import BatchRow


def of_data(session: Session, contract_id: int, terms: Sequence[TermRecord]) -> str:
    """The state of everything an answer on this contract can rest on: terms, tickets, and the other facts."""
    said = [(term.id, term.status.value, str(term.effective_from), str(term.effective_to)) for term in terms]
    uploads = session.scalar(select(func.max(UploadRow.id)).where(UploadRow.contract_id == contract_id))
    return _word(
        said,
        _tickets(session, contract_id),
        uploads,
        _by_hand(session, contract_id),
        _promised(session, contract_id),
        _claimed(session, contract_id),
        RULE_VERSION,
        *_erased(session),
    )


def of_outcomes(session: Session, contract_id: int, agreed: Agreed) -> str:
    """The state of what outcomes are judged from: the timed levels, the hours, the zone, the tickets, the rules."""
    timed = [level for level in agreed.levels if level.metric in {Metric.RESPONSE, Metric.RESOLUTION}]
    words = [repr(_what_counts(level)) for level in timed]
    return _word(
        words,
        repr(agreed.contract.hours),
        agreed.contract.tz,
        _tickets(session, contract_id),
        RULE_VERSION,
        *_erased(session),
    )


def _what_counts(level: ServiceLevel) -> tuple[ServiceLevel, list[str], list[str]]:
    """The level without what no verdict depends on; sets have no order of their own, so they come sorted."""
    bare = replace(level, source=Source(""), confidence=1.0, readings=(), pauses=frozenset(), kinds=frozenset())
    return bare, sorted(level.pauses), sorted(level.kinds)


def _erased(session: Session) -> tuple[int, ...]:
    """How much was ever erased: numbers of rows that went are given out again, and must not look like the old ones."""
    number = latest(session)
    return (number,) if number else ()


def _by_hand(session: Session, contract_id: int) -> list[tuple[int, ...]]:
    """Which rows of the registers and of the plans stand."""
    tables = (RegisterRow, PlanRow, TicketOverrideRow)
    queries = [select(row.id).where(row.contract_id == contract_id, row.ended_at.is_(None)) for row in tables]
    return [tuple(sorted(session.scalars(query))) for query in queries]


def _promised(session: Session, contract_id: int) -> tuple[str, ...]:
    """Which promises are on record and what a person said of each."""
    rows = select(PromiseRow.id, PromiseRow.status, PromiseRow.state).where(PromiseRow.contract_id == contract_id)
    return tuple(f"{number}{status}{state}" for number, status, state in session.execute(rows.order_by(PromiseRow.id)))


def _claimed(session: Session, contract_id: int) -> tuple[object, ...]:
    """What people said of claims, and which mails of ours there are to read claims from."""
    words = select(ClaimWordRow.id, ClaimWordRow.sent_on, ClaimWordRow.is_claim)
    rows = session.execute(words.where(ClaimWordRow.contract_id == contract_id).order_by(ClaimWordRow.id))
    ours = select(func.max(MailRow.id), func.count()).where(
        MailRow.contract_id == contract_id, MailRow.side == "customer"
    )
    return (*(tuple(map(str, row)) for row in rows), *session.execute(ours).one())


def _tickets(session: Session, contract_id: int) -> tuple[int | None, int]:
    row = session.execute(select(func.max(BatchRow.id), func.count()).where(BatchRow.contract_id == contract_id)).one()
    return row[0], row[1]


def joined(words: Iterable[str]) -> str:
    """One word for several; a single one stays as it is."""
    parts = list(words)
    return parts[0] if len(parts) == 1 else _word(parts)


def _word(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
