"""Every credit over all months: owed, credited, paid short, still to claim, and lost for want of a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.draft import Draft, in_one_way, listed
from bot.answering.telling import credit, worst_month
from bot.answering.telling.asked import Asked
from bot.answering.telling.credit_claim import made_words, waiting_words
from bot.answering.telling.credit_months import month_name
from bot.answering.telling.gathered import span_label
from bot.answering.telling.spans import table
from store.facts.common import Money, Period
from store.measures.credit_standing import Standing, in_time, standing
from store.measures.credits import MonthCredits

DAY = timedelta(days=1)
# How much there is to get at most, not what was owed in all.
MOST = re.compile(
    r"\b(?:most|maximum|max|highest|largest|biggest|claim(?:able)?|recover\w*|recoup\w*|reclaim\w*|claw\w*|get (?:\w+ ){0,2}back|on the table)\b",
    re.IGNORECASE,
)
STILL = re.compile(r"\bstill ow", re.IGNORECASE)
OWED = re.compile(r"\b(?:owed?|owes|owing|credited|paid|claimed|lost|lapsed)\b", re.IGNORECASE)


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
    if not any(standing(one) in {Standing.OPEN, Standing.UNTOLD} for one in found):
        draft.say("Nothing has to be claimed today.")
    doubtful = any(one.owed is None or one.unknowns for one in found)
    head = _headline(found, draft, draft.period)
    if asked.question.intent == "credit_ledger" and _to_get(asked.question.spoken):
        head = _to_get_words(found, _waiting(asked, months[-1], draft), draft, draft.period)
        quoted = dict.fromkeys(draft.quoted(source) for source in credit.modifiers(asked, "cap_pct", "cap_amount"))
        draft.say(f"A month's credits have a limit: {'; '.join(quoted)}." if quoted else "")
    if all(one.owed is None for one in found):
        return draft.answer(head, "unknown", "cannot_tell")
    return draft.answer(head, "partly" if doubtful else "answered")


def _to_get(spoken: str) -> bool:
    """Whether the question is how much there is still to get, and not what was owed in all."""
    return bool(STILL.search(spoken)) or (bool(MOST.search(spoken)) and not OWED.search(spoken))


def _waiting(asked: Asked, last: str, draft: Draft) -> list[str]:
    """Of the months that are over and whose tickets are not all here: that they may be worth something too."""
    if asked.question.period is not None:
        return []
    after = Period(Period.of_month(last).end + DAY, asked.case.today, "", asked.case.facts.tz)
    months = [Period.of_month(one, asked.case.facts.tz) for one in after.months()]
    return [waiting_words(asked.case, one, draft) for one in months if one.end < asked.case.today]


def _to_get_words(found: Sequence[MonthCredits], waiting: Sequence[str], draft: Draft, period: Period) -> str:
    """The sum that can still be got, by what is to be done for it; what is too late stands apart."""
    currency = found[0].credited.currency
    at_least = "at least " if any(one.at_least and standing(one) in _TO_GET for one in found) else ""

    def sum_of(key: str, words: str, *states: Standing) -> str:
        amounts = [one.left for one in found if standing(one) in states]
        if not amounts:
            return ""
        return (
            f"{draft.money(key, f'{words}, {period.label}', Money(sum(amounts, Decimal(0)), currency), role='credit')}"
        )

    late = sum_of("credit_late", "Past its day to claim", Standing.LAPSED)
    tail = f" {late} more is past its day to claim, so it is lost unless you claimed it in time." if late else ""
    whole = sum_of(
        "credit_to_get", "Still to get back in service credits",
        *_TO_GET)  # fmt: skip
    untold = [draft.month(one.month) for one in found if standing(one) is Standing.UNTOLD]
    but = f" What {listed(untold)} is worth cannot be told." if untold else ""
    but += "".join(f" {words}" for words in waiting)
    if not whole:
        lead = "Nothing that we can tell" if untold or waiting else "Nothing"
        return f"{lead} can still be got back in service credits for {period.label}.{tail.replace(' more', '')}{but}"
    parts = [f"{amount} {words}" for key, words, state in _WAYS if (amount := sum_of(key, words, state))]
    return f"Service credits of {at_least}{whole} can still be got back for {period.label}: {listed(parts)}.{tail}{but}"


_TO_GET = (Standing.OPEN, Standing.CLAIMED, Standing.SHORT, Standing.UNAPPLIED)
_WAYS = (
    ("credit_open", "can be claimed today", Standing.OPEN),
    ("credit_waiting", "was claimed in time and stands on no invoice we have", Standing.CLAIMED),
    ("credit_short", "was paid short", Standing.SHORT),
    ("credit_short", "is due without a claim and stands on no invoice we have", Standing.UNAPPLIED),
)


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
        by = f", to be claimed by {draft.on('claim_by', f'Last day to claim, {month_name(one.month)}', one.claim_by)}"
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
    if not known:
        return f"We cannot tell what service credit is owed for {period.label}."
    if not owed:
        untold = [draft.month(one.month) for one in found if one.owed is None]
        but = f"; what {listed(untold)} is worth cannot be told" if untold else ""
        return f"No service credit is owed for {'the months that can be told' if untold else 'any month'}, {period.label}{but}."
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
        on = draft.on("claim_by", f"Last day to claim, {month_name(one.month)}", one.claim_by or asked.case.today)
        draft.next_steps.append(f"Claim the credit for {month_name(one.month)} in writing by {on}.")
    short = [one for one in owing if standing(one) in {Standing.SHORT, Standing.UNAPPLIED, Standing.CLAIMED}]
    if short:
        draft.ask_provider(
            f"When will the rest of the service credit for {month_name(short[-1].month)} be on our invoice?"
        )
