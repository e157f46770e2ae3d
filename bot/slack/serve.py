"""The Slack app as a running process: the entry point for `itbot serve` and for the desk.

    run(settings, interpreter, stop)        # blocks until `stop` (a threading.Event) is set

`settings` carries the tokens (SLACK_BOT_TOKEN, SLACK_APP_TOKEN, ...) and SLACK_API_URL; `interpreter` is an open home.
`ready(words)` is called once with a sentence when the app is connected. Raises InterpreterError where something is
missing or refused, Unreachable where Slack cannot be reached.

In order: who we are (auth.test), durable jobs, inbox, Bolt app, connection. On the way out: connection first, so that
Slack sends no more; then the inbox; then the jobs, which get a while to finish what is under way.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.oauth import OAuthFlow
from slack_sdk.errors import SlackApiError

from bot.chasing.jobs import Jobs
from bot.mending import looked_after
from bot.slack import app as building
from bot.slack.arrivals import Arrivals
from bot.slack.deeds import handlers
from bot.slack.handling import Handling
from bot.slack.line import Line, Socket, hold
from bot.slack.mailbox import MailRounds
from bot.slack.memory import few_heaps, give_back
from bot.slack.mode import Mode, mode
from bot.slack.office import Offices
from bot.slack.rounds import Rounds
from store.conversations import Conversations
from store.facts.common import InterpreterError
from store.signs import Signs

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.slack")
BEAT_S = 5.0
# So many beats between two tidyings of memory.
TIDY = 12
# How long one thread may compute before another gets its turn: an acknowledgement must not queue behind answers.
SWITCH_S = 0.001
BEAT_FILE = "slack.json"


class Unreachable(Exception):  # noqa: N818 - it reads as what it says
    """Slack cannot be reached: one plain sentence."""


def run(
    settings: Settings,
    interpreter: Interpreter,
    stop: threading.Event,
    *,
    ready: Callable[[str], None] = lambda _words: None,
) -> None:
    """Serve Slack until `stop` is set."""
    few_heaps()
    chosen = mode(settings)
    kept = Conversations.on(interpreter.database)
    installed = building.Installed(settings, kept.installs)
    name = _asked(installed.check)
    offices = Offices(
        interpreter, settings.slack_api_url, installed.token_of, several=chosen.several, revoked=installed.revoked
    )
    jobs = Jobs(settings.home, settings.database_url, interpreter.clock)
    arrivals = Arrivals(kept, jobs, Handling(offices, handlers()).handle)
    rounds = Rounds(jobs, offices.of, installed.teams, interpreter.clock)
    # One mailbox is named in the settings, so it can belong to one workspace only.
    looks = not chosen.several and settings.imap_url is not None
    mails = MailRounds(jobs, offices.of, installed.teams, interpreter.clock)
    bolt = building.made(settings, installed, arrivals, offices)
    sys.setswitchinterval(SWITCH_S)
    with ExitStack() as on_the_way_out:
        lines: list[Line] = []
        if settings.health_port is not None:
            from bot.slack.signs import opened

            signs = opened(settings, offices, lambda: lines, stop)
            on_the_way_out.callback(signs.close)
        jobs.launch()
        on_the_way_out.callback(jobs.stop, settings.stop_s)
        arrivals.start()
        on_the_way_out.callback(arrivals.stop)
        _begun(rounds, *([mails] if looks else []))
        installing = building.flow(settings, installed, kept.begun)
        if not chosen.several:
            _warm(interpreter)
        lines += _opened(settings, chosen, bolt, installing, on_the_way_out, lambda: _signs(interpreter))
        if not chosen.several:
            _looked_after(interpreter)
        ready(_words(settings, chosen, name))
        _watch(settings, lines, jobs, stop)
    log.info("stopped")


def _begun(*rounds: Rounds | MailRounds) -> None:
    """Put the reminders, and the looks into a mailbox, on the calendar, beside the connecting: it asks the database and perhaps Slack."""

    def begin() -> None:
        try:
            for one in rounds:
                one.begin()
        except Exception:  # the auditor's next visit plans what is missing
            log.exception("the reminders could not be planned yet")

    threading.Thread(target=begin, name="reminders", daemon=True).start()


def _opened(
    settings: Settings,
    chosen: Mode,
    bolt: App,
    installing: OAuthFlow | None,
    on_the_way_out: ExitStack,
    signs: Callable[[], dict[str, object]],
) -> list[Line]:
    lines: list[Line] = []
    if chosen.http:
        from bot.slack.web import Web

        lines.append(Web(bolt, settings.port, installing, signs))
    if chosen.socket and settings.slack_app_token is not None:
        lines.append(_asked(lambda: Socket(bolt, str(settings.slack_app_token.get_secret_value()))))  # type: ignore[union-attr]
    for line in lines:
        on_the_way_out.callback(line.close)
    return lines


def _signs(interpreter: Interpreter) -> dict[str, object]:
    from bot.chasing.auditing import signs_of_life

    return signs_of_life(Signs(interpreter.database), interpreter.clock())


def _watch(settings: Settings, lines: list[Line], jobs: Jobs, stop: threading.Event) -> None:
    """Until told to stop: keep the connection alive, and leave a sign of life for `itbot doctor`."""
    threading.Thread(target=hold, args=(lines, stop), name="line", daemon=True).start()
    beats = 0
    while not stop.wait(BEAT_S):
        beats += 1
        if not jobs.keep():
            log.error("the database was out of reach and our work was taken over by another process; this one ends")
            return
        if beats % TIDY == 0:
            give_back()
        beat = {"at": int(time.time()), "connected": all(line.is_alive() for line in lines)}
        (settings.home / BEAT_FILE).write_text(json.dumps(beat), "utf-8")


def _warm(interpreter: Interpreter) -> None:
    """Load what the first question needs before Slack is heard: done beside it, the first sign of an answer would wait a second."""
    from bot.answering import conversation  # noqa: F401 - loading it is the point

    try:
        refs = interpreter.stores.contracts.refs()
        if refs:
            interpreter.library.search("service levels", refs[:1], k=1)
    except Exception:  # no reason not to start: whoever asks is told what is wrong
        log.exception("the library could not be read beforehand")


def _looked_after(interpreter: Interpreter) -> None:
    """Compare the search index with the database, beside everything else."""

    def look() -> None:
        give_back()
        if looked_after(interpreter):
            log.warning("the search index was not as the database has it and was made again")

    threading.Thread(target=look, name="index", daemon=True).start()


def _asked(step: Callable[[], Any]) -> Any:
    """A first call to Slack: refused or out of reach, said in a sentence."""
    try:
        return step()
    except SlackApiError as refused:
        code = str(refused.response.get("error"))
        if code in {
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "not_allowed_token_type",
        }:
            raise InterpreterError(
                f"Slack does not accept a token that was set ({code}): copy SLACK_BOT_TOKEN and SLACK_APP_TOKEN again."
            ) from None
        raise Unreachable(f"Slack answered {code}; try again in a minute.") from None
    except OSError as missed:
        raise Unreachable("Slack cannot be reached: check the network, and SLACK_API_URL if it is set.") from missed


def _words(settings: Settings, chosen: Mode, name: str) -> str:
    where = f"in {name}" if name else "for every workspace that installs it"
    how = "over a socket" if chosen.socket else f"over HTTP on port {settings.port}, path /slack/events"
    more = f" Install page: /slack/install on port {settings.port}." if chosen.several else ""
    return f"Connected {where}, {how}.{more} Stop with Ctrl-C."
