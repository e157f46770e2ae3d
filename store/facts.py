"""The facts everything else stands on: frozen, typed, each with its source; no arithmetic and no database here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

FAR_PAST = date(1900, 1, 1)
FAR_FUTURE = date(9999, 12, 31)


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
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        return tuple(f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(first, last + 1))

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


class Metric(StrEnum):
    """What a service level measures."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    UPDATE_INTERVAL = "update_interval"
    AVAILABILITY = "availability"
    PATCHING = "patching"
    BACKUP = "backup"
    RESTORE_TEST = "restore_test"
    EDR = "edr"
    MFA = "mfa"
    REPORT = "report"
    REVIEW = "review"
    CSAT = "csat"
    OTHER = "other"


class ClockKind(StrEnum):
    """Which time counts towards a target."""

    CALENDAR = "calendar"
    SERVICE_HOURS = "service_hours"
    NEXT_BUSINESS_DAY = "next_business_day"
    BUSINESS_DAYS = "business_days"


class Firmness(StrEnum):
    """How binding the wording is: a promise, a stated target, or mere efforts."""

    MUST = "must"
    TARGET = "target"
    EFFORTS = "efforts"


class Why(StrEnum):
    """Reason codes: why something cannot be told."""

    NOT_IN_CONTRACT = "not_in_contract"
    PROVIDER_DID_NOT_SUPPLY = "provider_did_not_supply"
    NOT_UPLOADED = "not_uploaded"
    UNPARSEABLE = "unparseable"
    CONFLICT = "conflict"
    NO_DEMAND = "no_demand"


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
class ServiceHours:
    """When the clocks run: a zone, weekly opening windows in minutes after midnight, holidays, closures.

    `weekly` holds (weekday, open, close) with Monday = 0 and close up to 1440; a window that runs past midnight is
    two rows. `always` is 24x7 and makes the rest moot. `closed` adds closures, `opened` takes a holiday back.
    """

    tz: str = "Europe/London"
    weekly: tuple[tuple[int, int, int], ...] = ()
    holiday_country: str | None = None
    holiday_subdiv: str | None = None
    closed: tuple[date, ...] = ()
    opened: tuple[date, ...] = ()
    always: bool = False
    name: str = "Service Hours"


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """One promised level, as the contract words it.

    `limit_s` is the time allowed in seconds of the `clock` (for BUSINESS_DAYS and NEXT_BUSINESS_DAY `limit_days`
    counts instead); `strict` means "less than", not "within". `target_pct` (0-100) is the share that must make it,
    or the availability or coverage level itself. `hours` are the opening hours that the clock needs.
    `pauses` names the pause reasons the contract lets the provider subtract. `cutoff` ("16:00") is the time of day
    after which a ticket counts as logged on the next business day; `limit_text` are the words of a limit that is no
    time at all.
    """

    id: int
    contract: str
    metric: Metric
    source: Source
    priority: int | None = None
    service: str | None = None
    tier: str | None = None
    limit_s: int | None = None
    limit_days: int | None = None
    strict: bool = False
    clock: ClockKind = ClockKind.SERVICE_HOURS
    hours: ServiceHours | None = None
    target_pct: Decimal | None = None
    low_volume_n: int | None = None
    low_volume_max_misses: int | None = None
    window: str = "month"
    month_by: str = "resolved"
    pauses: frozenset[str] = frozenset()
    auto_ack_counts: bool = False
    planned_notice_s: int | None = None
    full_month_denominator: bool = False
    round_dp: int | None = None
    firmness: Firmness = Firmness.MUST
    status: Status = Status.FOUND
    confidence: float = 1.0
    readings: tuple[str, ...] = ()
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE
    cutoff: str | None = None
    limit_text: str = ""

    @property
    def key(self) -> str:
        """The name the figures carry, such as `response_attainment`."""
        plain = {Metric.RESPONSE: "response_attainment", Metric.RESOLUTION: "resolution_attainment"}
        return plain.get(self.metric, self.metric.value)


@dataclass(frozen=True, slots=True)
class CreditBand:
    """One rung of a ladder: from `low` to `high` per cent gives `value` (per cent of the base, or points)."""

    low: Decimal | None
    high: Decimal | None
    value: Decimal
    low_included: bool = True
    high_included: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class CreditRule:
    """What a miss is worth: rules as data (kinds: flat, ladder, per_point, points, pool, prorata, per_event).

    `value` is per cent of `base` for flat and per_point, an amount in `currency` for per_event when `currency` is set.
    `repeat_factor` multiplies a miss of the same level in consecutive months. `cap_pct` limits a month's sum.
    `points_to_pct` turns a month's points into per cent, as (points, per cent) rising.
    """

    id: int
    contract: str
    kind: str
    source: Source
    metric: Metric | None = None
    priority: int | None = None
    service: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    per: Decimal | None = None
    bands: tuple[CreditBand, ...] = ()
    base: str = "monthly_charge"
    allocation_pct: Decimal | None = None
    pool_pct: Decimal | None = None
    at_risk_pct: Decimal | None = None
    points_to_pct: tuple[tuple[Decimal, Decimal], ...] = ()
    repeat_factor: Decimal | None = None
    cap_pct: Decimal | None = None
    cap_year_pct: Decimal | None = None
    round_dp: int | None = None
    one_per_incident: bool = False
    automatic: bool | None = None
    claim_days: int | None = None
    claim_from: str = "month_end"
    claim_business_days: bool = False
    claim_form: str | None = None
    exclusive_remedy: bool = False
    status: Status = Status.FOUND
    confidence: float = 1.0
    readings: tuple[str, ...] = ()
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class Trigger:
    """Persistent failure: `k` misses (consecutive, or of the last `n` months) and what the customer may then do.

    `scope` is same_level, any_level, points or credits; `level` the points or per cent where one is needed (for
    any_level, how many levels must be missed in a month). `window` is rolling, contract_year or calendar_year.
    """

    id: int
    contract: str
    k: int
    source: Source
    n: int | None = None
    consecutive: bool = False
    scope: str = "same_level"
    metric: Metric | None = None
    priority: int | None = None
    level: Decimal | None = None
    effect: str = ""
    status: Status = Status.FOUND
    confidence: float = 1.0
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE
    window: str = "rolling"


