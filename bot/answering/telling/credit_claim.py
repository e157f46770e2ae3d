"""A credit and its claim: whether it was claimed, on which day and by what words, or by when it must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft, amount, listed, short
from bot.digest.safe import safe
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Period, Status, Why
from store.facts.credit_rule import CreditRule
from store.measures.calendar import clock_of
from store.measures.claims import ClaimDates, claim_window
from store.measures.credit_standing import Standing, in_time, is_in_time, left_out, standing, to_confirm
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name
from store.measures.results import LevelResult

CONFIRM = "Nobody has confirmed yet that it is one."
NO_CLAIM = "No claim is on record; if you claimed in time, say on which day."


def claim_words(credits: MonthCredits, draft: Draft) -> str:
    """Whether it comes by itself, was claimed, or must be, and by when."""
    if credits.owed is None or credits.owed.amount == 0:
        return ""
    if credits.left <= 0:
        return "  It was credited in full."
    if credits.automatic:
        return "  The contract has the provider apply it without a claim."
    made = made_words(credits, draft)
    if credits.claim_by is None:
        return "  The contract gives no last day for a claim that we could read." + (f" {made}" if made else "")
    on = _last_day(credits, draft)
    if in_time(credits) is not None and not _still_to_claim(credits):
        return f"  It had to be claimed by {on}. {made}"
    must = f"  It must be claimed by {on}."
    passed = "" if credits.claim_open else " That day has passed."
    return f"{must}{passed}" + (f" {made}" if made else "" if credits.claim_open else f" {NO_CLAIM}")


def _last_day(credits: MonthCredits, draft: Draft) -> str:
    return draft.on("claim_by", f"Last day to claim, {_name(credits)}", credits.claim_by or date.max)


def _name(credits: MonthCredits) -> str:
    return Period.of_month(credits.month).label


def _still_to_claim(credits: MonthCredits) -> bool:
    """The day is ahead, and no person has said that it was claimed."""
    return bool(credits.claim_open) and to_confirm(credits) is not None


def made_words(credits: MonthCredits, draft: Draft) -> str:
    """The claim on record, with its day, its own words, and how sure it is; the first in time, else the first."""
    claim = in_time(credits) or next(iter(credits.claims), None)
    if claim is None:
        return ""
    timely = is_in_time(claim, credits)
    if claim.sent_on is None:
        by = f": sent by {_last_day(credits, draft)} it was in time, later it was not" if credits.claim_by else ""
        return f"{_reads(None)} as a claim for it{_words(claim, draft)}, but its day is not known{by}."
    on = draft.on("claimed_on", f"Claimed on, {_name(credits)}", claim.sent_on, sources=(str(claim.source),))
    when = {True: ", in time", False: ", after the last day", None: ""}[timely]
    sum_ = _money(claim, credits, draft)
    if not claim.mail:
        return f"You claimed it{sum_} on {on}{when} ({claim.source.file})."
    if claim.status is Status.CONFIRMED:
        return f"You claimed it{sum_} on {on}{when}{_words(claim, draft)}."
    return f"{_reads(on)} as a claim for it{sum_}{when}{_words(claim, draft)}. {CONFIRM}"


def _reads(on: str | None) -> str:
    return f"Your email of {on} reads" if on else "An email of yours reads"


def _money(claim: CreditClaim, credits: MonthCredits, draft: Draft) -> str:
    if claim.amount is None:
        return ""
    return f" ({draft.money('credit_claimed', f'Claimed, {_name(credits)}', claim.amount, role='credit')})"


def _words(claim: CreditClaim, draft: Draft) -> str:
    if not claim.source.quote:
        return ""
    source = type(claim.source)(
        claim.source.file, clause=claim.source.clause, quote=safe(claim.source.quote).rstrip(".")
    )
    draft.cite(source)
    return f': "{short(source.quote)}"'


def earning(results: Sequence[LevelResult], credits: MonthCredits) -> list[str]:
    """The names of the levels that steps of the sum are about."""
    names = dict.fromkeys(level_name(result.level) for result in results)
    return [
        name
        for name in names
        if any(step.value and step.what.casefold().startswith(name.casefold()) for step in credits.steps)
    ]


def left_out_words(results: Sequence[LevelResult], credits: MonthCredits) -> str:
    """What a claim does not name though the credit rests on it; both cases are told, since a contract may ask for it."""
    missing = left_out(credits, earning(results, credits))
    if not missing or not credits.left:
        return ""
    return (
        f"The claim does not name {listed(missing)}: where the contract has a claim name the level, that part is not "
        "claimed; where it does not, the claim is for the whole."
    )


def unclear_words(case: CaseFile, credits: MonthCredits, draft: Draft) -> str:
    """A mail that claims a credit without naming its month, where nothing else claims this one: both cases."""
    if credits.claims or standing(credits) not in {Standing.OPEN, Standing.LAPSED}:
        return ""
    claim = next(case.claims_on_record.unclear_about(credits), None)
    if claim is None or claim.sent_on is None:
        return ""
    on = draft.on("claimed_on", "A claim for a month not named, made on", claim.sent_on, sources=(str(claim.source),))
    return (
        f"Your email of {on} claims a service credit, but for which month could not be read{_words(claim, draft)}. If it was "
        f"for {_name(credits)}, it was in time; if not, nothing claims that month."
    )


def next_about(months: Sequence[MonthCredits], draft: Draft) -> None:
    """The next step for the credit whose day comes first, and the question about those claimed."""
    for credits in months:
        if (
            standing(credits) in {Standing.CLAIMED, Standing.SHORT}
            and in_time(credits)
            and not _still_to_claim(credits)
        ):
            left = Money(credits.left, credits.credited.currency)
            draft.next_steps.append(f"Ask on which invoice the {amount(left)} claimed for {_name(credits)} will be.")
            draft.ask_provider(
                f"When will the service credit we claimed for {_name(credits)} be on our invoice in full?"
            )
    due = [m for m in months if m.left > 0 and m.claim_open and m.claim_by and not _is_claimed(m)]
    first = min(due, key=lambda m: m.claim_by or date.max, default=None)
    if first is None:
        return
    on, rest = _last_day(first, draft), amount(Money(first.left, first.credited.currency))
    what = f"Confirm that your email claims it, or claim {rest}" if to_confirm(first) else f"Claim {rest}"
    draft.next_steps.append(f"{what} for {_name(first)} in writing by {on}.")
    draft.ask_provider(f"When will the service credit for {_name(first)} be on our invoice?")


def _is_claimed(credits: MonthCredits) -> bool:
    made = in_time(credits)
    return made is not None and made.status is Status.CONFIRMED


def window_words(rules: Sequence[CreditRule], draft: Draft) -> str:
    """The time to claim in the contract's own unit, registered; nothing where no rule gives one."""
    days = next((rule.claim_days for rule in rules if rule.claim_days), None)
    months = next((rule.claim_months for rule in rules if rule.claim_months), None)
    if days is not None:
        unit = "Working Days" if any(rule.claim_business_days for rule in rules) else "days"
        return draft.figure("claim_days", "Days to claim a service credit", days, unit, role="target")
    if months is not None:
        return draft.figure("claim_months", "Months to claim a service credit", months, "months", role="target")
    return ""


