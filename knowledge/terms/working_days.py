"""Which weekdays the contract calls a Working or Business Day, where its desk opens on others too."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.terms.hours import Hours, days_open
from knowledge.terms.passages import Contract
from knowledge.terms.wording import flat

_NAME = re.compile(r"^(?:the\s+)?(?:business|working) days?$", re.IGNORECASE)
_SAID = re.compile(
    r"^[\W\d]*(?:an?\s+|the\s+)?(?:business|working) days?\W*\s(?:means?|shall mean|is|are)\b(?P<meaning>.*)",
    re.IGNORECASE | re.DOTALL,
)


def with_working_days(hours: list[Hours], contract: Contract) -> list[Hours]:
    """The hours with the weekdays that count as working days, where the contract defines fewer than it is open on."""
    days = working_days(contract)
    return [_with(one, days) if days else one for one in hours]


def _with(one: Hours, days: tuple[int, ...]) -> Hours:
    opened = {row[0] for row in one.fields.get("weekly", ())}
    if not opened - set(days) or not opened & set(days):
        return one
    return replace(one, fields=one.fields | {"working_days": list(days)})


def working_days(contract: Contract) -> tuple[int, ...]:
    """The weekdays (Monday = 0) of the contract's own Working or Business Day; empty where it defines none, or two."""
    meant = [one.meaning for one in contract.tree.definitions if _NAME.match(one.term.strip())]
    meant = meant or [found["meaning"] for one in contract.sentences if (found := _SAID.match(one.text))]
    told = {days for meaning in meant if (days := days_open(flat(meaning)))}
    return told.pop() if len(told) == 1 else ()
