"""What an answer rests on: its figures with their sources, the contract's words, and how it was counted."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import Answer, Citation, Figure
from bot.answering.draft import Draft, shown
from bot.answering.telling import origins
from bot.answering.telling.asked import Asked
from store.facts.common import Source, Status

FIGURES, SOURCES, CLAUSES = 8, 4, 6
COUNTED = "How it is "
# Units that say nothing to a person by themselves.
BARE = {"time", "seconds", "month", "date"}


def tell(asked: Asked, told: Answer) -> Answer:
    """The evidence behind an answer given before, as it stands in that answer."""
    draft = _after(asked, told)
    lines = list(dict.fromkeys(_line(one) for one in told.figures if one.sources and one.unit not in BARE))
    if not lines and not told.citations:
        return origins.tell(asked)
    draft.readings += lines
    draft.say(f"The answer was: {told.headline}")
    draft.say("\n".join(f"• {one}" for one in lines[:FIGURES]))
    if len(lines) > FIGURES:
        draft.say("The other figures rest on the same files; itbot log shows the whole receipt.")
    for paragraph in told.text.split("\n\n"):
        if paragraph.startswith(COUNTED):
            draft.say(paragraph)
    _quotes(told, draft)
    draft.say("Every figure is counted by rule from your own files, never guessed.")
    for unknown in told.unknowns:
        draft.cannot(unknown.what, unknown.why, unknown.fix)
    head = "It rests on your own files and the contract:" if told.citations else "It rests on your own files:"
    return draft.answer(head)


def quoted(asked: Asked, told: Answer) -> Answer:
    """The clauses behind an answer given before."""
    draft = _after(asked, told)
    if not _of_contract(told):
        return draft.answer("That answer rests on the records alone; no clause of the contract was needed for it.")
    _quotes(told, draft)
    draft.say("This is what the contract says, not legal advice.")
    return draft.answer("The contract's words behind that answer:")


def _after(asked: Asked, told: Answer) -> Draft:
    """A draft that knows every figure and reading of the earlier answer."""
    draft = replace(asked.draft(told.topic, timed=False), period=told.period)
    draft.figures += list(told.figures)
    draft.readings += [*told.extra.get("readings", ()), told.question]
    draft.extra["tickets"] = list(told.extra.get("tickets", ()))
    return draft


def _of_contract(told: Answer) -> list[Citation]:
    """The citations that are clauses, each place once; a mail's sentence is none."""
    places: dict[tuple[str, str], Citation] = {}
    for one in told.citations:
        if not one.clause.startswith("email"):
            places.setdefault((one.document, one.quote), one)
    return list(places.values())


def _quotes(told: Answer, draft: Draft) -> None:
    for one in _of_contract(told)[:CLAUSES]:
        source = Source(one.document, clause=one.clause, page=one.page, quote=one.quote)
        draft.say(f"• {draft.quoted(source, Status(one.status))}")


def _line(one: Figure) -> str:
    counted = f" ({one.n} of {one.of})" if one.n is not None and one.of is not None else ""
    more = " and others" if len(one.sources) > SOURCES else ""
    return f"{one.label}: {shown(one)}{counted}, from {', '.join(one.sources[:SOURCES])}{more}"
