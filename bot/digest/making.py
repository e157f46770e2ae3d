"""A message made plain, by code alone: read, held against the records, and checked before anything of it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft
from bot.digest import guard
from bot.digest.claims import claims_in
from bot.digest.gist import About, gist, when
from bot.digest.hours import announced_hours
from bot.digest.model import Claim, Digest, Term
from bot.digest.office import office_of
from bot.digest.price_claims import arithmetic, rise_claims
from bot.digest.reply import draft_reply
from bot.digest.terms import definitions_of, in_place, terms_in
from bot.intake.mail_records import side_of
from knowledge.correspondence.account import Account, account
from knowledge.correspondence.expected import Missing, missing
from knowledge.correspondence.kinds import Kind, kind_of, telling_sentence
from knowledge.correspondence.ownership import ownership
from knowledge.correspondence.plainness import plainness
from knowledge.correspondence.price_changes import PriceChange, price_change, price_held
from knowledge.correspondence.put_on_us import Silence, legal_duties, silences
from knowledge.correspondence.soft_words import Soft, hollow, soft_phrases
from knowledge.mail.model import Mail
from knowledge.promises.asks import with_waits
from knowledge.promises.clocks import by_either_clock, differ
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_days import day_first
from knowledge.promises.finding import statements
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.parties import Parties
from store.facts.agreed import ContractFacts

MOST_QUESTIONS = 6


def said_in(
    mail: Mail, facts: ContractFacts | None, *, fallback: str, now: datetime
) -> tuple[tuple[Statement, ...], str]:
    """The statements of a message and the zone its days are counted in: the contract's, else the message's own."""
    sent = mail.sent or now
    zone = ZoneInfo(facts.tz) if facts else None
    local = _local(mail, zone, fallback, now)
    days, parties = office_of(facts, local.date()), parties_of(mail, facts)
    found: Sequence[Statement] = statements(mail.latest, local, days, parties, own=sent.tzinfo)
    if zone and mail.sent and differ(mail.sent, zone) and any(one.due.dated for one in found):
        found = by_either_clock(found, statements(mail.latest, mail.sent, days, parties, own=sent.tzinfo))
    if mail.sent is None:
        found = [replace(one, due=replace(one.due, on=None, first=None, last=None, at=None)) for one in found]
    return tuple(with_waits(found)), facts.tz if facts else fallback


def _local(mail: Mail, zone: ZoneInfo | None, fallback: str, now: datetime) -> datetime:
    """When a message was sent, by the clock its days are counted in."""
    sent = mail.sent or now
    if zone is None and mail.sent and sent.tzinfo not in {None, UTC}:
        return sent
    return sent.astimezone(zone or ZoneInfo(fallback))


def _silences(mail: Mail, facts: ContractFacts | None, zone: str, now: datetime) -> list[Silence]:
    """What takes our silence for agreement; without a day where the message does not say when it was sent."""
    local = _local(mail, ZoneInfo(facts.tz) if facts else None, zone, now)
    found = silences(mail.latest, local, office_of(facts, local.date()))
    return found if mail.sent else [Silence(one.quote, Due(words=one.due.words)) for one in found]


def parties_of(mail: Mail, facts: ContractFacts | None) -> Parties:
    """Names of the writer's side and of the reader's, from the heads of the mail and the contract."""
    ours = facts is not None and side_of(mail.sender.address, facts) == "customer"
    domain = mail.sender.domain
    house = [one.name for one in mail.cc if one.domain == domain and one.name]
    reader = [one.name for one in (*mail.to, *mail.cc) if one.domain != domain and one.name]
    if facts is not None:
        (reader if ours else house).append(facts.provider)
        (house if ours else reader).append(facts.customer)
    return Parties(mail.sender.name, tuple(filter(None, house)), tuple(filter(None, reader)))


def made(mail: Mail, case: CaseFile | None, own: Mapping[str, str], *, fallback: str, now: datetime) -> Digest:
    """The digest itself. Whatever a figure in it cannot be traced for is left out and said so."""
    facts = case.facts if case else None
    said, zone = said_in(mail, facts, fallback=fallback, now=now)
    from_us = facts is not None and side_of(mail.sender.address, facts) == "customer"
    if from_us:
        said = tuple(replace(one, mood=Mood.OURS) if one.mood is Mood.PROMISE else one for one in said)
    change = price_change_in(mail, facts, zone, now)
    kind, told = _kind(mail, change), account(mail.latest)
    definitions = (
        definitions_of(case.stores.contracts, case.ref, mail.sent.date() if mail.sent else None) if case else []
    )
    draft = Draft(question="", topic="email", contract=case.ref if case else None)
    claims = tuple(claims_in(mail, case, said, draft)) if case and not from_us else ()
    if change and not from_us:
        claims += (*arithmetic(change, draft), *(rise_claims(change, mail, case, draft) if case else ()))
    soft = () if from_us else tuple(soft_phrases(mail.latest, said))
    terms = tuple(terms_in(mail.latest, definitions, own))
    gaps = (
        ()
        if from_us
        else tuple(_but_for_the_share(missing(kind, f"{mail.subject}\n{mail.latest}", told, said), change))
    )
    silent = [] if from_us else _silences(mail, facts, fallback, now)
    questions = () if from_us else _questions(silent, gaps, soft, claims, said, terms)
    who = str(mail.sender) or "The sender"
    plain = in_place(mail.latest, terms, {one.written: one.meaning for one in soft})
    return guard.checked(
        Digest(
            mail=mail,
            contract=case.ref if case else None,
            tz=zone,
            who=who,
            from_us=from_us,
            kind=kind,
            gist=_with_claims(_gist(_about(who, kind, mail, told, zone, change), from_us, said, gaps), claims, draft),
            told=told,
            said=said,
            claims=claims,
            terms=terms,
            soft=soft,
            hollow=()
            if from_us
            else tuple(one for one in hollow(mail.latest) if one.phrase not in {known.written for known in soft}),
            ownership=ownership(mail.latest, said),
            missing=gaps,
            questions=questions,
            in_plain=plain,
            reply="" if from_us else draft_reply(mail, said, questions),
            plainness=plainness(mail.latest, definitions, list(own)),
            warnings=(
                *_warnings(mail, from_us, said),
                *(_silence_words(one, zone) for one in silent),
                *_duties(mail, from_us),
            ),
            figures=tuple(draft.figures),
            extra={"tickets": tuple(draft.extra.get("tickets", ())), "citations": tuple(draft.citations)},
        )
    )


def _kind(mail: Mail, change: PriceChange | None) -> Kind:
    """What the message is about: a new price before all else; one that stays as it is announces no change."""
    found = Kind.PRICE if change else kind_of(mail.subject, mail.latest).kind
    return Kind.MESSAGE if found is Kind.PRICE and not change and price_held(mail.latest) else found


def price_change_in(mail: Mail, facts: ContractFacts | None, fallback: str, now: datetime) -> PriceChange | None:
    """The change of price that a message announces; its day left out where nobody knows when it was sent."""
    local = _local(mail, ZoneInfo(facts.tz) if facts else None, fallback, now)
    found = price_change(mail.subject, mail.latest, Sent(local, office_of(facts, local.date()), day_first(mail.latest)))
    return found if found is None or mail.sent else replace(found, begins=None)


def _but_for_the_share(gaps: Sequence[Missing], change: PriceChange | None) -> Iterator[Missing]:
    """The gaps; where a new price and its share are told, what is left open is what the share rests on."""
    for one in gaps:
        if one.key == "arithmetic" and change and change.pct:
            yield replace(one, says="what the percentage is based on", ask=f"What is the {change.pct} based on?")
        else:
            yield one


def _about(who: str, kind: Kind, mail: Mail, told: Account, zone: str, change: PriceChange | None) -> About:
    hours = announced_hours(mail, zone) if kind is Kind.MAINTENANCE else ""
    return About(who, kind, mail.subject, told, telling_sentence(kind, mail.latest), hours, change)


def _gist(about: About, from_us: bool, said: Sequence[Statement], gaps: Sequence[Missing]) -> tuple[str, ...]:
    if from_us:
        return (f'This is our own message to the provider, about "{about.subject}".',)
    return gist(about, said, gaps)


def _with_claims(told: tuple[str, ...], claims: Sequence[Claim], draft: Draft) -> tuple[str, ...]:
    """The first sentence with what the records say of the message's figures, where any of them differ."""
    told = (" ".join([told[0], *(one.told for one in claims if one.told)]), *told[1:]) if told else told
    checked = [one for one in claims if one.agrees is not None and not one.told]
    apart = sum(one.agrees is False for one in checked)
    if not apart or not told:
        return told
    if len(checked) == 1:
        says = "Your records do not agree with what it claims"
    else:
        draft.figure("claims_apart", "Claims that our records do not bear out", f"{apart} of {len(checked)}", "")
        says = f"Your records do not agree with {apart} of {len(checked)} things it claims"
    return (f"{told[0]} {says}.", *told[1:])


