"""An email in Slack explained: what it says, promises and claims, against the contracts that its readers may see."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.slack.audience import Allowed, Denied
from bot.slack.blocks.email_card import email_card
from bot.slack.blocks.pieces import Block
from bot.slack.escape import cut, mrkdwn
from bot.slack.handling import question_in
from bot.slack.office import Office
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.digest.model import Digest
    from bot.wiring import Interpreter
    from knowledge.mail.model import Mail

# A window holds a hundred blocks; some are left for what stands around the email.
MOST = 95
SILENT = {Denied.OUTSIDERS, Denied.UNKNOWN}


def explained(view: Interpreter, mail: Mail, *, limit: int = 50) -> tuple[str, list[Block]]:
    """The gist and the blocks of an email; it is held only against contracts that `view` holds."""
    made = digest(view, mail)
    return " ".join(made.gist), email_card(made, limit=limit)


def digest(view: Interpreter, mail: Mail) -> Digest:
    """The email made plain, with the file of the contract it belongs to where one may be seen."""
    from bot.digest.opening import placed
    from bot.digest.whole import digest_of

    ref = placed(view, mail, None)
    return digest_of(view, mail, view.case(ref, view.today()) if ref else None)


def is_message(record: dict[str, Any]) -> bool:
    """Whether a file is an email as Slack keeps those sent to a channel."""
    return record.get("mode") == "email" or record.get("filetype") == "email"


def mail_in(office: Office, message: dict[str, Any], words: str) -> Mail | None:
    """The email a message holds: a file of Slack's own email kind, else the words themselves; None where there are none."""
    from knowledge.mail.reading import read_pasted, read_shared

    zone = ZoneInfo(office.interpreter.settings.timezone)
    for one in message.get("files") or ():
        if is_message(one):
            return read_shared(office.client.files_info(file=one["id"])["file"], zone=zone)
    return read_pasted(words, zone=zone) if words.strip() else None


def arrived(office: Office, body: dict[str, Any], key: str) -> None:
    """An email was sent to a channel's address: explain it in its thread, to those who read there.

    Where others than the company's own people read, nothing is said, and nobody asked: the email itself is there.
    """
    asked = question_in(body)
    if asked is None or asked.outside:
        return
    seen = office.may_see(office.readers.of(asked.channel, asked.user))
    if seen.why in SILENT:
        return
    mail = mail_in(office, {"files": list(asked.files)}, asked.text)
    if mail is None:
        return
    gist, blocks = explained(office.view(seen.contracts), mail)
    office.outbox.say(key, asked.where, mrkdwn(cut(gist, 1500)), blocks)


def shown_to(office: Office, seen: Allowed, mail: Mail) -> list[Block]:
    """An email explained, for one person's window."""
    return explained(office.view(seen.contracts), mail, limit=MOST)[1]


def file_explained(office: Office, seen: Allowed, file_id: str) -> tuple[str, list[Block]]:
    """An email file (.eml, .msg) that somebody sent, explained."""
    from bot.intake.apart import reading
    from bot.slack.files import fetch

    folder = office.interpreter.settings.home / "incoming"
    try:
        path, _ = fetch(office, file_id, folder)
        return explained(
            office.view(seen.contracts), reading.mail(path, zone=ZoneInfo(office.interpreter.settings.timezone))
        )
    except (ValueError, LookupError, RecursionError):
        raise InterpreterError("This email could not be read; forward it as text or save it as .eml.") from None
    finally:
        shutil.rmtree(folder / file_id, ignore_errors=True)
