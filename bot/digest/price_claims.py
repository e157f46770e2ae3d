"""A price rise that a message announces, beside what the contract allows: a price it holds, its cap, its notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.answering.casefile import CaseFile, in_force
from bot.answering.draft import Draft
from bot.digest.model import Claim
from knowledge.correspondence.price_changes import PriceChange
from knowledge.mail.model import Mail
from store.facts.agreed import Charge
from store.facts.common import Status
from store.measures.price_freezes import freezes

NOT_SURE = {Status.CONFLICT, Status.UNKNOWN}
PLACES = Decimal("0.01")


def arithmetic(change: PriceChange, draft: Draft) -> Iterator[Claim]:
    """The share that is named, beside the share that the two amounts come to; nothing where they are the same."""
    worked = change.worked_out
    if worked is None:
        return
    shown = draft.figure(
        "rise_worked_out", f"From {change.old} to {change.new}", f"{abs(worked).quantize(PLACES).normalize():f}", "%"
    )
    if not change.pct:
        yield Claim(change.quote, "the size of the change", f"from {change.old} to {change.new} is {shown}", None)
        return
    said = Decimal(change.pct.rstrip("%"))
    exponent = said.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    agrees = abs(abs(worked) - said) <= Decimal(1).scaleb(-max(0, places))
    if not agrees:
        yield Claim(
            change.quote, "the size of the change", f"from {change.old} to {change.new} is {shown}", agrees=False
        )


def rise_claims(change: PriceChange, mail: Mail, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """The rise beside the contract's rules; nothing for a price that falls."""
    if change.up is False:
        return
    frozen = list(_frozen(change, case, draft))
    yield from frozen
    charges = in_force(case.agreed, case.today).charges
    rules = [one for one in charges if one.kind == "indexation" and one.status not in NOT_SURE]
    yield from () if frozen else _capped(change, rules, draft)
    yield from _notice(change, mail, rules, case, draft)


def _frozen(change: PriceChange, case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """A price that the contract holds on the day of the rise; without a day it is shown and not judged."""
    for one in freezes(in_force(case.agreed, case.today).charges, case.facts):
        if one.rule.holds or one.until is None or not one.on(case.today):
            continue
        until = draft.on("frozen_until", "No price rise before", one.until, (str(one.rule.source),))
        ours = f"the contract lets no price rise before {until} ({draft.cite(one.rule.source, one.rule.status)})"
        yield Claim(change.quote, "price rise", ours, None if change.begins is None else change.begins >= one.until)


def _capped(change: PriceChange, rules: Sequence[Charge], draft: Draft) -> Iterator[Claim]:
    """The most that the contract allows: a share, or an index whose figure stands in no record here."""
    caps = [one for one in rules if one.cap_pct is not None]
    share = Decimal(change.pct.rstrip("%")) if change.pct else change.worked_out
    if caps and share is not None:
        cap = max(one.cap_pct for one in caps if one.cap_pct is not None)
        most = draft.figure(
            "price_cap", "The most a price may rise in a year", f"{cap.normalize():f}", "%", role="target"
        )
        index = f" and no more than the {caps[0].index}" if caps[0].index else ""
        ours = f"the contract allows at most {most}{index} ({draft.cite(caps[0].source, caps[0].status)})"
        yield Claim(change.quote, "price rise", ours, False if share > cap else None if index else True)
        return
    for one in rules[:1]:
        if one.index and one.cap_pct is None:
            where = draft.cite(one.source, one.status)
            ours = f"the contract ties a rise to the {one.index} ({where}); whether it is within that, its published figure would tell"
            yield Claim(
                change.quote,
                "price rise",
                ours,
                None,
                told=f"The contract ties a rise to the {one.index} ({where}).",
                ask=f"Which published figure of the {one.index}, of which month, is the rise worked out from?",
            )


def _notice(change: PriceChange, mail: Mail, rules: Sequence[Charge], case: CaseFile, draft: Draft) -> Iterator[Claim]:
    """The days between the message and the rise, beside the notice that the contract asks for."""
    asked = {one.notice_days for one in rules if one.notice_days is not None}
    if len(asked) != 1 or change.begins is None or mail.sent is None:
        return
    rule = next(one for one in rules if one.notice_days is not None)
    given = (change.begins - _day_sent(mail, case)).days
    needed = draft.figure("rise_notice", "Notice of a price rise", asked.pop(), "days", role="target")
    days = draft.figure("rise_notice_given", "Notice given of the price rise", given, "days")
    where = draft.cite(rule.source, rule.status)
    short = given < (rule.notice_days or 0)
    told = f"The contract asks for {needed} of notice ({where}); from this message to {day(change.begins)} there are {days}."
    ask = (
        f"The contract asks for {needed} of notice and this gives {days}: from which day does the rise count?"
        if short
        else ""
    )
    yield Claim(
        change.quote,
        "notice of the rise",
        f"{needed} are asked for ({where}), and this gives {days}",
        not short,
        told=told,
        ask=ask,
    )


def _day_sent(mail: Mail, case: CaseFile) -> date:
    if mail.sent is None:
        raise ValueError(mail)
    return mail.sent.astimezone(ZoneInfo(case.facts.tz)).date()
