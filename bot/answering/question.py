"""Understand a question without a model: intent, metric, priority, period, contract; the unplaced stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering import refusing
from bot.answering.asked_term import terms_asked
from bot.answering.everyday import narrowing_words, turning_words
from bot.answering.naming import Named, named
from bot.answering.period import Anchor, Reading
from bot.answering.period_words import Times, times
from bot.answering.placing import placed
from bot.answering.plain_words import plain
from bot.answering.signs import Heard, signs
from bot.answering.spelling import corrected
from bot.answering.what_is_named import Things, things
from store.facts import Metric, Period, TicketType

REFUSED = {"off_limits", "off_topic", "advice", "prediction", "person"}
LONGEST = 1200
# Intents that measure something in a time; without a time that can be placed they are not answered.
TIMED = {
    "month_overview", "missed", "longest", "count", "break_fix", "backlog", "comparison", "claims", "money", "credits",
    "report_duty", "review_duty", "headcount", "value",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What this business has, so that names in a question can be placed: (ref, title, provider) of each contract.

    `words` are the words of its own names and defined terms, `priorities` those its contracts set levels for.
    """

    contracts: tuple[tuple[str, str, str], ...] = ()
    services: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    priorities: tuple[int, ...] = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `spoken` is the text after spelling; `readings` every period named, in order.

    `wants` is the form of answer asked for: yes_no, list, share, how_many, how_much, how_long, when, why, or "".
    `duty` is the kind of duty asked about, `kind` the kind of ticket; `supposed` a "pretend that ..." left aside;
    `unplaced` words for a time that has no dates here; `unmeasured` what no level is set for; `unread` words the
    question turns on that nothing here counts by.
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


def understood(text: str, anchor: Anchor, known: Known) -> Question:
    """Read a question as a manager types it. Never raises; what it cannot place is intent `clause` or `unclear`.

    A text is read up to its first 1,200 characters: a question is shorter, and a pasted letter is no question.
    """
    spoken = corrected(" ".join(text[:LONGEST].split()), known.words)
    when = times(spoken, anchor)
    own = known.words | {word for service in known.services for word in service.split()}
    who = named(text, plain(spoken), known.contracts, own)
    refused = refusing.refusal(plain(spoken))
    heard, supposed = refusing.without_supposition(plain(_masked(spoken, when)))
    what = things(plain(_masked(spoken, when)), known.services, known.priorities)
    return _question(text, spoken, when=when, who=who, what=what, known=known, heard=(refused, heard, supposed))


def _question(
    text: str,
    spoken: str,
    *,
    when: Times,
    who: Named,
    what: Things,
    known: Known,
    heard: tuple[str | None, str, str | None],
) -> Question:
    refused, words, supposed = heard
    terms = terms_asked(spoken, words, known=known.words, timed=bool(when.readings))
    if what.metrics and what.priorities and not _meaning(spoken):
        terms = ()
    reference = reference_in(spoken)
    unread = _unread(words, what, known)
    found = Heard(
        words,
        what.metrics,
        bool(what.priorities or what.odd_priority),
        len(when.readings),
        any(reading.open_start for reading in when.readings),
        frozenset(
            name
            for name, there in (
                ("term", terms),
                ("reference", reference),
                ("party", who.party),
                ("service", what.service),
                ("foreign_service", what.foreign_service),
                ("per_user", what.per_user),
                ("unmeasured", what.unmeasured),
                ("turning", unread),
                ("narrowed", [word for word in narrowing_words(what.rest(words)) if word in unread]),
                ("foretold", refusing.foretold(words)),
                ("unplaced", when.unplaced),
            )
            if there
        ),
    )
    intent = refused or placed(signs(found))
    if intent in TIMED and when.unplaced and not when.readings:
        intent = "which_period"
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
        term=terms[0] if terms and intent == "definition" else None,
        terms=terms if intent == "definition" else (),
        reference=reference if intent == "look_up" else None,
        unknown_names=who.strangers,
        wants=what.wants,
        kind=what.kind,
        duty=what.duty,
        per_user=what.per_user,
        without_cancelled=what.without_cancelled,
        supposed=supposed,
        unplaced=when.unplaced,
        unmeasured=what.unmeasured,
        unread=unread,
    )


def _masked(spoken: str, when: Times) -> str:
    """The words with every period standing as ~, so that no rule takes a month for anything else."""
    for reading in sorted(when.readings, key=lambda one: -one.start):
        if reading.end > reading.start:
            spoken = f"{spoken[: reading.start]}~{spoken[reading.end :]}"
    return spoken


def _meaning(spoken: str) -> bool:
    return (
        re.search(r"\b(?:mean|meaning|define|definition|difference|counts? as|explain)\b", spoken, re.IGNORECASE)
        is not None
    )


def _unread(words: str, what: Things, known: Known) -> tuple[str, ...]:
    """The words a question turns on that belong to nothing found in it."""
    own = known.words | {word.lower() for service in known.services for word in service.split()}
    own |= {word.lower() for one in known.contracts for part in one for word in part.split()}
    return tuple(word for word in turning_words(what.rest(words)) if word not in own)


REFERENCE = re.compile(
    r"\b(?:(?:clauses?|cl|sections?|sec|paragraphs?|paras?|schedules?|sched|sch|annex(?:e|es)?|appendix|exhibit|articles?|tables?)\b\.?|§|\bs\.)"
    r"\s*(?:no\.?\s*|number\s*)?(?:\d+(?:\.\d+)*(?:\s*\([a-z0-9]+\))*|[A-H]\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)(?:[ ,]+(?:of |to )?(?:the )?(?:(?:para(?:graph)?|clause|part|schedule|sched|sch|"
    r"annex|section)\.?\s*)?(?:\d+(?:\.\d+)*(?:\([a-z]+\))*|[A-H]\b))*",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(
    r"^(?:what (?:does|is in|is|about)|whats? in|read|quote|show(?: me)?|see|explain)\s+(?P<number>\d{1,2}\.\d{1,2}(?:\.\d+)*)(?:\s+(?:say|mean|about))?\s*\??$",
    re.IGNORECASE,
)


def reference_in(spoken: str) -> str | None:
    """The clause, schedule or paragraph a question names by its number, as typed; None where it names none."""
    match = REFERENCE.search(spoken)
    if match:
        return match.group()
    bare = BARE_NUMBER.match(spoken)
    return bare.group("number") if bare else None
