"""Service credits that are watched: those to claim before a day, and those claimed whose answer is awaited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.answering.asking.period import day, month_start
from bot.answering.casefile import CaseFile
from bot.answering.draft import amount
from bot.answering.telling.credit_claim import last_claim_day
from bot.digest.safe import safe
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Period, Status
from store.facts.watched import Kind, Watched
from store.measures.credit_standing import in_time, to_confirm
from store.measures.credits import MonthCredits

MONTHS_BACK = 6
# Where no invoice has come since, an answer is looked for after so many days: our own reading, contracts rarely say.
ANSWER_DAYS = 30


def claims(case: CaseFile) -> Iterator[Watched]:
    """What of the last months' credits stands on no invoice yet: to be claimed, or claimed and not answered."""
    for month in case.months_with_data()[-MONTHS_BACK:]:
        owed = case.credits(month)
        left = still_owed(owed)
        if left is None or left.amount <= 0 or owed.automatic:
            continue
        made = in_time(owed)
        if made is not None and made.sent_on is not None and (to_confirm(owed) is None or not owed.claim_open):
            yield _awaited(case, owed, left, made, made.sent_on)
        elif owed.claim_by is not None:
            yield _to_claim(case, owed, left, owed.claim_by)
    yield from _untold(case)


def _untold(case: CaseFile) -> Iterator[Watched]:
    """The last month that is over and whose tickets are not all here, while a claim for it would still be in time."""
    ended = month_start(case.today) - timedelta(days=1)
    month, end = f"{ended:%Y-%m}", case.data_end
    rules = case.agreed.credit_rules
    if end is None or month in case.months_with_data() or not rules or any(rule.automatic for rule in rules):
        return
    by = last_claim_day(case, month)
    if by is not None and case.today <= by and end < ended:
        name = Period.of_month(month).label
        yield Watched(
            id=f"claim:{case.ref}:{month}", kind=Kind.CLAIM_WINDOW, contract=case.ref,
            what=f"See whether a service credit is due for {name}", due=by,
            why=f"The tickets we have end on {day(end)}, so nobody can tell yet; a claim for {name} must be made by then.",
            settles="The tickets of the whole month", sources=tuple(dict.fromkeys(str(rule.source) for rule in rules)),
        )  # fmt: skip


def _to_claim(case: CaseFile, owed: MonthCredits, left: Money, by: date) -> Watched:
    unseen = " No invoice that could show it is here yet." if owed.short is None else ""
    unsure = to_confirm(owed)
    read = ""
    if unsure is not None and unsure.sent_on is not None:
        read = f" Your email of {day(unsure.sent_on)} reads as a claim: {_quote(unsure)} Say whether it is one, or claim again."
    return Watched(
        id=f"claim:{case.ref}:{owed.month}", kind=Kind.CLAIM_WINDOW, contract=case.ref,
        what=f"Claim the service credit for {_name(owed)}: {_least(owed)}{amount(left)}", due=by,
        why=f"The contract gives it only if it is claimed in time.{read}{unseen}",
        settles="The credit on an invoice, or your word that the claim was sent", sources=_sources(owed),
    )  # fmt: skip


def _awaited(case: CaseFile, owed: MonthCredits, left: Money, made: CreditClaim, sent: date) -> Watched:
    """The credit was claimed in time: it ought to stand on the next invoice, and what became of it is asked after."""
    after = [line.dated for line in case.happened.invoices if line.dated > sent]
    due = min(after, default=sent + timedelta(days=ANSWER_DAYS))
    how = f"You claimed it on {day(sent)}, in time."
    if made.status is not Status.CONFIRMED:
        how = f"Your email of {day(sent)} reads as a claim, in time: {_quote(made)}"
    paid = (
        f" {amount(owed.credited)} of it was credited."
        if owed.credited.amount
        else " No invoice we have credits any of it."
    )
    return Watched(
        id=f"claim-answer:{case.ref}:{owed.month}", kind=Kind.CLAIM_ANSWER, contract=case.ref,
        what=f"Ask after the service credit claimed for {_name(owed)}: {_least(owed)}{amount(left)} is not credited",
        due=due, why=f"{how}{paid}", settles="The credit on an invoice, or the provider's reasons in writing",
        sources=(str(made.source), *_sources(owed)), confirmed=made.status is Status.CONFIRMED,
    )  # fmt: skip


def still_owed(owed: MonthCredits) -> Money | None:
    """What of a month's credit has not been credited yet; None where nobody can tell what is owed."""
    if owed.short is not None or owed.owed is None:
        return owed.short
    return Money(owed.left, owed.owed.currency)


def _name(owed: MonthCredits) -> str:
    return Period.of_month(owed.month).label


def _least(owed: MonthCredits) -> str:
    return "at least " if owed.at_least else ""


def _quote(claim: CreditClaim) -> str:
    words = safe(claim.source.quote or "").rstrip(".")
    return f'"{words}."'


def _sources(owed: MonthCredits) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(step.source) for step in owed.steps if step.source))
