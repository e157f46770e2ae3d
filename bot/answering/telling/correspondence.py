"""What a message of theirs says, how they kept us told in an incident, and how plainly they write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked
from bot.digest.crisis import latest_crisis
from bot.digest.crisis_words import sentences_of
from bot.digest.evidence import telling
from bot.digest.gist import when
from bot.digest.keeping import brought_up
from bot.digest.making import made
from bot.digest.model import Digest, owner
from bot.digest.safe import safe
from bot.intake.mail_records import as_mail
from knowledge.correspondence.kinds import Kind, kind_of
from knowledge.promises.model import Mood
from store.facts.common import InterpreterError, Source, Why
from store.facts.promised import Reading
from store.mail_records import MailRecord

FIX = "Add the provider's emails: itbot add MAIL.eml"
ABOUT = re.compile(
    r"\b(?:about|regarding|on|concerning|for)\s+(?:the\s+|our\s+|their\s+)?(?P<words>[\w -]{3,60})", re.IGNORECASE
)
QUOTED = re.compile(r'"([^"]+)"')
# More than one message.
SEVERAL = re.compile(
    r"\b(?:e-?mails|mails|messages|letters)\b|\bwhat (?:have|has|did) .{0,30}\b(?:write|written|told?|tell) us\b",
    re.IGNORECASE,
)
SHOWN = 8
PERSON = re.compile(r"\b(?-i:[A-Z][a-z]{2,})\b")
OWNED = {
    "yes": "They say it was their doing",
    "no": "They point to somebody or something else",
    "unclear": "They do not say whose doing it was",
}
MONTHS_SHOWN = 6


def last_email(asked: Asked) -> Answer:
    """The message asked for, made plain."""
    case = asked.case
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    found = [one for one in case.stores.mails.listed(case.ref, side="provider") if one.sent and one.sent < case.now]
    fitting = _fitting(asked, found)
    if SEVERAL.search(asked.question.spoken) and len(fitting) > 1:
        return _several(asked, fitting, draft)
    record = fitting[-1] if fitting else None
    if record is None:
        draft.cannot("what they wrote", Why.NOT_UPLOADED, FIX)
        return draft.answer("We cannot tell: no such email of theirs is on record.", "unknown", "cannot_tell")
    digest = _digest(asked, record)
    draft.figures += list(digest.figures)
    draft.extra["tickets"] = list(digest.extra.get("tickets", ()))
    draft.citations += list(digest.extra.get("citations", ()))
    _say(digest, draft, record)
    subject = safe(digest.mail.subject)
    draft.readings.append(subject)
    draft.to_ask += [safe(one) for one in digest.questions[:3]]
    _verbatim(" ".join(digest.questions), digest, draft)
    return draft.answer(f'{safe(digest.who)} wrote on {_sent_on(asked, record, draft)}: "{subject}".')


def _digest(asked: Asked, record: MailRecord) -> Digest:
    case = asked.case
    return made(as_mail(record), case, case.stores.correspondence.terms(), fallback=case.facts.tz, now=case.now)


def _sent_on(asked: Asked, record: MailRecord, draft: Draft) -> str:
    if record.sent is None:
        return ""
    return draft.on(
        "sent_on", "Email sent on", record.sent.astimezone(ZoneInfo(asked.case.facts.tz)).date(), (record.name,)
    )


def _several(asked: Asked, fitting: Sequence[MailRecord], draft: Draft) -> Answer:
    """The gist of each message, the newest first."""
    for record in list(reversed(fitting))[:SHOWN]:
        digest = _digest(asked, record)
        draft.figures += list(digest.figures)
        draft.citations += list(digest.extra.get("citations", ()))
        subject = safe(digest.mail.subject)
        draft.readings.append(subject)
        draft.say(f'• {_sent_on(asked, record, draft)}, "{subject}": {_gist(digest, draft, record)}')
    if len(fitting) > SHOWN:
        more = draft.figure("mails_more", "Further emails", len(fitting) - SHOWN, "count")
        draft.say(f"And {more} earlier ones.")
    number = draft.figure("mails", "Emails of theirs that fit", len(fitting), "count")
    when_ = f" {during(asked.question.period)}" if asked.question.period else ""
    draft.next_steps.append("itbot email FILE tells all of one message; itbot promises lists what they promised.")
    return draft.answer(f"They sent {number} emails that fit{when_}, newest first.")


def _fitting(asked: Asked, found: Sequence[MailRecord]) -> list[MailRecord]:
    """Those that fit the period, the person and the words of the question, oldest first."""
    period, text = asked.question.period, asked.question.text
    if period is not None:
        first, after = period.bounds()
        found = [one for one in found if one.sent and first <= one.sent < after]
    names = {name.lower() for name in PERSON.findall(text)}
    mine = [one for one in found if names & set(one.mail.sender_name.lower().split())]
    match = ABOUT.search(text)
    wanted = telling(match["words"]) if match else set()
    about = [one for one in (mine or found) if wanted & telling(one.mail.subject)]
    about = about or [one for one in (mine or found) if wanted & telling(one.mail.latest)]
    if wanted and match and not about:
        kind = kind_of(match["words"], "").kind
        about = [
            one
            for one in (mine or found)
            if kind is not Kind.MESSAGE and kind_of(one.mail.subject, one.mail.latest).kind is kind
        ]
    return about if wanted and about else mine or (list(found) if not wanted or period else about)


def _gist(digest: Digest, draft: Draft, record: MailRecord) -> str:
    """The gist in its own words, with every day and quotation in it registered."""
    gist = safe(" ".join(digest.gist))
    _verbatim(gist, digest, draft)
    dated = sum(one.mood is Mood.PROMISE and one.due.dated for one in digest.said)
    if dated > 1:
        draft.readings.append(f"{dated - 1} more with a date")
    for one in digest.said:
        for day in (one.due.on, one.due.first, one.due.last):
            if day:
                draft.on("promise_due", "Promised for", day, (record.name,))
        if one.due.at:
            draft.figure("promise_at", "Promised for the time", f"{one.due.at:%H:%M}", "", role="target")
        if one.mood is Mood.PROMISE:
            draft.readings.append(safe(one.due.words))
    return gist


def _say(digest: Digest, draft: Draft, record: MailRecord) -> None:
    """The gist, the promises, what our records say, who owns it: as in the digest, every quotation cited."""
    draft.say(_gist(digest, draft, record))
    lines = []
    for one in digest.said:
        if one.mood is Mood.PROMISE:
            draft.cite(Source(digest.mail.file or record.name, clause=f"email {record.id}", quote=safe(one.quote)))
            lines.append(f'• {when(one.due)}, {owner(one, digest.who) or "nobody named"}: "{safe(one.quote)}"')
    if lines:
        draft.say("Promised:\n" + "\n".join(lines))
    for claim in digest.claims:
        verdict = {
            True: "agrees with our records",
            False: "does not agree with our records",
            None: "cannot be checked",
        }[claim.agrees]
        draft.readings += [safe(claim.quote), claim.about]
        draft.say(f'"{safe(claim.quote)}" This {verdict} ({claim.about}): {claim.ours}')
    if digest.ownership.applies:
        draft.say(
            f"{OWNED[digest.ownership.admitted]}; {digest.ownership.understood}. This is a reading of the words, not a fact."
        )
    if digest.soft:
        draft.say("Soft phrases: " + " ".join(f'"{safe(one.written)}": {one.meaning}' for one in digest.soft[:4]))


def _verbatim(words: str, digest: Digest, draft: Draft) -> None:
    """Every quotation that stands in the message letter by letter may be shown."""
    text = safe(" ".join(f"{digest.mail.subject} {digest.mail.latest}".split()))
    for match in QUOTED.finditer(words):
        pieces = match.group(1).removesuffix(" …").split(" … ")
        draft.readings += [piece for piece in pieces if piece in text]
    draft.readings += [
        label
        for label in re.findall(r"(?:\d{1,2} )?[A-Z][a-z]+ 20\d\d", words)
        if any(label in claim.about for claim in digest.claims)
    ]


def crisis(asked: Asked) -> Answer:
    """How we were told of the last major incident on record."""
    case = asked.case
    brought_up(case.stores, case.ref, case.now)
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    try:
        found = latest_crisis(case, asked.question.period)
    except InterpreterError:
        draft.cannot("how they kept us told", Why.NOT_UPLOADED, FIX)
        return draft.answer(
            "We cannot tell: no message about an outage is on record for that time.", "unknown", "cannot_tell"
        )
    for sentence in sentences_of(found):
        draft.readings.append(sentence)
        draft.say(sentence)
    first = found.line.events[0].at.astimezone(ZoneInfo(found.tz)).date()
    on = draft.on("incident_on", "Incident on", first)
    draft.readings.append(safe(found.name))
    if found.line.first_word_s is not None:
        draft.figure("first_word_minutes", "First word after", found.line.first_word_s // 60, "minutes")
    if found.line.longest is not None:
        draft.figure("longest_silence_minutes", "Longest silence", found.line.longest.seconds // 60, "minutes")
    if found.line.cleared is None:
        draft.ask_provider("When exactly was it over, and how did you check?")
    if found.line.cause is None and not found.explained:
        draft.ask_provider("When do we get the cause in writing?")
    return draft.answer(f'This is how we were told of "{safe(found.name)}" on {on}.')


def plain_talk(asked: Asked) -> Answer:
    """Unexplained terms in a hundred words of theirs, month by month, with the reading ease."""
    case = asked.case
    brought_up(case.stores, case.ref, case.now)
    draft = Draft(question=asked.question.text, topic="jargon", contract=case.ref, as_of=case.today.isoformat())
    readings = [
        one
        for one in case.stores.correspondence.readings(case.ref)
        if one.side == "provider" and one.sent_at and one.sent_at < case.now
    ]
    by_month: dict[str, list[Reading]] = {}
    for one in readings:
        if one.sent_at:
            by_month.setdefault(f"{one.sent_at.astimezone(ZoneInfo(case.facts.tz)):%Y-%m}", []).append(one)
    if not by_month:
        draft.cannot("how plainly they write", Why.NOT_UPLOADED, FIX)
        return draft.answer("We cannot tell: no email of theirs is on record.", "unknown", "cannot_tell")
    lines = [_month_line(month, by_month[month], draft) for month in sorted(by_month)[-MONTHS_SHOWN:]]
    draft.say("\n".join(lines))
    draft.say(
        "Counted are terms that neither your contract nor the message explains. The reading ease is Flesch's figure: the higher, the plainer."
    )
    words, hidden = sum(one.words for one in readings), sum(one.unexplained for one in readings)
    density = draft.figure(
        "jargon_density", "Unexplained terms in a hundred words", _per_hundred(hidden, words), "", n=hidden, of=words
    )
    return draft.answer(f"Their emails hold {density} unexplained terms in every hundred words.")


def _month_line(month: str, readings: Sequence[Reading], draft: Draft) -> str:
    label = draft.month(month, "Emails of")
    words, hidden = sum(one.words for one in readings), sum(one.unexplained for one in readings)
    density = draft.figure(
        "jargon_density",
        f"Unexplained terms in a hundred words, {label}",
        _per_hundred(hidden, words),
        "",
        n=hidden,
        of=words,
    )
    eases = [Decimal(one.ease) for one in readings if one.ease is not None]
    ease = ""
    if eases:
        mean = (sum(eases, Decimal(0)) / len(eases)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        ease = f", reading ease {draft.figure('reading_ease', f'Reading ease, {label}', mean, '')}"
    count = draft.figure("emails", f"Emails, {label}", len(readings), "count")
    return f"• {label}: {density} in a hundred words{ease} ({count} {'email' if len(readings) == 1 else 'emails'})."


def _per_hundred(hidden: int, words: int) -> Decimal:
    return (Decimal(100 * hidden) / words).quantize(Decimal("0.1"), ROUND_HALF_UP) if words else Decimal(0)
