"""The sum that a clause asks for on ending early, with its steps: the days, the months left, the fee, the share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.answering.asking.period import month_end
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, plain
from bot.answering.telling.asked import Asked
from store.facts.agreed import Charge
from store.facts.common import Money, Period, Status, Why
from store.measures.early_exit import MONTHS, SHARE, ExitSum, exit_sum
from store.measures.leaving import first_end, next_end

FIRST_TERM = re.compile(r"\b(?:initial|minimum|first|fixed) (?:\w+ )?(?:term|period)\b", re.IGNORECASE)
YEAR_END = re.compile(r"\b(?:end of (?:the|this) (?:calendar )?year|year[- ]?end)\b", re.IGNORECASE)
# A time that no day was made of: assuming another day would answer another question.
SOME_TIME = re.compile(
    r"\b(?:months?|years?|weeks?|quarters?|spring|summer|autumn|winter|easter|christmas|soon|later|next|halfway|half-way)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fee:
    """A month's fees that may be meant, what each of them is, and whether they are one and the same."""

    amounts: tuple[Decimal, ...]
    currency: str


def told(asked: Asked, draft: Draft) -> str:
    """The headline with the sum, its working said; empty where no clause that was read prices an early end."""
    rules = [one for one in in_force(asked.case.agreed, asked.case.today).charges if one.kind in {SHARE, MONTHS}]
    if not rules:
        return ""
    out = _last_day(asked)
    if out is None:
        fix = "Name the last day that you have in mind, such as the last of a month."
        draft.cannot("which day you mean, and so the sum", Why.UNPARSEABLE, fix)
        return ""
    end = next_end(asked.case.facts, out)
    fee = _fee(asked, draft)
    lacking = _lacking(asked, rules, out, end, fee)
    shown = draft.on("exit_on", "The last day of the contract, as asked", out)
    if lacking or end is None or fee is None:
        draft.cannot(f"what ending on {shown} would cost", Why.NOT_IN_CONTRACT, lacking)
        return ""
    if asked.question.period is None and not YEAR_END.search(asked.question.spoken):
        draft.say(f"You named no day, so this is for a last day of {shown}, the end of this month.")
    rule = rules[0]
    made = exit_sum(rule, out, end, fee.amounts)
    if made is None:
        return ""
    ends = draft.on("term_end", "End of the term running on that day", end)
    if out == end:
        return f"Nothing is to be paid for ending early on {shown}: the term ends on that day, and only notice must be given in time."
    _steps(rule, made, fee, ends, draft)
    return f"Ending on {shown} would cost {_sum(made, fee, draft)} by {draft.cite(rule.source, rule.status)}, as we read it."


def _last_day(asked: Asked) -> date | None:
    """The day asked about; this month's last where none is, and None where the time named is no day that we can make out."""
    period, spoken = asked.question.period, asked.question.spoken
    if period is not None:
        # "In January" is the one ahead: nobody leaves in one that is over.
        ahead = period.end < asked.case.today and not re.search(r"\b\d{4}\b", spoken)
        return _a_year_on(period.end) if ahead else period.end
    if YEAR_END.search(spoken):
        return date(asked.case.today.year, 12, 31)
    return None if SOME_TIME.search(spoken) or asked.question.unplaced else month_end(asked.case.today)


def _a_year_on(day: date) -> date:
    last = month_end(date(day.year + 1, day.month, 1))
    return last if day == month_end(day) else last.replace(day=min(day.day, last.day))


def _lacking(asked: Asked, rules: list[Charge], out: date, end: date | None, fee: Fee | None) -> str:
    """What hinders the sum, as what would settle it; empty where nothing does."""
    first = first_end(asked.case.facts)
    quote = rules[0].source.quote or ""
    if len(rules) > 1 or rules[0].status in {Status.CONFLICT, Status.UNKNOWN}:
        return "More than one clause prices it, or its reading is open. Settle them: itbot terms"
    if out < asked.case.today:
        return "That day is past; name one that is ahead."
    if end is None or end < out:
        return "The end of the term is not known; add the paper that gives it, or correct it: itbot terms"
    if first is not None and out > first and FIRST_TERM.search(quote):
        return "The clause speaks of the first term, which is over by then; ask the provider whether it asks for anything in a further term."
    return "" if fee is not None else "Add the invoices, or the clause with the monthly fee: itbot add invoices.csv"


def _fee(asked: Asked, draft: Draft) -> Fee | None:
    """One month's fees: what was last billed as the recurring charge, and the agreed fee where it is a fixed one."""
    case = asked.case
    charges = in_force(case.agreed, case.today).charges
    fixed = [one for one in charges if one.kind == "monthly_fixed" and one.rate and one.currency]
    units = [one for one in charges if one.kind in {"per_user", "per_device", "per_site"}]
    amounts: dict[str, Decimal] = {}
    currency = case.facts.currency
    months = sorted({line.month for line in case.happened.invoices if Period.of_month(line.month).start <= case.today})
    billed = next((charge for month in reversed(months) if (charge := case.base_charge(month))), None)
    if billed is not None:
        label = draft.month(next(month for month in reversed(months) if case.base_charge(month)))
        shown = draft.money("monthly_charge", f"Recurring charge, {label}", billed)
        draft.say(f"  · One month's fees, as last billed for {label}: {shown}.")
        amounts["billed"], currency = billed.amount, billed.currency
    if len(fixed) == 1 and not units and fixed[0].currency == currency and fixed[0].rate not in amounts.values():
        agreed = Money(fixed[0].rate or Decimal(0), currency)
        shown = draft.money("price_monthly_fixed", "Contract price, monthly_fixed", agreed, role="target")
        draft.say(f"  · One month's fees, as the contract states them ({draft.cite(fixed[0].source)}): {shown}.")
        amounts["agreed"] = agreed.amount
    return Fee(tuple(amounts.values()), currency) if amounts else None


def _steps(rule: Charge, made: ExitSum, fee: Fee, ends: str, draft: Draft) -> None:
    least, most = made.months
    if rule.kind == MONTHS:
        number = draft.figure(
            "exit_months", "Months of fees due on ending early", plain(rule.rate or Decimal(0)), "months", role="target"
        )
        draft.say(f"  · The clause asks for {number} of fees, however much of the term to {ends} is left.")
        return
    share = draft.figure(
        "exit_share", "Share of the fees due on ending early", plain(rule.rate or Decimal(0)), "%", role="target"
    )
    whole = draft.figure("months_left", "Whole months left of the term", least, "months")
    draft.say(
        f"  · The term then running ends on {ends}: {whole} are left"
        + (", and a part of one." if most != least else ".")
    )
    begun = (
        "; a month begun is counted whole for the most and left out for the least, for the clause does not say"
        if most != least
        else ""
    )
    draft.say(f"  · {share} of one month's fees x the months left{begun}.")
    if len(fee.amounts) > 1:
        draft.cannot(
            "which fee the clause means, the agreed one or the one last billed", Why.CONFLICT,
            "Settle with the provider which monthly fee is right; the two ends of the sum are for the one and for the other.",
        )  # fmt: skip


def _sum(made: ExitSum, fee: Fee, draft: Draft) -> str:
    least = draft.money("exit_cost", "Due on ending early", Money(made.least, fee.currency))
    if made.least == made.most:
        return least
    most = draft.money("exit_cost_most", "Due on ending early, at most", Money(made.most, fee.currency))
    return f"between {least} and {most}"
