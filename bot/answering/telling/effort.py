"""How the work is done: found by them or by us first, and whether service shrinks under a fee that does not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bot.answering import relationship
from bot.answering.answer import Answer, Verdict
from bot.answering.asking.period import month_start
from bot.answering.card import PROACTIVE_TARGET
from bot.answering.casefile import CaseFile
from bot.answering.conduct import PROACTIVE_MONTHS, proactive
from bot.answering.draft import Draft, listed, sentence
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.metric import not_in_contract
from store.facts.common import Money, Period, Unknown, Why
from store.measures.credit_values import as_decimal
from store.measures.scorecard_conduct import Share
from store.measures.service_reduction import Sign, reduced

HEADLINES = {
    "yes": "Yes, there are signs of less service under a fee that has not fallen; ask before you conclude",
    "partly": "There is a sign of less service, which is a reason to ask and no more",
    "no": "No: we find no sign of less service",
    "cannot_tell": "We cannot tell whether the service has shrunk",
}


def month_of(asked: Asked) -> str | None:
    """The last full month with data in the period asked about, else the last there is."""
    have = asked.case.months_with_data()
    inside = [month for month in have if asked.period and month in asked.period.months()]
    return inside[-1] if inside else (have[-1] if have else None)


def proactivity(asked: Asked) -> Answer:
    """The share of trouble that the provider found itself, now and half a year before."""
    missing = no_data(asked, "trend", "how proactive they are")
    month = month_of(asked)
    if missing or month is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("trend")
    draft.period = Period.of_month(month, asked.case.facts.tz)
    now = proactive(asked.case, month)
    if isinstance(now, Unknown):
        draft.cannot(now.what, now.why, now.fix)
        return draft.answer(
            "We cannot tell: the tickets do not say which ones the provider raised itself.", "unknown", "cannot_tell"
        )
    share = as_decimal(Fraction(100 * now.n, now.of), 2)
    months = draft.figure("proactive_months", "Months looked at", PROACTIVE_MONTHS, "months")
    shown = draft.figure(
        "proactive_share", "Found by the provider before a user reported it", f"{share:.2f}", "%", n=now.n, of=now.of
    )
    draft.say(
        f"In the {months} to {draft.month(month)} the provider raised {now.n} of {now.of} tickets about faults itself; users raised the rest."
    )
    _before(asked, month, draft)
    _series(asked, month, draft)
    yardstick = draft.figure(
        "proactive_target", "A fair share, by our reading", str(PROACTIVE_TARGET), "%", role="target"
    )
    draft.say(
        f"The contract sets no share; {yardstick} is our yardstick. An alert counts as found by them whether or not it needed work."
    )
    good = share >= PROACTIVE_TARGET
    head = (
        f"{'Partly proactive' if good else 'Mostly reactive'}: they found {shown} of the trouble before our people did."
    )
    return draft.answer(head, "answered", "yes" if good else "no")


def _series(asked: Asked, month: str, draft: Draft) -> None:
    """The small picture: the half-year's share as of each of the last twelve months."""
    shares = proactive_by_month(asked.case, month)
    if len(shares) > 2:
        months = list(shares)
        ends = f"{Period.of_month(months[0]).label} to {Period.of_month(months[-1]).label}"
        draft.extra["series"] = [
            ("found by them first, half-year share", [float(one) for one in shares.values()], ends)
        ]


def proactive_by_month(case: CaseFile, month: str) -> dict[str, Fraction]:
    """The proactive share, in per cent of the half-year up to each of the last twelve months; untold months left out."""
    shares = {one: proactive(case, one) for one in case.months_with_data()[-12:] if one <= month}
    return {
        one: Fraction(100 * share.n, share.of) for one, share in shares.items() if isinstance(share, Share) and share.of
    }


def effort_rows(case: CaseFile, month: str) -> dict[str, Any]:
    """The share of proactive work by month, and the signs of less service, as the commands print them."""
    found = relationship.signs(case, month)
    held, before, after = relationship.fee_held(case, month)
    return {
        "contract": case.ref,
        "month": month,
        "proactive": [
            {"month": one, "share": f"{as_decimal(share, 2)}"} for one, share in proactive_by_month(case, month).items()
        ],
        "verdict": reduced(found, fee_held=held),
        "fee_held": held,
        "fee_before": f"{before.amount:.2f}" if before else None,
        "fee_after": f"{after.amount:.2f}" if after else None,
        "signs": [
            {
                "key": one.key,
                "label": one.label,
                "unit": one.unit,
                "before": f"{as_decimal(one.mean_before, 2)}" if one.mean_before is not None else None,
                "after": f"{as_decimal(one.mean_after, 2)}" if one.mean_after is not None else None,
                "months_before": list(one.before),
                "months_after": list(one.after),
                "chance": f"{100 * one.p:.1f}" if one.p is not None else None,
                "fell": one.fell,
            }
            for one in found
        ],
    }


