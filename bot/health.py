"""The state of one home: database, search, contracts, data and its age; each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.answering.asking.period import day
from bot.answering.casefile import CaseFile
from bot.slack.mode import mode
from store.facts.common import InterpreterError, Status
from store.signs import Signs

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Interpreter

# A monthly export should never be much older than a month and a few days.
STALE_DAYS = 35
# So many workspaces are named.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is in order, what was seen, and what to do."""

    name: str
    ok: bool
    says: str
    fix: str = ""


def checks(interpreter: Interpreter) -> list[Check]:
    """Look at everything; nothing is changed."""
    refs = list(interpreter.stores.contracts.refs())
    found = [Check("home", ok=True, says=str(interpreter.settings.home)), *_server(interpreter), _search(interpreter)]
    found += [*_model(interpreter), _slack(interpreter.settings)]
    if not refs:
        return [
            *found,
            Check("contracts", ok=False, says="none yet", fix="itbot add CONTRACT.docx (or .pdf, .md, .html, .txt)"),
        ]
    for ref in refs:
        found += _contract(interpreter, interpreter.case(ref, interpreter.today()))
    return [*found, *_background(interpreter)]


def checks_of_all(interpreter: Interpreter) -> list[Check]:
    """What all workspaces share, where several are served; each has its own with ITBOT_WORKSPACE."""
    from store.conversations import Conversations

    teams = Conversations.on(interpreter.database).installs.teams()
    shown = ", ".join(teams[:SHOWN]) + (f" and {len(teams) - SHOWN} more" if len(teams) > SHOWN else "")
    said = Check(
        "workspaces", ok=bool(teams), says=f"{len(teams)}: {shown}" if teams else "none has installed the app yet"
    )
    hint = "open /slack/install" if not teams else "each by itself: ITBOT_WORKSPACE=… itbot doctor"
    home = Check("home", ok=True, says=str(interpreter.settings.home))
    return [home, *_server(interpreter), *_vectors(interpreter), *_model(interpreter), replace(said, fix=hint)]


def _server(interpreter: Interpreter) -> Iterator[Check]:
    """A database on a server, and who is at work on it; nothing for a file."""
    database = interpreter.database
    if database.is_shared:
        count = database.at_work()
        words = "no itbot serve is" if not count else "one itbot serve is" if count == 1 else f"{count} itbot serve are"
        yield Check("database", ok=True, says=f"{database.name}; {words} at work on it")


def _vectors(interpreter: Interpreter) -> Iterator[Check]:
    """The vector store's server, where one is set."""
    url = interpreter.settings.chroma_url
    if url:
        notes = interpreter.library.state(()).notes
        says = notes[0] if notes else f"{url} answers"
        yield Check("vectors", ok=not notes, says=says, fix="Start the Chroma server." if notes else "")


def _background(interpreter: Interpreter) -> Iterator[Check]:
    """The signs of life of what works by itself under itbot serve; nothing where it never ran."""
    from bot.chasing.auditing import audited, heartbeats

    now = interpreter.clock()
    beats = heartbeats(Signs(interpreter.database), now)
    for name, one in beats.items():
        if one.at is not None:
            says = f"last heard of on {day(one.at.date())}, {one.at:%H:%M} UTC"
            yield Check(
                name, one.recent, says, "" if one.recent else "Start itbot serve again; it catches up by itself."
            )
    if any(one.at for one in beats.values()):
        for finding in audited(interpreter, now):
            yield Check(
                f"{finding.contract}: reminders", ok=False, says=finding.says, fix="itbot remind, or itbot serve"
            )


