"""What comes by itself if nobody acts: the contract's renewal, its day for notice, and credits that lapse, up to a day named."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling import dates
from bot.answering.telling.asked import Asked
from bot.answering.telling.dates import SHOWN, quote_terms
from store.facts.common import Money, Period
from store.measures.leaving import last_notice, later, next_end

# Months whose credits may still be open to claim.
BACK = 12


def tell(asked: Asked) -> Answer:
    """What will have happened on the day asked about, or what comes next, if nothing is done."""
    draft = asked.draft("obligation", timed=False)
    case, today = asked.case, asked.case.today
    named = asked.question.period
    by = named.end if named is not None and named.end > today else None
    facts, end = case.facts, next_end(case.facts, today)
    lapsing = _lapsing(asked, by, draft)
    if end is None and not lapsing:
        return dates.tell(asked)
    head = _term(asked, end, by, draft) if end is not None else ""
    draft.say("\n".join(f"• {one}" for one in lapsing))
    terms = [
        t for t in case.stores.terms.listed(case.ref) if t.kind == "contract_date" and t.fields.get("name") in SHOWN
    ]
    quote_terms(terms, draft)
    notice = last_notice(facts, end) if end else None
    if notice is not None and notice >= today:
        shown = draft.on("notice_by", "Last day for notice", notice)
        draft.next_steps.append(f"Decide well before {shown} whether to renew, renegotiate or leave.")
    draft.say("This is what the contract says, not legal advice.")
    return draft.answer(head or "If nothing is done, what stands below is lost.")


def _term(asked: Asked, end: date, by: date | None, draft: Draft) -> str:
    """How the contract stands on the day, or at the end of its term where none was named."""
    facts, today = asked.case.facts, asked.case.today
    ends = draft.on("term_end", "End of the current term", end)
    last = last_notice(facts, end)
    notice = draft.on("notice_by", "Last day for notice", last) if last else ""
    goes_on = _goes_on(asked, end, draft)
    if by is None or last is None:
        tail = f" The last day for notice is {notice}." if notice else ""
        return f"If nothing is done the current term runs to {ends}; {goes_on}.{tail}"
    on = draft.on("asked_day", "The day asked about", by)
    if by == last:
        return (
            f"{on} is the last day on which notice can be given. If none is given, the term runs to {ends}; {goes_on}."
        )
    if by < last:
        return f"Nothing ends or renews by itself on {on}, as far as we read it: the term runs to {ends}, and notice can still be given until {notice}."
    passed = "has passed" if last < today else "will have passed"
    if by <= end:
        return f"On {on} the last day for notice ({notice}) {passed}; the term runs to {ends}, and {goes_on}."
    tail = f". The last day for notice was {notice}." if last < today else f", unless notice is given by {notice}."
    return f"By {on} the term will have ended, on {ends}; {goes_on}{tail}"


def _goes_on(asked: Asked, end: date, draft: Draft) -> str:
    """What follows the end of the term when nobody speaks."""
    facts = asked.case.facts
    if facts.renewal != "automatic":
        return "it does not renew by itself, as far as we read it"
    if not facts.renewal_months:
        return "it then renews by itself"
    months = draft.figure("renewal", "Each renewal", facts.renewal_months, "months", role="target")
    first = end + timedelta(days=1)
    until = draft.on("renewed_to", "End of the renewed term", later(first, facts.renewal_months) - timedelta(days=1))
    return f"it then renews by itself for {months}, to {until}"


def _lapsing(asked: Asked, by: date | None, draft: Draft) -> list[str]:
    """Credits not yet paid whose last day to claim comes before the day asked about, each with that day."""
    case, today, told = asked.case, asked.case.today, []
    for month in case.months_with_data()[-BACK:]:
        credits = case.credits(month)
        due = credits.claim_by
        if credits.owed is None or due is None or not credits.claim_open or credits.left <= 0:
            continue
        if due < today or (by is not None and due > by):
            continue
        label = Period.of_month(month).label
        left = draft.money(
            "credit_open", f"Still to claim, {label}", Money(credits.left, credits.owed.currency), role="credit"
        )
        told.append(
            f"{left} of service credit for {draft.month(month)} must be claimed by {draft.on('claim_by', f'Last day to claim, {label}', due)}, or it lapses"
        )
    return told
