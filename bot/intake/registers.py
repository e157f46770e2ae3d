"""What a person notes by hand, on its way into the registers: the register it belongs to, its day, and its words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.intake.days import day_named
from store.facts.common import InterpreterError, Source
from store.facts.happened import LogEntry

if TYPE_CHECKING:
    from bot.wiring import Interpreter

# Each register, what it holds, and the words people call a line of it.
REGISTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "reviews": ("review meetings with the account manager", ("review", "meeting")),
    "roadmap": ("the IT roadmap and its items", ("roadmap",)),
    "advice": ("advice the provider gave unasked, and what we did with it", ("advice", "recommendation", "challenge")),
    "changes": ("changes at the provider or in our systems, with their expected end", ("change",)),
    "advocacy": ("what the account manager got done for us", ("advocacy",)),
    "deferred": ("known weaknesses that nobody has fixed yet", ("deferred", "weakness", "risk")),
    "promises": ("promises and what became of them (kept, late, missed)", ("promise", "commitment")),
    "updates": ("updates we were given while something was down", ("update",)),
    "exit": ("what we hold for the day we leave (documents, admin accounts, data)", ("exit",)),
    "business": ("our own business: teams, sites, busy days (state: busy, busy every month)", ("profile", "busy")),
    "statements": ("what the provider told us of its own business", ("statement",)),
}
DONE = frozenset("done closed fixed kept followed held completed over finished resolved rejected".split())


def register_named(word: str) -> str:
    """The register a person means by a word such as "review"; InterpreterError names those there are."""
    plain = word.strip().lower()
    for name, (_, words) in REGISTERS.items():
        if plain in {name, *words}:
            return name
    raise InterpreterError(f"There is no register called {word}; there are: {', '.join(REGISTERS)}.")


def is_open(line: LogEntry) -> bool:
    """Whether a line still waits for something."""
    return line.state.strip().lower() not in DONE


def instant_named(words: str, tz: str) -> datetime:
    """A day with a time ("2026-10-07 14:20"), in the contract's zone."""
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        raise InterpreterError(f"'{words}' is no day with a time; write it like 2026-10-07 14:20.") from None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(tz))


def changes_said(interpreter: Interpreter, tz: str, said: dict[str, str | None]) -> dict[str, Any]:
    """The fields a person gave, read: `on` and `due` as days, a time of day in `on` as an instant too."""
    today = interpreter.today()
    read: dict[str, Any] = {name: said[name] for name in ("what", "who", "state") if said.get(name)}
    when = said.get("on")
    if when and ":" in when:
        read["at"] = instant_named(when, tz)
        read["on"] = read["at"].astimezone(ZoneInfo(tz)).date()
    elif when:
        read["on"] = day_named(when, today)
    if said.get("due"):
        read["due"] = day_named(said["due"] or "", today, ahead=True)
    return read


def line_made(interpreter: Interpreter, ref: str, kind: str, said: dict[str, str | None]) -> LogEntry:
    """A new line of a register; without a day it is today's."""
    tz = interpreter.stores.contracts.facts(ref).tz
    read = changes_said(interpreter, tz, said)
    if not str(read.get("what", "")).strip():
        raise InterpreterError('Say what to note, for example: itbot note advice "Replace the oldest laptops"')
    if kind == "updates" and "at" not in read:
        raise InterpreterError('An update needs its time, for example: --on "2026-10-07 14:20"')
    read.setdefault("on", interpreter.today())
    return LogEntry(kind=kind, source=Source("register"), **read)


def row_of(line: LogEntry) -> dict[str, Any]:
    """A line as the commands print it."""
    return {
        "id": line.number or None,
        "register": line.kind,
        "on": line.on.isoformat(),
        "at": line.at.isoformat() if line.at else None,
        "what": line.what,
        "who": line.who or None,
        "state": line.state or None,
        "due": line.due.isoformat() if line.due else None,
        "open": is_open(line),
        "source": str(line.source),
    }
