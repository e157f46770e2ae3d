"""A message as the terminal is handed it: a file or pasted words, and the contract it belongs to."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.intake.mail_records import side_of
from knowledge.mail.model import Mail
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.wiring import Interpreter

MAIL_ENDINGS = {".eml", ".msg", ".mbox", ".html", ".htm", ".ics"}


def opened(interpreter: Interpreter, name: str, sent: datetime | None = None) -> Mail:
    """The mail in a file, or in pasted words ("-")."""
    from bot.intake.apart import reading
    from knowledge.mail.reading import read_pasted

    zone = ZoneInfo(interpreter.settings.timezone)
    when = sent.replace(tzinfo=zone) if sent else None
    if name == "-":
        text = sys.stdin.read()
        if not text.strip():
            raise InterpreterError("Nothing was pasted; give the words of the message, or name its file.")
        return read_pasted(text, sent=when, zone=zone)
    path = Path(name)
    if path.suffix.lower() in MAIL_ENDINGS:
        mail = reading.mail(path, zone=zone)
    else:
        mail = read_pasted(path.read_text("utf-8", errors="replace"), sent=when, name=path.name, zone=zone)
    if mail.sent is None and when is not None:
        from dataclasses import replace

        return replace(mail, sent=when)
    return mail


def placed(interpreter: Interpreter, mail: Mail, contract: str | None) -> str | None:
    """The contract a message belongs to: the one named, the one whose party writes or is written to, or the only one."""
    from bot.answering.conversation import contract_named

    if contract:
        return contract_named(interpreter, contract)
    contracts = interpreter.stores.contracts
    refs = contracts.refs()
    people = [mail.sender, *mail.to, *mail.cc]
    named = [ref for ref in refs if any(side_of(one.address, contracts.facts(ref)) == "provider" for one in people)]
    if len(named) == 1:
        return named[0]
    return refs[0] if len(refs) == 1 else None
