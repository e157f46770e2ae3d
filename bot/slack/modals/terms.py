"""The terms read from a contract, before a person: confirmed as read, or corrected with the old reading kept."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from bot.answering.asking.period import day
from bot.slack.blocks.pieces import (
    Block,
    button,
    context,
    date_input,
    divider,
    modal,
    paragraph,
    quoted,
    rich,
    text_input,
    words_of_others,
)
from bot.slack.escape import cut
from bot.slack.modals.common import Taken, carried, contracts_seen, opened, seen_by, told, user_of, values, wrong
from bot.slack.office import Office
from bot.upkeep import recording
from store.facts.common import InterpreterError, Status
from store.records import TermRecord

SHOWN = 18
HOW = (
    "This is what I read in the contract, with its own words under it. Correct what is wrong; what you confirm, every "
    "answer then rests on."
)
ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
OPEN = (Status.CONFLICT, Status.UNKNOWN, Status.FOUND)
CHECK, CORRECT, CONFIRMED, CORRECTED = "check_terms", "correct_term", "terms_confirmed", "term_corrected"


def check(office: Office, body: dict[str, Any]) -> None:
    """Show what was read and not yet confirmed, doubtful terms first."""
    refs = [one.ref for one in contracts_seen(office, seen_by(office, body))]
    found = [term for ref in refs for term in office.interpreter.stores.terms.listed(ref) if term.status in OPEN]
    found.sort(key=lambda term: (OPEN.index(term.status), term.id))
    opened(office, body, listing(found) if found else told("Terms", "Every term that was read is confirmed."))


def listing(found: list[TermRecord]) -> Block:
    """The window with the terms: each with the contract's words and a way to correct it."""
    shown = found[:SHOWN]
    sure = [term.id for term in shown if term.status is Status.FOUND]
    blocks: list[Block] = [
        rich(paragraph(HOW)),
        context(_how_many(len(found), len(shown))),
        divider(),
        *(block for term in shown for block in _term(term)),
    ]
    carry = json.dumps({"ids": sure})
    return modal("Check the terms", blocks, callback=CONFIRMED, submit="Confirm these" if sure else "", metadata=carry)


def _how_many(found: int, shown: int) -> str:
    return f"{found} to look at; these are the first {shown}." if found > shown else f"{found} to look at."


def _term(term: TermRecord) -> list[Block]:
    from bot.intake.terms import reading

    doubt = {Status.CONFLICT: "⚠️ Two readings: ", Status.UNKNOWN: "⚠️ Unclear: "}.get(term.status, "")
    where = ", ".join(filter(None, [term.document, term.clause, f"page {term.page}" if term.page else ""]))
    asked = [rich(paragraph(cut(term.question, 300), italic=True))] if term.question else []
    read = doubt + people_read(cut(reading(term), 300))
    return [
        words_of_others(read, button("Correct it", f"{CORRECT}_{term.id}", str(term.id))),
        *asked,
        rich(quoted(cut(" ".join(term.quote.split()), 200))),
        context(where),
        divider(),
    ]


def people_read(words: str) -> str:
    """A reading as people write it: a capital first, days with the month's name."""
    words = ISO.sub(lambda found: day(date.fromisoformat(found[0])), words)
    return words[:1].upper() + words[1:]


def correct(office: Office, body: dict[str, Any]) -> None:
    """Open the fields of one term."""
    term = _found(office, body, int(body["actions"][0]["value"]))
    if term is None:
        opened(office, body, told("Terms", "This term is not there any more, or is not yours to change."))
        return
    fields = [_field(name, label, value) for name, label, value in _labelled(term.fields)]
    head = rich(paragraph("The contract says:", bold=True), quoted(cut(" ".join(term.quote.split()), 900)))
    opened(
        office,
        body,
        modal(
            "Correct a term",
            [head, *fields][:90],
            callback=CORRECTED,
            submit="Save",
            metadata=json.dumps({"id": term.id}),
        ),
    )


def _labelled(held: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """(field, what a person calls it, value); what a named value is the value of is no field of its own."""
    shown = {name: value for name, value in held.items() if not isinstance(value, (dict, list))}
    if {"name", "value"} <= set(shown):
        return [("value", _label(str(shown["name"])), shown["value"])]
    return [(name, _label(name), value) for name, value in shown.items()]


def _label(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()


def _field(name: str, label: str, value: Any) -> Block:
    words = _words(value)
    if ISO.fullmatch(words):
        return date_input(name, label, first=words, optional=True)
    return text_input(name, label, first=words, optional=True)


def _words(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def corrected(office: Office, body: dict[str, Any]) -> Taken:
    """Take a correction: only fields that were changed count."""
    term = _found(office, body, int(carried(body)["id"]))
    if term is None:
        return Taken()
    said = values(body)
    changes = [
        f"{name}={said[name] if said[name] is not None else 'null'}"
        for name in said
        if name in term.fields and (said[name] or "") != _words(term.fields[name])
    ]
    if not changes:
        return wrong(next(iter(said), "metric"), "Nothing was changed here.")
    return Taken(
        {"response_action": "clear"}, "correct_term", {"id": term.id, "changes": changes, "user": user_of(body)}
    )


def confirmed(office: Office, body: dict[str, Any]) -> Taken:
    """Take a confirmation of the terms that were shown and are still as they were."""
    ids = [term for term in carried(body).get("ids", ()) if _found(office, body, int(term))]
    return Taken(None, "confirm_terms", {"ids": ids, "user": user_of(body)}) if ids else Taken()


def _found(office: Office, body: dict[str, Any], number: int) -> TermRecord | None:
    """A term, if it is of a contract that this person may see."""
    for one in contracts_seen(office, seen_by(office, body)):
        for term in office.interpreter.stores.terms.listed(one.ref):
            if term.id == number:
                return term
    return None


def do_confirm(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Mark terms as confirmed and measure again."""
    from bot.intake.terms import confirmed as mark

    ids = [int(term) for term in body["ids"]]
    mark(office.interpreter, ids)
    recording.settled(office.interpreter, "confirmed", f"{office.team}/{body['user']}", ids)


def do_correct(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001
    """Correct a term and measure again; a value that cannot be is said to the person who gave it."""
    from bot.intake.terms import corrected as change

    try:
        change(office.interpreter, int(body["id"]), body["changes"])
    except (ValueError, KeyError, TypeError) as unfit:
        raise InterpreterError(
            "That correction does not fit this term, so nothing was changed; please try again."
        ) from unfit
    recording.settled(office.interpreter, "corrected", f"{office.team}/{body['user']}", [int(body["id"])])
