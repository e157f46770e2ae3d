"""A mailbox looked into over IMAP: what is new since the last look is kept; nothing in the mailbox is changed."""

from __future__ import annotations

import hashlib
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from bot.intake.apart import reading
from bot.intake.emails import Kept, keep
from bot.intake.progress import Progress
from knowledge.documents.model import UnreadableError
from knowledge.mail.model import Mail
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from imap_tools import MailBox, MailBoxUnencrypted

    from bot.wiring import Interpreter

TIMEOUT_S = 20
AT_ONCE = 50
MOST = 500
LARGEST = 40_000_000
EXAMPLE = "imaps://name:password@mail.example.com/INBOX"


class UnreachableMailboxError(InterpreterError):
    """The mailbox that was set up cannot be reached or does not let us in; the sentence names it without its password."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a mailbox is and how it is opened. `name` is safe to show: no password in it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    encrypted: bool

    @property
    def name(self) -> str:
        """The address as people may see it."""
        return f"{'imaps' if self.encrypted else 'imap'}://{self.host}:{self.port}/{self.folder}"


def address_of(url: str) -> Address:
    """The parts of ITBOT_IMAP_URL; InterpreterError where it is no such address.

    A plain imap:// address is taken only for this machine itself: elsewhere the password would cross the network bare.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
        raise InterpreterError(f"ITBOT_IMAP_URL is no mailbox address; write it like {EXAMPLE}")
    encrypted = parts.scheme == "imaps"
    if not encrypted and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise InterpreterError(f"ITBOT_IMAP_URL would send its password unprotected; write it like {EXAMPLE}")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    user, password = unquote(parts.username), unquote(parts.password or "")
    return Address(parts.hostname, port or (993 if encrypted else 143), user, password, folder, encrypted)


def poll(interpreter: Interpreter, url: str, *, moved: Progress | None = None) -> Kept:
    """Keep what came into the mailbox since the last look, and say what became of it.

    Works in batches: when it is cut off, the next look goes on after the last batch, and a mail seen twice is one mail.
    Raises UnreachableMailboxError when the server does not answer or refuses.
    """
    address = address_of(url)
    marks = _Marks(interpreter.settings.home / "mailbox.json", address)
    kept = Kept()
    with _opened(address) as box:
        epoch, uids = _new(box, marks)
        for start in range(0, len(uids), AT_ONCE):
            batch = uids[start : start + AT_ONCE]
            mails = [mail for uid in batch for mail in _read(box, uid, interpreter, kept)]
            _add(kept, keep(interpreter, mails))
            marks.keep(epoch, batch[-1])
            if moved:
                moved(start + len(batch), len(uids))
    return kept


def _add(whole: Kept, part: Kept) -> None:
    whole.new += part.new
    whole.unchanged += part.unchanged
    whole.notes += part.notes
    whole.rejects += part.rejects
    whole.contracts = list(dict.fromkeys([*whole.contracts, *part.contracts]))


@contextmanager
def _opened(address: Address) -> Iterator[MailBox | MailBoxUnencrypted]:
    """The mailbox, open for reading; trouble with it becomes one sentence."""
    from imaplib import IMAP4

    from imap_tools import MailBox, MailBoxUnencrypted
    from imap_tools.errors import ImapToolsError

    kinds = {True: MailBox, False: MailBoxUnencrypted}
    try:
        with kinds[address.encrypted](address.host, address.port, timeout=TIMEOUT_S) as box:
            box.login(address.user, address.password, initial_folder=None)
            box.folder.set(address.folder, readonly=True)
            yield box
    except ImapToolsError:
        raise UnreachableMailboxError(
            f"The mailbox {address.name} does not let us in or has no such folder; check the name, the password and the folder in ITBOT_IMAP_URL."
        ) from None
    except ssl.SSLError:
        raise UnreachableMailboxError(
            f"The mailbox {address.name} shows a certificate that cannot be trusted; check the host in ITBOT_IMAP_URL."
        ) from None
    except (OSError, EOFError, IMAP4.error):
        raise UnreachableMailboxError(
            f"The mailbox {address.name} cannot be reached; check the host in ITBOT_IMAP_URL and that the server runs."
        ) from None


def _new(box: MailBox | MailBoxUnencrypted, marks: _Marks) -> tuple[int, list[int]]:
    """The mailbox's own epoch (it changes when the server numbers its mails anew) and the mails after the last mark."""
    epoch = int(box.folder.status(box.folder.get() or "INBOX", ["UIDVALIDITY"])["UIDVALIDITY"])
    after = marks.last(epoch)
    uids = sorted(int(uid) for uid in box.uids(f"UID {after + 1}:*"))
    return epoch, [uid for uid in uids if uid > after][:MOST]


def _read(box: MailBox | MailBoxUnencrypted, uid: int, interpreter: Interpreter, kept: Kept) -> list[Mail]:
    """One mail, fetched without marking it read; one that cannot be read is said and left out."""
    name = f"mailbox, mail {uid}"
    _, sized = box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    figures = b"".join(one for one in sized or () if isinstance(one, bytes)).rpartition(b"RFC822.SIZE")[2]
    size = int(figures.strip(b" )") or 0) if figures.strip(b" )").isdigit() else 0
    if size > LARGEST:
        kept.rejects.append(f"{name}: it is larger than 40 MB; save it without its attachments and add that copy.")
        return []
    _, answer = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    data = next((one[1] for one in answer or () if isinstance(one, tuple)), b"")
    try:
        return list(reading.mails_in(data, name=name, zone=ZoneInfo(interpreter.settings.timezone)))
    except UnreadableError as trouble:
        kept.rejects.append(str(trouble))
        return []


class _Marks:
    """How far each mailbox has been read. Losing this file costs a second reading and nothing else."""

    def __init__(self, file: Path, address: Address) -> None:
        self._file = file
        self._name = hashlib.sha256(f"{address.user}@{address.name}".encode()).hexdigest()[:16]

    def last(self, epoch: int) -> int:
        """The number of the last mail read in this epoch; 0 for none."""
        mark = self._all().get(self._name, {})
        return int(mark.get("uid", 0)) if mark.get("epoch") == epoch else 0

    def keep(self, epoch: int, uid: int) -> None:
        """Remember a number; the file is replaced whole."""
        marks = {**self._all(), self._name: {"epoch": epoch, "uid": uid}}
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(marks), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as trouble:
            raise InterpreterError(
                f"{self._file.name} cannot be written in {self._file.parent}; free some space there."
            ) from trouble

    def _all(self) -> dict[str, dict[str, int]]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