def deadline_headline(
    rules: Sequence[CreditRule],
    months: Sequence[MonthCredits],
    untold: Sequence[MonthCredits],
    label: str,
    draft: Draft,
) -> str:
    """By when the credit of the first of these months that is still open must be claimed, else of the first, and whether it was."""
    if any(rule.automatic for rule in rules):
        return "You need not claim: the contract has the provider apply service credits by itself."
    window = window_words(rules, draft)
    if not window:
        return "The contract gives no deadline for claiming a service credit that we could read."
    counted = " from the end of the month" if all(rule.claim_from == "month_end" for rule in rules) else ""
    dated = [credits for credits in months if credits.claim_by]
    still = [credits for credits in dated if credits.claim_open and credits.left > 0]
    if dated:
        return _of_one_month((still or dated)[0], f"{window}{counted}", draft)
    rule = f"A service credit must be claimed within {window}"
    if untold:
        return f"{rule}; whether there is one to claim for {_name(untold[0])} we cannot tell."
    return f"{rule}; for {label} there is none to claim."


def waiting_words(case: CaseFile, period: Period | None, draft: Draft) -> str:
    """Of a month whose tickets are not all here: that nobody can tell whether a credit is due, and by when it would lapse.

    Empty where every month of the period can be valued, or the contract has credits come by themselves.
    """
    without = [month for month in (period.months() if period else ()) if month not in case.months_with_data()]
    if not without or any(rule.automatic for rule in case.agreed.credit_rules):
        return ""
    month = Period.of_month(without[0], case.facts.tz)
    shown = draft.month(without[0], "The month asked about")
    draft.cannot(
        f"whether a service credit is due for {shown}", Why.NOT_UPLOADED,
        "Ask again when the month is over and its tickets have been added.",
    )  # fmt: skip
    if month.end >= case.today:
        why = "it is not over"
    elif case.data_end is None:
        why = "no tickets have been added"
    elif case.covered is not None and case.covered[0] > month.start:
        why = f"the tickets we have begin on {draft.on('data_start', 'The first day of the tickets', case.covered[0])}"
    else:
        why = f"the tickets we have end on {draft.on('data_end', 'The last day of the tickets', case.data_end)}"
    told = f"Whether there is a service credit to claim for {shown} we cannot tell: {why}."
    last = last_claim_day(case, without[0])
    if last is None or last < case.today:
        return told
    return f"{told} If there is one, it must be claimed by {draft.on('claim_by', f'The last day to claim for {shown}', last)}."


def last_claim_day(case: CaseFile, month: str) -> date | None:
    """The last day to claim for a month whatever it is worth, by the narrowest of the contract's rules; None where none is told."""
    rules = [rule for rule in case.agreed.credit_rules if rule.kind != "none"]
    clock = clock_of(case.facts, Period.of_month(month, case.facts.tz))
    return claim_window(rules, ClaimDates(month, case.happened.invoices, case.today, clock)).by


def _of_one_month(credits: MonthCredits, window: str, draft: Draft) -> str:
    on, made = _last_day(credits, draft), in_time(credits)
    if made is not None and made.sent_on is not None:
        claimed = draft.on("claimed_on", f"Claimed on, {_name(credits)}", made.sent_on, sources=(str(made.source),))
        how = (
            f"your email of {claimed} reads as a claim, in time"
            if to_confirm(credits)
            else f"you claimed it on {claimed}, in time"
        )
        return f"The credit for {_name(credits)} {'must' if credits.claim_open else 'had to'} be claimed by {on} ({window}): {how}."
    state = "still open" if credits.claim_open else "passed"
    return f"The credit for {_name(credits)} must be claimed by {on} ({window}): {state}."
