"""Contracts in the store: their documents, clauses and definitions as they stood on any day, and who they are with.

Nothing is overwritten: an amendment ends a clause from a day on, and both versions stay.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from store.contract_heads import head_of, keep_free, matching, row_of
from store.database import Database
from store.facts.agreed import ContractFacts
from store.facts.common import FAR_FUTURE
from store.records import AddedVersion, ClauseRecord, ContractHead, DefinitionRecord, DocumentRecord, NewVersion
from store.tables.contracts import ClauseRow, ContractRow, DefinitionRow, DocumentFileRow, DocumentRow
from store.term_rows import live_terms
from store.terms_as_facts import contract_facts
from store.versions import take_in

CLAUSES = select(ClauseRow, DocumentRow.name).join(DocumentRow, DocumentRow.id == ClauseRow.document_id)

_HELD: WeakKeyDictionary[Database, dict[str, tuple[tuple[int, ContractHead], ContractFacts]]] = WeakKeyDictionary()


class Contracts:
    """Contracts and their words; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add_version(self, new: NewVersion) -> AddedVersion:
        """Take in one document, whole or not at all; the same file for the same contract again changes nothing.

        Raises InterpreterError for an amendment that does not say from which day it counts.
        """
        with self._db.write() as session:
            return take_in(session, new, self._db.now())

    def placeholder(self, provider: str = "") -> str:
        """The ref of a contract without documents, kept free for this provider, for tickets that come first.

        The first contract added fills it in when it is the only contract there is.
        """
        with self._db.write() as session:
            return keep_free(session, provider, self._db.now()).ref

    def refs(self) -> list[str]:
        """Every contract's ref, in the order they came."""
        with self._db.read() as session:
            return list(session.scalars(select(ContractRow.ref).order_by(ContractRow.id)))

    def facts(self, ref: str, on: date | None = None) -> ContractFacts:
        """Who the contract is with and its dates, as they stand on `on` (the newest words when None)."""
        with self._db.read() as session:
            row = row_of(session, ref)
            return contract_facts(live_terms(session, row), head_of(row), on)

    def every(self) -> list[ContractFacts]:
        """The facts of every contract as they stand last, in the order they came; only what changed is read again."""
        seen = set(self.refs())
        with self._db.read() as session:
            rows = session.scalars(select(ContractRow).order_by(ContractRow.id)).all()
            return [_held(self._db, session, row) for row in rows if row.ref in seen]

    def find(self, words: str) -> list[str]:
        """The refs that these words may mean (ref, title or provider, loosely), the likeliest first."""
        heads = [ContractHead(one.ref, title=one.title, provider=one.provider) for one in self.every()]
        return matching(heads, words)

    def clauses(self, ref: str, on: date | None = None, *, every_version: bool = False) -> list[ClauseRecord]:
        """Every clause in force on `on`, in reading order: as the contract stands last when None.

        `every_version` gives every version ever added, deletions included.
        """
        query = CLAUSES
        if not every_version:
            day = on or FAR_FUTURE
            query = query.where(
                ClauseRow.effective_from <= day, ClauseRow.effective_to >= day, ClauseRow.action != "delete"
            )
        return self._clauses(ref, query)

    def clause(self, ref: str, key: str, on: date | None = None) -> ClauseRecord | None:
        """One clause by its key, as in force on `on`, else its newest version; None when there is none.

        A deleted clause comes back as the words that delete it, with `action` "delete".
        """
        query = CLAUSES.where((ClauseRow.place == key) | (ClauseRow.key == key))
        if on is not None:
            query = query.where(ClauseRow.effective_from <= on, ClauseRow.effective_to >= on)
        found = self._clauses(ref, query)
        return max(
            found, key=lambda clause: (clause.effective_from, (clause.replaces or clause.key) == key), default=None
        )

    def _clauses(self, ref: str, query: Select[ClauseRow, str]) -> list[ClauseRecord]:
        with self._db.read() as session:
            contract = row_of(session, ref)
            found = query.where(ClauseRow.contract_id == contract.id)
            ordered = found.order_by(ClauseRow.document_id, ClauseRow.position)
            return [_clause(row, name) for row, name in session.execute(ordered)]

    def definitions(self, ref: str, on: date | None = None) -> list[DefinitionRecord]:
        """The contract's defined terms in force on `on`: as the contract stands last when None."""
        day = on or FAR_FUTURE
        query = select(DefinitionRow, DocumentRow.name).join(DocumentRow, DocumentRow.id == DefinitionRow.document_id)
        query = query.where(DefinitionRow.effective_from <= day, DefinitionRow.effective_to >= day)
        with self._db.read() as session:
            contract = row_of(session, ref)
            found = query.where(DefinitionRow.contract_id == contract.id).order_by(DefinitionRow.id)
            return [_definition(row, name) for row, name in session.execute(found)]

    def edition(self, ref: str) -> tuple[int, int] | None:
        """Something that is another one whenever a document was added to the contract; None where there is none."""
        query = select(func.max(DocumentRow.id), func.count(DocumentRow.id))
        query = query.join(ContractRow, ContractRow.id == DocumentRow.contract_id).where(ContractRow.ref == ref)
        with self._db.read() as session:
            newest, count = session.execute(query).one()
            return (newest, count) if count else None

    def documents(self, ref: str) -> list[DocumentRecord]:
        """The documents of a contract, in the order they count."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            query = select(DocumentRow).where(DocumentRow.contract_id == contract.id)
            rows = session.scalars(query.order_by(DocumentRow.effective_from, DocumentRow.id))
            return [_document(row, contract.ref) for row in rows]

    def text(self, document_id: int) -> str:
        """The whole linear text of a document, which every quotation is a slice of."""
        with self._db.read() as session:
            return session.get_one(DocumentRow, document_id).text

    def file(self, document_id: int) -> bytes | None:
        """The document's file as it was given, where it was kept."""
        with self._db.read() as session:
            row = session.get(DocumentFileRow, document_id)
            return row.content if row else None


