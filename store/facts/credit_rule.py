"""What a miss is worth: a contract's rules on service credits as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import FAR_FUTURE, FAR_PAST, Source, Status

# How a clause counts time where it does not say so.
UNSAID = "unsaid"


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
class UnreadCredit:
    """A clause that promises a credit of which nobody could read how much; None in its scope is any."""

    source: Source
    metric: Metric | None = None
    priority: int | None = None
    service: str | None = None

    def may_cover(self, level: ServiceLevel) -> bool:
        """Whether a miss of the level may earn what the clause promises."""
        named = self.service is None or self.service.casefold() == (level.service or "").casefold()
        return named and self.metric in (None, level.metric) and self.priority in (None, level.priority)


@dataclass(frozen=True, slots=True)
class CreditRule:
    """What a miss is worth: rules as data.

    Kinds: flat, ladder, per_point, points, pool, prorata, per_event, per_span, per_outage, none.
    `value` is per cent of `base` for flat and per_point, an amount in `currency` for per_event when `currency` is set.
    `base_name` is what
    the contract calls that charge, where it names a fixed one ("Base Fee"). `repeat_factor` multiplies a miss of the same level in consecutive months. `cap_pct` limits a month's sum, `cap_quarter_pct` a calendar quarter's, of the
    charges for that quarter.
    Kind per_span: `value` for each `per` minutes of downtime: `span_part` full, begun, exact (so much of a span as there
    is) or unsaid; `span_of` month (all downtime added up first), outage (each by itself) or unsaid; `time_of` downtime,
    or excess (beyond what the level permits), "" what is usual for the kind; the first `longer_than` minutes are free. Kind per_outage: `value` for
    each outage longer than `longer_than` minutes (`longer_or_as`: or just as long). Kind prorata: `value` times the
    share of the month that was down (usually: the points short of the level). `without_miss` says whether downtime pays in a month that met its level: "" no,
    yes, or unsaid. `part_of`: one such share is the month's charge over so many.
    `points_to_pct` turns a month's points into per cent, as (points, per cent) rising; where each point is worth the
    same, `point_pct` or `point_amount` says what. `tier` is the plan whose customers the rule is for.

    Amounts of money are in `limit_currency`: `cap_amount` limits a month, `cap_year_amount` a year, `minimum_amount` is
    the least that a credit comes to, and below `threshold_amount` a month pays nothing. `highest_only`: of a month's
    credits only the largest counts. `earn_back_months`: a credit falls away when the same level (with `earn_back_all`
    every level) then reaches `earn_back_pct`, or its own target, in each of so many months.
    In the first `no_credit_months` of the service nothing is due, nor for a level of fewer tickets than `least_tickets`
    in the month. `bands_of` says what the bands are of: the result, or the shortfall in points below the level, or the month's minutes of downtime.
    `within` is the schedule whose levels alone it covers. Kind none: the contract says that such a miss gives no credit.
    A customer must report a failure within `report_hours` for it to count;
    `exclusive_except` are the words that take something out of the only remedy. `also` names the fields that the
    contract's general rules lent to this one, each with its clause.
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
    base_name: str = ""
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
    tier: str | None = None
    point_pct: Decimal | None = None
    point_amount: Decimal | None = None
    cap_amount: Decimal | None = None
    cap_year_amount: Decimal | None = None
    cap_quarter_pct: Decimal | None = None
    minimum_amount: Decimal | None = None
    threshold_amount: Decimal | None = None
    limit_currency: str | None = None
    highest_only: bool = False
    earn_back_months: int | None = None
    earn_back_pct: Decimal | None = None
    earn_back_all: bool = False
    claim_months: int | None = None
    report_hours: int | None = None
    exclusive_except: str = ""
    no_credit_months: int | None = None
    least_tickets: int | None = None
    within: str | None = None
    bands_of: str = "result"
    span_part: str = "full"
    span_of: str = "month"
    time_of: str = ""
    longer_than: Decimal | None = None
    longer_or_as: bool = False
    without_miss: str = ""
    part_of: int | None = None
    also: tuple[tuple[str, Source], ...] = ()

    def stated_in(self, *fields: str) -> Source:
        """Where one of these fields is stated: the clause of the general rule that lent it, else the rule's own."""
        return next((source for name, source in self.also if name in fields), self.source)
