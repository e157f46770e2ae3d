"""What people press and type outside messages: the command, shortcuts, buttons and modals. Acknowledged first, always.

What must answer within three seconds (opening a window) runs right after the acknowledgement in Bolt's own threads; what
takes longer is saved like any question.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from slack_bolt import Ack, App

from bot.slack import windows
from bot.slack.arrivals import Arrivals
from bot.slack.blocks.answer_card import ASK, FEEDBACK, WORKING
from bot.slack.blocks.greeting import abilities
from bot.slack.blocks.notices import OPEN_HERE
from bot.slack.blocks.reminders import DONE, LATER, SEEN
from bot.slack.incoming import Asked, said
from bot.slack.listeners.events import enterprise_of, team_of
from bot.slack.office import Office, Offices
from bot.slack.questions import PICK

log = logging.getLogger("itbot.slack")
COMMAND = "/itbot"
HELP = {"", "help", "?"}
DUE = {"due", "what is due", "what is due?", "what's due", "what's due?"}
LOOKING = "I am looking into that; only you see the answer."


class Pressing:
    """The listeners of commands, shortcuts, actions and views."""

    def __init__(self, arrivals: Arrivals, offices: Offices) -> None:
        self._arrivals, self._offices = arrivals, offices

    def register(self, app: App) -> None:
        """Tell the app who listens to what; `manifest.json` names the same command and shortcuts."""
        app.command(COMMAND)(self.command)
        for callback, opened in windows.SHORTCUTS.items():
            app.shortcut(callback)(ack=_acknowledged, lazy=[self._window(opened)])
        for action, opened in windows.BUTTONS.items():
            app.action(re.compile(rf"^{action}(_\d+)?$"))(ack=_acknowledged, lazy=[self._window(opened)])
        for callback, taken in windows.SUBMITTED.items():
            app.view(callback)(self._submitted(taken))
        app.action(re.compile(rf"^({ASK}|{PICK})_\d+$"))(self.ask_again)
        app.action(FEEDBACK)(ack=_acknowledged, lazy=[self._window(windows.feedback)])
        app.action(WORKING)(ack=_acknowledged, lazy=[self._window(windows.working)])
        app.action(re.compile(rf"^{OPEN_HERE}_\d+$"))(ack=_acknowledged, lazy=[self._window(windows.open_here)])
        app.action(re.compile(r"^(add|leave|order)_file(_\d+)?$"))(self.file_decided)
        app.action(re.compile(rf"^({SEEN}|{LATER}|{DONE})_\d+$"))(self.reminder_answered)

    def command(self, ack: Ack, body: dict[str, Any]) -> None:
        """`/itbot QUESTION`: saved, acknowledged with a line only that person sees, answered by its response address."""
        text = said(body.get("text") or "", "")
        if text.lower() in HELP:
            ack(text="Here is what I can do.", blocks=abilities())
            return
        key = f"slack:{team_of(body)}:command:{body['trigger_id']}"
        asked = Asked(team_of(body), body["channel_id"], body["trigger_id"], "", body["user_id"], team_of(body), text)
        kind = "due" if text.lower() in DUE else "command"
        self._save(key, body, kind, {"asked": asdict(asked), "response_url": body["response_url"]})
        ack(text=LOOKING)

    def ask_again(self, ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        """A suggested question was pressed: it is asked in that thread, by whoever pressed."""
        contract, _, rest = action["value"].partition("|") if action["action_id"].startswith(PICK) else ("", "", "")
        text = rest or action["value"]
        place = body.get("container") or {}
        channel = place.get("channel_id") or (body.get("channel") or {}).get("id") or ""
        ts = place.get("message_ts") or ""
        thread = place.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ts
        ephemeral = bool(place.get("is_ephemeral"))
        pressed = f"{body['trigger_id']}"
        user = body["user"]["id"]
        asked = Asked(
            team_of(body),
            channel,
            pressed,
            thread,
            user,
            body["user"].get("team_id") or team_of(body),
            text,
            contract=contract or None,
        )
        more: dict[str, Any] = {"asked": asdict(asked)}
        if ephemeral or not channel:
            more["response_url"] = body.get("response_url") or ""
        kind = "command" if ephemeral else "question" if channel else "direct"
        self._save(f"slack:{team_of(body)}:press:{pressed}", body, kind, more)
        ack()

    def file_decided(self, ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Somebody said whether a file is to be taken in."""
        place = body.get("container") or {}
        more = {
            "choice": action["action_id"].partition("_")[0], "value": action["value"], "user": body["user"]["id"],
            "channel": place.get("channel_id", ""), "ts": place.get("message_ts", ""),
        }  # fmt: skip
        self._save(f"slack:{team_of(body)}:press:{body['trigger_id']}", body, "file", more)
        ack()

    def reminder_answered(self, ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        """Somebody said what is to become of a thing that is due."""
        place, message = body.get("container") or {}, body.get("message") or {}
        more: dict[str, Any] = {
            "deed": action["action_id"].rpartition("_")[0], "value": action["value"], "user": body["user"]["id"],
            "channel": place.get("channel_id", ""), "ts": place.get("message_ts", ""),
            "blocks": message.get("blocks") or [], "block": action.get("block_id", ""),
        }  # fmt: skip
        if place.get("is_ephemeral"):
            more["response_url"] = body.get("response_url") or ""
        self._save(f"slack:{team_of(body)}:press:{body['trigger_id']}", body, "nudge", more)
        ack()

    def _save(self, key: str, body: dict[str, Any], kind: str, more: dict[str, Any]) -> None:
        self._arrivals.take(key, team_of(body), kind, {"enterprise": enterprise_of(body), **more})

    def _window(self, opened: Callable[[Office, dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
        def run(body: dict[str, Any]) -> None:
            office = self._offices.of(team_of(body), enterprise_of(body))
            if office is None:
                return
            try:
                opened(office, body)
            except Exception as error:  # noqa: BLE001 - the edge: a window that fails says so and breaks nothing
                windows.failed(office, body, error)

        run.__name__ = opened.__name__
        return run

    def _submitted(self, taking: windows.Taking) -> Callable[[Ack, dict[str, Any]], None]:
        def run(ack: Ack, body: dict[str, Any]) -> None:
            office = self._offices.of(team_of(body), enterprise_of(body))
            if office is None:
                ack()
                return
            taken = windows.kept_safe(taking, office, body)
            if taken.kind:
                view = body["view"]
                self._save(
                    f"slack:{team_of(body)}:view:{view['id']}:{view.get('hash', '')}", body, taken.kind, taken.more
                )
            ack(**taken.response) if taken.response else ack()

        run.__name__ = taking.__name__
        return run


def _acknowledged(ack: Ack) -> None:
    """Say at once that it was heard."""
    ack()
