"""Levels that are promised no longer: until when they held, and the words that took them out of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked
from store.facts.agreed import ServiceLevel
from store.facts.common import FAR_FUTURE, Source
from store.measures.level_names import level_name


def ended(line: Line, when: date) -> bool:
    """Whether a level had held and was in force no more on a day."""
    return line.on(when) is None and max(v.effective_to for v in line.versions) < when


def no_longer(asked: Asked, lines: Sequence[Line], draft: Draft) -> Answer:
    """The answer where everything asked about has ended."""
    draft.say(*(no_longer_words(asked, line, draft) for line in lines))
    names = listed(level_name(line.latest) for line in lines)
    return draft.answer(f"The contract promises this no longer: {names}.", verdict="no")


def no_longer_words(asked: Asked, line: Line, draft: Draft) -> str:
    """Until when a level held, its words, and those that ended it."""
    level = max(line.versions, key=lambda one: one.effective_to)
    on = draft.on("ended_on", f"{level_name(level)} in force until", level.effective_to)
    told = f"{level_name(level)} held until {on}: {draft.quoted(level.source, level.status)}."
    by = _ended_by(asked, level)
    return f"{told} It was taken out by {by.file}: {draft.quoted(by)}." if by else told


def _ended_by(asked: Asked, level: ServiceLevel) -> Source | None:
    """The words of the document that begins as a level ends and deletes or replaces its row or its clause."""
    contracts, ref = asked.case.stores.contracts, asked.case.ref
    if level.effective_to == FAR_FUTURE:
        return None
    begins, place = level.effective_to + timedelta(days=1), level.source.clause or ""
    texts = {one.name: one.id for one in contracts.documents(ref)}
    for clause in contracts.clauses(ref, every_version=True):
        target = clause.replaces or clause.key.split(" (row ")[0]
        over = place == target or place.startswith((f"{target}, ", f"{target}.", f"{target}("))
        acts = clause.action != "add" or " (row " in clause.key
        if over and acts and clause.effective_from == begins and clause.document in texts:
            said = contracts.text(texts[clause.document])[clause.start : clause.end]
            return Source(clause.document, clause=clause.key, page=clause.page, quote=said)
    return None
