"""Every credit over all months: owed, credited, paid short, still to claim, and lost for want of a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling import credit
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.spans import table
from store.facts.common import Money, Period
from store.measures.credits import MonthCredits


def tell(asked: Asked) -> Answer:
    """The credits of every month on record, or of the period named, sorted by what can still be done."""
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
            draft.cannot(credit.in_one_way(unknown.what), unknown.why, credit.in_one_way(unknown.fix))
    owing = [one for one in found if left(one) > 0]
    for title, belongs in KINDS:
        draft.say(_part(title, [one for one in owing if belongs(one)], draft))
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


def left(one: MonthCredits) -> Decimal:
    """What of a month's credit was not credited; nothing where it cannot be told."""
    return one.owed.amount - one.credited.amount if one.owed is not None else Decimal(0)


def paid_short(one: MonthCredits) -> bool:
    """Paid in part, or owed without a claim: the provider's move."""
    return left(one) > 0 and (one.credited.amount > 0 or bool(one.automatic))


def in_part(one: MonthCredits) -> bool:
    """Paid in part."""
    return paid_short(one) and one.credited.amount > 0


def not_applied(one: MonthCredits) -> bool:
    """Owed without a claim, and on no invoice that we have."""
    return paid_short(one) and not one.credited.amount


def to_claim(one: MonthCredits) -> bool:
    """Not credited at all, and the day to claim has not passed (or there is none)."""
    return left(one) > 0 and not paid_short(one) and one.claim_open is not False


def lapsed(one: MonthCredits) -> bool:
    """Not credited at all, and past the day to claim: lost, unless a claim was made in time."""
    return left(one) > 0 and not paid_short(one) and one.claim_open is False


KINDS: tuple[tuple[str, Callable[[MonthCredits], bool]], ...] = (
    ("Claim now", to_claim),
    ("Paid short, so ask for the rest", in_part),
    ("Due without a claim, and on no invoice we have", not_applied),
    ("Past the day to claim; lost unless you claimed in time", lapsed),
)


def _part(title: str, some: Sequence[MonthCredits], draft: Draft) -> str:
    if not some:
        return ""
    return f"{title}:\n" + "\n".join(f"• {_line(one, draft)}" for one in some)


def _line(one: MonthCredits, draft: Draft) -> str:
    amount = credit.figure(draft, "credit_short", "Still owed", Money(left(one), one.credited.currency), one.month)
    at_least = "at least " if one.at_least else ""
    owed = credit.figure(draft, "credit_owed", "Service credit owed", one.owed, one.month) if one.owed else ""
    by = ""
    if one.claim_by is not None and not one.automatic:
        by = f", to be claimed by {draft.on('claim_by', f'Last day to claim, {credit.month_name(one.month)}', one.claim_by)}"
    of = f" of {owed}" if one.credited.amount else ""
    return f"{draft.month(one.month)}: {at_least}{amount}{of}{by}"


def _state(one: MonthCredits) -> str:
    if one.owed is None:
        return "cannot be told"
    if left(one) <= 0:
        return "credited" if one.owed.amount else "nothing owed"
    return (
        "claim now"
        if to_claim(one)
        else "paid short"
        if in_part(one)
        else "not credited"
        if not_applied(one)
        else "past the day to claim"
    )


def _row(one: MonthCredits) -> tuple[str, ...]:
    owed = "" if one.owed is None else f"{one.owed.amount:.2f}"
    return (
        one.month,
        owed,
        f"{one.credited.amount:.2f}",
        f"{max(left(one), Decimal(0)):.2f}",
        str(one.claim_by or ""),
        _state(one),
    )


def _total(some: Sequence[MonthCredits]) -> Decimal:
    return sum((left(one) for one in some), Decimal(0))


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
    now = [one for one in known if to_claim(one)]
    parts = []
    for key, words, some in (
        ("credit_open", "can be claimed today", now),
        ("credit_short", "was paid short", [one for one in known if in_part(one)]),
        ("credit_short", "stands on no invoice we have", [one for one in known if not_applied(one)]),
        ("credit_late", "is past its day to claim", [one for one in known if lapsed(one)]),
    ):
        if some:
            parts.append(
                f"{draft.money(key, f'{words}, {period.label}', Money(_total(some), currency), role='credit')} {words}"
            )
    tail = f"; {listed(parts)}" if parts else ""
    return f"Over {period.label} {figures[0]} of service credits was owed and {figures[1]} credited{tail}."


def _next(owing: Sequence[MonthCredits], draft: Draft, asked: Asked) -> None:
    for one in (one for one in owing if to_claim(one) and one.claim_by):
        on = draft.on(
            "claim_by", f"Last day to claim, {credit.month_name(one.month)}", one.claim_by or asked.case.today
        )
        draft.next_steps.append(f"Claim the credit for {credit.month_name(one.month)} in writing by {on}.")
    if not any(to_claim(one) for one in owing):
        draft.say("Nothing has to be claimed today.")
    short = [one for one in owing if paid_short(one)]
    if short:
        draft.ask_provider(
            f"When will the rest of the service credit for {credit.month_name(short[-1].month)} be on our invoice?"
        )
