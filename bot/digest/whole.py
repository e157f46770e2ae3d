"""A message made plain with all that is known: its own words, the records, the promises before it, and a model's look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.casefile import CaseFile
from bot.digest import guard
from bot.digest.earlier import with_earlier
from bot.digest.making import made
from bot.digest.model import Digest
from bot.digest.office import office_of
from knowledge.mail.model import Mail

if TYPE_CHECKING:
    from bot.wiring import Interpreter


def digest_of(interpreter: Interpreter, mail: Mail, case: CaseFile | None) -> Digest:
    """Make one message plain, held against a contract's file where there is one."""
    own = interpreter.stores.correspondence.terms()
    digest = made(mail, case, own, fallback=interpreter.settings.timezone, now=interpreter.clock())
    digest = guard.checked(with_earlier(digest, case))
    if interpreter.model is None:
        return digest
    from bot.digest.second_look import looked_at  # loads the model's parts, which are not needed without one

    return looked_at(digest, interpreter.model, office_of(case.facts if case else None, interpreter.today()))
