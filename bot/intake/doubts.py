"""A share of tickets stated somewhere and given to no level leaves every level without a share in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.clauses import Clause, ClauseTree
from store.facts.common import Status
from store.records import TermRecord

SENTENCE = re.compile(r"[^.;\n]*(?:\.\d[^.;\n]*)*")
SHARE = re.compile(r"(?<![\d.])(\d{2,3}(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)
TICKETS = re.compile(
    r"\b(?:tickets?|incidents?|requests?|calls?|faults?|cases|targets?|times|response|resolution)\b", re.IGNORECASE
)
# A share of money, or one that belongs to something else than tickets in time.
ELSEWHERE = re.compile(
    r"\b(?:charges?|fees?|credits?|price|invoice|rate|uptime|availab\w*|devices?|backups?|patch\w*|accounts?)\b",
    re.IGNORECASE,
)
TIMED = {"response", "resolution"}


def with_doubts(terms: Sequence[TermRecord], tree: ClauseTree) -> list[TermRecord]:
    """The terms, with levels that name no share put in conflict where a share for tickets stands unread nearby."""
    known = {Decimal(str(t.fields["target_pct"])) for t in terms if t.fields.get("target_pct") is not None}
    unread = [(share, clause) for share, clause in _shares(tree) if share not in known]
    if not unread:
        return list(terms)
    share, clause = unread[0]
    question = f"Clause {clause.key} speaks of {share} %: is that the share that must be in time here?"
    return [_doubted(term, question) if _without_share(term) else term for term in terms]


def _without_share(term: TermRecord) -> bool:
    fields = term.fields
    timed = term.kind == "service_level" and fields.get("metric") in TIMED
    return timed and fields.get("target_pct") is None and term.status is Status.FOUND


def _doubted(term: TermRecord, question: str) -> TermRecord:
    return replace(
        term, status=Status.CONFLICT, question=question, readings=("every one of them", "the share named there")
    )


def _shares(tree: ClauseTree) -> Iterator[tuple[Decimal, Clause]]:
    """Shares of tickets that the clauses state in sentences."""
    for clause in tree.clauses:
        for sentence in SENTENCE.findall(clause.text):
            found = SHARE.search(sentence)
            if found and TICKETS.search(sentence) and not ELSEWHERE.search(sentence):
                yield Decimal(found.group(1)), clause
