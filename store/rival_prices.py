"""Prices that two documents of a contract give for one thing: "£40 per user" in the terms, "£45 per user" in the order.

Only a price that each document gives once is held against the other's, for a price list has many of a kind, and one for
an additional service stands beside the first.
"""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from store.tables.contracts import TermRow

_SAME = ("kind", "who", "plan")
_VALUES = ("rate", "currency", "index", "cap_pct", "rises_on")
_KINDS = {"monthly_fixed", "per_user", "per_device", "per_site", "hourly", "minimum_monthly", "indexation"}
_BESIDE = re.compile(
    r"\b(?:additional(?:ly)?|add-?ons?|optional(?:ly)?|in addition|extra|further|on top|set-?up|project)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    "monthly month fee fees charge charges price prices rate for the per and service services user".split()
)


def rival_prices(one: TermRow, other: TermRow) -> bool:
    """Whether two charges of different documents give two values for the same thing."""
    if one.fields.get("kind") not in _KINDS or any(one.fields.get(n) != other.fields.get(n) for n in _SAME):
        return False
    differ = any(_both(one, other, name) and one.fields[name] != other.fields[name] for name in _VALUES)
    beside = _BESIDE.search(one.quote) or _BESIDE.search(other.quote)
    session = object_session(one)
    return (
        differ
        and not beside
        and not _told_apart(one, other)
        and session is not None
        and all(_once(session, each) for each in (one, other))
    )


def _both(one: TermRow, other: TermRow, name: str) -> bool:
    return one.fields.get(name) is not None and other.fields.get(name) is not None


def _told_apart(one: TermRow, other: TermRow) -> bool:
    """Whether the rows of two price lists name different things."""
    mine, theirs = (set(_WORD.findall(str(each.fields.get("note", "")).lower())) - _COMMON for each in (one, other))
    rows = "index" not in one.fields
    return rows and bool(mine) and bool(theirs) and not mine & theirs


def _once(session: Session, term: TermRow) -> bool:
    """Whether a document gives one such price only on the days of the term."""
    rows = session.scalars(
        select(TermRow).where(
            TermRow.document_id == term.document_id,
            TermRow.kind == "charge",
            TermRow.superseded_at.is_(None),
            TermRow.effective_from <= term.effective_to,
            TermRow.effective_to >= term.effective_from,
        )
    )
    same = [row for row in rows if row.fields.get("kind") == term.fields.get("kind")]
    return len(same) == 1
