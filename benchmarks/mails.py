"""How fast mails are taken in and read for promises, by the wall clock: a thousand different ones from one file, the same again, and one of ten megabytes."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from bot.intake.emails import add_emails
from bot.intake.given import Asking, Options
from bot.settings import Settings
from bot.wiring import build
from knowledge.mail.reading import read_mail

MANY = 1000
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = (
    "we have restored the service and will send the root cause analysis by friday the engineer is on site next update at the "
    "ticket is with the vendor your users should see no impact patching reached the target for the month of october"
).split()


def rows() -> list[dict[str, Any]]:
    """The figures, each against its limit."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        box = home / "many.mbox"
        box.write_bytes(b"".join(b"From a@b Tue Oct 13 10:02:00 2026\n" + one + b"\n" for one in _mails(MANY)))
        interpreter = build(Settings(home=home / "home", _env_file=None), clock=lambda: NOW)  # type: ignore[call-arg]
        first = _seconds(lambda: add_emails(interpreter, box, Options(), Asking()))
        again = _seconds(lambda: add_emails(interpreter, box, Options(), Asking()))
        kept = len(interpreter.stores.mails.listed(interpreter.stores.contracts.refs()[0]))
        interpreter.database.close()
    big = _seconds(lambda: read_mail(_large()))
    return [
        {
            "what": f"{kept} of {MANY} different mails taken in",
            "value": f"{first:.1f} s",
            "limit": "60 s",
            "ok": first < 60 and kept == MANY,
        },
        {"what": "the same file again", "value": f"{again:.1f} s", "limit": "60 s", "ok": again < 60},
        {"what": "a mail of 10 MB read", "value": f"{big:.2f} s", "limit": "10 s", "ok": big < 10},
    ]


def _seconds(work: Any) -> float:
    """Seconds on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _mails(count: int) -> list[bytes]:
    """Mails in two versions with a quoted answer and a signature; every fifth announces work, every tenth carries a file."""
    chance = random.Random(7)
    return [_mail(number, chance) for number in range(count)]


def _mail(number: int, chance: random.Random) -> bytes:
    sent = NOW - timedelta(hours=7 * number)
    words = " ".join(chance.choice(WORDS) for _ in range(120)).capitalize()
    announced = (
        f"\n\nStart: {sent + timedelta(days=5):%d %B %Y} 22:00 GMT\nEnd: {sent + timedelta(days=6):%d %B %Y} 02:00 GMT"
    )
    said = f"Hi,\n\n{words}.{announced if number % 5 == 0 else ''}\n\nKind regards\nFiona Larch"
    quoted = (
        f"\n\nOn {sent - timedelta(days=1):%d %b %Y at %H:%M}, R <r@customer.example> wrote:\n> When will it be?\n> R"
    )
    message = EmailMessage()
    message["From"], message["To"] = "Fiona Larch <fiona@provider.example>", "r@customer.example"
    message["Date"], message["Message-ID"] = format_datetime(sent), f"<{number}@provider.example>"
    message["Subject"] = f"{'Planned maintenance' if number % 5 == 0 else 'Update'} CHG{number:07}"
    message.set_content(said + quoted)
    page = "".join(f"<p>{part}</p>" for part in said.replace("\n", "<br>").split("<br><br>"))
    message.add_alternative(
        f"<html><body>{page}<blockquote>When will it be?</blockquote></body></html>", subtype="html"
    )
    if number % 10 == 0:
        message.add_attachment(
            b"month,result\n2026-10,95\n" * 500, maintype="text", subtype="csv", filename=f"report-{number}.csv"
        )
    return message.as_bytes()


def _large() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@provider.example", "Log"
    message.set_content("It was slow on 5 May 2026 from 10:00 GMT to 11:00 GMT.\n" * 60_000)
    message.add_attachment(b"\x00\x01" * 3_300_000, maintype="application", subtype="octet-stream", filename="dump.bin")
    return message.as_bytes()
