"""A ticket named by its number: "INC-1042", "INC0012345", "#88213", "ticket 4711"; never a clause, a level or a year."""

from __future__ import annotations

import re
from collections.abc import Collection

NUMBER = re.compile(
    r"(?<![\w/.-])(?P<lettered>[A-Za-z]{1,5}-\d{2,10}|[A-Za-z]{2,5}\d{5,12}|#\d{2,12})(?![\w-]|\.\d)"
    r"|\bticket\s+(?:number\s+|no\.?\s+|nr\.?\s+)?#?(?P<short>\d{1,2})(?![\w-]|\.\d|\s*(?:hours?|days?|minutes?|weeks?|months?|%|/))"
    r"|\b(?:ticket|incident|request|case|call|job)\s+(?:number\s+|no\.?\s+|nr\.?\s+)?#?(?P<bare>\d{3,12})(?![\w-]|\.\d)",
    re.IGNORECASE,
)
# Letters and digits that name something else: standards, flaws, years, priorities, quarters.
OTHERS = frozenset(
    "iso cve fy kb ms m p q h rfc bs en wd cd sla tls sha win v cis nist pci mid pre post "
    "jan feb mar apr may jun jul aug sep sept oct nov dec early late".split()
)


def ticket_in(text: str, refs: Collection[str] = ()) -> str | None:
    """The first ticket number of a text as it is written there; None where there is none. `refs` are no tickets."""
    names = {ref.casefold() for ref in refs}
    for match in NUMBER.finditer(text):
        found = match.group("lettered") or match.group("bare") or match.group("short")
        letters = re.match(r"[a-z]*", found.casefold())
        if (letters is None or letters.group() not in OTHERS) and found.casefold() not in names:
            return found.removeprefix("#")
    return None
