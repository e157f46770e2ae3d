"""An order form or statement of work beside the agreement it is made under: part of that contract, not another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.documents.model import Document
from knowledge.terms.wording import tidy

if TYPE_CHECKING:
    from bot.wiring import Interpreter

_ORDER = re.compile(
    r"^\W*(?:(?:service|sales|purchase|initial|customer)\s+)?(?P<name>order(?: form)?|statement of works?|sow|work order|schedule of work)\b",
    re.IGNORECASE,
)
_FIRST_LINE = 120


def master_of(interpreter: Interpreter, document: Document) -> str | None:
    """The one contract that an order is made under; None for a document of its own, or where several come into question.

    The order gives the contract's reference, or names its provider while the contract speaks of such orders.
    """
    found = _ORDER.match(document.title or "") or _ORDER.match(document.text[:_FIRST_LINE].lstrip())
    if not found:
        return None
    contracts, text = interpreter.stores.contracts, tidy(document.text)
    named = [ref for ref in contracts.refs() if re.search(rf"(?<!\w){re.escape(ref)}(?!\w)", text)]
    if len(named) == 1:
        return named[0]
    fitting = [
        ref
        for ref in contracts.refs()
        if (provider := contracts.facts(ref).provider)
        and provider.lower() in text.lower()
        and _speaks_of(interpreter, ref, tidy(found["name"]))
    ]
    return fitting[0] if len(fitting) == 1 and not named else None


def _speaks_of(interpreter: Interpreter, ref: str, order: str) -> bool:
    words = re.compile(rf"\b(?:{re.escape(order)}|order forms?|statements? of work)\b", re.IGNORECASE)
    return any(words.search(clause.text) for clause in interpreter.stores.contracts.clauses(ref))
