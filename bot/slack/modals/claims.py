"""The windows about a service credit: the drafted claim with "We sent it", and the word on a mail that reads as one."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering.asking.period import day
from bot.slack.blocks.pieces import (
    Block,
    choice_input,
    context,
    date_input,
    modal,
    paragraph,
    quoted,
    rich,
    words_of_others,
)
from bot.slack.blocks.reminders import CLAIM, LETTER
from bot.slack.modals.common import Taken, carried, opened, seen_by, told, user_of, values, wrong
from bot.slack.office import Office
from store.facts.common import InterpreterError, Period
from store.measures.credit_standing import to_confirm

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile
    from bot.chasing.letters import Letter

SENT, SAID = "claim_sent", "claim_said"
__all__ = ["CLAIM", "LETTER", "SAID", "SENT", "claim", "do_claim", "letter", "said", "sent"]
TITLE, NOTHING = "The claim", "This can no longer be claimed, or is not yours to see."
YES, NO = "yes", "no"
# A plain text of Slack's holds 3,000 characters; a window's words fewer than that read better.
PIECE = 2800
YOURS = (
    "You send it yourself; nothing has been sent. Then say here on which day you did, so that I count it as claimed."
)


def claim(office: Office, body: dict[str, Any]) -> None:
    """Show the drafted claim of a month, or what reads as one already, and take the person's word on it."""
    ref, _, month = str(body["actions"][0].get("value") or "").partition("|")
    if ref not in seen_by(office, body).contracts:
        opened(office, body, told(TITLE, NOTHING))
        return
    case = office.interpreter.case(ref, office.interpreter.today())
    opened(office, body, claim_window(case, month))


def claim_window(case: CaseFile, month: str) -> Block:
    """The window for one month."""
    from bot.chasing.letters import claim_letter

    kept = json.dumps({"contract": case.ref, "month": month})
    unsure = to_confirm(case.credits(month))
    name = Period.of_month(month).label
    if unsure is not None and unsure.sent_on is not None:
        words = f"Your email of {day(unsure.sent_on)} reads as a claim for the service credit of {name}:"
        options = [(YES, "Yes, that was our claim"), (NO, "No, it was none")]
        blocks = [rich(paragraph(words), quoted(unsure.source.quote or "")), choice_input("is", "Is it one?", options)]
        return modal(TITLE, blocks, callback=SAID, submit="Save", metadata=kept)
    letter = claim_letter(case, month)
    if letter.by is None:
        return modal("The letter", _shown(letter))
    asked = date_input("on", "The day you sent it", first=str(case.today))
    return modal(TITLE, [*_shown(letter), context(YOURS), asked], callback=SENT, submit="We sent it", metadata=kept)


def letter(office: Office, body: dict[str, Any]) -> None:
    """Show the next letter to the provider about one thing that is due."""
    from bot.chasing.due import found
    from bot.chasing.letters import escalation
    from store.facts.watched import Rung

    ref, _, watched = str(body["actions"][0].get("value") or "").partition("|")
    if ref not in seen_by(office, body).contracts:
        opened(office, body, told("The letter", NOTHING))
        return
    _, item = found(office.interpreter, watched, office.interpreter.clock())
    made = escalation(office.interpreter.case(ref, office.interpreter.today()), item, Rung.DRAFT)
    opened(office, body, modal("The letter", [*_shown(made), context("You send it yourself; nothing has been sent.")]))


def _shown(made: Letter) -> list[Block]:
    """A draft as blocks, to be copied from."""
    text = f"To: {made.to or 'the provider'}\nSubject: {made.subject}\n\n{made.body}"
    pieces, rest = [], text
    while rest:
        cut = len(rest) if len(rest) <= PIECE else max(rest.rfind("\n", 0, PIECE), 1)
        pieces.append(words_of_others(rest[:cut]))
        rest = rest[cut:].lstrip("\n")
    return pieces


def sent(office: Office, body: dict[str, Any]) -> Taken:
    """The claim was sent on a day."""
    on, kept = date.fromisoformat(values(body)["on"]), carried(body)
    if on > office.interpreter.today():
        return wrong("on", "This day has not come yet; say it once the claim has been sent.")
    if on < Period.of_month(kept["month"]).start:
        return wrong("on", "The month had not begun on this day.")
    return _taken(office, body, {"on": str(on)})


def said(office: Office, body: dict[str, Any]) -> Taken:
    """The mail that reads as a claim is one, or is none."""
    return _taken(office, body, {"is": values(body)["is"]})


def _taken(office: Office, body: dict[str, Any], more: dict[str, Any]) -> Taken:
    kept = carried(body)
    if kept["contract"] not in seen_by(office, body).contracts:
        return Taken({"response_action": "update", "view": told(TITLE, NOTHING)})
    return Taken(None, "claim", {"contract": kept["contract"], "month": kept["month"], "user": user_of(body), **more})


def do_claim(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Keep the word on the claim and say it back in a direct message; said again it changes nothing."""
    from bot.intake.claims import claim_confirmed, claim_denied, claim_sent

    case = office.interpreter.case(body["contract"], office.interpreter.today())
    by = f"{body['user']} in Slack"
    try:
        if body.get("on"):
            words = claim_sent(case, body["month"], date.fromisoformat(body["on"]), by)
        elif body.get("is") == YES:
            words = claim_confirmed(case, body["month"], by)
        else:
            words = claim_denied(case, body["month"], by)
    except InterpreterError as wrong_:
        words = str(wrong_)
    office.client.chat_postMessage(
        channel=office.outbox.direct(body["user"]), text=words, unfurl_links=False, unfurl_media=False
    )
