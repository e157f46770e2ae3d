"""What kind of work was done, and how much of it came before anybody had to ask."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import said_period, tickets, whole_months
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, table
from store.facts.common import Period, Why
from store.facts.tickets import Ticket
from store.measures.percentages import rounded, wilson
from store.measures.work_kinds import Kind, Mix, mix

NAMES = {
    Kind.BREAK_FIX: "break-fix",
    Kind.REQUEST: "requests",
    Kind.PLANNED: "planned work",
    Kind.ALERT: "alerts",
    Kind.UNKNOWN: "of no known kind",
}
FEW = 10


def tell(asked: Asked) -> Answer:
    """The tickets of the period by kind, with the reactive and the proactive share, month by month."""
    missing = no_data(asked, "metric", "the kinds of work")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    said_period(asked, period, draft)
    every = replace(asked, question=replace(asked.question, kind=None))  # the kinds are told, so none is left out
    found = [one.ticket for one in tickets(every, period)]
    overrides = asked.case.stores.overrides.kinds(asked.case.ref)
    whole = mix(found, overrides)
    if not whole.of:
        draft.cannot("the kinds of work", Why.NO_DEMAND, "No ticket was opened in that time.")
        return draft.answer(f"No ticket was opened {during(period)}.", "answered", "no_demand")
    if whole.count(Kind.UNKNOWN) == whole.of:
        draft.cannot(
            "the kinds of work",
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Add an export that says what each ticket is, or say so yourself: itbot classify TICKET --as request",
        )
        return draft.answer(
            "We cannot tell: the tickets do not say what kind of work they are.", "unknown", "cannot_tell"
        )
    draft.say(_parts(whole, draft, period))
    draft.say(_share(whole, draft))
    _by_month(found, overrides, draft, period, whole_months(asked, period))
    draft.say(
        "How it is counted: the tool's own type says the kind, a person's word overrides it; cancelled tickets are left out. Reactive is break-fix that no monitoring found; proactive is alerts, planned work and whatever the export marks as found by the provider; requests are neither."
    )
    _said(found, overrides, draft)
    _doubts(whole, draft)
    return draft.answer(_headline(whole, draft, period))


def _headline(whole: Mix, draft: Draft, period: Period) -> str:
    total = counted(draft, "ticket_count", f"Tickets, {period.label}", whole.of, "ticket")
    reactive = draft.figure("reactive", f"Reactive tickets, {period.label}", whole.reactive, "count")
    ahead = draft.figure("proactive", f"Proactive tickets, {period.label}", whole.proactive, "count")
    return f"Of {total} opened {during(period)}, {reactive} were reactive (something had broken) and {ahead} proactive (found or planned first)."


def _parts(whole: Mix, draft: Draft, period: Period) -> str:
    parts = [
        f"{draft.figure(f'kind_{kind.value}', f'{NAMES[kind]}, {period.label}', count, 'count', n=count, of=whole.of)} {NAMES[kind]}"
        for kind, count in whole.counts
        if count
    ]
    return f"By kind: {listed(parts)}."


def _share(whole: Mix, draft: Draft) -> str:
    both = whole.proactive + whole.reactive
    if whole.share is None:
        return ""
    if both < FEW:
        low, high = (
            draft.figure(f"interval_{end}", "95 % interval of the proactive share", value, "%")
            for end, value in zip(("low", "high"), wilson(whole.proactive, both), strict=True)
        )
        draft.figure("interval_level", "Confidence of the interval", "95", "%")
        draft.figure("reactive_and_proactive", "Reactive and proactive together", both, "count")
        return f"That is {whole.proactive} of {both}, too few for a share: it could lie anywhere between {low} and {high} (95 % interval)."
    shown = draft.figure(
        "proactive_share",
        "Proactive share of reactive and proactive work",
        rounded(whole.share, 2),
        "%",
        n=whole.proactive,
        of=both,
    )
    ratio = ""
    if whole.proactive:
        times = draft.figure("reactive_ratio", "Reactive tickets for each proactive one", rounded(_ratio(whole), 2), "")
        ratio = f": {times} reactive for each proactive one"
    return f"The proactive share is {whole.proactive} of {both} ({shown}){ratio}."


def _ratio(whole: Mix) -> Fraction:
    return Fraction(whole.reactive, whole.proactive)


def _by_month(found: list[Ticket], overrides: dict[str, str], draft: Draft, period: Period, months: list[str]) -> None:
    if len(months) < 2:
        return
    rows: list[tuple[object, ...]] = []
    series: list[Decimal | None] = []
    pairs: list[str] = []
    for month in months:
        begin, after = Period.of_month(month, period.tz).bounds()
        one = mix([ticket for ticket in found if begin <= ticket.opened_at < after], overrides)
        share = None if one.share is None else rounded(one.share, 2)
        rows.append(
            (
                month,
                *(one.count(kind) for kind in Kind),
                one.reactive,
                one.proactive,
                "" if share is None else f"{share} %",
            )
        )
        series.append(share)
        label = draft.month(month)
        reactive = draft.figure("reactive", f"Reactive tickets, {label}", one.reactive, "count")
        pairs.append(
            f"{label} {reactive} : {draft.figure('proactive', f'Proactive tickets, {label}', one.proactive, 'count')}"
        )
    columns = ("month", *(f">{NAMES[kind]}" for kind in Kind), ">reactive", ">proactive", ">proactive share")
    table(draft, f"Kinds of work, {period.label}", columns, rows)
    draft.extra["series"] = [("proactive share", series, period.label)]
    draft.say(f"Reactive to proactive by month: {', '.join(pairs)}." if len(pairs) <= 13 else "")


def _said(found: list[Ticket], overrides: dict[str, str], draft: Draft) -> None:
    mine = [ticket.ext_id for ticket in found if ticket.ext_id in overrides]
    if mine:
        number = counted(draft, "overrides", "Kinds set by a person", len(mine), "ticket", tickets=tuple(mine))
        draft.say(f"A person has set the kind of {number}: {named(draft, mine)}.")


def _doubts(whole: Mix, draft: Draft) -> None:
    if not whole.doubtful:
        return
    number = counted(
        draft,
        "doubtful_kinds",
        "Tickets whose words and type disagree",
        len(whole.doubtful),
        "ticket",
        tickets=whole.doubtful,
    )
    draft.say(f"Worth a look, since subject and type do not agree: {number} ({named(draft, whole.doubtful, 6)}).")
    draft.next_steps.append(f"Say what it is: itbot classify {whole.doubtful[0]} --as request")