def _before(asked: Asked, month: str, draft: Draft) -> None:
    earlier = f"{month_start(Period.of_month(month).start, PROACTIVE_MONTHS):%Y-%m}"
    then = proactive(asked.case, earlier) if earlier in asked.case.months_with_data() else None
    if then is None or isinstance(then, Unknown) or not then.of:
        return
    share = as_decimal(Fraction(100 * then.n, then.of), 2)
    shown = draft.figure(
        "proactive_share",
        f"The same, half a year to {Period.of_month(earlier).label}",
        f"{share:.2f}",
        "%",
        n=then.n,
        of=then.of,
    )
    draft.say(f"In the half-year to {draft.month(earlier)} it was {shown} ({then.n} of {then.of}).")


def reduction(asked: Asked) -> Answer:
    """Signs of service in the latest half-year against the one before, beside the fee per user."""
    missing = no_data(asked, "trend", "signs of service")
    month = month_of(asked)
    if missing or month is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("trend", timed=False)
    found = relationship.signs(asked.case, month)
    held, before, after = relationship.fee_held(asked.case, month)
    verdict: Verdict = reduced(found, fee_held=held)
    draft.say("\n".join(f"• {_sign(one, draft)}" for one in found))
    for one in found:
        if one.p is None:
            draft.cannot(
                f"whether there is less of this: {one.label}",
                Why.NOT_UPLOADED,
                "It needs records of at least four months in each half-year.",
            )
    _fee(draft, held, before, after)
    for number in ("5", "100"):
        draft.figure(
            "chance_line",
            "A fall counts when chance alone explains it less often than this",
            number,
            "%" if number == "5" else "count",
        )
    draft.say(
        "A fall counts only when chance alone would explain it fewer than 5 times in 100; one such fall is a reason to ask, "
        "two or more under a steady fee are a sign. A month without a record between two that have one counts as none; a "
        "quieter month can also mean that less was needed."
    )
    fell = [one for one in found if one.fell]
    if fell:
        draft.ask_provider(
            f"We see less of this than half a year ago: {listed(one.label for one in fell)}. What has changed on your side?"
        )
        draft.next_steps.append("Talk first: ask what changed before drawing a conclusion.")
    return draft.answer(f"{HEADLINES[verdict]}.", "unknown" if verdict == "cannot_tell" else "answered", verdict)


def _sign(one: Sign, draft: Draft) -> str:
    if one.mean_before is None or one.mean_after is None:
        return f"{sentence(one.label).rstrip('.')}: too little on record to compare."
    spans = [_span(months, draft) for months in (one.before, one.after)]
    values = [
        draft.figure(
            f"sign_{one.key}",
            f"{one.label}, {'before' if place == 0 else 'after'}",
            str(as_decimal(value, 2)),
            "%" if one.unit == "%" else "",
        )
        for place, value in enumerate((one.mean_before, one.mean_after))
    ]
    unit = "" if one.unit == "%" else f" {one.unit}"
    told = f"{sentence(one.label).rstrip('.')}: {values[0]}{unit} on average from {spans[0]}, {values[1]}{unit} from {spans[1]}"
    if one.p is None:
        return f"{told}; too few months to tell."
    chance = draft.figure(f"chance_{one.key}", "Chance of so large a fall by chance alone", f"{100 * one.p:.1f}", "%")
    return f"{told}. {'Fell: chance' if one.fell else 'No fall that chance cannot explain: chance'} {chance}."


def _span(months: tuple[str, ...], draft: Draft) -> str:
    return f"{draft.month(months[0])} to {draft.month(months[-1])}"


def _fee(draft: Draft, held: bool | None, before: Money | None, after: Money | None) -> None:
    if held is None or before is None or after is None:
        draft.cannot("whether the fee per user held", Why.NOT_UPLOADED, "Add the invoices and the head count.")
        return
    first = draft.money("fee_before", "Fee per user and month, the half-year before", before)
    last = draft.money("fee_after", "Fee per user and month, the latest half-year", after)
    draft.say(f"The fee per user was {first} a month before and {last} now; it has {'not ' if held else ''}fallen.")
