"""The three questions to put to a provider in earnest, drafted with its own facts; a person asks them, not this program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answering.casefile import CaseFile, missed
from bot.answering.draft import Draft, listed
from bot.answering.telling.levels import count_words
from bot.digest.safe import safe
from knowledge.correspondence.answering import judged
from store.facts.common import InterpreterError, Period
from store.facts.promised import Session, Spoken
from store.measures.level_names import level_name
from store.measures.promises import counted, state_on

if TYPE_CHECKING:
    from bot.wiring import Interpreter

KEYS = ("takes", "business", "commit")
MOST = 3


def drafted(interpreter: Interpreter, case: CaseFile) -> Session:
    """The three questions with this provider's facts in them, kept as a round to be answered."""
    misses = _misses(case)
    promises = interpreter.stores.promises.listed(case.ref)
    broken = [one for one in promises if state_on(one, case.today).value in {"missed", "late", "unknown"}]
    facts = f" On our count: {misses}." if misses else ""
    tally = counted(promises, case.today)
    kept = (
        f" Of the promises that fell due, {tally.kept} were kept, {tally.late} kept late and {tally.missed} not kept."
        if tally.judged
        else ""
    )
    open_one = f' For example, you wrote: "{broken[0].quote}"' if broken else ""
    spoken = (
        Spoken("takes", f"What will it take to bring the service to the level we agreed, from you and from us?{facts}"),
        Spoken("business", f"What is happening in your business that we should know of?{_changes(case)}"),
        Spoken(
            "commit",
            f"What can you confidently commit to: which figure, at which level, by which date?{kept}{open_one}",
        ),
    )
    return interpreter.stores.correspondence.add_session(Session(case.ref, case.today, spoken))


def _misses(case: CaseFile) -> str:
    month = case.last_full_month()
    if month is None:
        return ""
    draft = Draft(question="", topic="other", contract=case.ref)
    late = [one for one in case.month(month) if one in missed(case.month(month))][:MOST]
    told = [f"{level_name(one.level)} {count_words(one, draft)}" for one in late]
    return f"in {Period.of_month(month).label}, {listed(told)}" if told else ""


def _changes(case: CaseFile) -> str:
    """What is on record of changes on their side."""
    known = [line for line in case.happened.log if line.kind == "changes"]
    if not known:
        return ""
    last = known[-1]
    return f' We have noted, for {last.on.day} {last.on:%B %Y}: "{last.what}"'


def answered(interpreter: Interpreter, ref: str, number: int, answers: dict[str, str]) -> Session:
    """Keep answers word for word and judge each; questions not answered yet stay open."""
    held = next((one for one in interpreter.stores.correspondence.sessions(ref) if one.number == number), None)
    if held is None:
        raise InterpreterError(f"There is no round {number} of the three questions; draft one first: itbot questions")
    spoken = []
    for one in held.spoken:
        words = answers.get(one.key, "").strip()
        verdict = judged(one.key, words) if words else None
        spoken.append(replace(one, answer=words, judged=verdict.state, rests_on=verdict.rests_on) if verdict else one)
    return interpreter.stores.correspondence.answer_session(number, ref, spoken)


def offers(session: Session, case: CaseFile) -> list[dict[str, Any]]:
    """Improvement plans that the answer on commitments offers: each dated promise in it, for a person to take up."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.digest.office import office_of
    from knowledge.promises.finding import promises

    said = next((one.answer for one in session.spoken if one.key == "commit"), "")
    moment = datetime(
        session.asked_on.year, session.asked_on.month, session.asked_on.day, 9, tzinfo=ZoneInfo(case.facts.tz)
    )
    found = promises(said, moment, office_of(case.facts, session.asked_on))
    return [{"words": safe(one.quote), "due": one.due.latest.isoformat()} for one in found if one.due.latest]


def session_json(session: Session) -> dict[str, Any]:
    """A round as `itbot questions --json` prints it."""
    return {
        "id": session.number,
        "asked_on": session.asked_on.isoformat(),
        "questions": [
            {"key": one.key, "question": safe(one.question), "answer": one.answer, "judged": one.judged or None, "rests_on": list(one.rests_on)}
            for one in session.spoken
        ],
    }  # fmt: skip
