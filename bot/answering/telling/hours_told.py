"""What is said beside hours on an invoice: which of them no price could be held against, and what no invoice shows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.draft import Draft
from store.facts.common import Money, Period, Why
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import Drift
from store.measures.extra_lines import HOURLY

TOLD = 4


def say(found: Sequence[Drift], unsure: Sequence[InvoiceLine], draft: Draft) -> None:
    """The hours whose price stays open, each with its line; and that the count of hours is the provider's own."""
    for line in unsure[:TOLD]:
        label = Period.of_month(line.month).label
        price = draft.money(
            "hourly_price",
            f"Price billed for each hour or unit, {label}",
            Money(line.unit_price or line.net.amount, line.net.currency),
            sources=(str(line.source),),
        )
        draft.extra.setdefault("tickets", []).extend([line.description, line.invoice])
        draft.cannot(
            f'whether {price} for "{line.description}" ({line.invoice}, {draft.month(line.month)}) is the agreed price of those hours',
            Why.NOT_IN_CONTRACT,
            "Ask whose hours they were, how many, and at what time of day, and hold them against the price for that.",
        )
    if len(unsure) > TOLD:
        number = draft.figure("more_hours", "Further lines of hours not checked", len(unsure) - TOLD, "lines")
        draft.cannot(f"the price of {number} more of hours", Why.NOT_IN_CONTRACT, "Compare them by hand.")
    if any(one.kind == HOURLY for one in found):
        draft.say("The price of each hour was checked; how many hours were worked no invoice shows, only time sheets.")
