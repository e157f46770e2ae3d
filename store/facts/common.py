"""What every fact shares: where it stands, money, spans of days, how sure it is, and why something cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

FAR_PAST = date(1900, 1, 1)
FAR_FUTURE = date(9999, 12, 31)


def month_index(month: date | str) -> int:
    """The place of a month, given as one of its days or as "2026-09", among all months: the next one is one more."""
    year, number = (month.year, month.month) if isinstance(month, date) else (int(month[:4]), int(month[5:]))
    return year * 12 + number - 1


def month_at(index: int) -> str:
    """The month of a place, as "2026-09"."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


class InterpreterError(Exception):
    """Something a person can mend: its text is one plain sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: file and row, or document, clause and page, with the words themselves."""

    file: str
    row: int | None = None
    clause: str | None = None
    page: int | None = None
    quote: str | None = None

    def __str__(self) -> str:
        if self.row is not None:
            return f"{self.file}:{self.row}"
        parts = [self.file, self.clause, f"page {self.page}" if self.page else None]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days, both ends included, in one zone."""

    start: date
    end: date
    label: str
    tz: str = "Europe/London"

    def bounds(self) -> tuple[datetime, datetime]:
        """The first instant of the span and the first instant after it, both aware."""
        zone = ZoneInfo(self.tz)
        after = self.end + timedelta(days=1)
        return (
            datetime(self.start.year, self.start.month, self.start.day, tzinfo=zone),
            datetime(after.year, after.month, after.day, tzinfo=zone),
        )

    def months(self) -> tuple[str, ...]:
        """Every calendar month the span touches, as "2026-09"."""
        return tuple(month_at(index) for index in range(month_index(self.start), month_index(self.end) + 1))

    @classmethod
    def of_month(cls, month: str, tz: str = "Europe/London") -> Period:
        """The whole calendar month written "2026-09"."""
        start = date.fromisoformat(f"{month}-01")
        end = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return cls(start, end, f"{start:%B %Y}", tz)


class Status(StrEnum):
    """How far a term read from a contract can be relied on."""

    FOUND = "found"
    CONFIRMED = "confirmed"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    OVERRULED = "overruled"  # the contract itself says that another of its clauses prevails


class Why(StrEnum):
    """Reason codes: why something cannot be told."""

    NOT_IN_CONTRACT = "not_in_contract"
    PROVIDER_DID_NOT_SUPPLY = "provider_did_not_supply"
    NOT_UPLOADED = "not_uploaded"
    UNPARSEABLE = "unparseable"
    CONFLICT = "conflict"
    NO_DEMAND = "no_demand"
    ERASED = "erased"


class Result(StrEnum):
    """The outcome of one service level in one period."""

    MET = "met"
    MISSED = "missed"
    NO_DEMAND = "no_demand"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that cannot be told, why, and what would settle it."""

    what: str
    why: Why
    fix: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A row or a place that could not be read: which, and one plain sentence why."""

    source: Source
    sentence: str
