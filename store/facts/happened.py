"""What happened beside the tickets: outages, head counts, invoices, security counts, reports, and lines people keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from store.facts.agreed import Metric
from store.facts.common import Money, Source
from store.facts.credit_words import is_service_credit


@dataclass(frozen=True, slots=True)
class Outage:
    """A span without service; planned work counts as planned only with the notice the contract asks for."""

    service: str
    planned: bool
    start: datetime
    end: datetime
    source: Source
    told_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many people and machines the provider looked after from a date on."""

    on: date
    source: Source
    users: int | None = None
    devices: int | None = None
    sites: int | None = None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of an invoice; `credit_for` names the month whose service credit it pays (amount then negative)."""

    invoice: str
    dated: date
    month: str
    description: str
    net: Money
    source: Source
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    credit_for: str | None = None

    @property
    def is_loose_credit(self) -> bool:
        """Whether it is by its own words a service credit, for a month that nobody says."""
        return self.credit_for is None and self.net.amount < 0 and is_service_credit(self.description)


@dataclass(frozen=True, slots=True)
class SecurityEvidence:
    """One monthly count: of `population` things, `in_order` were in order (`kind` as in Metric, or free)."""

    month: str
    kind: str
    source: Source
    detail: str = ""
    population: int | None = None
    in_order: int | None = None


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """One figure in a provider's monthly report: their claim, never our measurement."""

    month: str
    metric: Metric
    claimed_pct: Decimal
    source: Source
    priority: int | None = None
    service: str | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A dated line a person keeps.

    Kinds: reviews, roadmap, advice, changes, advocacy, deferred, updates, promises, exit, statements, business. `due` is the day
    it is expected to be done or over, `at` the time where the day alone does not tell (an update during an outage).
    `number` is how a person names it: "12" for a line kept by hand, "i12" for an imported one.
    """

    kind: str
    on: date
    what: str
    source: Source
    who: str = ""
    state: str = ""
    due: date | None = None
    at: datetime | None = None
    number: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything recorded about one contract that is not a ticket."""

    outages: tuple[Outage, ...] = ()
    headcount: tuple[HeadCount, ...] = ()
    invoices: tuple[InvoiceLine, ...] = ()
    security: tuple[SecurityEvidence, ...] = ()
    claims: tuple[ReportClaim, ...] = ()
    log: tuple[LogEntry, ...] = field(default=())
