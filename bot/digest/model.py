"""A message made plain, as data; everything shown of it comes from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.answering.answer import Figure
from bot.digest.safe import safe
from knowledge.correspondence.account import Account
from knowledge.correspondence.expected import Missing
from knowledge.correspondence.kinds import Kind
from knowledge.correspondence.ownership import Ownership
from knowledge.correspondence.plainness import Plainness
from knowledge.correspondence.soft_words import Hollow, Soft
from knowledge.mail.model import Mail
from knowledge.promises.model import Statement
from store.facts.promised import Promise


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the message says that can be held against our own records: `about` what, and what is `ours`.

    `told` is a sentence of its own for the gist, `ask` the question that follows; empty where the common ones do.
    """

    quote: str
    about: str
    ours: str
    agrees: bool | None
    told: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the message with its meaning; `source` is contract, yours, glossary, the message or unknown."""

    term: str
    meaning: str
    source: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence that only a language model points at: what it may be (gist, promise, claim, cause), and its day."""

    kind: str
    quote: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """One message made plain. `said` are all its statements; `from_us` that it is our own message, not the provider's.

    `before` are dated promises on record about the same things, still open when it was sent.
    """

    mail: Mail
    contract: str | None
    tz: str
    who: str
    from_us: bool
    kind: Kind
    gist: tuple[str, ...]
    told: Account
    said: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    terms: tuple[Term, ...]
    soft: tuple[Soft, ...]
    hollow: tuple[Hollow, ...]
    ownership: Ownership
    missing: tuple[Missing, ...]
    questions: tuple[str, ...]
    in_plain: str
    reply: str
    plainness: Plainness
    warnings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    looked_by: str = ""
    before: tuple[Promise, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The document `itbot email --json` prints."""
        sent = self.mail.sent
        return {
            "from": safe(str(self.mail.sender)),
            "sent": sent.isoformat() if sent else None,
            "subject": safe(self.mail.subject),
            "contract": self.contract,
            "from_us": self.from_us,
            "kind": self.kind.value,
            "gist": [safe(one) for one in self.gist],
            "what_happened": safe(self.told.happened) or None,
            "affected": safe(self.told.affected) or None,
            "what_they_did": [safe(one) for one in self.told.done],
            "cause": {"state": self.told.cause_state, "quote": safe(self.told.cause) or None},
            "promises": [promise_json(one, self.who) for one in self.said if one.mood == "promise"],
            "promised_before": [{"id": p.number, "what": safe(p.what), "quote": safe(p.quote), "made_at": p.made_at.isoformat(), "due": p.due and p.due.isoformat(), "due_from": p.due_from and p.due_from.isoformat(), "due_to": p.due_to and p.due_to.isoformat()} for p in self.before],
            "told_apart": [{**promise_json(one, self.who), "kind": one.mood.value} for one in self.said if one.mood != "promise"],
            "claims": [{"quote": safe(c.quote), "about": c.about, "ours": c.ours, "agrees": c.agrees} for c in self.claims],
            "jargon": [{"term": safe(t.term), "meaning": t.meaning, "source": t.source, "ask": t.ask} for t in self.terms],
            "euphemisms": [{"words": safe(s.written), "meaning": s.meaning, "ask": s.ask, "quote": safe(s.quote)} for s in self.soft],
            "hollow": [{"words": safe(h.phrase), "quote": safe(h.quote)} for h in self.hollow],
            "ownership": {
                "admitted": self.ownership.admitted,
                "understood": self.ownership.understood,
                "way_forward": self.ownership.way_forward,
                "quotes": [safe(one) for one in self.ownership.quotes],
                "note": "A reading of the words, not a fact.",
            },
            "missing": [one.says for one in self.missing],
            "questions": [safe(one) for one in self.questions],
            "in_plain": safe(self.in_plain),
            "draft_reply": safe(self.reply),
            "plainness": {
                "words": self.plainness.words,
                "unexplained_terms": self.plainness.unexplained,
                "unexplained_per_hundred_words": _text(self.plainness.density),
                "reading_ease": _text(self.plainness.reading_ease),
            },
            "warnings": [safe(one) for one in self.warnings],
            "second_look": [{"kind": one.kind, "quote": safe(one.quote), "due": one.due or None} for one in self.looks],
            "looked_at_by": self.looked_by or None,
        }  # fmt: skip


def promise_json(one: Statement, who: str) -> dict[str, Any]:
    """One statement as interface.md names its parts."""
    due = one.due
    return {
        "who": owner(one, who),
        "what": safe(one.what),
        "due": due.on.isoformat() if due.on else None,
        "due_from": due.first.isoformat() if due.first else None,
        "due_to": due.last.isoformat() if due.last else None,
        "due_at": due.at.isoformat() if due.at else None,
        "words": safe(due.words),
        "quote": safe(one.quote),
        "starts": due.starts,
        "every_s": due.every,
        "note": due.note,
        "condition": safe(one.given),
    }


def owner(one: Statement, who: str) -> str:
    """Whose promise it is: the writer for "I", the writer's house for "we", else the name that is said."""
    said = one.who.strip()
    if said.lower() == "i":
        return who
    return "" if not said else "the provider, no person named" if said.lower() == "we" else safe(said)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
