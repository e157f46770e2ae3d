"""Promises made before on the thing a message speaks of, still open when it was sent: the message may pass over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.answering.casefile import CaseFile
from bot.digest.evidence import UPDATE, telling
from bot.digest.gist import day_name
from bot.digest.keeping import brought_up
from bot.digest.model import Digest
from bot.digest.promised import STATES, due_words
from knowledge.mail.model import REPLY_MARKS, Mail
from knowledge.promises.model import Mood
from knowledge.promises.sentences import sentences
from store.facts.promised import Promise, State

MOST = 2
SHARED = 2
UNSETTLED = frozenset({State.OPEN, State.UNKNOWN})
_SHORT_NAME = re.compile(r"\b[A-Z]{3,}\b")


def with_earlier(digest: Digest, case: CaseFile | None) -> Digest:
    """The digest with the dated promises on record about the same thing; its gist says the day where it gives none itself."""
    if case is None or digest.from_us or digest.mail.sent is None:
        return digest
    brought_up(case.stores, case.ref, case.now)
    found = promised_before(case.stores.promises.listed(case.ref), digest.mail)
    return replace(digest, before=found, gist=_told(digest, found)) if found else digest


def promised_before(promises: Sequence[Promise], mail: Mail) -> tuple[Promise, ...]:
    """Of all promises, those with a day, made before a mail, open when it was sent, and about a thing it speaks of."""
    sent = mail.sent
    if sent is None:
        return ()
    spoken = [one.text for one in sentences(mail.latest)]
    return tuple(
        one
        for one in promises
        if one.made_at < sent
        and one.mail != mail.key
        and one.latest is not None
        and (one.state in UNSETTLED or (one.closed_on is not None and one.closed_on >= sent.date()))
        and (any(same_thing(one.what, words) for words in spoken) or _next_word(one, mail))
    )[-MOST:]


def _next_word(one: Promise, mail: Mail) -> bool:
    """Whether a promise of further word belongs to the event a mail is about."""
    return bool(UPDATE.search(one.what)) and topic(one.subject) == topic(mail.subject)


def same_thing(one: str, other: str) -> bool:
    """Whether two sentences share the short name of a thing ("RCA"), or enough telling words."""
    named = set(_SHORT_NAME.findall(one)) & set(_SHORT_NAME.findall(other))
    return bool(named) or len(telling(one) & telling(other)) >= SHARED


def topic(subject: str) -> str:
    """A subject without its marks of reply, for comparison."""
    return REPLY_MARKS.sub("", subject).strip().lower()


def earlier_line(one: Promise, tz: str) -> str:
    """One earlier promise for a person: the day it was promised for, and the day it was made."""
    made = day_name(one.made_at.astimezone(ZoneInfo(tz)).date())
    became = "nobody has confirmed that it was done" if one.state in UNSETTLED else STATES[one.state]
    return f"{due_by(one, tz)}: {one.what} (said on {made}; {became})"


def due_by(one: Promise, tz: str) -> str:
    """The day, and the hour where one was said: "by Wednesday 7 October 2026, 10:30"."""
    return f"{due_words(one)}, {one.due_at.astimezone(ZoneInfo(tz)):%H:%M}" if one.due_at else due_words(one)


def _told(digest: Digest, found: Sequence[Promise]) -> tuple[str, ...]:
    """The gist, with the day promised before beside a promise that names none now."""
    undated = [one for one in digest.said if one.mood is Mood.PROMISE and not one.due.dated]
    known = [
        one
        for one in found
        if any(
            same_thing(one.what, said.quote) or (_next_word(one, digest.mail) and UPDATE.search(said.what))
            for said in undated
        )
    ]
    if not known or len(digest.gist) < SHARED:
        return digest.gist
    what = "The next word" if UPDATE.search(known[-1].what) else "It"
    before = f"{what} had been promised {due_by(known[-1], digest.tz)}"
    return (digest.gist[0], f"{digest.gist[1]} {before}.", *digest.gist[2:])
