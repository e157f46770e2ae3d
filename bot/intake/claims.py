"""A person's word on a claim for a service credit: it was sent on a day, a mail of ours is one, or is none; undoable."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.answering.asking.period import day
from store.facts.claimed import CreditClaim
from store.facts.common import InterpreterError, Period
from store.measures.credit_standing import Standing, standing

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile

ABOUT = {Standing.OPEN, Standing.LAPSED, Standing.SHORT, Standing.CLAIMED}


def claim_sent(case: CaseFile, month: str, sent_on: date, by: str = "") -> str:
    """Keep that the month's credit was claimed on a day; returns what to say of it. Raises InterpreterError for a day ahead."""
    name = Period.of_month(month).label
    if sent_on > case.today:
        raise InterpreterError(f"{day(sent_on)} is ahead; say it once the claim has been sent.")
    if sent_on < Period.of_month(month).start:
        raise InterpreterError(f"On {day(sent_on)} {name} had not begun; check the month and the day.")
    case.stores.claim_words.say(case.ref, month, sent_on=sent_on, by=by)
    owed = case.credits(month)
    told = f"On record: the service credit for {name} was claimed on {day(sent_on)}."
    if owed.claim_by is None:
        return told
    last = f"the last day {'is' if owed.claim_by >= case.today else 'was'} {day(owed.claim_by)}"
    return f"{told} {'That is late' if sent_on > owed.claim_by else 'That is in time'}: {last}."


def month_of(case: CaseFile, sent_on: date) -> str:
    """The one month whose credit a claim of that day can have been for. Raises InterpreterError where it is none or several."""
    fitting = []
    for month in case.months_with_data():
        owed = case.credits(month)
        open_then = owed.claim_by is None or sent_on <= owed.claim_by
        if standing(owed) in ABOUT and Period.of_month(month).start <= sent_on and open_then:
            fitting.append(month)
    if len(fitting) == 1:
        return fitting[0]
    which = f" ({' or '.join(fitting)})" if fitting else ""
    raise InterpreterError(f"Say for which month{which}, for example: itbot claim 2026-09 --sent {sent_on}")


def claim_confirmed(case: CaseFile, month: str, by: str = "") -> str:
    """Say that the mails of ours that read as a claim for the month are one."""
    read = _read(case, month)
    for one in read:
        case.stores.claim_words.say(case.ref, month, sent_on=one.sent_on, by=by, mail=one.mail)
    return f"Confirmed: {_named(read)} claims the service credit for {Period.of_month(month).label}."


def claim_denied(case: CaseFile, month: str, by: str = "") -> str:
    """Say that the mails of ours that read as a claim for the month are none."""
    read = _read(case, month)
    for one in read:
        case.stores.claim_words.say(case.ref, month, sent_on=None, by=by, mail=one.mail, is_claim=False)
    return f"Kept: {_named(read)} is no claim for {Period.of_month(month).label}."


def _read(case: CaseFile, month: str) -> list[CreditClaim]:
    found = [one for one in case.claims if one.month == month and one.mail]
    if not found:
        raise InterpreterError(f"No email of yours reads as a claim for {Period.of_month(month).label}.")
    return found


def _named(read: list[CreditClaim]) -> str:
    days = [f"your email of {day(one.sent_on)}" if one.sent_on else "your email without a day" for one in read]
    return " and ".join(dict.fromkeys(days))


def claim_undone(case: CaseFile, month: str) -> str:
    """Take back everything that people said of the month's claim; what its mails say stands again."""
    if not case.stores.claim_words.undo(case.ref, month):
        raise InterpreterError(f"Nobody has said anything of a claim for {Period.of_month(month).label}.")
    return (
        f"Taken back: what was said of the claim for {Period.of_month(month).label}. What your emails say stands again."
    )
