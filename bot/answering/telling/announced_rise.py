"""A price rise that the provider's latest email on prices announces, held against what the contract allows."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.telling.asked import Asked
from bot.digest.making import price_change_in
from bot.digest.model import Claim
from bot.digest.price_claims import arithmetic, rise_claims
from bot.digest.safe import safe
from bot.intake.mail_records import as_mail
from knowledge.correspondence.price_changes import PriceChange
from store.facts.common import Source, Why
from store.mail_records import MailRecord

# A question about one rise, rather than about how far prices may rise at all.
OF_ONE = re.compile(
    r"\b(?:the|this|that|their|his|her|new|announced|proposed|planned) (?:\w+ )?(?:rise|increase|uplift|hike)\b|\d ?(?:%|per ?cent)|"
    r"\b(?:more|extra|increase|rise|uplift)\b.*\b(?:ok|okay|fair|right|justified|allowed|do that|do this|legitimate)\b",
    re.IGNORECASE,
)
SHARE = re.compile(r"(?P<share>\d+(?:[.,]\d+)?) ?(?:%|per ?cent)", re.IGNORECASE)
# A rise that began longer ago is one for the invoices.
BEGUN = timedelta(days=31)
OLD = timedelta(days=365)


def announced(asked: Asked) -> tuple[MailRecord, PriceChange] | None:
    """The latest email that announces a rise still ahead or just begun; None where the question is about another share."""
    case, told = asked.case, asked.question.spoken
    if not OF_ONE.search(told):
        return None
    for record in reversed(case.stores.mails.listed(case.ref, side="provider")):
        if record.sent is None or not case.now - OLD < record.sent <= case.now:
            continue
        change = price_change_in(as_mail(record), case.facts, case.facts.tz, case.now)
        if change is None or change.up is False:
            continue
        begun = change.begins is not None and change.begins < case.today - BEGUN
        asked_share, share = SHARE.search(told), change.pct.rstrip("%")
        other = asked_share is not None and asked_share["share"].replace(",", ".") != share
        return None if begun or other else (record, change)
    return None


def tell(asked: Asked, found: tuple[MailRecord, PriceChange]) -> Answer:
    """What they wrote, and each rule of the contract beside it: yes only where every one is kept, no where one is not."""
    record, change = found
    draft = asked.draft("clause", timed=False)
    source = Source(record.mail.file or record.name, clause=f"email {record.id}", quote=safe(change.quote))
    sent = record.sent or asked.case.now
    on = draft.on(
        "rise_written", "The provider wrote of a price", sent.astimezone(ZoneInfo(asked.case.facts.tz)).date()
    )
    draft.say(f"On {on} they wrote, {draft.quoted(source)}.")
    mail = as_mail(record)
    rules = list(rise_claims(change, mail, asked.case, draft))
    every = [*rules, *arithmetic(change, draft)]
    draft.say("\n".join(f"• {_line(one)}" for one in every))
    if not rules:
        draft.cannot("whether the rise is allowed", Why.NOT_IN_CONTRACT, "Read the clauses on charges and on rises.")
        return draft.answer("We cannot tell: we read no rule on price rises in the contract.", "unknown", "cannot_tell")
    draft.to_ask += [safe(one.ask) for one in rules if one.ask]
    draft.readings += [safe(one.ask) for one in rules if one.ask]
    broken = [one for one in rules if one.agrees is False]
    if broken:
        draft.next_steps.append("Talk first: ask them on which clause it rests, and from which day it can count.")
        return draft.answer(f"No: as announced, it does not keep to the contract. {_line(broken[0])}", "answered", "no")
    if any(one.agrees is None for one in rules):
        draft.cannot(
            "whether the rise is within the contract", Why.NOT_UPLOADED, "Ask the provider for its arithmetic."
        )
        return draft.answer(
            "We cannot tell yet: what the rise is measured by is not in what we hold.", "partly", "cannot_tell"
        )
    return draft.answer("Yes: as announced, it keeps to what we read in the contract.", "answered", "yes")


def _line(one: Claim) -> str:
    held = {True: "kept", False: "not kept", None: "cannot be checked here"}[one.agrees]
    return f"{one.about[:1].upper()}{one.about[1:]}: {one.ours} ({held})."
