"""Questions that change after they were asked: edited, and the answer follows; deleted, and the answer goes with it."""

from __future__ import annotations

import time
from typing import Any

from bot.slack.handling import question_in
from bot.slack.incoming import Asked
from bot.slack.office import Office
from bot.slack.questions import answer, answer_again
from store.conversations import DONE, FINISHED, Outgoing

PATIENCE_S, STEP_S = 20.0, 0.25


def twin_of(team: str, channel: str, ts: str) -> str:
    """What two events about the same message have in common."""
    return f"{team}:{channel}:{ts}"


def edited(office: Office, body: dict[str, Any], key: str) -> None:
    """The question reads differently now."""
    asked = question_in(body)
    if asked is None:
        return
    if _claimed(office, asked, key):
        answer(office, asked, key)
        return
    for message in _answers(office, asked):
        if message.posted_in:
            answer_again(office, asked, message.key, message.posted_in)


def deleted(office: Office, body: dict[str, Any], key: str) -> None:
    """The question is gone: so are its answer and our memory of it."""
    asked = Asked(office.team, body["channel"], body["ts"], body["ts"], "", "", "")
    if not _claimed(office, asked, key):
        for message in _answers(office, asked):
            office.outbox.take_back(message)
    office.kept.threads.drop(office.team, asked.channel, asked.ts)


def _claimed(office: Office, asked: Asked, key: str) -> bool:
    """True where the question itself has not come yet: it is taken for known now, so that it is not answered later."""
    twin = twin_of(office.team, asked.channel, asked.ts)
    claim = f"{key}:claim"
    new = office.kept.inbox.save(claim, office.team, "claim", {}, twin)
    if new:
        office.kept.inbox.close(claim, DONE)
    return new


def _answers(office: Office, asked: Asked) -> list[Outgoing]:
    """Our answers to a message; one still under way is waited for."""
    until = time.monotonic() + PATIENCE_S
    while True:
        found = office.kept.ledger.to(office.team, asked.channel, asked.ts)
        if (found and all(one.state == FINISHED for one in found)) or time.monotonic() > until:
            return found
        time.sleep(STEP_S)
