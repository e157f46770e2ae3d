"""Every promise in a mail, with the day its words name; aims, conditions, refusals and other people's words told apart.

A statement binds its writer only where the writer, or the writer's house, says without a condition that something will
be done. What cannot be placed is left out: nobody is held to a promise that was not made.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, tzinfo

from knowledge.promises import wording
from knowledge.promises.actions import actions_in
from knowledge.promises.asks import asked_in, plain_request
from knowledge.promises.calendar import PlainWeek, WorkingDays
from knowledge.promises.counted_back import counted_back
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_days import day_first
from knowledge.promises.due_reading import read_due
from knowledge.promises.frames import Frame, frame, leadin
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.owned_items import items_in
from knowledge.promises.parties import OTHERS, Parties
from knowledge.promises.pieces import Piece, pieces, without_asides
from knowledge.promises.sentences import Sentence, sentences

_ASK_WORTH = re.compile(
    r"\b(?:confirm|send|provide|approve|let\s+us\s+know|let\s+me\s+know|reply|return|sign|arrange|restart|check|call|complete|review|advise|respond|test|agree)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:hopefully|all\s+being\s+well|if\s+(?:at\s+all\s+)?possible|wherever\s+possible|where\s+(?:possible|practicable)|probably|with\s+(?:any\s+)?luck|fingers\s+crossed|provisionally|tentatively|in\s+principle|ideally|best\s+endeavours|best\s+efforts|or\s+thereabouts|likely\s+(?:by|on|in)|weather\s+permitting|at\s+this\s+stage)\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:we|i)\b[^,;]{0,25}(?:\bwon['’]t|\bwill\s+not|\bunable\s+to|\bnot\s+(?:be\s+)?able\s+to|\bcan\s?not|\bcan['’]t|\bnot\s+in\s+a\s+position)|\bno\s+\w+\s+(?:will|can)\s+be\b|\bnothing\s+will\b",
    re.IGNORECASE,
)
_WONDERED = re.compile(
    r"\b(?:asked|asking|wonder(?:ed|ing)?|unclear|unsure|not\s+(?:clear|sure|certain|known|decided)|unknown|(?:do\s+not|don['’]t|did\s+not|didn['’]t)\s+(?:yet\s+)?know|no\s+idea|questioned)\s+(?:\w+\s+){0,2}(?:whether|if|when|who)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"^(?:within|in|inside)\b.*\b(?:min|hour|day|week|month|fortnight)", re.IGNORECASE)
_ITEM = re.compile(r"\(?[a-z0-9]{1,3}\)\s+[a-z]")
_STOCK = re.compile(
    r"^(?:if\s+you|should\s+you|for\s+(?:any|further|more)|to\s+\w+)\b|\bdo\s+not\s+reply\b|\bnot\s+hesitate\b|\bin\s+error\b|\bany\s+(?:further\s+)?(?:questions|queries|concerns)\b",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"(?:you(?!\s+should\s+(?:then\s+|now\s+)?(?:have|receive|get|hear)\b)|your|users?|customers?|staff|please)\b",
    re.IGNORECASE,
)
# What the reader is to give up in return is no deed of the writer's: "... and consider the matter closed".
GIVEN_UP = re.compile(
    r",?\s+(?:and|and\s+then|to|which\s+will|in\s+order\s+to)\s+(?:\w+\s+)?(?:consider|regard|treat|deem|count|view|settle|close|conclude)\s+(?:the|this|that|it|your)\b.*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"”]{12,})[\"”]")


def statements(
    text: str,
    sent: datetime,
    days: WorkingDays | None = None,
    parties: Parties | None = None,
    *,
    own: tzinfo | None = None,
) -> list[Statement]:
    """Every statement about what somebody will do, in reading order. `sent` is aware and in the zone days count in.

    `own` is the zone of the sender's clock, where it is known.
    """
    moment = Sent(sent, days or PlainWeek(), day_first(text), own)
    known = parties or Parties()
    listed, rest = actions_in(text, moment, known)
    told: list[Statement] = []
    before = None
    for sentence in sentences(rest):
        made = items_in(sentence, moment, known) or _in_sentence(sentence, moment, known)
        if not any(one.mood is Mood.OURS for one in made):
            asked = asked_in(sentence, moment)
            made = [*made, asked] if asked else made
        told += [counted_back(one, before, moment) for one in made]
        before = sentence
    return sorted([*listed, *told], key=lambda one: one.start)


def promises(
    text: str, sent: datetime, days: WorkingDays | None = None, parties: Parties | None = None
) -> list[Statement]:
    """Only the promises among the statements."""
    return [one for one in statements(text, sent, days, parties) if one.mood is Mood.PROMISE]


def _in_sentence(sentence: Sentence, sent: Sent, parties: Parties) -> list[Statement]:
    listed = bool(wording.LEADS_LIST.search(sentence.head))
    made: list[Statement] = []
    told = True
    for piece in pieces(without_asides(sentence.text), sent, listed=listed):
        # A second deed that takes over its verb's frame from a clause that promised nothing promises nothing either.
        one = _read(piece, sentence, sent, parties, listed=listed) if told or not piece.verb_inherited else None
        told = one is not None
        made += [one] if one is not None else []
    made = [_carried_on(one, made[:place]) for place, one in enumerate(made)]
    binding = [one for one in made if one.mood is Mood.PROMISE and one.what]
    if binding:
        made = [one for one in made if one.mood is not Mood.PROMISE or one.what]
    # Two clauses that share one deed and no day of their own are one promise.
    if len(binding) > 1 and not any(one.due.words for one in binding[1:]) and sentence.text.count(";") == 0:
        return [one for one in made if one is binding[0] or one.mood is not Mood.PROMISE or one.what != binding[0].what]
    return made


def _carried_on(one: Statement, before: list[Statement]) -> Statement:
    """Read "I will ring with an update by 13:30, then every half hour" with one deed for both times."""
    if not one.due.every or one.what.lower() not in {"", "then", "again", "after that", "and then"}:
        return one
    deed = next((other.what for other in reversed(before) if other.what), "")
    return replace(one, what=deed) if deed else one


def _read(piece: Piece, sentence: Sentence, sent: Sent, parties: Parties, *, listed: bool) -> Statement | None:
    skip = leadin(piece.text)
    clause = piece.text[skip:]
    seen = frame(
        clause,
        parties,
        inherited=piece.inherited,
        listed=listed
        or (
            (piece.verb_inherited or bool(piece.inherited and _ITEM.match(clause))) and not _has_frame(clause, parties)
        ),
    )
    condition = _condition(clause)
    due, found = _due_of(clause, condition, seen, sent)
    before = sentence.text[: piece.at + skip]
    mood = None if _tells_only(before + clause, seen, due) else _mood(clause, seen, parties, before=before, found=due)
    if mood is None:
        return None
    if mood is Mood.OURS and condition and not due.words:
        due, found = _due_of(clause, "", seen, sent)  # "grateful if you could return it by Friday"
    if mood is Mood.PROMISE and (condition or piece.given) and not _asks_indirectly(clause, due, condition):
        mood = Mood.CONDITIONAL
    if mood is Mood.CONDITIONAL and _SPAN.match(due.words):
        due = Due(words=due.words, note="it counts from something that has no date here")
    standing = bool(wording.STANDING.search(clause))
    given = (condition or piece.given) if mood is Mood.CONDITIONAL else ""
    what = (
        plain_request(clause, due)
        if mood is Mood.OURS and not _reader_named(seen, parties)
        else _deed(clause, seen, found)
    )
    who = seen.who if seen else ""
    return Statement(
        mood,
        who,
        what,
        sentence.text,
        sentence.start,
        sentence.end,
        due,
        standing=standing and not due.dated,
        given=given,
    )


def _reader_named(seen: Frame | None, parties: Parties) -> bool:
    return seen is not None and bool(seen.who) and parties.side(seen.who) == "reader"


def _has_frame(clause: str, parties: Parties) -> bool:
    return frame(clause, parties) is not None


def _condition(clause: str) -> str:
    for match in wording.CONDITION.finditer(clause):
        if wording.SOONER.search(clause[: match.start()]):
            continue
        if wording.OWN_END.search(match["given"]) or wording.UNTIL.search(clause[: match.start() + 6]):
            continue
        if not wording.INDIRECT.search(clause[: match.start()] + " " + clause[match.start() : match.start() + 6]):
            return match["given"].strip(" .,")
        if wording.LET_YOU_KNOW.search(clause[: match.end()]):
            return match["given"].strip(" .,")
    return ""


def _asks_indirectly(clause: str, due: Due, condition: str) -> bool:
    """Read "We will confirm by Friday when it ships": the day stands before the question, so it binds."""
    return bool(due.dated and wording.INDIRECT.search(clause) and due.words in clause.split(condition, maxsplit=1)[0])


def _due_of(clause: str, condition: str, seen: Frame | None, sent: Sent) -> tuple[Due, tuple[int, int] | None]:
    """The time of a clause, looked for outside its condition and outside what others are quoted as saying."""
    text = clause
    if condition and condition in text:
        text = text.replace(condition, " " * len(condition))
    for match in _QUOTED.finditer(text):
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    read = read_due(
        text, sent, standing=bool(wording.STANDING.search(clause)) and (seen is None or seen.kind != "verbless")
    )
    return (read[0], (read[1], read[2])) if read else (Due(), None)


def _mood(clause: str, seen: Frame | None, parties: Parties, *, before: str, found: Due) -> Mood | None:
    asked = found.dated or bool(_ASK_WORTH.search(clause) and not _STOCK.search(before + clause))
    if clause.rstrip().endswith("?"):
        return Mood.OURS if wording.ASKED.search(clause) and asked else None
    if wording.PAST.search(clause) and not _later_frame(clause, seen):
        return Mood.PAST if found.words or seen else None
    if seen is None:
        return _without_frame(clause, parties, found)
    said = before + clause[: seen.at]
    theirs = seen.who.lower() in {"he", "she"} and OTHERS.search(said)
    if theirs or _reported(said, parties) or parties.side(seen.who) == "other":
        return None if _WONDERED.search(said) else Mood.THIRD_PARTY
    if _of_readers(clause, seen, parties):
        binding = asked if wording.ASKED.search(clause) else found.dated and not wording.NOT_AN_ACT.match(seen.act)
        return Mood.OURS if binding else None
    return None if _WONDERED.search(said) else _writers(clause, seen, found)


def _tells_only(said: str, seen: Frame | None, found: Due) -> bool:
    """Whether words only tell how long something took, or that nothing can be ruled out."""
    if (seen is None or seen.kind in {"verbless", "due_for"}) and wording.TOOK.search(said):
        return True
    return bool(wording.RULE_OUT.search(said)) and not found.dated


def _of_readers(clause: str, seen: Frame, parties: Parties) -> bool:
    """Whether the clause is about what the reader's side is to do."""
    if seen.kind == "person" and parties.side(seen.who) == "reader":
        return True
    return seen.kind in {"person", "thing", "due_for", "verbless"} and bool(wording.ASKED.match(clause))