def _model(interpreter: Interpreter) -> Iterator[Check]:
    """The language model, tried once; without one there is nothing to try."""
    if interpreter.model is None:
        yield Check("model", ok=True, says="none set: answers come in the words of rules")
        return
    from bot.answering.voice.trial import tried

    price = interpreter.settings.model_price
    if price and interpreter.model.price is None:
        says = f"ITBOT_MODEL_PRICE is '{price}', which is not a price in and a price out"
        yield Check("model's price", ok=False, says=says, fix="Write it as 3/15, for a million tokens in and out.")
    trial = tried(interpreter.model, interpreter.today())
    yield Check("model", trial.ok, trial.says, trial.fix)


def _slack(settings: Settings) -> Check:
    """Whether the settings for Slack are whole; Slack itself is asked by itbot serve alone."""
    if not any((settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)):
        return Check("slack", ok=True, says="not set up: itbot desk needs none, docs/slack.md says how")
    try:
        chosen = mode(settings)
    except InterpreterError as wrong:
        return Check("slack", ok=False, says="the settings are not whole", fix=str(wrong))
    return Check("slack", ok=True, says=f"set up, over {'a socket' if chosen.socket else 'HTTP'}; itbot serve begins")


def _search(interpreter: Interpreter) -> Check:
    contracts = interpreter.stores.contracts
    state = interpreter.library.state([ref for ref in contracts.refs() if contracts.documents(ref)])
    if state.embedder is None:
        return Check("search", ok=False, says="by words only: the sentence model is not installed", fix="make setup")
    if state.stale or state.notes:
        return Check(
            "search",
            ok=False,
            says="; ".join(state.notes) or f"not indexed: {', '.join(state.stale)}",
            fix="Start the Chroma server." if any("does not answer" in one for one in state.notes) else "itbot reindex",
        )
    return Check("search", ok=True, says=f"by words and by meaning ({state.embedder})")


def _contract(interpreter: Interpreter, case: CaseFile) -> Iterator[Check]:
    terms = interpreter.stores.terms.listed(case.ref)
    levels = len(case.agreed.levels)
    yield Check(
        f"{case.ref}: terms",
        bool(levels),
        f"{len(terms)} found, {levels} service levels",
        "" if levels else "Check the contract: no service level was found in it.",
    )
    doubts = [t for t in terms if t.status in {Status.CONFLICT, Status.UNKNOWN}]
    yield Check(
        f"{case.ref}: doubts", not doubts, f"{len(doubts)} to settle", "itbot terms --status conflict" if doubts else ""
    )
    open_terms = sum(t.status is Status.FOUND for t in terms)
    yield Check(
        f"{case.ref}: confirmed",
        not open_terms,
        f"{open_terms} not yet confirmed by a person",
        "itbot terms, then itbot confirm" if open_terms else "",
    )
    silent = _silent_amendments(interpreter, case.ref)
    if silent:
        says = f"no change to the contract was read from {', '.join(silent)}"
        yield Check(
            f"{case.ref}: amendments", ok=False, says=says, fix="Read it yourself and correct the terms: itbot terms"
        )
    yield _tickets(case, interpreter.today())


def _silent_amendments(interpreter: Interpreter, ref: str) -> list[str]:
    """The amendments that hold no term and neither replace nor delete a clause."""
    stores = interpreter.stores
    speaking = {term.document for term in stores.terms.listed(ref)}
    every = stores.contracts.clauses(ref, every_version=True)
    speaking |= {
        clause.document for clause in every if clause.action in {"replace", "delete"} or " (row " in clause.key
    }
    return [one.name for one in stores.contracts.documents(ref) if one.kind == "amendment" and one.name not in speaking]


def _tickets(case: CaseFile, today: date) -> Check:
    name = f"{case.ref}: tickets"
    if case.covered is None:
        return Check(name, ok=False, says="none yet", fix="itbot add TICKETS.csv")
    age = (today - case.covered[1]).days
    says = f"{day(case.covered[0])} to {day(case.covered[1])}, {age} days old"
    return Check(
        name, age <= STALE_DAYS, says, "" if age <= STALE_DAYS else "Ask the provider for a fresh export and add it."
    )
