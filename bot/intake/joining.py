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
# "NORVANE SERVICES LLC – ORDER FORM": the name of the kind at the end of the title.
_AT_THE_END = re.compile(
    r"[-–—:]\s*(?:(?:service|sales|purchase|initial|customer)\s+)?(?P<name>order form|statement of work|work order)\W*$",
    re.IGNORECASE,
)
_FIRST_LINE = 120
# A contract's title says nothing of which one is meant unless it has a word of its own in it.
_PLAIN_TITLE = re.compile(
    r"^(?:(?:master|managed|services?|it|online|general|standard|the|and|of|terms|conditions|agreement|contract|schedule)\W*)+$",
    re.IGNORECASE,
)


def master_of(interpreter: Interpreter, document: Document) -> str | None:
    """The one contract that an order is made under; None for a document of its own, or where several come into question.

    The order gives the contract's reference or its own title, or names its provider while the contract speaks of such
    orders.
    """
    found = (
        _ORDER.match(document.title or "")
        or _ORDER.match(document.text[:_FIRST_LINE].lstrip())
        or _AT_THE_END.search((document.title or document.text[:_FIRST_LINE].lstrip().split("\n")[0]).strip())
    )
    if not found:
        return None
    contracts, text = interpreter.stores.contracts, tidy(document.text)
    named = [ref for ref in contracts.refs() if re.search(rf"(?<!\w){re.escape(ref)}(?!\w)", text)]
    named = named or [ref for ref in contracts.refs() if _titled(contracts.facts(ref).title, text)]
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


def _titled(title: str, text: str) -> bool:
    """Whether a text speaks of a contract by its title, where the title is no common one."""
    own = tidy(title)
    return (
        bool(own)
        and not _PLAIN_TITLE.match(own)
        and re.search(rf"(?<!\w){re.escape(own)}(?!\w)", text, re.IGNORECASE) is not None
    )


def _speaks_of(interpreter: Interpreter, ref: str, order: str) -> bool:
    words = re.compile(rf"\b(?:{re.escape(order)}|order forms?|statements? of work)\b", re.IGNORECASE)
    return any(words.search(clause.text) for clause in interpreter.stores.contracts.clauses(ref))
