"""How far, when and on what notice the price may rise, and which prices may not yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed, plain
from bot.answering.telling import frozen_prices
from bot.answering.telling.asked import Asked
from bot.answering.telling.frozen_prices import Held, what_is_held
from store.facts.agreed import Charge
from store.facts.common import Source, Why

# A price that goes up, whoever says so.
UP = re.compile(
    r"\b(?:increas\w*|go(?:es|ing|ne)? up|went up|put .{0,25}up|putting .{0,25}up|push .{0,20}up|rais\w*|rise[sn]?|rising|rose|"
    r"hik(?:e[sd]?|ing)|uplift\w*|index\w*|inflation|cpi|rpi|dearer|jack\w*)\b|\d ?(?:%|per ?cent) (?:more|extra)\b",
    re.IGNORECASE,
)
# A price that may change, which in a contract seldom means down.
CHANGED = re.compile(
    r"\b(?:chang|vary|amend|adjust|review)\w*\s+(?:our|the|its|their|these)\s+(?:\w+\s+)?(?:fees?|prices?|charges?|rates?)\b",
    re.IGNORECASE,
)
PRICE = re.compile(r"\b(?:charges?|prices?|fees?|rates?)\b", re.IGNORECASE)


def tell(asked: Asked, found: Sequence[Charge], draft: Draft) -> Answer:
    """How far, when and on what notice the price may rise: the clause's words, with the limit read from it."""
    first, last = frozen_prices.asked_days(asked)
    frozen = frozen_prices.held_prices(asked, first)
    frozen_prices.to_be_settled(asked, first, draft)
    if not found and not frozen:
        near = [
            one
            for one in asked.passages("increase or raise the charges, prices or fees each year", 3)
            if _on_rises(one)
        ]
        if not near:
            draft.cannot("how far prices may rise", Why.NOT_IN_CONTRACT, "Read the clauses on charges.")
            return draft.answer("We found no rule in the contract on raising the price.", "unknown", "cannot_tell")
        draft.say(*(f"The contract: {draft.quoted(one)}." for one in near))
        where = listed(dict.fromkeys(draft.cite(one) for one in near))
        return draft.answer(f"We read no limit in figures; the place to read is {where}.", "partly")
    frozen_prices.say_held(frozen, draft)
    told = dict.fromkeys(words for one in found if (words := rise_words(one, draft)))
    for quoted in dict.fromkeys(draft.quoted(one.source, one.status) for one in found):
        draft.say(f"The contract: {quoted}.")
    frozen_prices.say_notice(asked, found, first, draft)
    if frozen:
        return _held(asked, frozen, list(told), last, draft)
    if not told:
        return draft.answer("The contract speaks of price rises, but we read no limit in figures.", "partly")
    return draft.answer(f"By the contract, prices may rise: {'; '.join(told)}.")


def _held(asked: Asked, frozen: Sequence[Held], told: Sequence[str], last: date | None, draft: Draft) -> Answer:
    """No rise before a day, and what other prices may do; a yes or no only where the freeze covers every day asked about."""
    held = listed(what_is_held(one, draft) for one in frozen)
    whole = last is not None and all(one.frozen.until and last < one.frozen.until for one in frozen)
    others = (
        "" if any(one.of_every_price for one in frozen) or not told else f" Other prices may rise: {'; '.join(told)}."
    )
    words = f"by the contract there is no increase of {held}.{others}"
    if not whole:
        return draft.answer(f"{words[0].upper()}{words[1:]}")
    stays = frozen_prices.STAYS.search(asked.question.spoken) is not None and UP.search(asked.question.spoken) is None
    return draft.answer(f"{'Yes' if stays else 'No'}: {words}", "answered", "yes" if stays else "no")


def _on_rises(source: Source) -> bool:
    words = source.quote or ""
    return bool((UP.search(words) and PRICE.search(words)) or CHANGED.search(words))


def rise_words(charge: Charge, draft: Draft) -> str:
    """One rule on rises: by the index, at most so much, on so many days' notice."""
    parts = [f"by the {charge.index}"] if charge.index else []
    if charge.cap_pct is not None:
        cap = draft.figure("index_cap", "Cap on the yearly price rise", plain(charge.cap_pct), "%", role="target")
        parts.append(f"by at most {cap} a year")
    if charge.notice_days is not None:
        days = draft.figure("rise_notice", "Notice of a price rise", charge.notice_days, "days", role="target")
        parts.append(f"with {days} of notice")
    return ", ".join(parts)
