"""One ticket by its number: what happened, on which clock, with what verdict under which clause, and whose delay."""

from __future__ import annotations

import re

from bot.answering.answer import Answer, Verdict
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import clock_of, data_end, levels_by_id
from bot.answering.telling.grounds import ground_words, side_words
from bot.answering.telling.levels import clause_words, limit
from bot.answering.telling.spans import moment, span, table
from store.facts.agreed import Metric
from store.facts.common import Period, Why
from store.measures.attribution import attributed, is_done
from store.measures.judged_ticket import MET, MISSED, JudgedTicket
from store.measures.level_names import NAMES, priority_name
from store.measures.outcomes import EXCLUDED, NO_EVIDENCE, PENDING
from store.measures.ticket_columns import why_excluded
from store.measures.work_kinds import Kind, classed

KINDS = {
    Kind.BREAK_FIX: "a fault",
    Kind.REQUEST: "a request",
    Kind.PLANNED: "planned work",
    Kind.ALERT: "an alert",
    Kind.UNKNOWN: "of a kind nobody recorded",
}
STATES = {
    "open": "open",
    "paused_customer": "waiting for us",
    "paused_other": "on hold",
    "resolved": "resolved",
    "closed": "closed",
    "cancelled": "cancelled",
}
WAITS = {"customer": "for us", "vendor": "for a third party", "parts": "for parts", "scheduled": "for a planned time"}
OPEN_WORDS = re.compile(r"\b(?:still open|open still|open|closed)\b\s*\??\s*$", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """The story of the ticket named in the question."""
    name = asked.question.ticket or ""
    draft = asked.draft("metric", timed=False)
    draft.extra["tickets"] = [name]
    found = asked.case.stores.stories.named(asked.case.ref, name)
    if found is None:
        known = asked.case.stores.tickets.sample(asked.case.ref, 2)
        draft.extra["tickets"] += known
        fix = "Check the number, or add the export that holds it: itbot add TICKETS.csv"
        draft.cannot(f"what happened with {name}", Why.NOT_UPLOADED, fix)
        draft.say(f"Numbers here look like {' or '.join(known)}." if known else "")
        return draft.answer(f"There is no ticket {name} in the records we have.", "unknown", "cannot_tell")
    return _told(asked, draft, found)


def _told(asked: Asked, draft: Draft, one: JudgedTicket) -> Answer:
    draft.extra["tickets"] += [one.name, one.ticket.summary, str(one.ticket.source)]
    draft.say(_what(asked, draft, one))
    draft.say(_course(asked, draft, one))
    draft.say(_waited(asked, draft, one))
    verdicts = [_verdict(asked, draft, one, metric) for metric in (Metric.RESPONSE, Metric.RESOLUTION)]
    draft.say(_flag(one))
    _moves(asked, draft, one)
    _table(asked, draft, one)
    draft.say(f"This rests on {one.ticket.source}.")
    return draft.answer(_headline(one), "answered", _overall(asked, verdicts))


def _overall(asked: Asked, verdicts: list[Verdict | None]) -> Verdict | None:
    """The verdict on what was asked: the one metric named, else missed when either was."""
    wanted = asked.question.metrics
    if len(wanted) == 1 and wanted[0] in (Metric.RESPONSE, Metric.RESOLUTION):
        return verdicts[0 if wanted[0] is Metric.RESPONSE else 1]
    if "missed" in verdicts:
        return "missed"
    return "met" if set(verdicts) == {"met"} else None


def _headline(one: JudgedTicket) -> str:
    said = [_one_word(one, metric) for metric in (Metric.RESPONSE, Metric.RESOLUTION)]
    verdict = "; ".join(word for word in said if word) or "no level of the contract applies to it"
    priority = f"P{one.ticket.priority} " if one.ticket.priority else ""
    state = STATES[one.ticket.state.value]
    return f"{one.name} ({priority}{one.ticket.type.value if one.ticket.type.value != 'unknown' else 'ticket'}, {state}): {verdict}."


def _one_word(one: JudgedTicket, metric: Metric) -> str:
    words = {
        MET: "in time",
        MISSED: "too late",
        PENDING: "not due yet when the tickets were exported",
        NO_EVIDENCE: "in doubt, for its time on hold" if _held(one, metric) else "times missing",
        EXCLUDED: "left out of the count",
    }
    word = words.get(one.reading(metric).met)
    return f"{NAMES[metric]} {word}" if word else ""


def _held(one: JudgedTicket, metric: Metric) -> bool:
    """Whether only the time on hold, which the export does not place, leaves the outcome open."""
    return bool(one.ticket.hold_s) and one.reading(metric).took_s is not None


def _untold(draft: Draft, one: JudgedTicket, metric: Metric) -> str:
    if one.reading(metric).met != NO_EVIDENCE or not _held(one, metric):
        return "cannot be told, since times are missing"
    held = span(draft, "held", f"{one.name}: on hold in all, as exported", one.ticket.hold_s or 0)
    return f"cannot be told, since it was on hold for {held} and the export does not say when or for whom"


def _what(asked: Asked, draft: Draft, one: JudgedTicket) -> str:
    override = asked.case.stores.overrides.kinds(asked.case.ref).get(one.name)
    kind = classed(one.ticket, override)
    by = " (a person's word)" if kind.by == "a person" else ""
    about = f'"{one.ticket.summary}", ' if one.ticket.summary else ""
    where = f" at {one.ticket.site}" if one.ticket.site else ""
    draft.extra["tickets"].append(one.ticket.site)
    return f"It is about {about}{KINDS[kind.kind]}{by}{where}."


def _course(asked: Asked, draft: Draft, one: JudgedTicket) -> str:
    tz, ticket = asked.case.facts.tz, one.ticket
    said = [f"Opened {moment(draft, 'opened', f'{one.name} opened', ticket.opened_at, tz)}"]
    if ticket.responded_at:
        auto = "answered by an automation only" if ticket.response_is_auto else "first answered"
        said.append(f"{auto} {moment(draft, 'responded', f'{one.name} first answered', ticket.responded_at, tz)}")
    if ticket.resolved_at:
        word = "called fixed" if one.felt_s is None else "fixed"
        said.append(f"{word} {moment(draft, 'resolved', f'{one.name} fixed', ticket.resolved_at, tz)}")
    if ticket.closed_at:
        said.append(f"closed {moment(draft, 'closed', f'{one.name} closed', ticket.closed_at, tz)}")
    felt = ""
    if one.felt_s is not None:
        length = span(draft, "felt", f"{one.name}: time as its user felt it", one.felt_s)
        felt = f" For its user it took {length} by the wall clock."
    return f"{', '.join(said)}.{felt}"


def _waited(asked: Asked, draft: Draft, one: JudgedTicket) -> str:
    end = one.ticket.resolved_at or data_end(asked.case)
    told = []
    for pause in one.ticket.waits:
        length = int(((pause.end or end) - pause.start).total_seconds())
        shown = span(draft, "waited", f"{one.name}: on hold, {pause.reason}", max(length, 0))
        still = " and still does" if pause.end is None and one.felt_s is None else ""
        told.append(f"{shown} {WAITS.get(pause.reason, 'without a reason on record')}{still}")
    return f"It waited {'; then '.join(told)}." if told else ""


def _why_left_out(one: JudgedTicket) -> str:
    ticket = one.ticket
    return why_excluded(ticket.state, ticket.exclusion_reason, ticket.type, marked=ticket.excluded)


def _verdict(asked: Asked, draft: Draft, one: JudgedTicket, metric: Metric) -> Verdict | None:
    """Say how it stands under one level; returns the verdict."""
    reading, level = one.reading(metric), levels_by_id(asked.case).get(one.reading(metric).level)
    if reading.met == EXCLUDED:
        draft.say(f"It is left out of the count ({_why_left_out(one)}).")
        return None
    if level is None:
        return None
    name = f"{priority_name(level)} {NAMES[metric]}".strip()
    allowed = limit(level, draft) or "the time the contract gives"
    took = ""
    if reading.took_s is not None:
        took = f", {span(draft, 'took', f'{one.name}: {name} on the level’s clock', reading.took_s, on_clock=True)} on the contract's clock"
    words = {
        MET: "in time",
        MISSED: "too late",
        PENDING: "not due yet when the tickets were exported",
        NO_EVIDENCE: _untold(draft, one, metric),
    }
    due = (
        f"; due {moment(draft, 'due', f'{one.name}: {name} due', reading.due, asked.case.facts.tz)}"
        if reading.due
        else ""
    )
    draft.say(
        f"{name[:1].upper()}{name[1:]}: {words.get(reading.met, 'not judged')}{took}, with {allowed} allowed{due}.",
        _blame(asked, draft, one, metric),
    )
    draft.say(clause_words(level, draft))
    return "met" if reading.met == MET else "missed" if reading.met == MISSED else None


def _blame(asked: Asked, draft: Draft, one: JudgedTicket, metric: Metric) -> str:
    reading, level = one.reading(metric), levels_by_id(asked.case).get(one.reading(metric).level)
    if level is None or reading.met != MISSED:
        return ""
    end = data_end(asked.case)
    clock = clock_of(asked.case, level, Period(one.ticket.opened_at.date(), end.date(), ""))
    if clock is None:
        return ""
    recorded = asked.case.stores.stories.records(asked.case.ref).waits
    found = attributed(one, level, clock, end, waits_recorded=recorded)
    return f"Whose delay: {side_words(found)}, because {ground_words(found, draft)}."


def _flag(one: JudgedTicket) -> str:
    said = {True: "in time", False: "late"}
    parts = [
        f"{what} {said[flag]}"
        for what, flag in (("the answer", one.ticket.provider_response_met), ("the fix", one.ticket.provider_sla_met))
        if flag is not None
    ]
    return f"The provider's own tool marks {' and '.join(parts)}; that is their claim." if parts else ""


def _moves(asked: Asked, draft: Draft, one: JudgedTicket) -> None:
    ticket = one.ticket
    if ticket.priority_first and ticket.priority and ticket.priority_first != ticket.priority:
        way = "lowered" if ticket.priority > ticket.priority_first else "raised"
        draft.say(
            f"Its priority was {way} from P{ticket.priority_first} to P{ticket.priority} after it was logged; the later one counts here."
        )
        draft.ask_provider(f"Who agreed to change the priority of {one.name}, and when?")
    if ticket.reopen_count:
        times = draft.figure("reopened", f"{one.name}: times opened again", ticket.reopen_count, "count")
        draft.say(
            f"It was opened again {times} {'time' if ticket.reopen_count == 1 else 'times'} after it was called finished."
        )
    if asked.case.stores.stories.earlier(asked.case.ref, one.name):
        draft.say("A later export changed what an earlier one said of it.")


def _table(asked: Asked, draft: Draft, one: JudgedTicket) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(asked.case.facts.tz)
    rows = [
        (
            f"{step.at.astimezone(zone):%Y-%m-%d %H:%M}",
            step.before,
            step.after,
            "finished" if is_done(step.after) else "",
            step.source,
        )
        for step in one.steps
    ]
    if rows:
        table(draft, f"History of {one.name}", ("when", "from", "to", "", "source"), rows)
