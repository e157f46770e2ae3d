"""An improvement plan as both sides agreed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Sense = Literal["at_least", "at_most"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be reached by a day, and what follows either way, agreed beforehand.

    `metric` is a service level's (response, resolution, availability, patching, backup, edr, mfa), or `break_fix` for
    faults per user in a month. `level` is in `unit` ("%" or "per user"). `if_kept`, `if_not` and `if_untold` are the
    rule for the day itself, in words.
    """

    metric: str
    sense: Sense
    level: Decimal
    unit: str
    due: date
    agreed_on: date
    words: str
    priority: int | None = None
    service: str | None = None
    who: str = ""
    if_kept: str = ""
    if_not: str = ""
    if_untold: str = ""
    number: int = 0