class Only(Contracts):
    """The contracts with some of them alone to be seen; every other is as if it were not here."""

    def __init__(self, db: Database, refs: Collection[str]) -> None:
        super().__init__(db)
        self._seen = frozenset(refs)

    def refs(self) -> list[str]:
        """The refs that may be seen, in the order they came."""
        return [ref for ref in super().refs() if ref in self._seen]

    def find(self, words: str) -> list[str]:
        """The refs that these words may mean, among those that may be seen."""
        return [ref for ref in super().find(words) if ref in self._seen]


def _held(db: Database, session: Session, row: ContractRow) -> ContractFacts:
    """The contract's facts, kept for as long as its revision and its head stand."""
    state = (row.revision, head_of(row))
    held = _HELD.setdefault(db, {})
    if row.ref not in held or held[row.ref][0] != state:
        held[row.ref] = (state, contract_facts(live_terms(session, row), head_of(row), None))
    return held[row.ref][1]


def _clause(row: ClauseRow, document: str) -> ClauseRecord:
    return ClauseRecord(
        key=row.key,
        number=row.number,
        heading=row.heading,
        text=row.text,
        start=row.start,
        end=row.end,
        page=row.page,
        parent=row.parent,
        headings=tuple(row.headings),
        action=row.action,  # type: ignore[arg-type]
        replaces=row.place if row.place != row.key else None,
        id=row.id,
        document=document,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
    )


def _definition(row: DefinitionRow, document: str) -> DefinitionRecord:
    return DefinitionRecord(
        term=row.term,
        meaning=row.meaning,
        clause=row.clause,
        start=row.start,
        end=row.end,
        page=row.page,
        document=document,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
    )


def _document(row: DocumentRow, ref: str) -> DocumentRecord:
    return DocumentRecord(
        id=row.id,
        contract=ref,
        name=row.name,
        sha256=row.sha256,
        kind=row.kind,  # type: ignore[arg-type]
        effective_from=row.effective_from,
        added_at=row.added_at,
        doubts=tuple(row.doubts),
        page_starts=tuple(row.page_starts),
    )