def _later_frame(clause: str, seen: Frame | None) -> bool:
    """Whether a live promise follows the memory: "you asked for a date: we will have it done by Friday"."""
    match = wording.PAST.search(clause)
    if seen is None or match is None or seen.kind not in {"we", "commit"}:
        return False
    return ":" in clause[match.start() : seen.at] or ", " in clause[match.start() : seen.at]


def _writers(clause: str, seen: Frame, found: Due) -> Mood | None:
    """The mood of what the writer's side says of itself."""
    near = _without_condition(clause)[max(0, seen.at - 30) : seen.verb_end]
    verb = seen.act.split(maxsplit=1)[0].lower() if seen.act.split() else ""
    if (
        verb in {"not", "never"}
        or (wording.NEGATED.search(near) and not wording.NOT_ONLY.search(near))
        or re.match(r"(?:be\s+)?(?:unable|not\s+be|no\s+longer)\b", seen.act, re.IGNORECASE)
    ):
        return Mood.NEGATED
    if seen.kind not in {"due_for", "verbless", "booked", "expect"} and wording.NOT_AN_ACT.match(seen.act):
        return None
    if seen.kind == "you_get" and not found.dated and wording.ON_SALE.search(clause):
        return None
    if (seen.needs_due and not found.dated) or (seen.kind == "verbless" and not found.words):
        return None
    after = " ".join(clause[seen.verb_end :].split()[:3])
    if wording.HEDGE.search(f"{_own_words(clause, seen)} {after}") or _SOFT.search(clause):
        return Mood.AIM
    return Mood.PROMISE


