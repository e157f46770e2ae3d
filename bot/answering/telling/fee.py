"""Whether the fee is reasonable, looked at from both sides: facts that speak for too high, and for too low."""

from __future__ import annotations

from decimal import ROUND_HALF_UP

from bot.answering import relationship
from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from bot.answering.telling.charges import PENNY, users_in
from bot.answering.telling.effort import month_of
from bot.answering.telling.scope import standings
from store.facts.common import Money, Period, Why
from store.measures.options import total
from store.measures.service_reduction import reduced

# Less than half of the usual things in words that bind is thin: our reading.
THIN = 50


def tell(asked: Asked) -> Answer:
    """The fee with what speaks either way; without market prices there is no verdict, and it says so."""
    draft = asked.draft("value", timed=False)
    month = month_of(asked)
    paid = relationship.fees(asked.case, month) if month else {}
    whole = total(list(paid.values()))
    if month is None or whole is None:
        draft.cannot(
            "whether the fee is reasonable", Why.NOT_UPLOADED, "Add the invoices, the head count and the tickets."
        )
        return draft.answer(
            "We cannot tell: there are no invoices and tickets of the same months.", "unknown", "cannot_tell"
        )
    high, low = [*_credits(asked, paid, draft)], [*_thin(asked, draft), *_shrinking(asked, month)]
    _fee(asked, paid, whole, draft)
    draft.say(
        "\n".join(["What would speak for too high a fee:", *(f"• {one}" for one in high or ["nothing on record."])])
    )
    draft.say(
        "\n".join(["What would speak for too low a fee:", *(f"• {one}" for one in low or ["nothing on record."])])
    )
    draft.say(
        "A fee that leaves the provider nothing is paid for in service; one that buys less than was promised is too high at any price."
    )
    draft.cannot(
        "what others pay",
        Why.NOT_UPLOADED,
        "We hold no market prices and compare with none; three quotations on the same scope would settle it.",
    )
    draft.ask_provider("Does this fee let you do what the contract asks, and where does it not?")
    leans = "both ways" if high and low else "to too high" if high else "to too low" if low else "neither way"
    return draft.answer(
        f"We cannot say whether the fee is right, but the facts on record lean {leans}.", "partly", "cannot_tell"
    )


def _fee(asked: Asked, paid: dict[str, Money], whole: Money, draft: Draft) -> None:
    shown = draft.money("paid_year", f"Recurring charges, {len(paid)} months", whole)
    months = draft.figure("months_invoiced", "Months counted", len(paid), "count")
    heads = [users for month in paid if (users := users_in(asked.case.happened.headcount, month))]
    each = ""
    if len(heads) == len(paid):
        mean = Money((whole.amount / sum(heads)).quantize(PENNY, ROUND_HALF_UP), whole.currency)
        each = f", {draft.money('cost_per_user', f'Mean cost per user and month, to {Period.of_month(max(paid)).label}', mean)} for each user and month"
    draft.say(f"In the last {months} months the recurring charges came to {shown}{each}.")


def _credits(asked: Asked, paid: dict[str, Money], draft: Draft) -> list[str]:
    """Money that the contract gives back and that was not received is paid for nothing."""
    if not asked.case.agreed.credit_rules:
        return []
    made = [asked.case.credits(month) for month in paid if month in asked.case.months_with_data()]
    owed = total([one.owed for one in made if one.owed is not None])
    received = total([one.credited for one in made])
    if owed is None or received is None or owed.amount <= received.amount:
        return []
    due = draft.money("credits_owed_year", "Service credits the contract gives for these months", owed, role="credit")
    got = draft.money("credits_received_year", "Service credits received for these months", received, role="credit")
    return [f"the contract gives {due} back for missed levels in these months; {got} was received."]


def _thin(asked: Asked, draft: Draft) -> list[str]:
    found = standings(asked.case)
    bound = sum(one.stand == "included" for one in found)
    told = []
    if 100 * bound < THIN * len(found):
        of = draft.figure("scope_all", "Activities of the yardstick", len(found), "count")
        has = draft.figure("scope_included", "In the contract as a promise", bound, "count")
        told.append(f"the contract is thin: of {of} usual things it promises {has} in words that we could read.")
    if not asked.case.agreed.credit_rules:
        told.append("the contract puts no price on a missed level, as far as we could read it.")
    return told


def _shrinking(asked: Asked, month: str) -> list[str]:
    found = relationship.signs(asked.case, month)
    held, _, _ = relationship.fee_held(asked.case, month)
    if reduced(found, fee_held=held) not in {"yes", "partly"}:
        return []
    return [f"there is less of this than half a year ago: {one.label}." for one in found if one.fell]
