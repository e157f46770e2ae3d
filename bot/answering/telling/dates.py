"""The contract's own days: when it started, when it ends, how it renews, and the last day for notice."""

from __future__ import annotations

from datetime import date, timedelta

from bot.answering.answer import Answer
from bot.answering.asking.period import month_start
from bot.answering.draft import Draft
from bot.answering.telling import words
from bot.answering.telling.asked import Asked
from store.facts.agreed import ContractFacts
from store.facts.common import Source, Why
from store.records import TermRecord

SHOWN = (
    "service_start",
    "term_end",
    "initial_term_months",
    "renewal",
    "renewal_months",
    "notice_days",
    "notice_months",
)


def tell(asked: Asked) -> Answer:
    """When the contract ends, whether it renews by itself, and by when notice must be given."""
    draft = asked.draft("obligation", timed=False)
    facts = asked.case.facts
    terms = [
        t
        for t in asked.case.stores.terms.listed(asked.case.ref)
        if t.kind == "contract_date" and t.fields.get("name") in SHOWN
    ]
    end = next_end(facts, asked.case.today)
    if end is None:
        found = words.tell(asked, asked.library()) if asked.library else None
        if found is not None and found.state == "answered":
            return found
        draft.cannot("when the contract ends", Why.NOT_IN_CONTRACT, "No clause that we have read gives an end.")
        _quote(terms, draft)
        return draft.answer("The contract, as we read it, gives no day on which it ends.", "unknown", "cannot_tell")
    ends = draft.on("term_end", "End of the current term", end)
    draft.say(_started(facts, draft))
    draft.say(_renews(facts, draft))
    last = last_notice(facts, end)
    _quote(terms, draft)
    if last is None:
        return draft.answer(f"The current term ends on {ends}.")
    on = draft.on("notice_by", "Last day for notice", last)
    count, unit = (facts.notice_days, "days") if facts.notice_days is not None else (facts.notice_months, "months")
    days = draft.figure(f"notice_{unit}", "Notice to be given", count or 0, unit, role="target")
    draft.next_steps.append(f"Decide well before {on} whether to renew, renegotiate or leave.")
    passed = " That day has passed." if last < asked.case.today else ""
    return draft.answer(
        f"The current term ends on {ends}; notice ({days}) must be given by {on} at the latest.{passed}"
    )


def next_end(facts: ContractFacts, today: date) -> date | None:
    """The end of the term running today: the first end, moved on by whole renewals once it has passed."""
    end = facts.term_end or _computed(facts)
    if end is None:
        return None
    step = facts.renewal_months if facts.renewal == "automatic" else None
    while step and end < today:
        end = (
            month_start(end + timedelta(days=1), -step) - timedelta(days=1) if _is_month_end(end) else _later(end, step)
        )
    return end


def _computed(facts: ContractFacts) -> date | None:
    if facts.service_start is None or facts.initial_term_months is None:
        return None
    return _later(facts.service_start, facts.initial_term_months) - timedelta(days=1)


def _later(start: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    first = month_start(start, -months)
    last = month_start(first, -1) - timedelta(days=1)
    return first.replace(day=min(start.day, last.day))


def _is_month_end(on: date) -> bool:
    return (on + timedelta(days=1)).day == 1


def last_notice(facts: ContractFacts, end: date) -> date | None:
    """The last day that leaves the whole notice before the end of the term; None where no notice was read."""
    if facts.notice_days is not None:
        return end - timedelta(days=facts.notice_days)
    return _later(end, -facts.notice_months) if facts.notice_months is not None else None


def _started(facts: ContractFacts, draft: Draft) -> str:
    if facts.service_start is None:
        return ""
    on = draft.on("service_start", "Start of the services", facts.service_start)
    term = ""
    if facts.initial_term_months:
        term = f", for a first term of {draft.figure('initial_term', 'First term', facts.initial_term_months, 'months', role='target')}"
    return f"The services began on {on}{term}."


def _renews(facts: ContractFacts, draft: Draft) -> str:
    if facts.renewal != "automatic":
        return "It does not renew by itself, as far as we read it." if facts.renewal else ""
    span = ""
    if facts.renewal_months:
        span = (
            f" for {draft.figure('renewal', 'Each renewal', facts.renewal_months, 'months', role='target')} at a time"
        )
    return f"Without notice it renews by itself{span}."


def _quote(terms: list[TermRecord], draft: Draft) -> None:
    seen: set[str] = set()
    for term in terms:
        if term.clause in seen or not term.quote:
            continue
        seen.add(term.clause)
        draft.say(
            f"The contract: {draft.quoted(Source(term.document, clause=term.clause, page=term.page, quote=term.quote), term.status)}."
        )
