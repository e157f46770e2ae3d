"""What was promised in writing and what became of it, out of the mails on record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Verdict
from bot.answering.asking.period import day
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked
from bot.digest.evidence import telling
from bot.digest.keeping import brought_up
from bot.digest.promised import STATES, ordered
from bot.digest.safe import safe
from store.facts.common import Period, Source, Why
from store.facts.promised import Promise, State
from store.measures.promises import Kept, counted, fell_due, made_in, state_on

SHOWN = 8
KEPT = re.compile(r"\b(?:keep|kept|break|broke|broken|their word|how many of|reliable)\b", re.IGNORECASE)
LATE = re.compile(
    r"\b(?:overdue|late|not kept|outstanding|still|waiting|broken|unkept|missing|owes?|owed|not (?:been )?(?:done|kept|delivered))\b",
    re.IGNORECASE,
)
# Only what is past its day can have been broken.
BROKEN = re.compile(
    r"\b(?:break|broke|broken|unkept|overdue|late|not (?:been )?(?:kept|keep)|(?:did|have|has|do) not (?:they )?(?:keep|kept|honou?r\w*))\b|\bdidn['’]?t keep\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"\b(?:which|what|list|show|name|any|overdue|late)\b", re.IGNORECASE)
DUE = re.compile(r"\b(?:by (?:the )?(?:end|close)|due|fall(?:ing)? due|fell due)\b", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?:about|regarding|on|concerning|around|with)\s+(?:the\s+|our\s+|their\s+)?(?P<words>[\w -]{3,60})",
    re.IGNORECASE,
)
THING = re.compile(
    r"\b(?:get|have|receive|see|expect|has|did|have)\s+(?:the|their)\s+(?:full |written |final )?(?P<words>[\w -]{3,40}?)(?:\?|$| arrive| come| been| turned)",
    re.IGNORECASE,
)
# One thing, many names: each is read as the first.
SAME = (
    (
        "RCA",
        re.compile(
            r"\b(?:rca|rfo|reason for outage|root[- ]cause(?: (?:analysis|report))?|post-?mortem|cause report|incident report|(?:written )?(?:report|account|explanation|write-?up) "
            r"(?:on|about|of|into|for) (?:the |that |this |what )?(?:\w+ )?(?:outage|incident|fault|failure|cause|crash|went wrong))\b",
            re.IGNORECASE,
        ),
    ),
)
# A clause that asks for an account of a fault's cause.
ON_CAUSE = re.compile(
    r"\b(?:account|report|explanation|analysis|review)\b.{0,30}\bcauses?\b|\bcause (?:analysis|report)\b|\bincident report\b",
    re.IGNORECASE,
)
# Words of a question on promises that do not say what the promise is about.
ASKING = frozenset(
    """promise promised promises promising sent send said would done kept keep broken overdue outstanding still waiting
    late missing ever what when which they have they're didn provider supplier people company list show every writing date dates dated deadline deadlines day days e-mail email emails mail mails""".split()
)
# A word given to do a thing before a day lies ahead: what is due until then, not what was said before it.
AHEAD = re.compile(r"\bpromis\w+ (?:us )?to\b.*\b(?:before|by|until)\b", re.IGNORECASE | re.DOTALL)
A_YEAR = re.compile(r"\b20\d\d\b|\b(?:last|this|next) year\b", re.IGNORECASE)
# Times that come round every year.
YEARLY = re.compile(
    r"\b(?:before|by|until)\b[^.?!]*?\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|christmas|xmas|easter|new year|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?-i:[A-Z][a-z]{2,})\b")
FIX = "Add the provider's emails: itbot add MAIL.eml"


def tell(asked: Asked) -> Answer:
    """The promises asked for, those that need somebody first, with the counts."""
    case = asked.case
    brought_up(case.stores, case.ref, case.now)
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    every = [one for one in case.stores.promises.listed(case.ref) if one.made_at < case.now]
    if "rca" in _telling(asked.question.text):
        _owed_by_contract(asked, draft)
    if not every:
        draft.cannot("what they promised in writing", Why.NOT_UPLOADED, FIX)
        return draft.answer("We cannot tell: no promise of theirs is on record.", "unknown", "cannot_tell")
    chosen, about = _chosen(asked, every)
    if not chosen:
        return _none(asked, draft, every, about)
    draft.say("\n".join(_line(one, asked, draft) for one in ordered(chosen, case.today)[:SHOWN]))
    if len(chosen) > SHOWN:
        more = draft.figure("promises_more", "Further promises", len(chosen) - SHOWN, "count")
        draft.say(f"And {more} more: itbot promises lists them all.")
    kept = counted(chosen, case.today)
    draft.say(_counts(kept, draft))
    _unconfirmed(chosen, draft)
    overdue = [one for one in chosen if state_on(one, case.today) is State.UNKNOWN]
    if overdue:
        draft.ask_provider(f'You wrote: "{safe(overdue[0].quote)}" What became of it?')
    number = draft.figure("promises", f"Promises found{about}", len(chosen), "count")
    if overdue and "rca" in _telling(asked.question.text) and not kept.judged:
        due = _due(overdue[0], draft)
        return draft.answer(
            f"Nothing on record shows that it came: it was promised for {due}.", "partly", "cannot_tell"
        )
    verdict = _verdict(kept) if KEPT.search(asked.question.text) else None
    return draft.answer(
        _headline(number, len(chosen), kept, about, draft, verdict), "partly" if kept.unknown else "answered", verdict
    )


