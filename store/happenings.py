"""What happened beside the tickets: outages, head counts, invoices, security counts, reports, and lines people keep.

Each fact has a natural key: told again it is the same fact, told differently it is corrected. That nothing happened is
known only where a file said so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.happened import Happened, HeadCount, InvoiceLine, Outage, ReportClaim, SecurityEvidence
from store.happening_rows import KINDS, Fact, columns_of, fact_of, keyed, name_of
from store.records import Added, Coverage
from store.register_rows import kept_lines
from store.tables.contracts import ContractRow
from store.tables.happenings import UploadRow

Made = TypeVar("Made", bound=Fact)


class Happenings:
    """The facts beside the tickets, of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        ref: str,
        facts: Sequence[Fact],
        *,
        file: str,
        sha256: str,
        kind: str | None = None,
        months: Collection[str] = (),
    ) -> Added:
        """Take in the facts of one file, all of one kind, whole or not at all.

        `kind` (outages, headcount, invoices, security, reports, or a log's own name) is needed only for an empty file;
        `months` are those the file speaks of even where nothing happened in them.
        """
        with self._db.write() as session:
            contract = row_of(session, ref)
            added = _keep(session, contract, facts)
            spoken = sorted({*months, *(month for fact in facts for month in KINDS[type(fact)].months(fact))})
            name = kind or (name_of(facts[0]) if facts else "")
            known = select(UploadRow).where(UploadRow.contract_id == contract.id, UploadRow.sha256 == sha256)
            before = [row for row in session.scalars(known) if row.kind == name and set(spoken) <= set(row.months)]
            if not before or added.new or added.changed:
                session.add(_upload(contract, name, file, sha256, spoken, added, self._db))
            return added

    def listed(self, ref: str, made: type[Made]) -> tuple[Made, ...]:
        """The facts of one kind, in order of time."""
        with self._db.read() as session:
            return _facts(session, row_of(session, ref), made)

    def happened(self, ref: str) -> Happened:
        """Everything recorded beside the tickets, as of one moment."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            return Happened(
                outages=_facts(session, contract, Outage),
                headcount=_facts(session, contract, HeadCount),
                invoices=_facts(session, contract, InvoiceLine),
                security=_facts(session, contract, SecurityEvidence),
                claims=_facts(session, contract, ReportClaim),
                log=kept_lines(session, contract),
            )

    def coverage(self, ref: str, kind: str) -> Coverage:
        """Whether a file of this kind was ever taken in, and the months such files speak of."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            own = select(UploadRow.months).where(UploadRow.contract_id == contract.id, UploadRow.kind == kind)
            spoken = session.scalars(own).all()
        return Coverage(bool(spoken), tuple(sorted({month for months in spoken for month in months})))

    def covers(self, ref: str, kind: str, months: Collection[str]) -> bool:
        """Whether files of this kind speak of every one of these months."""
        return set(months) <= set(self.coverage(ref, kind).months)


def _facts(session: Session, contract: ContractRow, made: type[Made]) -> tuple[Made, ...]:
    row = KINDS[made].row
    query = select(row).where(row.contract_id == contract.id).order_by(getattr(row, KINDS[made].order), row.id)
    return tuple(fact_of(made, found) for found in session.scalars(query))


def _keep(session: Session, contract: ContractRow, facts: Sequence[Fact]) -> Added:
    stored: dict[type[Any], dict[str, Any]] = {}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for key, fact in keyed(facts):
        made = type(fact)
        if made not in stored:
            own = select(KINDS[made].row).where(KINDS[made].row.contract_id == contract.id)
            stored[made] = {row.natural_key: row for row in session.scalars(own)}
        counts[_keep_one(session, contract, stored[made].get(key), key, fact)] += 1
    session.flush()
    return Added(**counts)


def _keep_one(session: Session, contract: ContractRow, row: Any, key: str, fact: Fact) -> str:
    columns = columns_of(fact)
    if row is None:
        session.add(KINDS[type(fact)].row(contract_id=contract.id, natural_key=key, **columns))
        return "new"
    said = {name: value for name, value in columns.items() if not name.startswith("source_")}
    if all(getattr(row, name) == value for name, value in said.items()):
        return "unchanged"
    for name, value in columns.items():
        setattr(row, name, value)
    return "changed"


def _upload(
    contract: ContractRow, kind: str, file: str, sha256: str, months: list[str], added: Added, db: Database
) -> UploadRow:
    return UploadRow(
        contract_id=contract.id,
        kind=kind,
        file=file,
        sha256=sha256,
        months=months,
        new=added.new,
        changed=added.changed,
        unchanged=added.unchanged,
        added_at=db.now(),
    )
