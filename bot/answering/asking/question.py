"""Understand a question without a model: intent, metric, priority, period, contract; the unplaced stays None."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.answering.asking import refusing
from bot.answering.asking.asked_term import terms_asked
from bot.answering.asking.billed_things import billed_things
from bot.answering.asking.billed_things import own_words as billed_words
from bot.answering.asking.everyday import narrowing_words, turning_words
from bot.answering.asking.moments import Moment, moment_in
from bot.answering.asking.naming import Named, as_provider, named, names_writer, provider_names
from bot.answering.asking.own_priorities import in_our_numbers
from bot.answering.asking.period import Anchor, Reading
from bot.answering.asking.period_meaning import FUTURE
from bot.answering.asking.period_words import Times, times
from bot.answering.asking.placing import placed
from bot.answering.asking.plain_words import plain
from bot.answering.asking.references import reference_in
from bot.answering.asking.signs import Heard, signs
from bot.answering.asking.spelling import corrected
from bot.answering.asking.ticket_numbers import ticket_in
from bot.answering.asking.what_is_named import Things, things
from store.facts.agreed import Metric
from store.facts.common import Period
from store.facts.tickets import TicketType

REFUSED = {"off_limits", "off_topic", "advice", "prediction", "person"}
LONGEST = 1200
MEANING = re.compile(r"\b(?:mean|meaning|define|definition|difference|counts? as|explain)\b", re.IGNORECASE)
# What counts as urgent stands in the table of priorities, not among the defined terms.
COUNTS_AS = re.compile(r"\bcounts? as\b", re.IGNORECASE)
LEVEL = re.compile(r"\b(?:slas?|targets?|limits?|service levels?)\b", re.IGNORECASE)
# Intents that measure something in a time; without a time that can be placed they are not answered.
TIMED = {
    "month_overview", "missed", "longest", "count", "break_fix", "backlog", "comparison", "claims", "money", "credits", "uncapped",
    "report_duty", "review_duty", "headcount", "value", "outages", "outage_cause", "reopened", "lowered", "causes", "our_delays",
    "repeats", "work_kinds", "felt_time", "tickets_per_user", "first_fix", "charge_drift", "spend", "security_trend",
    "integrity",
}  # fmt: skip
# Here any name that is not ours narrows the figures to something not held; elsewhere only a company's name does.
MEASURED = TIMED | {"trend", "break_fix", "target", "restore_duty", "unclear", "stranger", "person"}


@dataclass(frozen=True, slots=True)
class Known:
    """What this business has, so that names in a question can be placed: (ref, title, provider) of each contract.

    `words` are the words of its own names and defined terms, `priorities` those its contracts set levels for, and
    `own_priorities` what the contract calls them ("minor" for the third).
    `billed` are the descriptions of invoice lines outside the recurring charge.
    `any_ticket` are kinds of ticket whose name its contract uses for a ticket of any kind ("Request means a record ...").
    `writers` are the first and last names of those of the provider whose mails are on record, in lower case.
    """

    contracts: tuple[tuple[str, str, str], ...] = ()
    services: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    priorities: tuple[int, ...] = (1, 2, 3, 4)
    any_ticket: frozenset[TicketType] = frozenset()
    own_priorities: Mapping[str, int] = field(default_factory=dict)
    billed: tuple[str, ...] = ()
    writers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `spoken` is the text after spelling; `readings` every period named, in order.

    `wants` is the form of answer asked for: yes_no, list, share, how_many, how_much, how_long, when, why, or "".
    `duty` is the kind of duty asked about, `kind` the kind of ticket; `supposed` a "pretend that ..." left aside;
    `unplaced` words for a time that has no dates here; `unmeasured` what no level is set for; `unread` words the
    question turns on that nothing here counts by; `unknown_names` names that are not ours, in a question about the
    contract's words only those of companies; `guessed` what a model took the question to be about, where no rule did;
    `moment` a day with a time of day; `billed` the invoice lines it names; `about` the question before, where this one asks about its answer.
    """

    text: str
    spoken: str
    intent: str
    metrics: tuple[Metric, ...] = ()
    priorities: tuple[int, ...] = ()
    odd_priority: str | None = None
    readings: tuple[Reading, ...] = ()
    contracts: tuple[str, ...] = ()
    service: str | None = None
    ticket: str | None = None
    term: str | None = None
    reference: str | None = None
    unknown_names: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()
    terms: tuple[str, ...] = ()
    wants: str = ""
    kind: TicketType | None = None
    duty: str | None = None
    per_user: bool = False
    without_cancelled: bool = False
    supposed: str | None = None
    unplaced: tuple[str, ...] = ()
    unmeasured: str | None = None
    unread: tuple[str, ...] = ()
    guessed: str | None = None
    moment: Moment | None = None
    about: Question | None = None
    billed: tuple[str, ...] = ()

    @property
    def metric(self) -> Metric | None:
        """The one metric named, or None."""
        return self.metrics[0] if self.metrics else None

    @property
    def priority(self) -> int | None:
        """The one priority named, or None."""
        return self.priorities[0] if len(self.priorities) == 1 else None

    @property
    def period(self) -> Period | None:
        """The first period named, or None."""
        return self.readings[0].period if self.readings else None


# A credit is claimed now for a month that is over: neither "today" nor "will" names that month.
CREDITS = frozenset({"credits", "credit_deadline"})
CLAIMED_NOW = re.compile(r"\b(?:today|now|tomorrow|this week)\b", re.IGNORECASE)


