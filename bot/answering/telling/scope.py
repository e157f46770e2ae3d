"""What the fee buys and what it does not: the price line by line, and the contract's scope beside what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked
from bot.answering.telling.charges import per_user
from knowledge.baseline import Standing, scope_map
from store.facts.common import Money, Period, Source, Why

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile

TITLES = {
    "included": "In the contract as a promise",
    "extra": "Named, but at an extra charge or as an option",
    "excluded": "Left out by the contract's own words",
    "ours": "Left to us",
    "mentioned": "Mentioned, without a promise that we could read",
}
NONE = "The search found no clause on these; that does not prove there is none"


def standings(case: CaseFile) -> list[Standing]:
    """The contract's clauses in force laid beside the yardstick."""
    from bot.intake.passages import passages

    return scope_map(passages(case.stores.contracts, case.ref))


def tell(asked: Asked) -> Answer:
    """The price with its lines, and every usual activity as included, extra, excluded, ours, or not found."""
    draft = asked.draft("value", timed=False)
    found = standings(asked.case)
    _price(asked, draft)
    for stand, title in TITLES.items():
        these = [one for one in found if one.stand == stand]
        if these:
            number = draft.figure(f"scope_{stand}", title, len(these), "count")
            draft.say("\n".join([f"{title} ({number}):", *(f"• {_line(one, draft, stand)}" for one in these)]))
    silent = [one for one in found if one.stand == "not_found"]
    if silent:
        number = draft.figure("scope_not_found", "Usual activities without a clause found", len(silent), "count")
        draft.say(f"{NONE} ({number}): {listed(one.activity.name for one in silent)}.")
        draft.cannot(
            "whether these are covered somewhere",
            Why.NOT_IN_CONTRACT,
            "Ask the provider to point to the clause, or to say that it is not included.",
        )
        draft.ask_provider(f"Is {silent[0].activity.name} part of what we pay for, and which clause says so?")
    draft.say(
        "The yardstick is what a business usually expects of such a provider; it is ours, and no contract has to hold it all."
    )
    return draft.answer(_headline(found, draft), "partly" if silent else "answered")


def _line(one: Standing, draft: Draft, stand: str) -> str:
    source = source_of(one)
    where = draft.cite(source) if source else ""
    if stand in {"included", "mentioned"}:
        return f"{one.activity.name} ({where})"
    return f"{one.activity.name}: {draft.quoted(source)}" if source else one.activity.name


def source_of(one: Standing) -> Source | None:
    """Where the contract says it, with the words."""
    said = one.statement
    if said is None:
        return None
    quote = f"{said.lead} {said.text}".strip() if said.lead.endswith(":") else said.text
    return Source(said.document, clause=said.clause, page=said.page, quote=quote)


def _headline(found: Sequence[Standing], draft: Draft) -> str:
    known = [one for one in found if one.stand == "included"]
    of = draft.figure("scope_all", "Activities of the yardstick", len(found), "count")
    has = draft.figure("scope_included", TITLES["included"], len(known), "count")
    return f"Of {of} things a business usually expects, the contract promises {has} in words that we could read."


def _price(asked: Asked, draft: Draft) -> None:
    """The last invoiced month, each line with its share per user."""
    months = sorted({line.month for line in asked.case.happened.invoices if asked.case.base_charge(line.month)})
    if not months:
        draft.cannot("what is paid for each line", Why.NOT_UPLOADED, "Add the invoices: itbot add invoices.csv")
        return
    month = months[-1]
    total, each = asked.case.base_charge(month), per_user(asked, month)
    name = Period.of_month(month).label
    if total is None:
        return
    whole = draft.money("monthly_charge", f"Recurring charge, {name}", total)
    head = f"What you pay: {whole} for {draft.month(month)}"
    if each:
        head += f", that is {draft.money('cost_per_user', f'Cost per user, {name}', each)} a user"
    lines = [f"• {line['what']}: {line['shown']}" for line in price_lines(asked.case, month, draft)]
    draft.say("\n".join([f"{head}. Line by line:", *lines]))


def price_lines(case: CaseFile, month: str, draft: Draft) -> list[dict[str, Any]]:
    """Each line of the month's invoices (credits left out) with its amount, registered."""
    sums: dict[str, tuple[Decimal, str, list[str]]] = {}
    for line in case.happened.invoices:
        if line.month == month and line.credit_for is None:
            amount, _, sources = sums.setdefault(line.description, (Decimal(0), line.net.currency, []))
            sums[line.description] = (amount + line.net.amount, line.net.currency, [*sources, str(line.source)])
    rows = []
    for what, (amount, currency, sources) in sums.items():
        draft.readings.append(what)
        label = f"{what}, {Period.of_month(month).label}"
        shown = draft.money("invoice_line", label, Money(amount, currency), sources=tuple(sources))
        rows.append({"what": what, "amount": f"{amount:.2f}", "currency": currency, "shown": shown, "sources": sources})
    return rows


def scope_rows(case: CaseFile) -> dict[str, Any]:
    """The scope map as the commands print it."""
    rows = []
    for one in standings(case):
        source = source_of(one)
        rows.append(
            {
                "id": one.activity.id,
                "activity": one.activity.name,
                "group": one.activity.group,
                "stand": one.stand,
                "document": source.file if source else None,
                "clause": source.clause if source else None,
                "page": source.page if source else None,
                "quote": source.quote if source else None,
            }
        )
    counts = {stand: sum(row["stand"] == stand for row in rows) for stand in (*TITLES, "not_found")}
    return {"contract": case.ref, "counts": counts, "activities": rows}
