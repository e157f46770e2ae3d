"""The contract's own days: when it started, when it ends, how it renews, and the last day for notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling import words
from bot.answering.telling.asked import Asked
from store.facts.agreed import ContractFacts
from store.facts.common import Source, Status, Why
from store.measures.leaving import Exit, exits, first_end, last_extension, last_notice, next_end, renewed_end
from store.records import TermRecord

SHOWN = (
    "service_start", "term_end", "initial_term_months", "renewal", "renewal_months", "notice_days", "notice_months",
    "termination_notice_days", "termination_notice_months", "extension_months", "extension_notice_days", "extension_notice_months",
)  # fmt: skip
OUT = re.compile(
    r"\b(?:leave|leaving|get out|go|exit|walk|switch|quit|free|out|rid of|shot of|cancel|terminate|end (?:it|this|the)|earliest|soonest|tied|locked|stuck|bound|committed)\b",
    re.IGNORECASE,
)


RENEWED = re.compile(
    r"\b(?:renewed|renewal|next|following|further|second|extended) (?:\w+ )?(?:term|period|contract|agreement)\b|\b(?:after|following) (?:the |its |a |that )?(?:\w+ )?renewal\b|\bif (?:it|the \w+|this) (?:is )?(?:renew|roll)\w*",
    re.IGNORECASE,
)
# The term that follows the one running, whether or not that one is a renewed one itself.
ONE_MORE = re.compile(r"\b(?:next|following|further|again|if (?:it|the \w+|this)|after)\b", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """When the contract ends, whether it renews by itself, and by when notice must be given."""
    draft = asked.draft("obligation", timed=False)
    facts = asked.case.facts
    terms = [
        t
        for t in asked.case.stores.terms.listed(asked.case.ref)
        if t.kind == "contract_date" and t.fields.get("name") in SHOWN
    ]
    end, ways = next_end(facts, asked.case.today), exits(facts, asked.case.today)
    renewed = RENEWED.search(asked.question.spoken)
    if ways and ((OUT.search(asked.question.spoken) and not renewed) or end is None):
        return _ways_out(asked, ways, terms, draft)
    if end is None:
        return _no_end(asked, terms, draft)
    ends = draft.on("term_end", "End of the current term", end)
    draft.say(_started(facts, draft), _renews(facts, draft))
    draft.say(extension_words(facts, asked.case.today, draft))
    draft.say(*(_way_words(one, facts, draft) for one in ways if one.way == "notice"))
    last = last_notice(facts, end)
    quote_terms(terms, draft)
    if renewed and (head := _renewed(asked, ends, last, draft)):
        return draft.answer(head)
    over = end < asked.case.today
    head = f"The term that we read ended on {ends}" if over else f"The current term ends on {ends}"
    if over:
        _say_over(draft)
    if last is None:
        return draft.answer(f"{head}.", "partly" if over else "answered")
    on = draft.on("notice_by", "Last day for notice", last)
    days = _length("notice", "Notice to be given", facts.notice_days, facts.notice_months, draft)
    if last >= asked.case.today:
        draft.next_steps.append(f"Decide well before {on} whether to renew, renegotiate or leave.")
    passed = " That day has passed." if last < asked.case.today else ""
    return draft.answer(
        f"{head}; notice ({days}) must be given by {on} at the latest.{passed}", "partly" if over else "answered"
    )


def _no_end(asked: Asked, terms: list[TermRecord], draft: Draft) -> Answer:
    """No day on which the contract ends was read, or it can be read in two ways."""
    found = words.tell(asked, asked.library()) if asked.library else None
    if found is not None and found.state == "answered":
        return found
    if any(term.status is Status.CONFLICT for term in terms):
        fix = "Two parts of the contract differ on its dates: settle it with the contract in hand: itbot terms --status conflict"
        draft.cannot("when the contract ends", Why.CONFLICT, fix)
        quote_terms(terms, draft)
        return draft.answer(
            "The contract can be read in two ways here, so I give no day on which it ends.",
            "unknown",
            "cannot_tell",
        )
    draft.cannot("when the contract ends", Why.NOT_IN_CONTRACT, "No clause that we have read gives an end.")
    quote_terms(terms, draft)
    return draft.answer("The contract, as we read it, gives no day on which it ends.", "unknown", "cannot_tell")


def _renewed(asked: Asked, ends: str, last: date | None, draft: Draft) -> str:
    """When the renewed term ends: the one running, where the first is over, or the one that would follow; empty where none does."""
    facts, today = asked.case.facts, asked.case.today
    first, then = first_end(facts), renewed_end(facts, today)
    if first is None or then is None:
        return ""
    shown = draft.on("renewed_end", "End of the term after the next renewal", then)
    notice = ""
    if last is not None:
        by = draft.on("notice_by", "Last day for notice", last)
        notice = (
            f", which it does unless notice is given by {by}"
            if last >= today
            else f", for the last day for notice, {by}, has passed"
        )
    if first >= today:
        return f"The first term runs to {ends}; if it renews{notice}, the next one ends on {shown}."
    was = draft.on("first_end", "End of the first term", first)
    if ONE_MORE.search(asked.question.spoken):
        return f"The term now running ends on {ends}; if it renews again{notice}, the next one ends on {shown}."
    return f"The renewed term, which has run since the first ended on {was}, ends on {ends}; if it renews again{notice}, the next one ends on {shown}."


def _say_over(draft: Draft) -> None:
    """A term that is over, in a contract that does not renew by itself, leaves open on what footing the services go on."""
    draft.cannot(
        "on what terms the services go on after that day",
        Why.NOT_IN_CONTRACT,
        "We read no renewal; look for an extension that both sides signed, and ask the provider.",
    )


def _ways_out(asked: Asked, ways: Sequence[Exit], terms: list[TermRecord], draft: Draft) -> Answer:
    """The earliest day on which we can be out, every other way, and what the first term and the renewal make of it."""
    facts, today = asked.case.facts, asked.case.today
    first = ways[0]
    out = draft.on("earliest_exit", "The earliest day on which the contract can end", first.out_on)
    draft.say("\n".join(f"• {_way_words(one, facts, draft)}" for one in ways))
    draft.say(_started(facts, draft), _renews(facts, draft))
    draft.say(extension_words(facts, today, draft))
    end = next_end(facts, today)
    if end is not None and end < today:
        over = draft.on("term_end", "End of the term that we read", end)
        draft.say(f"The term that we read ended on {over}.")
        _say_over(draft)
    quote_terms(terms, draft)
    if not first.sure:
        draft.cannot(
            "whether that notice may be given, or end the contract, within its first term",
            Why.NOT_IN_CONTRACT,
            "The clause does not say; read it beside the one on the first term, and ask the provider.",
        )
    draft.next_steps.append("Read the clause on how notices must be given and when they count as received.")
    draft.say("This is what the contract says, not legal advice.")
    if first.notice_on <= today or first.way == "term":
        by = draft.on("notice_by", "Last day for notice for that", max(first.notice_on, today))
        how = (
            f"if notice is given today, {by}"
            if first.way == "notice"
            else f"at the end of the term, with notice by {by}"
        )
        if first.way == "term" and facts.renewal != "automatic" and last_notice(facts, first.out_on) is None:
            how = "at the end of the term, which does not renew by itself as far as we read it"
    else:
        how = (
            f"if notice is given on {draft.on('notice_by', 'First day on which notice may be given', first.notice_on)}"
        )
    return draft.answer(
        f"The earliest day on which the contract can end is {out}, {how}.", "answered" if first.sure else "partly"
    )


def _way_words(one: Exit, facts: ContractFacts, draft: Draft) -> str:
    """One way out in a sentence."""
    out = draft.on("exit_on", f"The contract can end: by {one.way}", one.out_on)
    on = draft.on("exit_notice_on", f"Notice for that: by {one.way}", one.notice_on)
    if one.way == "term":
        return f"At the end of the term: {out}; the last day for that decision is {on}."
    length = _length(
        "termination_notice",
        "Notice at other times",
        facts.termination_notice_days,
        facts.termination_notice_months,
        draft,
    )
    held = {
        "given_after_first_term": ", which may be given only after the first term",
        "ends_after_first_term": ", which may not run out before the first term does",
    }.get(facts.termination_bar, "")
    return f"By notice of {length}{held}: given on {on} it ends the contract on {out}."


def extension_words(facts: ContractFacts, today: date, draft: Draft) -> str:
    """An option of ours to extend: its length and its last day; nobody has to take it up."""
    if facts.extension_months is None and last_extension(facts) is None:
        return ""
    more = ""
    if facts.extension_months:
        more = f" by {draft.figure('extension', 'Extension on offer', facts.extension_months, 'months', role='target')}"
    last = last_extension(facts)
    if last is None:
        return f"It may be extended{more}; that is an option, no duty."
    on = draft.on("extension_by", "Last day to take up the extension", last)
    if last < today:
        return f"You had an option to extend it{more}; its last day was {on}."
    return f"You have an option to extend it{more}; its last day is {on}. Nothing is due if you do not want it."


def _length(key: str, label: str, days: int | None, months: int | None, draft: Draft) -> str:
    count, unit = (days, "days") if days is not None else (months, "months")
    return draft.figure(f"{key}_{unit}", label, count or 0, unit, role="target")


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


def quote_terms(terms: list[TermRecord], draft: Draft) -> None:
    """Quote the clause of each term, every clause once."""
    seen: set[str] = set()
    for term in terms:
        if not term.quote or any(term.quote in quote for quote in seen):
            continue
        seen.add(term.quote)
        source = Source(term.document, clause=term.clause, page=term.page, quote=term.quote)
        lost = "".join(_prevails(one, draft) for one in terms if one.quote == term.quote)
        draft.say(f"The contract: {draft.quoted(source, term.status)}.{lost}")


def _prevails(term: TermRecord, draft: Draft) -> str:
    """For words that another part of the contract overrules: which, and by which rule of the contract."""
    if term.status is not Status.OVERRULED:
        return ""
    draft.readings += list(term.readings)
    return f" That does not count: {'; '.join(term.readings)}."
