"""What an amendment changed: each level and each price as it was the day before, and as it is since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import in_force
from bot.answering.draft import Draft
from bot.answering.telling import words
from bot.answering.telling.asked import Asked
from bot.answering.telling.charges import KINDS
from bot.answering.telling.promised import level_words
from store.facts.agreed import Charge, ServiceLevel
from store.facts.common import Money, Why
from store.measures.level_names import level_name


def tell(asked: Asked) -> Answer:
    """Every value that the amendments on file changed, each with its day and its words."""
    case = asked.case
    days = sorted(
        {
            one.effective_from
            for one in case.stores.contracts.documents(case.ref)
            if one.kind == "amendment" and one.effective_from is not None
        }
    )
    draft = asked.draft("clause", timed=False)
    if not days:
        draft.cannot("an amendment", Why.NOT_UPLOADED, "Add it, if there is one: itbot add AMENDMENT")
        return draft.answer("No amendment of the contract is on file.", "unknown", "cannot_tell")
    told = [
        f"• Since {draft.on('in_force', 'In force from', on)}: {line}"
        for on in days
        for line in _changed(asked, on, draft)
    ]
    if not told:
        found = words.tell(asked, asked.library()) if asked.library else None
        if found is not None:
            return found
    draft.say("\n".join(told))
    draft.say(
        "Levels and prices are told here; other wording of an amendment is read as a clause: ask for it by its subject."
    )
    number = draft.figure("changes", "Values changed by amendments", len(told), "count")
    return draft.answer(
        f"The amendments on file changed {number} {'value' if len(told) == 1 else 'values'} that we read."
    )


def _changed(asked: Asked, on: date, draft: Draft) -> list[str]:
    eve = on - timedelta(days=1)
    told = []
    for line in asked.case.lines:
        before, after = line.on(eve), line.on(on)
        if after is None or after is before:
            continue
        if before is not None and _same(before, after):
            continue
        now = level_words(after, draft)
        where = draft.cite(after.source, after.status)
        was = f", before {level_words(before, draft)}" if before is not None else ", new"
        told.append(f"{level_name(after)}: {now}{was} ({where}).")
    return [*told, *_prices(in_force(asked.case.agreed, eve).charges, in_force(asked.case.agreed, on).charges, draft)]


def _same(before: ServiceLevel, after: ServiceLevel) -> bool:
    """Whether a row that was only written again promises what it did."""
    return (before.limit_s, before.limit_days, before.target_pct, before.clock) == (
        after.limit_s, after.limit_days, after.target_pct, after.clock
    )  # fmt: skip


def _prices(before: Sequence[Charge], after: Sequence[Charge], draft: Draft) -> list[str]:
    """Prices of a kind that has one price on either side and is not the same."""
    told = []
    for kind in dict.fromkeys(one.kind for one in after):
        was, now = ([one for one in some if one.kind == kind and one.rate is not None] for some in (before, after))
        if len(was) == len(now) == 1 and was[0].rate != now[0].rate:
            old, new = (_money(one, draft) for one in (was[0], now[0]))
            told.append(
                f"the price {KINDS.get(kind, '')}: {new}, before {old} ({draft.cite(now[0].source, now[0].status)})."
            )
    return told


def _money(charge: Charge, draft: Draft) -> str:
    amount = Money(charge.rate or Decimal(0), charge.currency or "")
    return draft.money(f"price_{charge.kind}", f"Contract price, {charge.kind}", amount, role="target")
