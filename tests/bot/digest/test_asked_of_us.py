"""What the provider's mails ask of us: listed with the words and the day, from what was kept of each mail."""

import shutil
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from bot.digest.requests import open_requests, requests
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AGREEMENT = """# Managed Services Agreement AB-1

This Agreement is made on 1 January 2026 between Kestrel Cloud Ltd ("the Provider") and Marl Ltd ("the Customer").

## 1. Service levels
1.1 Business Hours are Monday to Friday 08:00 to 18:00, excluding public holidays in England.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    (folder / "agreement.md").write_text(AGREEMENT, "utf-8")
    add(_open(folder), [folder / "agreement.md"], Options(accept=True, index=False))
    return folder


def _open(folder):
    return build(Settings(home=folder, _env_file=None), clock=lambda: NOW)


@pytest.fixture
def interpreter(home, tmp_path):
    shutil.copytree(home, tmp_path / "home")
    return _open(tmp_path / "home")


def mail(tmp_path, name, sent, words, *, sender="tom@kestrel.example", answers=""):
    made = EmailMessage()
    made["From"], made["To"], made["Date"], made["Subject"] = sender, "priya@marl.example", sent, "Slow VPN"
    made["Message-ID"] = f"<{name}@x.example>"
    if answers:
        made["In-Reply-To"] = f"<{answers}@x.example>"
    made.set_content(words)
    file = tmp_path / f"{name}.eml"
    file.write_bytes(bytes(made))
    return file


def asked(interpreter, which=requests):
    (ref,) = interpreter.stores.contracts.refs()
    return which(interpreter.stores, ref, NOW)


def test_a_request_is_kept_with_its_mail_its_words_and_the_day_they_name(interpreter, tmp_path):
    """Dated ones first; nobody else's requests among them."""
    first = mail(tmp_path, "a", "Fri, 6 Nov 2026 16:42:00 +0000", "Hi Priya,\n\nPlease confirm the new seats.\n")
    other = mail(tmp_path, "b", "Mon, 9 Nov 2026 10:00:00 +0000", "Can you send us the list of users by Friday?\n")
    add(interpreter, [first, other], Options(accept=True, index=False))
    dated, undated = asked(interpreter)
    assert (dated.due, dated.asked.quote, dated.file) == (
        date(2026, 11, 13), "Can you send us the list of users by Friday?", "b.eml",
    )  # fmt: skip
    assert dated.late(NOW.date())
    assert (undated.due, undated.late(NOW.date())) == (None, False)


def test_a_request_in_a_thread_we_have_written_in_since_is_no_longer_open(interpreter, tmp_path):
    """Whether the answer was enough nobody can tell, so it stays on the list of all."""
    files = [
        mail(tmp_path, "a", "Fri, 6 Nov 2026 16:42:00 +0000", "Can you send us the list of users by Monday?\n"),
        mail(tmp_path, "c", "Mon, 9 Nov 2026 10:00:00 +0000", "Here it is. Can you look at it today?\n",
             sender="priya@marl.example", answers="a"),
    ]  # fmt: skip
    add(interpreter, files, Options(accept=True, index=False))
    (one,) = asked(interpreter)
    assert one.replied == datetime(2026, 11, 9, 10, tzinfo=UTC)
    assert asked(interpreter, open_requests) == ()
