"""What a chart shows, as plain data: everything that is drawn or said of it stands here, and nothing is computed later."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

State = Literal["met", "missed", "no_demand", "unknown"]
Cell = Literal["evidenced", "late", "no_evidence", "not_due", "none"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished picture: its title, the PNG, and one or two sentences with the same figures for a screen reader."""

    title: str
    png: bytes
    alt: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """One service level by month: the percentage reached as tables show it (None where there is none), the target, and its state."""

    title: str
    alt: str
    months: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    states: tuple[State, ...]
    targets: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Faults per user by month of the contract; `rollout` are the bedding-in months, `base` the rate of months 7 to 12."""

    title: str
    alt: str
    numbers: tuple[int, ...]
    rates: tuple[float, ...]
    rollout: tuple[int, ...] = ()
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two amounts a month in one currency; None where it cannot be told."""

    title: str
    alt: str
    months: tuple[str, ...]
    owed: tuple[Decimal | None, ...]
    received: tuple[Decimal, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Duties by month: one row a duty, one cell a month."""

    title: str
    alt: str
    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The parts of the scorecard with their scores (None = not known)."""

    title: str
    alt: str
    parts: tuple[tuple[str, Decimal | None], ...] = field(default=())


Drawable = Bars | Rates | Pairs | Heat | Scores
