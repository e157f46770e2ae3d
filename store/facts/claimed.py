"""What the customer has claimed back: for which month, on which day, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.facts.common import Money, Source, Status


@dataclass(frozen=True, slots=True)
class CreditClaim:
    """One claim for the service credit of one month ("2026-09").

    `sent_on` None: it was made, but on which day is not known. `levels` are the names of the levels it speaks of
    ("P1 response"); empty: it names none, so it is for the whole. `amount` None: it names no sum that could be read.
    `mail` is the key of the mail it stands in, "" for a person's word. `status` FOUND: read by machine, and nobody has
    said whether it is one.
    """

    contract: str
    month: str
    sent_on: date | None
    source: Source
    levels: tuple[str, ...] = ()
    amount: Money | None = None
    mail: str = ""
    status: Status = Status.FOUND
