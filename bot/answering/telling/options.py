"""Renegotiating, staying, leaving: what each option would have cost, and the facts for the decision; never the decision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.answering import relationship
from bot.answering.answer import Answer
from bot.answering.asking.period_meaning import NUMBERS
from bot.answering.card import card, hits
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft, listed, plain, sentence
from bot.answering.plans import judged_plans
from bot.answering.telling import frozen_prices
from bot.answering.telling.asked import Asked, freshness
from bot.answering.telling.effort import month_of
from bot.answering.telling.plan import told as plan_told
from bot.answering.telling.scope import source_of, standings
from bot.answering.telling.trigger import hit_words
from store.facts.common import Money, Period, Why
from store.measures.leaving import last_notice, next_end
from store.measures.options import Option, total

PER_CENT = re.compile(rf"\b(?P<number>\d{{1,2}}(?:\.\d+)?|{'|'.join(NUMBERS)})\s?(?:%|per ?cent\b)", re.IGNORECASE)
LADDER = "Talk first; then a dated improvement plan; then notice; then exit. Each step leaves the next one open."


def asked_per_cent(spoken: str) -> Decimal:
    """The rate of change a person names, else the usual one."""
    found = PER_CENT.search(spoken)
    if found is None:
        return relationship.USUAL_CHANGE
    word = found["number"].lower()
    return Decimal(NUMBERS[word]) if word in NUMBERS else Decimal(word)


def tell(asked: Asked) -> Answer:
    """Each option with what it would have cost over the last twelve invoiced months."""
    draft = asked.draft("value", timed=False)
    month = _last_month(asked)
    paid, found = relationship.options(asked.case, month, asked_per_cent(asked.question.spoken)) if month else ({}, [])
    before = total(list(paid.values()))
    if not paid or before is None:
        draft.cannot("what other terms would have cost", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
        return draft.answer(
            "We cannot work out options: there are no invoices for the last year.", "unknown", "cannot_tell"
        )
    spent = draft.money("paid_year", f"Recurring charges, {_label(paid)}", before)
    months = draft.figure("months_invoiced", "Months counted", len(paid), "count")
    draft.say(
        f"From {draft.month(min(paid))} to {draft.month(max(paid))} ({months} months) the recurring charges came to {spent}. Over the same months:"
    )
    draft.say("\n".join(f"• {option_words(one, draft)}" for one in found))
    if len(paid) < relationship.YEAR:
        draft.cannot("a whole year", Why.NOT_UPLOADED, "Add the invoices of the months that are missing.")
    if not any(one.key == "scope_down" for one in found):
        draft.say(
            "The invoices have a single recurring line, so nothing can be priced out of it; ask for a price list by part before talking of less scope."
        )
    _index(asked, draft)
    draft.say(
        "This is arithmetic on months that are over, with the head counts as they were billed; it forecasts nothing."
    )
    draft.ask_provider("Which of these would let you keep the service levels, and what would you commit to in return?")
    draft.next_steps += [
        "Talk first; write down what both sides agree: itbot plan add",
        "itbot options shows the figures as a table.",
    ]
    return draft.answer(f"Options worked out over the last {months} months, against {spent} paid.")


def _last_month(asked: Asked) -> str | None:
    invoiced = sorted(
        {
            line.month
            for line in asked.case.happened.invoices
            if line.credit_for is None and line.month <= f"{asked.case.today:%Y-%m}"
        }
    )
    return invoiced[-1] if invoiced else None


def _label(paid: dict[str, Money]) -> str:
    return f"{Period.of_month(min(paid)).label} to {Period.of_month(max(paid)).label}"


def option_words(one: Option, draft: Draft) -> str:
    """One option in a sentence, its figures registered."""
    cost = draft.money("option_cost", f"Would have cost: {name(one)}", one.cost, role="target")
    change = Money(abs(one.difference.amount), one.difference.currency)
    apart = draft.money("option_difference", f"Difference: {name(one)}", change, role="target")
    if one.per_cent is not None:
        draft.figure("rate_change", f"Change of the rate: {name(one)}", plain(abs(one.per_cent)), "%", role="target")
    draft.readings.append(name(one))
    if one.key == "credits":
        return f"{sentence(name(one)).rstrip('.')}: {cost} after credits, {apart} more back than was received."
    return f"{sentence(name(one)).rstrip('.')}: {cost}, {apart} {'more' if one.difference.amount > 0 else 'less'}."


def name(one: Option) -> str:
    """An option in a phrase."""
    by = f"{plain(abs(one.per_cent))} %" if one.per_cent is not None else ""
    return {
        "rate_up": f"every rate {by} higher, in exchange for firmer commitments",
        "rate_down": f"every rate {by} lower, in exchange for a longer term",
        "scope_down": f"without the line “{one.what}”",
        "credits": f"every service credit paid {one.what}",
    }[one.key]


def _index(asked: Asked, draft: Draft) -> None:
    if any(one.of_every_price for one in frozen_prices.say_frozen(asked, asked.case.today, draft)):
        return
    for charge in asked.case.agreed.charges:
        if charge.kind == "indexation" and charge.cap_pct is not None:
            cap = draft.figure("index_cap", "Cap on the yearly price rise", plain(charge.cap_pct), "%", role="target")
            draft.say(
                f"The contract itself lets the price rise by at most {cap} a year ({draft.cite(charge.source, charge.status)})."
            )
            return


def leaving(asked: Asked) -> Answer:
    """Findings, notice, exit terms and readiness, for a decision that is not ours."""
    draft = asked.draft("value", timed=False)
    month = month_of(asked)
    _findings(asked, month, draft)
    for one in judged_plans(asked.case):
        draft.say(plan_told(one, draft))
    notice = _notice(asked, draft)
    _exit_terms(asked, draft)
    held = _readiness(asked, draft)
    draft.say(LADDER)
    draft.ask_provider(
        "What will it take for this to work, what is happening in your business, and what can you commit to with a date?"
    )
    draft.next_steps += [
        "Take the question below to a meeting before any notice.",
        'Keep what you hold for an exit: itbot note exit "..." --state held',
    ]
    freshness(asked, draft)
    return draft.answer(
        f"The facts for staying, renegotiating or leaving; the decision is yours. {notice}{held}", "partly"
    )


def _findings(asked: Asked, month: str | None, draft: Draft) -> None:
    if month is None:
        draft.cannot(
            "how well the service was delivered",
            Why.NOT_UPLOADED,
            "Add the provider's ticket export: itbot add TICKETS.csv",
        )
        return
    made, label = card(asked.case, month), draft.month(month)
    late, of = relationship.missed_count(asked.case, month)
    told = []
    if of:
        told.append(
            f"{draft.figure('levels_missed', f'Service levels missed, {label}', late, 'count')} of "
            f"{draft.figure('levels_judged', f'Service levels judged, {label}', of, 'count')} service levels were missed in {label}"
        )
    if made.known_only is not None:
        score = draft.figure("known_only", "Score on what is known", made.known_only, "")
        coverage = draft.figure("coverage", "How much of the scorecard is known", made.coverage, "%")
        told.append(f"the scorecard stands at {score} on what is known ({coverage} of it)")
    draft.say(f"Findings: {'; '.join(told)}." if told else "")
    for hit in hits(asked.case, month):
        if hit.current:
            draft.say(
                f"Persistent failure ({draft.cite(hit.trigger.source, hit.trigger.status)}): {hit_words(hit, draft)}"
            )
    if made.went_well:
        draft.readings.extend(made.went_well)
        draft.say(f"What went well: {'; '.join(made.went_well[:4])}.")


def _notice(asked: Asked, draft: Draft) -> str:
    facts, today = asked.case.facts, asked.case.today
    end = next_end(facts, today)
    if end is None:
        draft.cannot("when the term ends", Why.NOT_IN_CONTRACT, "No clause that we have read gives an end.")
        return ""
    on = draft.on("term_end", "End of the current term", end)
    last = last_notice(facts, end)
    renews = " Without notice it renews by itself." if facts.renewal == "automatic" else ""
    draft.say(f"The current term ends on {on}.{renews}")
    if last is None:
        draft.cannot(
            "the last day for notice", Why.NOT_IN_CONTRACT, "No clause that we have read gives a notice period."
        )
        return ""
    by = draft.on("notice_by", "Last day for notice", last)
    left = (last - today).days
    if left < 0:
        return f"The last day for notice, {by}, has passed. "
    days = draft.figure("days_to_notice", "Days left to give notice", left, "days")
    return f"Notice must be given by {by}; {days} are left. "


def _exit_terms(asked: Asked, draft: Draft) -> None:
    found = [one for one in standings(asked.case) if one.activity.id == "exit_help" and one.statement]
    sources = [duty.source for duty in asked.case.agreed.duties if duty.kind == "exit_plan"]
    sources += [
        source for one in found if (source := source_of(one)) and source.clause not in {s.clause for s in sources}
    ]
    if not sources:
        draft.cannot(
            "what the contract says about help on the way out",
            Why.NOT_IN_CONTRACT,
            "The search found no clause; ask the provider to point to one.",
        )
    draft.say(
        "\n".join(["On leaving, the contract:", *(f"• {draft.quoted(source)}" for source in sources)])
        if sources
        else ""
    )


def _readiness(asked: Asked, draft: Draft) -> str:
    found = relationship.readiness(asked.case)
    words = {True: "held", False: "not held yet", None: "not known"}
    draft.say(
        "\n".join(
            [
                "Ready to leave?",
                *(f"• {sentence(one.name).rstrip('.')}: {words[one.held]}{_noted(one, draft)}." for one in found),
            ]
        )
    )
    unknown = [one.name for one in found if one.held is None]
    if unknown:
        draft.cannot(
            f"whether we hold {listed(unknown)}", Why.NOT_UPLOADED, 'Note it: itbot note exit "..." --state held'
        )
    of = draft.figure("exit_items", "Things needed on the day we leave", len(found), "count")
    held = draft.figure(
        "exit_held", "Of these, held by us as far as the register says", sum(one.held is True for one in found), "count"
    )
    return f"Of {of} things needed on the day we leave, the register says we hold {held}."


def _noted(one: relationship.Ready, draft: Draft) -> str:
    if one.line is None:
        return ""
    draft.readings.append(one.line.what)
    return f" ({one.line.what}, {draft.on('noted', f'Noted: {one.name}', one.line.on, (str(one.line.source),))})"


def option_rows(case: CaseFile, per_cent: Decimal) -> dict[str, Any]:
    """The options as the commands print them."""
    months = sorted(
        {
            line.month
            for line in case.happened.invoices
            if line.credit_for is None and line.month <= f"{case.today:%Y-%m}"
        }
    )
    paid, found = relationship.options(case, months[-1], per_cent) if months else ({}, [])
    before = total(list(paid.values()))
    facts = case.facts
    end = next_end(facts, case.today)
    last = last_notice(facts, end) if end else None
    return {
        "contract": case.ref,
        "months": list(paid),
        "paid": f"{before.amount:.2f}" if before else None,
        "currency": before.currency if before else None,
        "options": [
            {
                "key": one.key,
                "what": name(one),
                "cost": f"{one.cost.amount:.2f}",
                "difference": f"{one.difference.amount:.2f}",
                "per_cent": plain(one.per_cent) if one.per_cent is not None else None,
            }
            for one in found
        ],
        "term_end": end.isoformat() if end else None,
        "notice_by": last.isoformat() if last else None,
        "renewal": facts.renewal,
        "exit": [
            {"key": one.key, "what": one.name, "held": one.held, "source": str(one.line.source) if one.line else None}
            for one in relationship.readiness(case)
        ],
        "sources": _sources(case, list(paid)),
    }


def _sources(case: CaseFile, months: Sequence[str]) -> list[str]:
    return [str(line.source) for line in case.happened.invoices if line.month in months][:24]
