"""The line over which Slack is heard: held open, looked after, taken anew where it broke or fell silent."""

from __future__ import annotations

import logging
import select
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.connection import Connection

log = logging.getLogger("itbot.slack")
LOOK_S, PING_S, SILENT_S = 0.5, 5.0, 45.0
LISTENERS = 10
# The other side has gone: it hung up, or it said that nothing more comes. A system without these leaves it to the library.
GONE = sum(getattr(select, name, 0) for name in ("POLLHUP", "POLLERR", "POLLNVAL", "POLLRDHUP"))


class Line(Protocol):
    """A way in from Slack."""

    def close(self) -> None:
        """Take nothing more."""

    def is_alive(self) -> bool:
        """Whether something was heard of the other side lately."""

    def mend(self) -> None:
        """Take the line anew where it is not alive any more; asked every half second."""


def hold(lines: Sequence[Line], stop: threading.Event) -> None:
    """Look after the lines until stopped, beside the heartbeat, which must not wait for a network."""
    while not stop.wait(LOOK_S):
        for line in lines:
            try:
                line.mend()
            except Exception:  # whatever it was: nobody else would look after the lines from here on
                log.exception("the line to Slack could not be looked after; trying again")


class PlainWords(logging.Filter):
    """Of a line that closed under what was being sent, a sentence in the log and no traceback: it is taken anew, or we are ending."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, such a one without its traceback."""
        if record.exc_info and isinstance(record.exc_info[1], SlackClientNotConnectedError):
            record.exc_info = record.exc_text = None
        return True


class Socket:
    """The connection of Socket Mode. The library notices a broken line after 25 seconds and a silent one hardly; we look ourselves."""

    def __init__(self, bolt: App, token: str) -> None:
        self._handler = SocketModeHandler(
            bolt, token, web_client=bolt.client, ping_interval=PING_S, concurrency=LISTENERS
        )
        self._client = self._handler.client
        self._client.logger.addFilter(PlainWords())
        self._began = time.time()
        self._next_try = 0.0
        self._client.connect()

    def close(self) -> None:
        """Take nothing more."""
        self._handler.close()  # type: ignore[no-untyped-call]

    def is_alive(self) -> bool:
        """Whether a pong was heard lately: the library's own `is_connected` says yes on a dead line too."""
        session = self._client.current_session
        heard = session.last_ping_pong_time if session is not None else None
        return time.time() - (heard or self._began) < SILENT_S

    def mend(self) -> None:
        """Take a new line where this one is cut or silent; where that fails, again a ping later."""
        session = self._client.current_session
        cut = session is not None and is_cut(session)
        if not (cut or not self.is_alive()) or time.monotonic() < self._next_try:
            return
        self._next_try = time.monotonic() + PING_S
        self._began = time.time()
        log.warning("the line to Slack %s; connecting again", "was cut" if cut else "was silent for too long")
        try:
            if cut and session is not None:
                hang_up(session)
            # A cut line may be taken anew by the library in this moment: one of the two does it.
            self._client.connect_to_new_endpoint(force=not cut)
        except (SlackApiError, OSError) as failed:
            log.warning("could not connect yet: %s", type(failed).__name__)


def hang_up(session: Connection) -> None:
    """Close a connection that the library may be closing in the same moment."""
    # The library looks whether there is a socket before it takes the lock under which another thread takes it away.
    with suppress(AttributeError):
        session.close()


def is_cut(session: Connection) -> bool:
    """Whether the other side of a connection has gone, asked of the system and not of Slack."""
    sock = session.sock
    if sock is None:
        return True
    if not GONE:
        return False
    look = select.poll()
    try:
        look.register(sock.fileno(), GONE)
        return bool(look.poll(0))
    except (OSError, ValueError):  # closed between the two
        return True
