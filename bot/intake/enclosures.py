"""Files that come with mails: put aside in the home, and offered to a person; never taken in unasked.

Anybody can send a mail that looks like the provider's, so a contract or a report in one waits for a person's word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.given import SHEETS, WORDS, Asking, Options, Receipt
from knowledge.documents.model import UnreadableError
from knowledge.mail.model import Attachment, Mail
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.wiring import Interpreter

LARGEST = 50_000_000


def put_aside(interpreter: Interpreter, mails: Iterable[Mail]) -> list[Path]:
    """Keep the files that this product can take in, once each, in the home; the same file again is the same place."""
    found = [one for mail in mails for one in mail.attachments if _wanted(one)]
    paths = [_place(interpreter.settings.home, one) for one in found]
    for one, path in zip(found, paths, strict=True):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.content)
    return list(dict.fromkeys(paths))


def _wanted(one: Attachment) -> bool:
    known = Path(one.name).suffix.lower() in WORDS | SHEETS
    return known and not one.inline and 0 < len(one.content) <= LARGEST


def _place(home: Path, one: Attachment) -> Path:
    return home / "attachments" / hashlib.sha256(one.content).hexdigest()[:12] / one.name


def offers(
    interpreter: Interpreter, mails: Iterable[Mail], asking: Asking, options: Options
) -> tuple[list[str], list[Receipt]]:
    """A sentence for every file that waits, and the receipts of those a person at the terminal chose to take in."""
    from bot.intake import adding

    said: list[str] = []
    taken: list[Receipt] = []
    for path in put_aside(interpreter, mails):
        ask = (
            asking.confirm if asking.console is not None and asking.console.is_terminal and not options.accept else None
        )
        if ask and ask(f"The mail carries {path.name}. Take it in too?"):
            try:
                taken += adding.add(interpreter, [path], options, console=asking.console, confirm=asking.confirm)
            except (InterpreterError, UnreadableError) as trouble:
                said.append(str(trouble))
        else:
            said.append(f"It carries {path.name}; to take that in: itbot add “{path}”")
    return said, taken
