"""An email made plain, as blocks: the gist first, promises with their days, what does not agree, words, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.digest.earlier import earlier_line
from bot.digest.gist import short, when
from bot.digest.model import Claim, Digest, owner
from bot.digest.safe import safe
from bot.slack.blocks.pieces import Block, bullets, context, paragraph, quoted, rich
from bot.slack.blocks.sizes import fitted
from knowledge.promises.model import Mood, Statement

SOURCES = {"contract": "your contract", "yours": "your own words", "glossary": "glossary", "unknown": "not known"}
AGREES = {True: "agrees", False: "does not agree", None: "cannot be checked"}
SHOWN = 8
NOTE = "Read by rule from the words of this email. Quotations are its own; what it claims is held against your records."


def email_card(digest: Digest, extra: Sequence[Block] = (), *, limit: int = 50) -> list[Block]:
    """The whole reading; parts with nothing to say are left out."""
    promises = [one for one in digest.said if one.mood is Mood.PROMISE]
    blocks = [
        rich(paragraph(safe(" ".join(digest.gist)), bold=True)),
        *_promises(promises, digest),
        *_part("Promised before", [safe(earlier_line(one, digest.tz)) for one in digest.before]),
        *_claims(digest.claims),
        *_part(
            "In plain words", [f"{safe(t.term)}: {t.meaning} ({SOURCES.get(t.source, t.source)})" for t in digest.terms]
        ),
        *_part("Soft phrases", [f"“{safe(s.written)}”: {s.meaning}" for s in digest.soft]),
        *_part("A good message would also say", [one.says for one in digest.missing]),
        *_part("Ask them", [safe(one) for one in digest.questions]),
        *_looks(digest),
        *_part("Please note", [safe(one) for one in digest.warnings]),
        *extra,
        context(NOTE),
    ]
    return fitted(blocks, limit=limit, more="This email holds more than fits here.")


def _promises(said: Sequence[Statement], digest: Digest) -> Iterator[Block]:
    if said:
        yield rich(paragraph("What they promise", bold=True))
    for one in said[:SHOWN]:
        who = owner(one, digest.who)
        yield rich(
            paragraph(_capital(", ".join(filter(None, [when(one.due, digest.tz), who, safe(one.what)])))),
            quoted(safe(short(one.quote))),
        )


def _claims(claims: Sequence[Claim]) -> Iterator[Block]:
    if claims:
        yield rich(paragraph("Held against your records", bold=True))
    for one in claims[:SHOWN]:
        yield rich(paragraph(f"{one.about}: {AGREES[one.agrees]}. Ours: {one.ours}"), quoted(safe(short(one.quote))))


def _looks(digest: Digest) -> Iterator[Block]:
    """What only a language model points at, as quotations; without one nothing of it is loaded."""
    if digest.looks:
        from bot.digest.second_look import look_line

        yield from _part(
            f"Worth a second look ({digest.looked_by} points at it; it is not counted)",
            [look_line(one) for one in digest.looks],
        )


def _part(title: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield rich(paragraph(title, bold=True), bullets([_capital(line) for line in lines[:SHOWN]]))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
