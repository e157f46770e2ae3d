"""A question that leans on the one before: "and in August?", "what about P2?", "and the month before?".

Only what is plainly cut short follows: a time, a priority, a measure or a service, and otherwise nothing but small words.
Everything else is a question of its own, so that a figure is never told of something nobody asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.asking.own_priorities import in_our_numbers
from bot.answering.asking.period import Anchor, Reading, day, month_end
from bot.answering.asking.period_words import times
from bot.answering.asking.plain_words import plain
from bot.answering.asking.pointing_back import EVER, HOW_MANY_LATE, OF_THE_ANSWER, THE_ONE, pointing
from bot.answering.asking.question import Known, Question, understood
from bot.answering.asking.what_is_named import Things, things
from store.facts.agreed import Metric
from store.facts.common import Period

# What may stand around the one thing that a cut-short question names.
SMALL = frozenset(
    "a about again also an and any at but by did do during for from how in is it now of ok okay on one ones or our over please same "
    "so that the their them then there they this those through to was we were what with".split()
)
NOT_UNDERSTOOD = {"unclear", "which_period"}
OPENERS = re.compile(r"^(?:and|or|but|so|ok(?:ay)?|then|now|what about|how about|same)\b")
# Words that count from the time spoken of before.
FROM_THERE = re.compile(r"\b(?:before|earlier|previous|preceding|prior|after|following|next|same|later|last year)\b")
NOW = re.compile(r"\b(?:now|today|nowadays|currently|at present|these days)\b")
# Intents that a priority, a measure or a service can narrow; to the others only another time can be given.
NARROWED = {"month_overview", "missed", "count", "longest", "target", "comparison", "claims", "due_moment"}
# Answers about the last full month where no time is named.
OF_THE_LAST_MONTH = NARROWED | {
    "value", "credits", "uncapped", "money", "causes", "our_delays", "lowered", "reopened", "first_fix", "work_kinds", "felt_time",
    "tickets_per_user", "integrity",
}  # fmt: skip
# Questions about what was measured in one time: where they name none, they mean the time that was spoken of.
MEASURED = {"month_overview", "missed", "causes", "claims", "longest", "count"}
OF_ITS_TIME = MEASURED - {"month_overview", "count"}
# What can be held against another time, and the words that do it.
COMPARABLE = {"month_overview", "missed", "count", "longest"}
AGAINST = re.compile(
    r"\b(?:(?:how (?:does|did|is) (?:that|it|this) )?compare[sd]?(?: (?:with|to))?|versus|vs|against|better or worse than|better than|worse than|than)\b"
)
# What can be asked whether it was ever so good or so bad.
RANKED = {"trend", "break_fix", "month_overview"}
THOSE = re.compile(r"\b(?:it|that|this|those|these|which\s+(?:ones|tickets|calls|cases|incidents))\b")
LONGEST = 9
# Where a question with "it" in it may mean the word explained before; a term so short is an acronym.
LOOSE = NOT_UNDERSTOOD | {"clause", "month_overview", "promises", "headcount"}
SHORT_TERM = 5
ON_THE = re.compile(r"on the \d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)


def in_turn(earlier: Sequence[str], question: Question, known: Known, anchor: Anchor) -> Question:
    """The question as meant after the `earlier` ones of a conversation, oldest first."""
    before: Question | None = None
    for text in earlier:
        meant = followed(understood(text, anchor, known), before, known, anchor)
        # What was not understood changed nothing: the next question still leans on what was.
        before = meant if before is None or meant.intent not in NOT_UNDERSTOOD | OF_THE_ANSWER else before
    return _in_its_month(followed(question, before, known, anchor), before, anchor)


def _in_its_month(question: Question, before: Question | None, anchor: Anchor) -> Question:
    """A day named by its number alone ("on the 7th") is that of the one month spoken of before."""
    spoken_of = before.period if before is not None else None
    if spoken_of is None or len(spoken_of.months()) != 1 or not question.readings:
        return question
    return replace(question, readings=tuple(_moved(one, spoken_of, anchor) for one in question.readings))


def _moved(reading: Reading, month: Period, anchor: Anchor) -> Reading:
    if not ON_THE.fullmatch(reading.words) or reading.period.start.day > month_end(month.start).day:
        return reading
    on = month.start.replace(day=reading.period.start.day)
    return replace(reading, period=Period(on, on, day(on), anchor.tz), future=on > anchor.today)


def followed(question: Question, before: Question | None, known: Known, anchor: Anchor) -> Question:
    """The question with what it left out taken from the one before; itself where it stands on its own."""
    if before is None or question.unknown_names or before.intent in NOT_UNDERSTOOD:
        return question
    pointed = pointing(question, before) or _ever_so(question, before)
    if pointed is not None:
        return pointed
    if question.intent == "uncapped" and before.intent in {"credits", "credit_ledger"}:
        return replace(question, readings=question.readings or before.readings)
    if before.intent == "definition" and before.term and question.intent in LOOSE and THE_ONE.search(question.spoken):
        term = before.term.upper() if len(before.term) <= SHORT_TERM else before.term
        return understood(THE_ONE.sub(term, question.text), anchor, known)
    against = _against(question, before, known, anchor)
    if against is not None:
        return against
    what = _cut_short(question, known)
    return _of_its_time(question, before) if what is None else _with(what, question, before, anchor)


def _against(question: Question, before: Question, known: Known, anchor: Anchor) -> Question | None:
    """What was told of, held against the one other time that is named: "and compared with July?"."""
    lowered = plain(question.spoken)
    if before.intent not in COMPARABLE or len(question.readings) != 1 or not AGAINST.search(lowered):
        return None
    rest = AGAINST.sub(" ", plain(_without_times(question)))
    if set(re.findall(r"[a-z]+", rest)) - SMALL or things(rest, known.services, known.priorities).metrics:
        return None
    then = before.readings or _assumed(anchor)
    if len(then) != 1:
        return None
    intent = before.intent if before.intent == "count" else "comparison"
    return replace(before, text=question.text, intent=intent, readings=(*then, *question.readings))


def _assumed(anchor: Anchor) -> tuple[Reading, ...]:
    return () if anchor.assumed is None else (Reading(anchor.assumed, anchor.assumed.label, 0, 0),)


def _ever_so(question: Question, before: Question) -> Question | None:
    """Whether what was told of was ever so good or bad: the months ranked, against the one spoken of."""
    lowered = plain(question.spoken)
    match = EVER.search(lowered)
    if match is None or before.intent not in RANKED or not THOSE.search(lowered):
        return None
    if before.intent != "month_overview":
        # "Ever" by itself reads as all the time there was; a single month named is what is compared.
        months = tuple(one for one in question.readings if len(one.period.months()) == 1)
        return replace(before, text=question.text, spoken=lowered, intent="trend", readings=months or before.readings)
    best = match.group("how") in {"good", "quick", "fast", "high"}
    return replace(
        before, text=question.text, spoken=f"{'best' if best else 'worst'} month", readings=question.readings
    )


def _with(what: Things, question: Question, before: Question, anchor: Anchor) -> Question:
    """A cut-short question, which names nothing but `what` and perhaps a time."""
    narrows = bool(what.metrics or what.priorities or what.odd_priority or what.service)
    if narrows and before.intent not in NARROWED:
        return question
    if what.service and (what.metrics or before.metrics) != (Metric.AVAILABILITY,):
        return question
    if question.unplaced and not question.readings:
        return replace(before, text=question.text, intent="which_period", unplaced=question.unplaced)
    return replace(
        before,
        text=question.text,
        readings=_when(question, before, anchor),
        metrics=what.metrics or before.metrics,
        priorities=what.priorities or ((before.priorities) if not what.odd_priority else ()),
        odd_priority=what.odd_priority,
        service=what.service or (before.service if not what.metrics else None),
        contracts=question.contracts or before.contracts,
    )


def _of_its_time(question: Question, before: Question) -> Question:
    """A whole question about what was measured ("which tickets were late?") keeps the time spoken of, and where it points back, the level."""
    if question.intent not in OF_ITS_TIME or before.intent not in MEASURED or question.unplaced:
        return question
    if question.readings and not HOW_MANY_LATE.search(question.spoken.lower()):
        return question
    question = replace(question, readings=question.readings or before.readings)
    lowered = question.spoken.lower()
    if not (THOSE.search(lowered) or HOW_MANY_LATE.search(lowered)) or question.odd_priority or question.service:
        return question
    if not question.priorities:
        question = replace(question, priorities=before.priorities)
    return question if question.metrics else replace(question, metrics=before.metrics, service=before.service)


def _cut_short(question: Question, known: Known) -> Things | None:
    """What a cut-short question names beside its time; None for a question that stands on its own."""
    lowered = plain(in_our_numbers(question.spoken, known.own_priorities))
    if len(lowered.split()) > LONGEST:
        return None
    rest = plain(in_our_numbers(_without_times(question), known.own_priorities))
    what = things(rest, known.services, known.priorities)
    service = set((what.service or "").lower().split())
    left = set(re.findall(r"[a-z]+", what.rest(rest))) - SMALL - service
    named = (
        question.readings or question.unplaced or what.metrics or what.priorities or what.odd_priority or what.service
    )
    opened = bool(OPENERS.search(lowered))
    alone = bool(question.readings) and not (what.metrics or what.priorities or what.service)
    if left - {"today", "nowadays", "currently"} or not (named or NOW.search(lowered)):
        return None
    return what if opened or alone else None


def _without_times(question: Question) -> str:
    spoken = question.spoken
    for reading in sorted(question.readings, key=lambda one: -one.start):
        spoken = f"{spoken[: reading.start]} {spoken[reading.end :]}"
    return spoken


def _when(question: Question, before: Question, anchor: Anchor) -> tuple[Reading, ...]:
    """The time meant: the one named, counted from the time before where it says "the month before"."""
    spoken_of = before.period or (anchor.assumed if before.intent in OF_THE_LAST_MONTH else None)
    if spoken_of is not None and FROM_THERE.search(question.spoken.lower()):
        both = times(f"in {spoken_of.label.split(' (')[0]} and {question.spoken}", anchor).readings
        if len(both) > 1:
            return both[1:]
    if NOW.search(question.spoken.lower()) and not question.readings:
        return ()
    return question.readings or before.readings
