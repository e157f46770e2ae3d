"""What was counted under one service level, and what that amounts to: plain types that every measure shares.

Nothing is computed here; `attainment`, `availability` and `evidence_levels` make results, the other measures read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from store.facts.agreed import ServiceLevel
from store.facts.common import Result, Why


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened under one level in one period, counted from stored outcomes.

    `in_time` of `of` made it; `missed` names those that did not. `excluded` holds (how many, why). `pending` are not
    yet due; `no_evidence` are tickets whose times are missing: neither is in `of`.
    """

    in_time: int
    of: int
    missed: tuple[str, ...] = ()
    excluded: tuple[tuple[int, str], ...] = ()
    pending: int = 0
    no_evidence: int = 0
    sources: tuple[str, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class LevelResult:
    """The outcome of one service level in one month (or in the period that `month` names).

    `actual` is the percentage reached, to four decimal places; `interval` the Wilson 95 % bounds to one. `shown` is
    `actual` for people, rounded so that it never seems to lie on the other side of the target. `basis` says in one
    phrase how it was counted; `why` is set whenever nothing could be told or nothing was asked for.
    In seconds of service time, of an availability level: `down_s` its downtime, `down_spans` that of each outage, `agreed_s`
    the whole time agreed, `planned_s` the planned work taken out, and `unclear_s` how much of that no clause excuses.
    `either` are the two outcomes of a level whose clock the contract leaves open, where they differ.
    `services` are those whose outages of the period were counted, `left_out` those whose were not, where a level names none.
    """

    level: ServiceLevel
    month: str
    result: Result
    actual: Decimal | None = None
    n: int | None = None
    of: int | None = None
    interval: tuple[Decimal, Decimal] | None = None
    low_volume_rule: bool = False
    why: Why | None = None
    missed: tuple[str, ...] = ()
    excluded: tuple[tuple[int, str], ...] = ()
    claimed: Decimal | None = None
    shown: str = ""
    basis: str = ""
    sources: tuple[str, ...] = ()
    as_of: datetime | None = None
    pending: int = 0
    no_evidence: int = 0
    down_s: int | None = None
    down_spans: tuple[int, ...] = ()
    agreed_s: int | None = None
    planned_s: int | None = None
    unclear_s: int = 0
    either: tuple[LevelResult, LevelResult] | None = None
    services: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
