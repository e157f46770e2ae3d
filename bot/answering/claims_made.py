"""The claims for service credits on record: what our own mails say, and what people said of it; a person's word goes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from bot.answering.stores import Stores
from knowledge.mail.crediting import ReadClaim, levels_in, read_claim
from store.claim_words import ClaimWord
from store.facts.agreed import ContractFacts, Metric, ServiceLevel
from store.facts.claimed import CreditClaim
from store.facts.common import Money, Source, Status
from store.mail_records import MailRecord
from store.measures.credit_standing import is_in_time
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name

SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
KINDS = {"response": Metric.RESPONSE, "resolution": Metric.RESOLUTION, "availability": Metric.AVAILABILITY}


@dataclass(frozen=True, slots=True)
class ClaimsOnRecord:
    """One contract's mails and our people's words, read for claims as of a day; `levels` are those in force last."""

    stores: Stores
    facts: ContractFacts
    today: date
    levels: tuple[ServiceLevel, ...]

    def made(self) -> tuple[CreditClaim, ...]:
        """Every claim that counts, in no order: those in our mails that nobody denied, and those a person told of."""
        words = {(one.month, one.mail): one for one in self.stores.claim_words.listed(self.facts.ref)}
        spoken = [self._told(one) for one in words.values() if one.is_claim and not one.mail]
        taken_back = [one for one in self._mails() if one[1].withdrawn]
        read = [_judged(one, words.get((one.month, one.mail))) for one in self._read() if not _is_back(one, taken_back)]
        return (*spoken, *(one for one in read if one is not None))

    def unclear_about(self, credits: MonthCredits) -> Iterator[CreditClaim]:
        """Mails of ours that claim a credit for a month that could not be read, and would be in time for this one."""
        for record, claim in self._mails():
            if not claim.months and not claim.withdrawn:
                made = self._claim(record, claim, credits.month)
                if is_in_time(made, credits):
                    yield made

    def _mails(self) -> Iterator[tuple[MailRecord, ReadClaim]]:
        for record in self.stores.mails.speaking_of(self.facts.ref, "credit", "customer"):
            sent = self._sent(record)
            if sent is not None and sent > self.today:
                continue
            claim = read_claim(record.mail.subject, record.mail.latest, sent)
            if claim is not None:
                yield record, claim

    def _read(self) -> Iterator[CreditClaim]:
        for record, claim in self._mails():
            if not claim.withdrawn:
                yield from (self._claim(record, claim, month) for month in claim.months)

    def _claim(self, record: MailRecord, claim: ReadClaim, month: str) -> CreditClaim:
        """One month's claim in a mail; a sum that is for several months is nobody's own."""
        source = Source(record.mail.file or record.name, clause=f"email {record.id}", quote=claim.quote)
        amount = _money(claim.amount, self.facts.currency) if len(claim.months) == 1 else None
        return CreditClaim(
            self.facts.ref, month, self._sent(record), source, levels=_named(claim.quote, self.levels), amount=amount,
            mail=record.mail.key,
        )  # fmt: skip

    def _told(self, word: ClaimWord) -> CreditClaim:
        source = Source(f"said by {word.said_by}" if word.said_by else "said by a person")
        return CreditClaim(self.facts.ref, word.month, word.sent_on, source, status=Status.CONFIRMED)

    def _sent(self, record: MailRecord) -> date | None:
        """The day it was sent, in the contract's zone."""
        return record.sent.astimezone(ZoneInfo(self.facts.tz)).date() if record.sent else None


def _is_back(claim: CreditClaim, taken_back: Sequence[tuple[MailRecord, ReadClaim]]) -> bool:
    """Whether a later mail of ours takes the claim back."""
    later = (
        read
        for record, read in taken_back
        if record.sent is None or claim.sent_on is None or record.sent.date() >= claim.sent_on
    )
    return any(claim.month in read.months for read in later)


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
