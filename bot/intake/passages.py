"""A contract's clauses in force, as the library searches them."""

from __future__ import annotations

from collections import defaultdict

from knowledge.clauses import Clause, ClauseTree
from knowledge.passages import Passage, passages_of
from store.contracts import Contracts
from store.records import ClauseRecord


def passages(contracts: Contracts, ref: str) -> list[Passage]:
    """Every passage of a contract's clauses, each under the document it stands in."""
    by_document: dict[str, list[ClauseRecord]] = defaultdict(list)
    for record in contracts.clauses(ref):
        by_document[record.document].append(record)
    title = contracts.facts(ref).title
    pages = {document.name: document.page_starts for document in contracts.documents(ref)}
    trees = (
        ClauseTree(document, title, tuple(map(_clause, records)), page_starts=pages.get(document, ()))
        for document, records in by_document.items()
    )
    return [passage for tree in trees for passage in passages_of(tree, ref)]


def _clause(record: ClauseRecord) -> Clause:
    return Clause(
        key=record.key,
        number=record.number,
        heading=record.heading,
        text=record.text,
        start=record.start,
        end=record.end,
        page=record.page,
        parent=record.parent,
        headings=record.headings,
    )
