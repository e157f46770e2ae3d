"""What a provider owes back for a month's missed levels, step by step; a doubtful rule gives a reason, not an amount.

The order is fixed: round, band, repeat, one credit an incident, sum, cap, then the state of the claim. Only the final
amount is rounded, half a penny upwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from store.facts.agreed import Agreed
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Period, Unknown, Why
from store.facts.happened import InvoiceLine
from store.measures.calendar import clock_of
from store.measures.claims import ClaimDates, ClaimWindow, claim_window
from store.measures.credit_limits import yearly_caps
from store.measures.credit_sums import Sum, money, summed
from store.measures.credit_tally import Step, tallied
from store.measures.credit_values import POINTS, as_decimal
from store.measures.results import LevelResult

__all__ = ["MonthCredits", "Step", "month_credits"]


@dataclass(frozen=True, slots=True)
class MonthCredits:
    """A month's service credits: owed, found on invoices (`credited`), and the difference (`short`, never below 0).

    `owed` None: no amount can be told; `at_least`: it may be more, `unknowns` say why. `short` None: no invoice that
    could show the credit was supplied. `claims` are those made for the month, the earliest first; `claimed` is the sum
    they name, None if none is recorded or it names no sum.
    `claim_by` is the last day to claim; `automatic` says that no claim is needed; None where it cannot be told.
    `per_cent` is the month's percentages before the cap, `owed_per_cent` the whole after it, both of the recurring
    charge; `points` the service points earned; `cap_reached` holds whether or not anything was cut off.
    """

    month: str
    contract: str
    owed: Money | None
    credited: Money
    claimed: Money | None = None
    short: Money | None = None
    steps: tuple[Step, ...] = ()
    cap_applied: bool = False
    claim_by: date | None = None
    claim_open: bool | None = None
    automatic: bool | None = None
    unknowns: tuple[Unknown, ...] = ()
    at_least: bool = False
    per_cent: Decimal = Decimal(0)
    claim_form: str | None = None
    owed_per_cent: Decimal | None = None
    points: Decimal = Decimal(0)
    cap_reached: bool = False
    claims: tuple[CreditClaim, ...] = ()

    @property
    def left(self) -> Decimal:
        """What of the month's credit stands on no invoice yet; nothing where the amount cannot be told."""
        return self.owed.amount - self.credited.amount if self.owed is not None else Decimal(0)


def month_credits(
    month: str,
    agreed: Agreed,
    *,
    results: Mapping[str, Sequence[LevelResult]],
    base: Money | None,
    invoices: Sequence[InvoiceLine],
    today: date,
) -> MonthCredits:
    """Work out one contract's service credits for the month "2026-09".

    Args:
        month: the month whose misses are valued.
        agreed: the contract in force in that month.
        results: the levels' results by month, with the months before for repeats.
        base: the month's recurring charge; None if not known, then per cent are given and no amount.
        invoices: every invoice line that may show the credit.
        today: the day on which the claim window is judged.
    """
    tally = tallied(month, agreed, results=results, base=base)
    currency = base.currency if base else agreed.contract.currency
    total = summed(tally.earned, base, currency)
    in_doubt = bool(tally.unknowns or total.unknowns) and not total.settled
    owed = _owed(total, currency, in_doubt=in_doubt)
    credited, odd = _credited(month, invoices, currency)
    short, unseen = _short(month, owed, credited, invoices)
    paying = [one.rule for one in tally.earned if one.value]
    window = claim_window(paying, ClaimDates(month, invoices, today, clock_of(agreed.contract, Period.of_month(month))))
    doubts = [
        *tally.unknowns,
        *total.unknowns,
        *yearly_caps(paying),
        *tally.pending,
        *odd,
        *unseen,
        *_claim_doubt(window),
    ]
    return MonthCredits(
        month=month,
        contract=agreed.contract.ref,
        owed=owed,
        credited=credited,
        short=short,
        steps=(*tally.steps, *total.steps),
        cap_applied=total.cap_applied,
        claim_by=window.by,
        claim_open=window.open,
        automatic=window.automatic,
        unknowns=tuple(dict.fromkeys(doubts)),
        at_least=in_doubt,
        per_cent=as_decimal(total.per_cent, 9),
        claim_form=window.form,
        owed_per_cent=None if total.due_per_cent is None else as_decimal(total.due_per_cent, 9),
        points=as_decimal(sum((one.value for one in tally.earned if one.unit == POINTS), Fraction(0)), 9),
        cap_reached=total.settled or total.cap_applied,
    )


def _owed(total: Sum, currency: str, *, in_doubt: bool) -> Money | None:
    """The amount; nothing known to be owed beside something unknown is no amount at all."""
    amount = None if total.owed is None else money(total.owed, currency)
    return None if amount is None or (in_doubt and not amount.amount) else amount


def _credited(month: str, invoices: Sequence[InvoiceLine], currency: str) -> tuple[Money, list[Unknown]]:
    """Credits for the month on any invoice. A line in another currency, or above zero, is asked about, not counted."""
    lines = [line for line in invoices if line.credit_for == month]
    good = [line for line in lines if line.net.currency == currency and line.net.amount <= 0]
    odd = [
        Unknown(
            f"whether {line.net.currency} {line.net.amount} on invoice {line.invoice} is a credit for {Period.of_month(month).label}",
            Why.CONFLICT,
            "correct the invoice line",
        )
        for line in lines
        if line not in good
    ]
    return Money(-sum((line.net.amount for line in good), Decimal("0.00")), currency), odd


def _short(
    month: str, owed: Money | None, credited: Money, invoices: Sequence[InvoiceLine]
) -> tuple[Money | None, list[Unknown]]:
    if owed is None:
        return None, []
    if not owed.amount:
        return owed, []
    after = Period.of_month(month).end
    if not any(line.credit_for == month or line.month > month or line.dated > after for line in invoices):
        what = f"whether the credit for {Period.of_month(month).label} was paid"
        return None, [Unknown(what, Why.NOT_UPLOADED, "add the invoices that came after the month")]
    loose = [line for line in invoices if line.is_loose_credit and line.dated > after]
    if loose and not any(line.credit_for == month for line in invoices):
        first = loose[0]
        said = f"{first.net.currency} {first.net.amount} on invoice {first.invoice} of {first.dated:%Y-%m-%d}"
        what = f"whether {said} is the credit for {Period.of_month(month).label}: the line names no month"
        return None, [
            Unknown(what, Why.CONFLICT, "ask the provider which month it is for, and add the table again with it")
        ]
    return Money(max(Decimal("0.00"), owed.amount - credited.amount), owed.currency), []


def _claim_doubt(window: ClaimWindow) -> list[Unknown]:
    return [window.unknown] if window.unknown else []