def _chosen(asked: Asked, every: Sequence[Promise]) -> tuple[list[Promise], str]:
    """The promises a question speaks of, and how to say which they are."""
    text, case = asked.question.text, asked.case
    period = asked.question.period
    chosen, about = list(every), ""
    if "rca" in _telling(text):  # the period it names is the fault's, not that of the word given on it
        return [one for one in every if "rca" in _on(one)], " about the cause report"
    ahead = _until(period, case.today, text) if period is not None and AHEAD.search(text) else None
    if ahead is not None:
        period = ahead
        chosen, about = list(fell_due(chosen, ahead)), f" (due {during(ahead)})"
    elif period is not None:
        by_day = DUE.search(text) is not None or period.start > case.today
        spoken = fell_due if by_day else made_in
        chosen, about = list(spoken(chosen, period)), f" ({'due' if by_day else 'made'} {during(period)})"
    match = ABOUT.search(text) or THING.search(text)
    wanted = (
        _telling(match["words"]) - ASKING
        if match and not (period and match["words"].lower() in period.label.lower())
        else set()
    )
    if wanted and (period is None or not wanted & telling(period.label)):
        chosen = [one for one in chosen if wanted & _on(one)]
        about += f' about "{" ".join(match["words"].split())}"' if match else ""
    elif named := [one for one in chosen if _left(text, period) & _telling(f"{one.what} {one.quote}")]:
        chosen = named
    names = {name.lower() for name in PERSON.findall(text)}
    written = _written_by(asked, names) if names else frozenset()
    mine = [one for one in chosen if one.source.file in written or names & set(one.who.lower().split())]
    chosen = mine or chosen
    if LATE.search(text) and not KEPT.search(text):
        chosen = [one for one in chosen if state_on(one, case.today) in {State.UNKNOWN, State.MISSED, State.OPEN}]
    if BROKEN.search(text) and LISTED.search(text):
        past = {State.UNKNOWN, State.MISSED, State.LATE}
        chosen = [one for one in chosen if state_on(one, case.today) in past]
    return chosen, about


def _until(period: Period, today: date, text: str) -> Period | None:
    """From today to the end of a time that lies ahead; without a year the coming one of its name; None where it is past."""
    end = period.end
    if end < today and YEARLY.search(text) and not A_YEAR.search(text):
        year = today.year if (today.month, today.day) <= (end.month, end.day) else today.year + 1
        last = Period.of_month(f"{year}-{end:%m}").end
        end = last if (end + timedelta(days=1)).day == 1 else date(year, end.month, min(end.day, last.day))
    return None if end < today else Period(today, end, f"{day(today)} to {day(end)}", period.tz)


def _written_by(asked: Asked, names: set[str]) -> frozenset[str]:
    """The files of the mails that somebody so named wrote: what is promised in one is that person's word."""
    mails = asked.case.stores.mails.listed(asked.case.ref, side="provider")
    return frozenset(one.mail.file for one in mails if names & set(one.mail.sender_name.lower().split()))


def _telling(words: str) -> frozenset[str]:
    """The telling words, with one name for each thing."""
    for name, pattern in SAME:
        words = pattern.sub(name, words)
    return telling(words)


def _left(text: str, period: Period | None) -> frozenset[str]:
    """What of a question may name the thing promised: neither the asking nor the time."""
    return _telling(text) - ASKING - (telling(period.label) if period else frozenset())


def _on(one: Promise) -> frozenset[str]:
    """What a promise speaks of, its mail's subject included."""
    return _telling(f"{one.what} {one.quote} {one.subject}")


def _owed_by_contract(asked: Asked, draft: Draft) -> None:
    """Quote the clause that asks for a word on the cause, where one does."""
    asks = [
        one for one in asked.case.agreed.duties if one.who == "provider" and ON_CAUSE.search(one.source.quote or "")
    ]
    if asks:
        draft.say(f"The contract asks for it: {draft.quoted(asks[0].source, asks[0].status)}.")


