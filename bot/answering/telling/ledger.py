"""Every credit over all months: owed, credited, paid short, still to claim, and lost for want of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.draft import Draft, in_one_way, listed
from bot.answering.telling import credit, worst_month
from bot.answering.telling.asked import Asked
from bot.answering.telling.credit_claim import made_words
from bot.answering.telling.gathered import span_label
from bot.answering.telling.spans import table
from store.facts.common import Money, Period
from store.measures.credit_standing import Standing, in_time, standing
from store.measures.credits import MonthCredits


def tell(asked: Asked) -> Answer:
    """The credits of every month on record, or of the period named, sorted by what can still be done."""
    if (worst := worst_month.tell(asked)) is not None:
        return worst
    if not asked.case.agreed.credit_rules:
        return credit.no_rules(asked)
    have = asked.case.months_with_data()
    months = [m for m in have if asked.question.period is not None and m in asked.question.period.months()] or list(
        have
    )
    draft = asked.draft("credits", timed=False)
    found = [asked.case.credits(month) for month in months]
    if not found:
        return credit.tell(asked)
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    draft.period = Period(start, end, span_label(start, end), asked.case.facts.tz)
    for one in found:
        for unknown in one.unknowns:
            draft.cannot(in_one_way(unknown.what), unknown.why, in_one_way(unknown.fix))
    owing = [one for one in found if one.left > 0]
    for title, state in KINDS:
        draft.say(_part(title, [one for one in owing if standing(one) is state], draft))
    draft.say(
        "How it is counted: for each month what the contract gives for its misses, less what invoices credit for that month; itbot credits shows every step."
    )
    table(
        draft,
        "Service credits by month",
        ("month", ">owed", ">credited", ">short", "claim by", "state"),
        [_row(one) for one in found],
    )
    _next(owing, draft, asked)
    doubtful = any(one.owed is None or one.unknowns for one in found)
    return draft.answer(_headline(found, draft, draft.period), "partly" if doubtful else "answered")


KINDS: tuple[tuple[str, Standing], ...] = (
    ("Claim now", Standing.OPEN),
    ("Claimed in time, so chase the answer", Standing.CLAIMED),
    ("Paid short, so ask for the rest", Standing.SHORT),
    ("Due without a claim, and on no invoice we have", Standing.UNAPPLIED),
    ("Past the day to claim; lost unless you claimed in time", Standing.LAPSED),
)


def _part(title: str, some: Sequence[MonthCredits], draft: Draft) -> str:
    if not some:
        return ""
    return f"{title}:\n" + "\n".join(f"• {_line(one, draft)}" for one in some)


def _line(one: MonthCredits, draft: Draft) -> str:
    amount = credit.figure(draft, "credit_short", "Still owed", Money(one.left, one.credited.currency), one.month)
    at_least = "at least " if one.at_least else ""
    owed = credit.figure(draft, "credit_owed", "Service credit owed", one.owed, one.month) if one.owed else ""
    by = ""
    if in_time(one) is not None:
        by = f". {made_words(one, draft)}".rstrip(".")
    elif one.claim_by is not None and not one.automatic:
        by = f", to be claimed by {draft.on('claim_by', f'Last day to claim, {credit.month_name(one.month)}', one.claim_by)}"
    of = f" of {owed}" if one.credited.amount else ""
    return f"{draft.month(one.month)}: {at_least}{amount}{of}{by}"


def _row(one: MonthCredits) -> tuple[str, ...]:
    owed = "" if one.owed is None else f"{one.owed.amount:.2f}"
    return (
        one.month,
        owed,
        f"{one.credited.amount:.2f}",
        f"{max(one.left, Decimal(0)):.2f}",
        str(one.claim_by or ""),
        standing(one).value,
    )


def _total(some: Sequence[MonthCredits]) -> Decimal:
    return sum((one.left for one in some), Decimal(0))


def _headline(found: Sequence[MonthCredits], draft: Draft, period: Period) -> str:
    currency = found[0].credited.currency
    known = [one for one in found if one.owed is not None]
    owed = sum((one.owed.amount for one in known if one.owed), Decimal(0))
    credited = sum((one.credited.amount for one in known), Decimal(0))
    if not owed:
        return f"No service credit is owed for any month that can be told, {period.label}."
    figures = [
        draft.money(key, f"{name}, {period.label}", Money(amount, currency), role="credit")
        for key, name, amount in (
            ("credit_owed", "Service credits owed", owed),
            ("credit_credited", "Credited on invoices", credited),
        )
    ]
    parts = []
    for key, words, state in (
        ("credit_open", "can be claimed today", Standing.OPEN),
        ("credit_waiting", "was claimed in time and stands on no invoice we have", Standing.CLAIMED),
        ("credit_short", "was paid short", Standing.SHORT),
        ("credit_short", "stands on no invoice we have", Standing.UNAPPLIED),
        ("credit_late", "is past its day to claim", Standing.LAPSED),
    ):
        some = [one for one in known if standing(one) is state]
        if some:
            parts.append(
                f"{draft.money(key, f'{words}, {period.label}', Money(_total(some), currency), role='credit')} {words}"
            )
    tail = f"; {listed(parts)}" if parts else ""
    return f"Over {period.label} {figures[0]} of service credits was owed and {figures[1]} credited{tail}."


def _next(owing: Sequence[MonthCredits], draft: Draft, asked: Asked) -> None:
    for one in (one for one in owing if standing(one) is Standing.OPEN and one.claim_by):
        on = draft.on(
            "claim_by", f"Last day to claim, {credit.month_name(one.month)}", one.claim_by or asked.case.today
        )
        draft.next_steps.append(f"Claim the credit for {credit.month_name(one.month)} in writing by {on}.")
    if not any(standing(one) is Standing.OPEN for one in owing):
        draft.say("Nothing has to be claimed today.")
    short = [one for one in owing if standing(one) in {Standing.SHORT, Standing.UNAPPLIED, Standing.CLAIMED}]
    if short:
        draft.ask_provider(
            f"When will the rest of the service credit for {credit.month_name(short[-1].month)} be on our invoice?"
        )
