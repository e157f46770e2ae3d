"""The line to Slack is looked after for as long as the bot runs, whatever goes wrong with it."""

import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.slack.line import PlainWords, hang_up, hold
from tests.bot.slack.conftest import LOOPBACK

pytestmark = LOOPBACK


def test_a_connection_that_the_library_closes_in_the_same_moment_is_just_closed():
    """Between the library's look at its socket and its lock, another thread of it takes the socket away."""
    session = Connection(url="ws://127.0.0.1/link", logger=logging.getLogger("test"))
    ours, theirs = socket.socketpair()
    session.sock = ours
    with ThreadPoolExecutor(1) as pool:
        with session.sock_send_lock:
            closing = pool.submit(hang_up, session)
            assert not wait([closing], 0.2).done, "it waits for the lock"
            session.sock = None
        assert closing.exception(5) is None
    ours.close()
    theirs.close()


@pytest.mark.filterwarnings("default")
def test_one_failure_does_not_end_the_looking_after(caplog):
    """The second look comes after a first that failed in a way nobody foresaw."""
    stop, looks = threading.Event(), []

    class Broken:
        def mend(self):
            looks.append(len(looks))
            if len(looks) == 2:
                stop.set()
            raise RuntimeError("nobody foresaw this")

    hold([Broken()], stop)
    assert looks == [0, 1]
    assert "could not be looked after" in caplog.text


def test_a_line_that_closes_under_a_message_leaves_a_sentence_in_the_log(caplog):
    """Ctrl-C while an answer is on its way shows nobody a traceback."""
    log = logging.getLogger("line-under-test")
    log.addFilter(PlainWords())
    for trouble in (SlackClientNotConnectedError("the connection is no longer active"), ValueError("something else")):
        log.error("could not be sent", exc_info=trouble)
    assert [bool(record.exc_info) for record in caplog.records] == [False, True]