def understood(text: str, anchor: Anchor, known: Known) -> Question:
    """Read a question as a manager types it. Never raises; what it cannot place is intent `clause` or `unclear`.

    A text is read up to its first 1,200 characters: a question is shorter, and a pasted letter is no question.
    """
    spoken = corrected(" ".join(text[:LONGEST].split()), known.words)
    when = times(spoken, anchor)
    whole = plain(in_our_numbers(_masked(spoken, when), known.own_priorities))
    words, supposed = refusing.without_supposition(as_provider(whole, known.contracts))
    what = things(whole, known.services, known.priorities)
    who = named(text, plain(spoken), known.contracts, own_words(known) | billed_words(known.billed))
    form = Form(
        terms=_terms(spoken, words, what, known=known, timed=bool(when.readings)),
        reference=reference_in(spoken),
        ticket=ticket_in(text, [ref for ref, _, _ in known.contracts]),
        moment=moment_in(spoken, when.readings, anchor),
        unread=tuple(word for word in turning_words(what.rest(words)) if word not in own_words(known)),
        billed=billed_things(spoken, known.billed),
        writer=names_writer(spoken, known.writers),
    )
    heard = _heard(words, when, who, what, form)
    if any(reading.period and reading.period.start == anchor.service_start for reading in when.readings):
        heard = replace(heard, more=heard.more | {"whole"})
    found = signs(heard)
    theirs = (*known.writers, *provider_names(known.contracts))
    intent = refusing.refusal(plain(spoken), found, theirs) or placed(found)
    if intent in TIMED and when.unplaced and not when.readings:
        intent = "which_period"
    if intent in CREDITS and len(when.readings) > 1 and CLAIMED_NOW.search(spoken):
        when = times(CLAIMED_NOW.sub(" ", FUTURE.sub(" ", spoken)), anchor)
    if what.kind in known.any_ticket and "service request" not in whole:
        what = replace(what, kind=None)
    return _question(text, spoken, intent, when=when, who=who, what=what, form=replace(form, supposed=supposed))


@dataclass(frozen=True, slots=True)
class Form:
    """What the form of a question asks for: terms to explain, a clause by number, and what was left aside or unread."""

    terms: tuple[str, ...]
    reference: str | None
    unread: tuple[str, ...]
    ticket: str | None = None
    supposed: str | None = None
    moment: Moment | None = None
    billed: tuple[str, ...] = ()
    writer: bool = False


def own_words(known: Known) -> frozenset[str]:
    """Every word of the names and defined terms of this business, in lower case."""
    services = {word.lower() for service in known.services for word in service.split()}
    return (
        known.words
        | known.writers
        | services
        | {word.lower() for one in known.contracts for part in one for word in part.split()}
    )


def _heard(words: str, when: Times, who: Named, what: Things, form: Form) -> Heard:
    narrowed = [word for word in narrowing_words(what.rest(words)) if word in form.unread]
    there = {
        "term": form.terms,
        "reference": form.reference and not form.ticket,
        "ticket_number": form.ticket,
        "a_moment": form.moment,
        "billed_thing": form.billed,
        "writer": form.writer,
        "ahead": any(reading.future for reading in when.readings),
        "turning": form.unread,
        "narrowed": narrowed,
        "party": who.parties,
        "service": what.service,
        "foreign_service": what.foreign_service,
        "unmeasured": what.unmeasured,
        "thing": what.thing,
        "per_user": what.per_user,
        "foretold": refusing.foretold(words),
    }
    return Heard(
        words,
        metrics=what.metrics,
        priority=bool(what.priorities or what.odd_priority),
        periods=len(when.readings) + len(when.unplaced),
        open_start=any(reading.open_start for reading in when.readings),
        more=frozenset(name for name, found in there.items() if found),
    )


def _question(text: str, spoken: str, intent: str, *, when: Times, who: Named, what: Things, form: Form) -> Question:
    explained = form.terms if intent == "definition" else ()
    return Question(
        text=text,
        spoken=spoken,
        intent=intent,
        metrics=() if intent == "unclear" else what.metrics,
        priorities=what.priorities,
        odd_priority=what.odd_priority,
        readings=when.readings,
        contracts=who.contracts,
        service=what.service,
        ticket=form.ticket,
        term=explained[0] if explained else None,
        terms=explained,
        reference=form.reference if intent == "look_up" else None,
        unknown_names=() if form.ticket else who.strangers if intent in MEASURED else who.parties,
        wants=what.wants,
        kind=what.kind,
        duty=what.duty,
        per_user=what.per_user,
        without_cancelled=what.without_cancelled,
        supposed=form.supposed,
        unplaced=when.unplaced,
        unmeasured=what.unmeasured,
        unread=form.unread,
        moment=form.moment,
        billed=form.billed,
    )


def _terms(spoken: str, words: str, what: Things, *, known: Known, timed: bool) -> tuple[str, ...]:
    """The terms to explain; a level of a priority ("the P2 SLA") is a value, not a term."""
    terms = terms_asked(spoken, words, known=known.words, timed=timed)
    valued = what.priorities and (what.metrics or LEVEL.search(" ".join(terms)))
    counted = what.priorities and COUNTS_AS.search(spoken)
    return () if counted or (valued and not MEANING.search(spoken)) else terms


def _masked(spoken: str, when: Times) -> str:
    """The words with every time standing as ~, so that no rule takes a month for anything else."""
    places = [(reading.start, reading.end) for reading in when.readings if reading.end > reading.start]
    for start, end in sorted((*places, *when.places), reverse=True):
        spoken = f"{spoken[:start]}~{spoken[end:]}"
    return spoken
