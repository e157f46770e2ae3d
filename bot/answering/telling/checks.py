"""What the tickets themselves make one ask: each check with its count, its base and the tickets; never an accusation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling import priorities
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import clocks, desk_clock, kept, levels_by_id, said_period, whole_record
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import SHOWN, counted, n_of, named, table
from store.facts.common import Period, Why
from store.measures.integrity import Finding, Records, findings


@dataclass(frozen=True, slots=True)
class Check:
    """How one check is said: what was found, of what, and what to ask."""

    found: str
    base: str
    ask: str


CHECKS = {
    "just_inside": Check("times lie in the last tenth before the limit, clearly more than in the tenth before that", "times measured", "Why do so many tickets end just inside their limit?"),
    "pause_before_due": Check("were put on hold just before the limit ran out", "tickets put on hold", "What was asked of us when these were put on hold so close to their limit?"),
    "long_hold": Check("were on hold for more than two fifths of the time they took", "finished tickets", "What were these tickets waiting for?"),
    "odd_hours": Check("were put on hold while the desk was shut", "tickets put on hold", "Who put these on hold outside Service Hours?"),
    "automatic_reply": Check("have only an automatic reply on record", "answered tickets", "When did a person first answer these?"),
    "bulk_replies": Check("were answered together with four or more others in the same minute", "answered tickets", "What was done for each of these when they were answered all at once?"),
    "bulk_fixes": Check("were called fixed together with four or more others in the same minute", "fixed tickets", "Were these all fixed at that minute, or set so together?"),
    "reopened": Check("were opened again after they were called finished", "finished tickets", "Why did these fixes not hold?"),
    "relogged": Check("were logged again by the same person in the same words within two days of a fix", "tickets with a person and a subject", "Are these the same fault as before, counted as new tickets?"),
    "lowered": Check("were made less urgent after they were logged", "tickets with a first priority", "Who agreed to lower these priorities?"),
    "cancelled": Check("were cancelled, merged or withdrawn", "tickets", "Why were these cancelled, and where did merged ones go?"),
    "excluded_without_reason": Check("are left out of the provider's count without a reason", "tickets left out", "On what ground are these left out?"),
    "missing_times": Check("are finished without the time of an answer or of a fix", "finished tickets", "When were these answered and fixed?"),
    "backwards": Check("were answered or fixed before they were opened", "tickets", "How can these have been answered before they were logged?"),
    "flag_differs": Check("are in time by the tool's own mark and late by the contract's clock", "tickets marked in time", "Which clock does your tool use for these?"),
    "number_gaps": Check("numbers are missing between the first ticket and the last", "numbers", "Which tickets carry the missing numbers?"),
    "only_finished": Check("are all finished, so open ones may have been left out of the export", "tickets", "Does the export leave out open tickets?"),
    "no_top_priority": Check("outages are on record, and not one ticket of the most urgent priority", "outages", "Under which tickets were these outages handled?"),
}  # fmt: skip
CANNOT = {
    "odd_hours": "when the desk is shut is not known, or it never is",
    "reopened": "the records do not show re-openings",
    "lowered": "the records hold only the last priority",
    "number_gaps": "the numbering has so many gaps that others must share it",
}
# What is counted in something other than tickets, so that nothing can be named.
UNNAMED = {"number_gaps", "only_finished", "no_top_priority"}


def tell(asked: Asked) -> Answer:
    """Every check over the period, or over the whole record where none is named."""
    period = whole_record(asked)
    missing = no_data(replace(asked, period=period), "metric", "the record's own soundness")
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    said_period(asked, period, draft)
    found = findings(records(asked, period))
    telling = [one for one in found if one.asks]
    draft.say("\n".join(f"• {_sentence(one, draft)}" for one in telling))
    draft.say(
        "How it is counted: each check looks at the tickets opened in the period and counts those that fit, of those that "
        "could; the table has every check."
    )
    draft.say("There can be a good reason for each of these; they are questions to ask, not findings of fault.")
    clear = [one for one in found if one.count == 0]
    draft.say(
        f"Nothing to ask came of {counted(draft, 'checks_clear', 'Checks with nothing to ask', len(clear), 'further check')}."
        if clear
        else ""
    )
    for one in found:
        if one.count is None:
            draft.cannot(
                f"whether {'' if one.key in UNNAMED else 'tickets '}{CHECKS[one.key].found}",
                Why.PROVIDER_DID_NOT_SUPPLY,
                f"{CANNOT[one.key]}.",
            )
    _table(found, draft, period)
    for one in telling:
        draft.ask_provider(CHECKS[one.key].ask)
    return draft.answer(_headline(draft, period, len(telling), len(found)))


def records(asked: Asked, period: Period) -> Records:
    """What the checks look at, gathered."""
    case = asked.case
    every = case.stores.stories.judged(case.ref, period=period)
    told = case.stores.stories.records(case.ref)
    begin, after = period.bounds()
    outages = [one for one in case.happened.outages if not one.planned and begin <= one.start < after]
    span = Period(
        min([period.start, *(one.ticket.opened_at.date() for one in every[:1])]), max(period.end, case.today), ""
    )
    return Records(
        tickets=kept(asked, every),
        levels=levels_by_id(case),
        clocks=clocks(case, span),
        hours=desk_clock(case, span),
        lowered=tuple(one.ticket for one in priorities.moves(asked, every) if one.lowered),
        priorities_recorded=told.first_priorities,
        reopenings_recorded=told.reopenings,
        numbers=[one.name for one in every],
        unplanned_outages=len(outages),
    )


def _sentence(one: Finding, draft: Draft) -> str:
    check = CHECKS[one.key]
    if one.key in UNNAMED:
        number = draft.figure(
            one.key, f"{check.base}: {check.found}", one.count or 0, "count", n=one.count, of=one.base
        )
        return f"{number} {check.found} ({number} of {one.base} {check.base}). {check.ask}"
    said = n_of(draft, one.key, f"{check.base}: {check.found}", one.tickets, one.base)
    if one.clump is not None:
        return f"{_clump(one, draft)} {check.ask}"
    return f"{said} {check.base} {check.found}: {named(draft, one.tickets)}. {check.ask}"


def _clump(one: Finding, draft: Draft) -> str:
    clump = one.clump
    if clump is None:
        return ""
    inside, before, after = (
        draft.figure(f"clump_{key}", f"Times in the tenth {words}", number, "count", of=one.base, n=number)
        for key, words, number in (
            ("inside", "just inside the limit", len(clump.inside)),
            ("before", "before that", clump.before),
            ("after", "just outside the limit", clump.after),
        )
    )
    return (
        f"{inside} of {one.base} times lie in the last tenth before the limit, against {before} in the tenth before it "
        f"and {after} in the tenth after it, more than an even chance would put there: {named(draft, one.tickets)}."
    )


def _table(found: tuple[Finding, ...], draft: Draft, period: Period) -> None:
    rows = [
        (
            CHECKS[one.key].found,
            "cannot be told" if one.count is None else one.count,
            one.base,
            CHECKS[one.key].base,
            ", ".join(one.tickets[:SHOWN]),
        )
        for one in found
    ]
    table(draft, f"Questions the record raises, {period.label}", ("check", ">count", ">of", "base", "tickets"), rows)


def _headline(draft: Draft, period: Period, telling: int, checks: int) -> str:
    of = draft.figure("checks", "Checks made", checks, "count")
    if not telling:
        return f"Nothing in the tickets {during(period)} makes one ask: {of} checks were made."
    number = draft.figure("checks_asking", f"Checks that raise a question, {period.label}", telling, "count")
    return f"{number} of {of} checks of the tickets {during(period)} raise a question for the provider."
