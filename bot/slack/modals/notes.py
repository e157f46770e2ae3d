"""What a person notes by hand: a commitment the provider made, and a review meeting."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from bot.slack.blocks.pieces import Block, choice_input, date_input, modal, text_input
from bot.slack.modals.common import Taken, carried, contract_options, opened, seen_by, told, user_of, values, wrong
from bot.slack.office import Office
from store.facts.common import Source
from store.facts.happened import LogEntry

COMMITMENT, REVIEW = "add_commitment", "log_review"
MADE, LOGGED = "commitment_made", "review_logged"
BY_HAND = "noted by hand"


def commitment(office: Office, body: dict[str, Any]) -> None:
    """Ask for a commitment."""
    today = office.interpreter.today()
    fields = [
        text_input("what", "What was promised, in their words", long=True),
        text_input("who", "Who promised it"),
        date_input("on", "When it was promised", first=str(today)),
        date_input("due", "By when", first=str(today + timedelta(days=7))),
    ]
    _form(office, body, "Add a commitment", MADE, fields)


def review(office: Office, body: dict[str, Any]) -> None:
    """Ask for a review meeting."""
    today = office.interpreter.today()
    fields = [
        date_input("on", "When it took place", first=str(today)),
        text_input("who", "Who was there"),
        text_input("what", "What was decided", long=True),
    ]
    _form(office, body, "Log a review", LOGGED, fields)


def _form(office: Office, body: dict[str, Any], title: str, callback: str, fields: list[Block]) -> None:
    options = contract_options(office, seen_by(office, body))
    if not options:
        opened(office, body, told(title, "There is no contract here that you may note something for."))
        return
    which = [choice_input("contract", "Contract", options)] if len(options) > 1 else []
    first = json.dumps({"contract": options[0][0]})
    opened(office, body, modal(title, [*which, *fields], callback=callback, submit="Save", metadata=first))


def made(office: Office, body: dict[str, Any]) -> Taken:
    """Take a commitment."""
    said = values(body)
    if date.fromisoformat(said["due"]) < date.fromisoformat(said["on"]):
        return wrong("due", "This day lies before the day it was promised.")
    return _noted(office, body, "promises", said)


def logged(office: Office, body: dict[str, Any]) -> Taken:
    """Take a review meeting."""
    said = values(body)
    if date.fromisoformat(said["on"]) > office.interpreter.today():
        return wrong("on", "This day has not come yet; log the review when it has taken place.")
    return _noted(office, body, "reviews", said | {"state": "held"})


def _noted(office: Office, body: dict[str, Any], kind: str, said: dict[str, Any]) -> Taken:
    contract = said.pop("contract", None) or carried(body)["contract"]
    if contract not in seen_by(office, body).contracts:
        return Taken()
    return Taken(None, "note", {"contract": contract, "register": kind, "line": said, "user": user_of(body)})


def do_note(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Write a line into its register; the very same line again changes nothing."""
    said = body["line"]
    line = LogEntry(
        kind=body["register"],
        on=date.fromisoformat(said["on"]),
        what=said["what"].strip(),
        source=Source(BY_HAND),
        who=(said.get("who") or "").strip(),
        state=said.get("state") or "",
        due=date.fromisoformat(said["due"]) if said.get("due") else None,
    )
    office.interpreter.stores.registers.note(body["contract"], line)
