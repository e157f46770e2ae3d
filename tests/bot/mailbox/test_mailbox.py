"""A mailbox looked into over IMAP, on a real server of this machine."""

from datetime import UTC, datetime

import pytest

from bot.intake.mailbox import UnreachableMailboxError, address_of, poll
from bot.settings import Settings
from bot.wiring import build
from store.facts.common import InterpreterError

MAIL = b"From: Fiona <fiona@brindlecote.example>\r\nDate: Wed, 07 Oct 2026 09:58:00 +0100\r\nSubject: %s\r\nMessage-ID: <%s@x.example>\r\n\r\nWords.\r\n"
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture
def interpreter(tmp_path):
    return build(Settings(home=tmp_path / "home", _env_file=None), clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_each_look_keeps_what_is_new_and_marks_nothing_as_read(interpreter, server):
    """A mail is kept at the first look, and stays unread for the people who read the mailbox."""
    server.deliver("one", MAIL % (b"One", b"one"))
    assert [record.mail.subject for record in poll(interpreter, server.url).new] == ["One"]
    server.deliver("two", MAIL % (b"Two", b"two"))
    server.deliver("one-again", MAIL % (b"One", b"one"))
    second = poll(interpreter, server.url)
    assert ([record.mail.subject for record in second.new], second.unchanged) == (["Two"], 1)
    assert poll(interpreter, server.url).new == []
    assert not any(path.name.endswith("S") for path in (server.mail / "cur").iterdir())


def test_a_lost_place_costs_a_second_reading_and_nothing_else(interpreter, server):
    """The place in the mailbox is a convenience; the mails are what is kept."""
    server.deliver("three", MAIL % (b"Three", b"three"))
    first = poll(interpreter, server.url)
    (interpreter.settings.home / "mailbox.json").unlink()
    again = poll(interpreter, server.url)
    assert (again.new, again.unchanged >= len(first.new)) == ([], True)


def test_a_wrong_password_is_one_sentence_without_the_password(interpreter, server):
    """The password must not reach a log or a screen."""
    with pytest.raises(UnreachableMailboxError) as told:
        poll(interpreter, server.url.replace("secret", "mistyped"))
    assert "ITBOT_IMAP_URL" in str(told.value)
    assert "mistyped" not in str(told.value)


def test_a_mailbox_that_does_not_answer_is_said_so(interpreter):
    """One sentence with what to check."""
    with pytest.raises(UnreachableMailboxError, match="cannot be reached"):
        poll(interpreter, "imap://reader:secret@127.0.0.1:9/INBOX")


@pytest.mark.parametrize(
    "url", ["https://x.example", "imap://mail.example.com", "imap://a:b@mail.example.com", "imaps://a:b@h:port/x"]
)
def test_an_address_that_is_none_or_would_bare_its_password_is_refused(url):
    """A plain connection is for this machine alone."""
    with pytest.raises(InterpreterError, match="imaps://"):
        address_of(url)


def test_an_address_gives_its_parts_and_a_name_without_the_password():
    """Names and passwords may hold any letter, written as in every address."""
    address = address_of("imaps://it%40firm:p%2Fw@mail.example.com/Provider%20mails")
    assert (address.user, address.password, address.folder, address.port) == ("it@firm", "p/w", "Provider mails", 993)
    assert address.name == "imaps://mail.example.com:993/Provider mails"