def _none(asked: Asked, draft: Draft, every: Sequence[Promise], about: str) -> Answer:
    total = draft.figure("promises", "Promises on record", len(every), "count")
    if asked.question.period:
        draft.period = asked.question.period
    draft.readings.append(about.strip())
    draft.say(f"There {'is' if len(every) == 1 else 'are'} {total} on record in all: itbot promises lists them.")
    if '"' not in about:
        return draft.answer(f"We find no such promise{about} in the emails on record.", "answered")
    draft.cannot(
        "whether it was promised elsewhere, by word of mouth or in an email we do not have", Why.NOT_UPLOADED, FIX
    )
    return draft.answer(f"We find no such promise{about} in the emails on record.", "unknown", "cannot_tell")


def _line(one: Promise, asked: Asked, draft: Draft) -> str:
    """One promise: its words, who gave them and when, its day, and what became of it."""
    made = draft.on("promised_on", "Promised on", _local(one, asked), (one.source.file,))
    quote = safe(one.quote)
    draft.cite(Source(one.source.file, clause=f"email of {made}", quote=quote))
    state = STATES[state_on(one, asked.case.today)]
    hint = f"; a later message seems to show it {STATES[one.proposed]}" if one.proposed else ""
    return f'• "{quote}" ({safe(one.who) or "nobody named"}, {made}). Due: {_due(one, draft)}. Now: {state}{hint}.'


def _local(one: Promise, asked: Asked) -> date:
    return one.made_at.astimezone(ZoneInfo(asked.case.facts.tz)).date()


def _due(one: Promise, draft: Draft) -> str:
    if one.due is not None:
        return f"{'from ' if one.starts else ''}{draft.on('promise_due', 'Promised for', one.due, (one.source.file,))}"
    if one.due_from is not None and one.due_to is not None:
        first = draft.on("promise_from", "Promised from", one.due_from, (one.source.file,))
        return f"between {first} and {draft.on('promise_to', 'Promised until', one.due_to, (one.source.file,))}"
    if one.words:
        draft.readings.append(safe(one.words))
        return f'no date ("{safe(one.words)}")'
    return "no date"


def _counts(kept: Kept, draft: Draft) -> str:
    def told(key: str, label: str, count: int) -> str:
        return draft.figure(key, label, count, "count")

    parts = [
        f"{told('promises_kept', 'Promises kept', kept.kept)} kept",
        f"{told('promises_late', 'Promises kept late', kept.late)} kept late",
        f"{told('promises_missed', 'Promises not kept', kept.missed)} not kept",
    ]
    rest = []
    if kept.unknown:
        rest.append(
            f"of {told('promises_unknown', 'Promises past their day, untold', kept.unknown)} past their day nobody has said what became"
        )
    if kept.open:
        rest.append(f"{told('promises_open', 'Promises still open', kept.open)} still open")
    rate = ""
    if kept.rate is not None:
        share = draft.figure(
            "promises_rate",
            "Promises kept, late ones counting half",
            f"{kept.rate:.2f}",
            "%",
            n=kept.kept,
            of=kept.judged,
        )
        rate = f" That is {share}, late ones counting half."
    return f"Of these: {listed(parts)}{'; ' + '; '.join(rest) if rest else ''}.{rate}"


def _unconfirmed(chosen: Sequence[Promise], draft: Draft) -> None:
    if any(one.status.value == "found" for one in chosen):
        draft.say("These were found by machine in the emails; nobody has confirmed all of them yet.")
        draft.next_steps.append(
            "Say what became of each: itbot promises done ID --evidence ..., or itbot promises missed ID"
        )


def _verdict(kept: Kept) -> Verdict:
    if not kept.judged:
        return "cannot_tell"
    if kept.missed:
        return "partly" if kept.kept + kept.late else "no"
    return "partly" if kept.late or kept.unknown else "yes"


def _headline(number: str, count: int, kept: Kept, about: str, draft: Draft, verdict: Verdict | None) -> str:
    draft.readings.append(about.strip())
    things = "promise" if count == 1 else "promises"
    if verdict == "cannot_tell":
        return f"We cannot tell yet: {number} {things}{about} on record, and nobody has said what became of those that are due."
    opening = {"yes": "Yes: ", "no": "No: ", "partly": "In part: "}.get(verdict or "", "")
    late = (
        ""
        if not kept.unknown
        else ", past its day"
        if count == 1
        else f", {draft.figure('promises_unknown', 'Promises past their day, untold', kept.unknown, 'count')} of them past {'its' if kept.unknown == 1 else 'their'} day"
    )
    return f"{opening}{number} {things}{about} on record{late}."
