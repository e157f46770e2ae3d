"""Whether a price rise was told as early as the contract asks: the rise on the invoices, the last day for its notice, their mails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft, during
from bot.answering.telling import announced_rise
from bot.answering.telling.asked import Asked
from bot.answering.telling.held_prices import held, no_invoices, nothing_to_hold
from bot.answering.telling.price_rises import rise_words, rises_asked
from bot.answering.telling.rise_doubt import announced, no_rule, off_day
from store.facts.agreed import Charge
from store.facts.common import Period, Source, Why
from store.measures.charge_drift import Rise

TOLD = 4


def tell(asked: Asked) -> Answer:
    """Each rise of the period, or of all invoices, beside the notice that the contract asks for and what they wrote."""
    draft = asked.draft("value", timed=False)
    those = held(asked)
    if (rise := announced_rise.announced(asked)) is not None:
        return announced_rise.tell(asked, rise)
    if those is None:
        return no_invoices(asked, draft)
    if not those.found:
        return nothing_to_hold(those, draft)
    draft.period = those.period
    risen = rises_asked(asked, those)
    if not risen:
        return draft.answer(f"No invoice shows a higher price than the one before {during(those.period)}.")
    above = [one for one in risen if one.end > one.agreed]
    if not above:
        draft.say("\n".join(f"• {rise_words(one, draft)}" for one in risen[-TOLD:]))
        return draft.answer(
            "The contract itself sets the higher price, so no notice of a rise was needed for it, as we read it."
        )
    return _told(asked, above[-TOLD:], draft)


def _told(asked: Asked, risen: Sequence[Rise], draft: Draft) -> Answer:
    last = risen[-1]
    rule = _rule(asked, last)
    draft.say("\n".join(f"• {rise_words(one, draft)}" for one in risen))
    off_day(asked, risen, draft)
    if rule is None or rule.notice_days is None:
        if rule is None:
            no_rule(draft)
        else:
            draft.cannot(
                "how early a rise must be told", Why.NOT_IN_CONTRACT, "No notice of a rise was read in the contract."
            )
        return draft.answer(
            "We cannot tell: we read no notice that a price rise needs in the contract.", "unknown", "cannot_tell"
        )
    begins = Period.of_month(last.after.month).start
    by = begins - timedelta(days=rule.notice_days)
    days = draft.figure("rise_notice", "Notice of a price rise", rule.notice_days, "days", role="target")
    shown = draft.on("rise_notice_by", "Last day for the notice of the rise", by)
    month = draft.month(last.after.month)
    draft.say(f"The contract: {draft.quoted(rule.source, rule.status)}.")
    draft.say(
        f"How it is counted: the higher price is that of {month}, so a notice of {days} had to be given by {shown}."
    )
    draft.ask_provider(
        f"On which day and in which letter were we told of the higher price of {Period.of_month(last.after.month).label}?"
    )
    return _by_the_mails(asked, draft, by=by, before=_before(risen), month=month, shown=shown)


def _before(risen: Sequence[Rise]) -> date:
    """From when on a mail can be about the last rise: after the one before it, or a year back."""
    start = Period.of_month(risen[-1].after.month).start
    earlier = [Period.of_month(one.after.month).start for one in risen if one.after.month < risen[-1].after.month]
    return max([start - timedelta(days=365), *earlier])


def _rule(asked: Asked, rise: Rise) -> Charge | None:
    on = Period.of_month(rise.after.month).start
    rules = [one for one in in_force(asked.case.agreed, on).charges if one.kind == "indexation"]
    return next((one for one in rules if one.notice_days is not None), rules[0] if rules else None)


def _by_the_mails(asked: Asked, draft: Draft, *, by: date, before: date, month: str, shown: str) -> Answer:
    mails: list[tuple[date, Source]] = [one for one in announced(asked) if one[0] >= before]
    for sent, source in mails[:TOLD]:
        draft.say(
            f"• On {draft.on('rise_written', 'The provider wrote of a price', sent)} they wrote, {draft.quoted(source)}"
        )
    fix = (
        "A notice may have come by post or in a mail that we do not hold; look for it, and add it: itbot add NOTICE.eml"
    )
    if not mails:
        draft.cannot(f"whether notice of the rise of {month} was given by {shown}", Why.NOT_UPLOADED, fix)
        return draft.answer(
            f"We cannot tell: no message that we hold tells of the rise of {month}, for which notice had to be given by {shown}.",
            "unknown", "cannot_tell",
        )  # fmt: skip
    first = min(sent for sent, _ in mails)
    on = draft.on("rise_written", "The provider wrote of a price", first)
    if first <= by:
        draft.cannot(
            "whether that message is the notice that the contract means",
            Why.CONFLICT,
            "Read it beside the clause on notices.",
        )
        return draft.answer(
            f"It seems so: a message of {on} tells of a rise, and notice of the one of {month} had to be given by {shown}.",
            "partly",
            "cannot_tell",
        )
    draft.cannot(f"whether an earlier notice of the rise of {month} came in another way", Why.NOT_UPLOADED, fix)
    return draft.answer(
        f"Not in time by what we hold: the first message that tells of a rise is of {on}, and notice of the one of {month} had to be given by {shown}.",
        "partly", "no",
    )  # fmt: skip
