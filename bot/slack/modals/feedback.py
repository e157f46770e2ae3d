"""What a person thinks of an answer, and how the answer was worked out."""

from __future__ import annotations

import json
from typing import Any

from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import choice_input, modal, text_input
from bot.slack.blocks.working import working as working_window
from bot.slack.modals.common import Taken, carried, opened, seen_by, told, user_of, values
from bot.slack.office import Office
from bot.slack.pictures import page_blocks

REASON = "feedback_reason"
REASONS = (
    ("wrong_figure", "A figure is wrong"), ("wrong_clause", "It is the wrong clause"),
    ("misunderstood", "My question was misunderstood"), ("unclear", "I do not understand the answer"),
    ("missing", "Something is missing"), ("other", "Something else"),
)  # fmt: skip


def feedback(office: Office, body: dict[str, Any]) -> None:
    """A thumb up is kept; a thumb down is kept and asked why."""
    verdict, _, answer_id = body["actions"][0]["value"].partition("|")
    good = verdict == "good"
    office.kept.feedback.give(office.team, answer_id, user_of(body), good=good)
    if good:
        _thanks(office, body)
        return
    fields = [
        choice_input("reason", "What was wrong?", REASONS),
        text_input("words", "Tell us more", long=True, optional=True),
    ]
    view = modal("Not helpful", fields, callback=REASON, submit="Send", metadata=json.dumps({"answer": answer_id}))
    opened(office, body, view)


def _thanks(office: Office, body: dict[str, Any]) -> None:
    place = body.get("container") or {}
    if place.get("channel_id"):
        office.client.chat_postEphemeral(
            channel=place["channel_id"],
            user=user_of(body),
            text="Thank you, noted.",
            blocks=notice("Thank you, noted."),
            **({"thread_ts": place["thread_ts"]} if place.get("thread_ts") else {}),
        )


def reasoned(office: Office, body: dict[str, Any]) -> Taken:
    """Keep the reason with the verdict."""
    said = values(body)
    reason = ": ".join(filter(None, [said.get("reason"), said.get("words")]))
    office.kept.feedback.give(office.team, carried(body)["answer"], user_of(body), good=False, reason=reason)
    return Taken()


def working(office: Office, body: dict[str, Any]) -> None:
    """Show what an answer rests on, if the person may see the contracts it speaks of."""
    from bot.answering.receipts import one
    from store.facts.common import InterpreterError

    try:
        receipt = one(office.interpreter, body["actions"][0]["value"])
    except InterpreterError:
        opened(office, body, told("The working", "That answer is not kept here any more; please ask again."))
        return
    answer = receipt["answer"]
    spoken = {part["contract"] for part in (*answer["figures"], *answer["citations"]) if part.get("contract")}
    seen = seen_by(office, body)
    if seen.why is not None or not spoken <= seen.contracts:
        why = seen.why.value if seen.why else "You may not see the contract that this answer speaks of."
        opened(office, body, told("The working", why))
        return
    tz = office.interpreter.settings.timezone
    shown = opened(office, body, working_window(receipt, tz=tz))
    pictures = page_blocks(office, office.view(seen.contracts), answer)
    if pictures and shown:  # the window is there within three seconds; what takes longer comes after it
        office.client.views_update(view_id=shown, view=working_window(receipt, pictures=pictures, tz=tz))