def _without_condition(clause: str) -> str:
    """The clause with its condition blanked, letter for letter: "if that doesn't fix it, we will" refuses nothing."""
    return wording.CONDITION.sub(lambda match: " " * len(match.group()), clause)


def _own_words(clause: str, seen: Frame) -> str:
    """The words between the subject and the verb."""
    return clause[seen.at : seen.verb_end] if seen.kind != "listed" else ""


def _without_frame(clause: str, parties: Parties, found: Due) -> Mood | None:
    if _reported(clause, parties) and found.dated:
        return Mood.THIRD_PARTY
    if (
        wording.ASKED.search(clause)
        and (found.dated or (_ASK_WORTH.search(clause) and not _STOCK.search(clause)))
        and not wording.HEDGE.match(clause)
    ):
        return (
            Mood.OURS
            if not re.match(r"(?:please\s+)?(?:find|see|note|do\s+not\s+hesitate|feel)\b", clause, re.IGNORECASE)
            else None
        )
    if _REFUSAL.search(clause):
        return Mood.NEGATED
    if found.dated and wording.HEDGE.search(clause) and not _READERS.match(clause):
        return Mood.AIM
    if found.words and wording.HOPED.search(clause):
        return Mood.AIM
    return None


def _reported(before: str, parties: Parties) -> bool:
    """Whether what follows is somebody else's word."""
    if wording.TOLD_BY.search(before):
        return True
    for match in wording.REPORTED.finditer(before):
        said = match["other"].split()
        who = " ".join(said[-4:])
        if parties.side(who) == "other" and not re.search(r"\b(?:we|i)\b", who, re.IGNORECASE):
            return True
    return False


def _deed(clause: str, seen: Frame | None, found: tuple[int, int] | None) -> str:
    """What is to be done, without the words of its time."""
    act = GIVEN_UP.sub("", seen.act if seen else clause)
    if found:
        words = clause[found[0] : found[1]]
        act = act.replace(words, " ") if words.strip() and words.strip() != act.strip() else act
    plain = re.sub(r"\s+([,.;])", r"\1", " ".join(act.split()))
    if re.search(r"\b(?:is|are|has\s+been|have\s+been)$", plain.strip(" ,.;:–—-()"), re.IGNORECASE):
        plain = clause  # "The engineer is booked for Monday": the words of the time hold the verb
    return re.sub(r",?\s+(?:and|but|then)$", "", plain.strip(" ,.;:–—-()"))
