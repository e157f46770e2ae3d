"""What was agreed, as data: service levels, triggers, charges, duties, and the contract that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from store.facts.common import FAR_FUTURE, FAR_PAST, Source, Status
from store.facts.tickets import TicketType

if TYPE_CHECKING:
    from store.facts.credit_rule import CreditRule, UnreadCredit


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


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When the clocks run: a zone, weekly opening windows in minutes after midnight, holidays, closures.

    `weekly` holds (weekday, open, close) with Monday = 0 and close up to 1440; a window that runs past midnight is
    two rows. `always` is 24x7 and makes the rest moot. `closed` adds closures, `opened` takes a holiday back.
    `working_days` are the weekdays that count as working days where the desk opens on others too (none: all of them).
    """

    tz: str = "Europe/London"
    weekly: tuple[tuple[int, int, int], ...] = ()
    holiday_country: str | None = None
    holiday_subdiv: str | None = None
    closed: tuple[date, ...] = ()
    opened: tuple[date, ...] = ()
    always: bool = False
    name: str = "Service Hours"
    working_days: tuple[int, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the opening times are said at all."""
        return self.always or bool(self.weekly)


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """One promised level, as the contract words it.

    `limit_s` is the time allowed in seconds of the `clock` (for BUSINESS_DAYS and NEXT_BUSINESS_DAY `limit_days`
    counts instead); `strict` means "less than", not "within". `target_pct` (0-100) is the share that must make it,
    or the availability or coverage level itself. `hours` are the opening hours that the clock needs.
    `scope` are the words that say what an availability of no named service is about. Planned work counts as planned when told `planned_notice_s` before it, or `planned_notice_days` working days.
    `pauses` names the pause reasons the contract lets the provider subtract. `cutoff` ("16:00") is the time of day
    after which a ticket counts as logged on the next business day; `limit_text` are the words of a limit that is no
    time at all. `kinds` are the kinds of ticket it is promised for (none: every kind; a ticket of unknown kind always
    counts); with `by_first_priority` a ticket falls under the priority first given to it. `month_by` is the month in which
    a resolution counts: that of opening; that of resolution (and of the breach, while it is open); or resolved_only,
    where the words measure those resolved in the month, and so no open one.
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
    min_tickets: int | None = None
    window: str = "month"
    month_by: str = "resolved"
    scope: str = ""
    pauses: frozenset[str] = frozenset()
    auto_ack_counts: bool = False
    planned_notice_s: int | None = None
    planned_notice_days: int | None = None
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
    kinds: frozenset[TicketType] = frozenset()
    by_first_priority: bool = False

    @property
    def key(self) -> str:
        """The name the figures carry, such as `response_attainment`."""
        plain = {Metric.RESPONSE: "response_attainment", Metric.RESOLUTION: "resolution_attainment"}
        return plain.get(self.metric, self.metric.value)


def stands_in(level: ServiceLevel, schedule: str | None) -> bool:
    """Whether a level stands in the schedule that a rule on "Service Levels" is held to; None holds it to none."""
    clause = level.source.clause or ""
    return schedule is None or clause == schedule or clause.startswith(f"{schedule},")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Persistent failure: `k` misses (consecutive, or of the last `n` months) and what the customer may then do.

    `within` is the schedule whose levels alone are meant. `scope` is same_level, any_level, misses (of any levels, counted together), points or credits; `level` the points or per cent where one is needed (for
    any_level, how many levels must be missed in a month; for same_level the per cent to fall below, None: its own level). `window` is rolling, contract_year or calendar_year.
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
    service: str | None = None
    within: str | None = None

    def watches(self, level: ServiceLevel) -> bool:
        """Whether the level is one of those that the trigger speaks of; a mere target is only where it names its metric."""
        mine = (self.metric in (None, level.metric)) and (self.priority in (None, level.priority))
        named = self.service is None or self.service.casefold() == (level.service or "").casefold()
        binding = level.firmness is Firmness.MUST or self.metric is level.metric
        return mine and named and binding and stands_in(level, self.within)


@dataclass(frozen=True, slots=True)
class Charge:
    """A price in the contract.

    Kinds: monthly_fixed, per_user, per_device, per_site, hourly, indexation, freeze; minimum_monthly, the least that a month costs; exit_help by the hour, at most `hours` of
    it; late_interest and share_of_fee, whose `rate` is per cent, as `note` words it; early_exit_share, per cent of the fees
    for the rest of the term, and early_exit_months, so many months' fees, both due on ending before the term is over.
    For indexation `index` and `cap_pct` say how far prices may rise, `notice_days` how early that must be told;
    `rises_on` on which day of a year: "07-01", "anniversary" (of the start), "calendar_year" (once, any day of it), or
    "" (once a year, no day said). No rise before `rises_from`, nor in the first months of the service that `rises_after`
    gives ("12", or "initial_term"). A freeze, by these two, says until when no price rises; `holds` are the paragraphs and
    kinds of price that alone are meant. `plan` is the plan whose customers the price is for, `who` the kind of user ("volunteers"), `name` what
    the contract calls it ("Base Fee").
    """

    id: int
    contract: str
    kind: str
    source: Source
    rate: Decimal | None = None
    currency: str | None = None
    minimum: int | None = None
    index: str | None = None
    cap_pct: Decimal | None = None
    notice_days: int | None = None
    note: str = ""
    hours: int | None = None
    rises_on: str = ""
    rises_from: date | None = None
    rises_after: str = ""
    holds: frozenset[str] = frozenset()
    plan: str | None = None
    who: str | None = None
    name: str = ""
    status: Status = Status.FOUND
    confidence: float = 1.0
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring or triggered obligation (`who` is provider or customer).

    `kind`: report, review, restore_test, patching, backup, breach_notice, roadmap, pen_test, exit_plan, other.
    `every_months` is 1 for monthly, 3 quarterly, 12 yearly; None for "when it happens".
    `due_business_days`, `due_days` or `due_months` count after the end of the period (or after the event). `after`
    names that event where the words do: start, termination, awareness, failure, resolution, release or invoice.
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
    due_months: int | None = None
    due_hours: int | None = None
    after: str = ""
    deemed_failed: bool = False
    status: Status = Status.FOUND
    confidence: float = 1.0
    effective_from: date = FAR_PAST
    effective_to: date = FAR_FUTURE


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One contract: who, what it is called, and its dates and notice rules.

    `notice_*` is the notice against a renewal or to the end of the term; `termination_notice_*` that by which we may end
    it at other times, held back by `termination_bar`: "given_after_first_term" (the notice is given after it),
    "ends_after_first_term" (it runs out no earlier) or nothing. `extension_*` is an option of ours, no duty. `plan` is the one that we bought.
    """

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
    notice_months: int | None = None
    termination_notice_days: int | None = None
    termination_notice_months: int | None = None
    termination_bar: str = ""
    extension_months: int | None = None
    extension_notice_days: int | None = None
    extension_notice_months: int | None = None
    plan: str | None = None
    currency: str = "GBP"
    hours: ServiceHours | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Everything agreed in one contract that is in force on a date, as data.

    `unpriced` are the clauses that promise credits of which nobody could read how much: all of them where no rule says
    what a miss is worth, and beside rules those of which nothing was read.
    """

    contract: ContractFacts
    levels: tuple[ServiceLevel, ...] = ()
    credit_rules: tuple[CreditRule, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    charges: tuple[Charge, ...] = ()
    duties: tuple[Duty, ...] = ()
    unpriced: tuple[UnreadCredit, ...] = ()
