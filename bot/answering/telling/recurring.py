"""Faults that keep coming back, and the patterns behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import kept, said_period, whole_record
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, table
from store.facts.common import Period, Why
from store.facts.tickets import TicketType
from store.measures.percentages import rounded, share
from store.measures.repeats import OFTEN, Cluster, Repeats, repeats
from store.measures.work_kinds import Kind, classed

TOLD = 5
DAYS = 30
LONG = 90
FEW = 10
NINETY = re.compile(r"\b(?:90|ninety) ?-?days?\b|\b(?:three|3) months\b|\bquarter\b", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """The faults of the period that came back within 30 days (90 where so asked), and the clusters."""
    period = whole_record(asked, months=3)
    missing = no_data(replace(asked, period=period), "metric", "recurring faults")
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    said_period(asked, period, draft)
    days = LONG if NINETY.search(asked.question.spoken) else DAYS
    overrides = asked.case.stores.overrides.kinds(asked.case.ref)
    found_in = Period(period.start - timedelta(days=days), period.end, "", period.tz)
    judged = kept(asked, asked.case.stores.stories.judged(asked.case.ref, period=found_in))
    typed = any(one.ticket.type is not TicketType.UNKNOWN for one in judged)
    faults = [one.ticket for one in judged if classed(one.ticket, overrides.get(one.name)).kind is Kind.BREAK_FIX]
    if not typed and not faults:
        draft.cannot(
            "which tickets are faults",
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Add an export that says which tickets are incidents.",
        )
        return draft.answer("We cannot tell: the tickets do not say which are faults.", "unknown", "cannot_tell")
    inside = {one.ext_id for one in faults if period.bounds()[0] <= one.opened_at < period.bounds()[1]}
    found = repeats(faults, days)
    again = tuple(name for name in found.repeated if name in inside)
    clusters = [one for one in found.clusters if inside & set(one.tickets)]
    _clusters(clusters, draft, days)
    _how(found, draft)
    rows = [
        (one.what.split("\x00")[0], one.alike, one.most, len(one.tickets), ", ".join(one.tickets)) for one in clusters
    ]
    table(draft, f"Patterns, {period.label}", ("what", "alike by", f">within {days} days", ">in all", "tickets"), rows)
    if clusters:
        draft.ask_provider(f"Is there a problem record behind {clusters[0].tickets[-1]} and the tickets like it?")
    return draft.answer(_headline(draft, period, again, len(inside), days, clusters))


def _headline(draft: Draft, period: Period, again: tuple[str, ...], of: int, days: int, clusters: list[Cluster]) -> str:
    if not of:
        return f"There were no faults {during(period)}."
    draft.figure(
        "repeats",
        f"Faults that came back within {days} days, {period.label}",
        len(again),
        "count",
        n=len(again),
        of=of,
        tickets=again,
    )
    draft.figure("repeat_days", "Days within which a fault counts as come back", days, "days")
    pct = ""
    if of >= FEW:
        pct = f" ({draft.figure('repeats_pct', f'Share of faults that came back, {period.label}', rounded(share(len(again), of), 2), '%', n=len(again), of=of)})"
    patterns = (
        f"; {counted(draft, 'patterns', 'Patterns of three or more', len(clusters), 'pattern')} stand out"
        if clusters
        else ""
    )
    return f"{len(again)} of {of} faults {during(period)} came within {days} days of one like them{pct}{patterns}."


def _clusters(clusters: list[Cluster], draft: Draft, days: int) -> None:
    lines = []
    for one in clusters[:TOLD]:
        what = one.what.split("\x00")[0]
        draft.extra.setdefault("tickets", []).append(what)
        most = draft.figure("cluster", f"{what}: most within {days} days", one.most, "count", tickets=one.tickets)
        total = draft.figure("cluster_total", f"{what}: in all", len(one.tickets), "count", tickets=one.tickets)
        lines.append(
            f"• {what[:1].upper()}{what[1:]}: {total} in all, {most} of them within {days} days ({named(draft, one.tickets[-6:])})"
        )
    draft.say("\n".join(lines))


def _how(found: Repeats, draft: Draft) -> None:
    draft.figure("pattern_size", "Faults alike that make a pattern", OFTEN, "count")
    draft.say(
        "How it is counted: two faults are alike when their subjects say the same for the same site, or when one person "
        f"raised both under the same category; {OFTEN} or more alike within {found.days} days make a pattern."
    )
