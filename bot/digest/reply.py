"""A draft reply in a neutral tone, for a person to read and send; nothing is ever sent from here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.digest.gist import day_name, short, when
from knowledge.mail.model import Mail
from knowledge.promises.model import Mood, Statement
from knowledge.promises.parties import HOUSE


def draft_reply(mail: Mail, said: Sequence[Statement], questions: Sequence[str]) -> str:
    """Thanks, what was understood, what is open."""
    day = f" of {day_name(mail.sent.date())}" if mail.sent else ""
    parts = [f"{_greeting(mail)},", f"Thank you for your message{day}."]
    dated = [one for one in said if one.mood is Mood.PROMISE and one.due.dated]
    if dated:
        lines = "\n".join(f"- {short(one.what)}: {when(one.due)}" for one in dated)
        parts.append(f"So that we have the same understanding, these are the dates we have noted:\n{lines}")
    if questions:
        asked = "\n".join(f"{number}. {one}" for number, one in enumerate(questions, 1))
        parts.append(f"Could you please help us with the following?\n{asked}")
    return "\n\n".join([*parts, "Many thanks"])


def _greeting(mail: Mail) -> str:
    name = mail.sender.name.split()
    person = len(name) == 2 and all(part[:1].isupper() and part[1:].islower() for part in name)
    return f"Hello {name[0]}" if person and not HOUSE.search(mail.sender.name) else "Hello"
