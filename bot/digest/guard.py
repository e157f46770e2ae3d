"""The last look at a digest: every number in our own sentences stands in the message, in a figure or in a worked-out day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer, Citation
from bot.answering.guard import NUMBER, _allowed, _covered
from bot.digest.gist import day_name
from bot.digest.hours import announced_span
from bot.digest.model import Claim, Digest

LIST_NUMBER = re.compile(r"^\d{1,2}\.\s", re.MULTILINE)


def checked(digest: Digest) -> Digest:
    """The digest without any sentence whose numbers cannot be traced; what was left out is said in a warning."""
    allowed = _known(digest)
    clean = replace(
        digest,
        gist=tuple(one for one in digest.gist if not strays(one, allowed)),
        questions=tuple(one for one in digest.questions if not strays(one, allowed)),
        claims=tuple(one for one in digest.claims if not _claim_strays(one, allowed)),
        reply=digest.reply if not strays(LIST_NUMBER.sub("", digest.reply), allowed) else "",
    )
    if clean == digest:
        return digest
    note = "A sentence was left out because a number in it could not be traced to the message or to our records."
    return replace(clean, warnings=(*digest.warnings, note))


def strays(words: str, allowed: Iterable[str]) -> list[str]:
    """The numbers of a text that none of the allowed phrases holds."""
    covered = _covered(words, allowed)
    return [match.group() for match in NUMBER.finditer(words) if not all(covered[match.start() : match.end()])]


def _claim_strays(claim: Claim, allowed: set[str]) -> list[str]:
    return strays(f"{claim.about} {claim.ours}", allowed)


def _known(digest: Digest) -> set[str]:
    answer = Answer(
        question=f"{digest.mail.subject} {digest.mail.latest}",
        state="answered",
        headline="",
        text="",
        topic="email",
        figures=digest.figures,
        citations=tuple(one for one in digest.extra.get("citations", ()) if isinstance(one, Citation)),
        extra={"tickets": digest.extra.get("tickets", ())},
    )
    allowed = _allowed(answer)
    allowed |= {
        match.group() for match in re.finditer(r"[£$€]?\d[\d,.:]*\d|\d", f"{digest.mail.subject} {digest.mail.latest}")
    }
    allowed |= {digest.mail.sender.name, *(label for claim in digest.claims for label in _spans(claim.about))}
    for one in digest.said:
        due = one.due
        allowed |= {day_name(day) for day in (due.on, due.first, due.last) if day}
        allowed |= {f"{due.at:%H:%M}"} if due.at else set()
        allowed |= set(re.findall(r"\d\d:\d\d", due.note))
    for before in digest.before:
        allowed |= {day_name(day) for day in (before.due, before.due_from, before.due_to) if day}
        allowed |= {f"{before.due_at.astimezone(ZoneInfo(digest.tz)):%H:%M}"} if before.due_at else set()
    if digest.mail.sent:
        allowed.add(day_name(digest.mail.sent.date()))
    span = announced_span(digest.mail, digest.tz)
    for moment in filter(None, span or ()):
        allowed |= {day_name(moment.date()), f"{moment:%H:%M}"}
    dated = sum(1 for one in digest.said if one.due.dated)
    allowed |= {f"{count} more with a date" for count in range(dated)}
    return {words for words in allowed if words}


def _spans(label: str) -> list[str]:
    return re.findall(r"(?:\d{1,2} )?[A-Z][a-z]+ 20\d\d", label)
