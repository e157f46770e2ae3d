"""The claims for service credits on record: what our own mails say, and what people said of it; a person's word goes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from knowledge.mail.crediting import ReadClaim, levels_in, read_claim
from store.claim_words import ClaimWord
from store.facts.agreed import Metric, ServiceLevel
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Source, Status
from store.mail_records import MailRecord
from store.measures.credit_standing import is_in_time
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile

SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
KINDS = {"response": Metric.RESPONSE, "resolution": Metric.RESOLUTION, "availability": Metric.AVAILABILITY}


def claims_made(case: CaseFile) -> tuple[CreditClaim, ...]:
    """Every claim that counts, in no order: those in our mails that nobody denied, and those a person told of."""
    words = {(one.month, one.mail): one for one in case.stores.claim_words.listed(case.ref)}
    spoken = [_told(case, one) for one in words.values() if one.is_claim and not one.mail]
    taken_back = [one for one in _mails(case) if one[1].withdrawn]
    read = [_judged(one, words.get((one.month, one.mail))) for one in _read(case) if not _is_back(one, taken_back)]
    return (*spoken, *(one for one in read if one is not None))


def unclear_about(case: CaseFile, credits: MonthCredits) -> Iterator[CreditClaim]:
    """Mails of ours that claim a credit for a month that could not be read, and would be in time for this one."""
    for record, claim in _mails(case):
        if not claim.months and not claim.withdrawn:
            made = _claim(case, record, claim, credits.month)
            if is_in_time(made, credits):
                yield made


def _is_back(claim: CreditClaim, taken_back: Sequence[tuple[MailRecord, ReadClaim]]) -> bool:
    """Whether a later mail of ours takes the claim back."""
    later = (
        read
        for record, read in taken_back
        if record.sent is None or claim.sent_on is None or record.sent.date() >= claim.sent_on
    )
    return any(claim.month in read.months for read in later)


def _mails(case: CaseFile) -> Iterator[tuple[MailRecord, ReadClaim]]:
    zone = ZoneInfo(case.facts.tz)
    for record in case.stores.mails.speaking_of(case.ref, "credit", "customer"):
        sent = record.sent.astimezone(zone).date() if record.sent else None
        if sent is not None and sent > case.today:
            continue
        claim = read_claim(record.mail.subject, record.mail.latest, sent)
        if claim is not None:
            yield record, claim


def _read(case: CaseFile) -> Iterator[CreditClaim]:
    for record, claim in _mails(case):
        if not claim.withdrawn:
            yield from (_claim(case, record, claim, month) for month in claim.months)


def _claim(case: CaseFile, record: MailRecord, claim: ReadClaim, month: str) -> CreditClaim:
    """One month's claim in a mail; a sum that is for several months is nobody's own."""
    sent = record.sent.astimezone(ZoneInfo(case.facts.tz)).date() if record.sent else None
    source = Source(record.mail.file or record.name, clause=f"email {record.id}", quote=claim.quote)
    levels = _named(claim.quote, [line.latest for line in case.lines])
    amount = _money(claim.amount, case.facts.currency) if len(claim.months) == 1 else None
    return CreditClaim(case.ref, month, sent, source, levels=levels, amount=amount, mail=record.mail.key)


def _named(words: str, levels: Sequence[ServiceLevel]) -> tuple[str, ...]:
    """The names of the contract's levels that the words speak of; a service is spoken of by its own name."""
    wanted = {(KINDS[kind], number) for kind, number in levels_in(words)}
    return tuple(dict.fromkeys(level_name(one) for one in levels if _is_named(one, wanted, words.casefold())))


def _is_named(level: ServiceLevel, wanted: set[tuple[Metric, int | None]], words: str) -> bool:
    if level.metric is Metric.AVAILABILITY:
        service = (level.service or "").casefold()
        return bool(service and service in words) or ((level.metric, None) in wanted and not service)
    return (level.metric, level.priority) in wanted


def _money(words: str, currency: str) -> Money | None:
    """The sum of the words ("£818.40") in the contract's currency; None for no sum, or one in another currency."""
    digits = "".join(sign for sign in words if sign.isdigit() or sign == ".")
    code = next((code for sign, code in SIGNS.items() if sign in words), words[:3].upper() if words else "")
    if code != currency and not (code == "USD" and "$" in words and currency.endswith("D")):
        return None
    try:
        return Money(Decimal(digits).quantize(Decimal("0.01")), currency)
    except InvalidOperation:
        return None


def _told(case: CaseFile, word: ClaimWord) -> CreditClaim:
    source = Source(f"said by {word.said_by}" if word.said_by else "said by a person")
    return CreditClaim(case.ref, word.month, word.sent_on, source, status=Status.CONFIRMED)


def _judged(claim: CreditClaim, word: ClaimWord | None) -> CreditClaim | None:
    """A mail's claim after a person's word on it: none, confirmed, or as it was read."""
    if word is None:
        return claim
    if not word.is_claim:
        return None
    return CreditClaim(
        claim.contract, claim.month, word.sent_on or claim.sent_on, claim.source, claim.levels, claim.amount,
        claim.mail, Status.CONFIRMED,
    )  # fmt: skip