def _questions(
    silent: Sequence[Silence],
    gaps: Sequence[Missing],
    soft: Sequence[Soft],
    claims: Sequence[Claim],
    said: Sequence[Statement],
    terms: Sequence[Term],
) -> tuple[str, ...]:
    """What to ask: figures that differ first, then silence taken as agreement, promises without a day, then what is missing and what is soft."""
    asked = [one.ask for one in claims if one.ask]
    asked += [
        f"Your figure for {one.about} is not ours. How did you reach it?"
        for one in claims
        if one.agrees is False and not one.ask
    ][:2]
    asked += ["Which clause of the contract lets our silence count as agreement?"] if silent else []
    vague = [one for one in said if one.mood is Mood.PROMISE and one.due.vague]
    asked += [f'You write "{one.due.words}": which day is that?' for one in vague[:2]]
    told = {"date", "next_update"} if vague else set()
    asked += [one.ask for one in gaps if one.key not in told]
    asked += [f'"{one.written}": {one.ask}' for one in soft if not any(one.written in known for known in asked)]
    asked += [one.ask for one in terms if one.source == "unknown" and one.ask]
    return tuple(dict.fromkeys(asked))[:MOST_QUESTIONS]


def _silence_words(one: Silence, zone: str) -> str:
    until = f", unless they hear from you {when(one.due, zone)}" if one.due.dated else ""
    return f'They take silence as agreement{until}: "{one.quote}" If you do not agree, say so in writing in time.'


def _duties(mail: Mail, from_us: bool) -> Iterator[str]:
    """Where they say that the reader may have to tell an authority: the time for that is the reader's own."""
    for one in () if from_us else legal_duties(mail.latest):
        yield f'They say that you may have a duty of your own: "{one}" Its time may be running already; take advice.'


def _warnings(mail: Mail, from_us: bool, said: Sequence[Statement]) -> tuple[str, ...]:
    found = list(mail.warnings)
    if mail.sent is None and said:
        found.append(
            "The message does not say when it was sent, so no due day could be worked out; give that day (itbot email --sent), or send the message as a file."
        )
    if from_us:
        found.append("This is our own message, so nothing in it is a promise of the provider's.")
    return tuple(found)