@dataclass(frozen=True, slots=True)
class Charge:
    """A price in the contract (kinds: monthly_fixed, per_user, per_device, per_site, hourly, indexation)."""

    id: int
    contract: str
    kind: str
    source: Source
    rate: Decimal | None = None
    currency: str | None = None
    minimum: int | None = None
    index: str | None = None
    cap_pct: Decimal | None = None
    note: str = ""
    status: Status = Status.FOUND
    confidence: float = 1.0
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring or triggered obligation (`who` is provider or customer).

    `kind`: report, review, restore_test, patching, backup, breach_notice, roadmap, pen_test, exit_plan, other.
    `every_months` is 1 for monthly, 3 quarterly, 12 yearly; None for "when it happens".
    `due_business_days` or `due_days` count after the end of the period (or after the event).
    `deemed_failed` marks a clause under which a missing report makes the service level a failure.
    """

    id: int
    contract: str
    kind: str
    source: Source
    who: str = "provider"
    what: str = ""
    every_months: int | None = None
    due_days: int | None = None
    due_business_days: int | None = None
    deemed_failed: bool = False
    status: Status = Status.FOUND
    confidence: float = 1.0
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One contract: who, what it is called, and its dates and notice rules."""

    ref: str
    title: str
    provider: str
    customer: str = ""
    tz: str = "Europe/London"
    service_start: date | None = None
    term_end: date | None = None
    initial_term_months: int | None = None
    renewal: str | None = None
    renewal_months: int | None = None
    notice_days: int | None = None
    currency: str = "GBP"
    hours: ServiceHours | None = None


class TicketType(StrEnum):
    """What kind of work a ticket is."""

    INCIDENT = "incident"
    REQUEST = "request"
    CHANGE = "change"
    PROBLEM = "problem"
    ALERT = "alert"
    UNKNOWN = "unknown"


class TicketState(StrEnum):
    """Where a ticket stands, whatever the tool calls it."""

    OPEN = "open"
    PAUSED_CUSTOMER = "paused_customer"
    PAUSED_OTHER = "paused_other"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which a ticket's clock was stopped; `reason` is customer, vendor, parts, scheduled or unknown."""

    start: datetime
    end: datetime | None
    reason: str = "unknown"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as the provider's tool exported it; all instants aware and UTC."""

    ext_id: str
    opened_at: datetime
    source: Source
    type: TicketType = TicketType.UNKNOWN
    priority: int | None = None
    priority_raw: str = ""
    priority_first: int | None = None
    state: TicketState = TicketState.OPEN
    responded_at: datetime | None = None
    response_is_auto: bool = False
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    reopen_count: int = 0
    pauses: tuple[Pause, ...] = ()
    category: str = ""
    service: str = ""
    site: str = ""
    user: str = ""
    summary: str = ""
    provider_sla_met: bool | None = None
    provider_response_met: bool | None = None
    excluded: bool = False
    exclusion_reason: str = ""
    proactive: bool | None = None
    reported_response_s: int | None = None
    reported_resolution_s: int | None = None


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
    """A dated line a person keeps (kinds: reviews, roadmap, advice, changes)."""

    kind: str
    on: date
    what: str
    source: Source
    who: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row or a place that could not be read: which, and one plain sentence why."""

    source: Source
    sentence: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything agreed in one contract that is in force on a date, as data.

    `unpriced` are the clauses on credits (a cap, a claim window) of a contract in which no rule says what a miss is
    worth: credits are promised there, and how much was not read.
    """

    contract: ContractFacts
    levels: tuple[ServiceLevel, ...] = ()
    credit_rules: tuple[CreditRule, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    charges: tuple[Charge, ...] = ()
    duties: tuple[Duty, ...] = ()
    unpriced: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything recorded about one contract that is not a ticket."""

    outages: tuple[Outage, ...] = ()
    headcount: tuple[HeadCount, ...] = ()
    invoices: tuple[InvoiceLine, ...] = ()
    security: tuple[SecurityEvidence, ...] = ()
    claims: tuple[ReportClaim, ...] = ()
    log: tuple[LogEntry, ...] = field(default=())
