"""Until when a credit can be claimed; where the last day hangs on a date nobody gave, it says so instead of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from store.facts.common import Period, Unknown, Why
from store.facts.credit_rule import CreditRule
from store.facts.happened import InvoiceLine
from store.measures.month_days import months_later


class WorkingDays(Protocol):
    """Whatever can count working days: the contract's clock."""

    def working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after a day."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """Whether credits come by themselves, else the last day to claim (`by`), whether it is still `open`, and how.

    None means that it cannot be told; `unknown` then says why.
    """

    automatic: bool | None = None
    by: date | None = None
    open: bool | None = None
    form: str | None = None
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class ClaimDates:
    """What a claim window is reckoned from: the month, its invoices, today, and the working days of the contract."""

    month: str
    invoices: Sequence[InvoiceLine]
    today: date
    working_days: WorkingDays | None = None


def claim_window(rules: Sequence[CreditRule], dates: ClaimDates) -> ClaimWindow:
    """Find the narrowest window among the rules that pay this month: the first deadline is the safe one.

    Source: claim periods run from month end unless the clause says from the event or from the bill.
    """
    windows = [_window(rule, dates) for rule in rules]
    to_claim = [window for window in windows if not window.automatic]
    dated = [window for window in to_claim if window.by is not None]
    if dated:
        return min(dated, key=lambda window: window.by or date.max)
    return next(iter(to_claim or windows), ClaimWindow())


def _window(rule: CreditRule, dates: ClaimDates) -> ClaimWindow:
    if rule.automatic:
        return ClaimWindow(automatic=True, form=rule.claim_form)
    if rule.claim_days is None and rule.claim_months is None:
        return _unlimited(rule)
    first, last = _starts(rule, dates)
    earliest, latest = _after(first, rule, dates), _after(last, rule, dates)
    if earliest is None or latest is None:
        return _untold(rule, dates)
    if earliest == latest:
        return ClaimWindow(automatic=False, by=earliest, open=dates.today <= earliest, form=rule.claim_form)
    still = True if dates.today <= earliest else (False if dates.today > latest else None)
    return ClaimWindow(automatic=False, open=still, form=rule.claim_form, unknown=_untold(rule, dates).unknown)


def _unlimited(rule: CreditRule) -> ClaimWindow:
    if rule.automatic is None:
        what = "whether the credit must be claimed, and by when"
        unknown = Unknown(what, Why.NOT_IN_CONTRACT, "ask the provider, and claim in writing meanwhile")
        return ClaimWindow(form=rule.claim_form, unknown=unknown)
    unknown = Unknown("the last day to claim the credit", Why.NOT_IN_CONTRACT, "claim in writing now")
    return ClaimWindow(automatic=False, form=rule.claim_form, unknown=unknown)


def _untold(rule: CreditRule, dates: ClaimDates) -> ClaimWindow:
    days = f"{rule.claim_days} {'working days' if rule.claim_business_days else 'days'}"
    days = days if rule.claim_months is None else f"{rule.claim_months} months"
    missing = {
        "bill": "the date of the month's invoice",
        "event": "the day of each failure",
        "month_end": "the contract's working days",
    }
    uncounted = rule.claim_business_days and dates.working_days is None
    lacking = missing.get("month_end" if uncounted else rule.claim_from, "what the claim period runs from")
    fix = f"add {lacking}; until then claim at once"
    what = f"the last day to claim: {days} from {rule.claim_from.replace('_', ' ')}"
    return ClaimWindow(automatic=False, form=rule.claim_form, unknown=Unknown(what, Why.NOT_UPLOADED, fix))


def _starts(rule: CreditRule, dates: ClaimDates) -> tuple[date | None, date | None]:
    """The first and the last day from which the period can run; they differ where the day itself is not known."""
    month = Period.of_month(dates.month)
    if rule.claim_from == "month_end":
        return month.end, month.end
    if rule.claim_from == "event":
        return month.start, month.end
    billed = [line.dated for line in dates.invoices if line.month == dates.month and line.credit_for is None]
    if rule.claim_from == "bill" and billed:
        return min(billed), min(billed)
    return None, None


def _after(start: date | None, rule: CreditRule, dates: ClaimDates) -> date | None:
    days = rule.claim_days or 0
    if start is None:
        return None
    if rule.claim_months is not None:
        return months_later(start, rule.claim_months)
    if not rule.claim_business_days:
        return start + timedelta(days=days)
    return dates.working_days.working_day_after(start, days) if dates.working_days else None
