"""What a month's pack holds, as one plain document that every edition (PDF, page, text) is made from.

Two editions: ours, and one that may be handed to the provider, which holds nothing of money, verdict, options or what we
mean to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.answering.asking.period import day
from bot.answering.conversation import ask
from bot.answering.draft import Draft, amount, sentence
from bot.answering.tables import credit_rows, level_rows, scorecard_rows
from bot.answering.telling.credit_claim import made_words
from bot.chasing.due import looked
from bot.chasing.letters import claim_letter
from bot.digest.promised import due_words
from bot.reviewing.carried import STATES, carried
from store.facts.common import InterpreterError, Money, Period
from store.facts.promised import State
from store.facts.watched import Kind
from store.measures.promises import state_on

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile
    from bot.wiring import Interpreter

QUESTIONS, WELL = 5, 6
MONEY = re.compile(r"credit|claim|refund|compensat|[£$€]|\b(?:GBP|EUR|USD|AUD)\b", re.IGNORECASE)
OURS = {Kind.CLAIM_WINDOW, Kind.CLAIM_ANSWER, Kind.NOTICE_DATE, Kind.RENEWAL, Kind.IMPROVEMENT}
RESULTS = {"met": "met", "missed": "missed", "no_demand": "nothing to judge", "cannot_tell": "cannot tell"}
AGENDA = (
    "What went well",
    "Service levels that were missed: cause, and what stops a repeat",
    "What is still owed: evidence, reports, promises",
    "What changes next month, on both sides",
    "Who does what by when",
)


def pack(interpreter: Interpreter, ref: str, month: str, *, safe: bool = False) -> dict[str, Any]:
    """The pack of one contract and month; `safe` is the edition for the provider."""
    today = interpreter.today()
    case = interpreter.case(ref, today)
    label = Period.of_month(month, case.facts.tz).label
    card = scorecard_rows(case, month)
    made = {
        "edition": "edition for the provider" if safe else "our own edition",
        "contract": ref,
        "title": case.facts.title or ref,
        "provider": case.facts.provider or "",
        "customer": case.facts.customer,
        "month": month,
        "label": label,
        "made_on": day(today),
        "went_well": [capital(one) for one in card["went_well"][:WELL]],
        "levels": [_level(row) for row in level_rows(case, month)],
        "gaps": _gaps(card),
        "promises": _for_eyes(_promises(case), safe=safe),
        "carried": _for_eyes(carried(case, month), safe=safe),
        "trend": _trend(interpreter, ref, label),
        "due": _due(interpreter, ref, safe=safe),
        "questions": _questions(interpreter, ref, label),
        "agenda": list(AGENDA),
    }
    return made if safe else made | _ours(interpreter, case, month, card)


def _ours(interpreter: Interpreter, case: CaseFile, month: str, card: dict[str, Any]) -> dict[str, Any]:
    """What only our own edition holds: the verdict, the score, the money."""
    answer = ask(
        interpreter, f"are we getting what we pay for in {Period.of_month(month).label}?", contract=case.ref,
        as_of=interpreter.today(), keep=False, wording=False,
    )  # fmt: skip
    score = (
        "Nothing of what the score counts is known yet."
        if card["known_only"] is None
        else (
            f"{card['known_only']} of 100 on what is known; {card['proved']} proved, {card['best_case']} at best; {card['coverage']} % of it is known"
        )
    )
    return {
        "verdict": card["verdict"],
        "headline": answer.headline,
        "score": score,
        "gates": card["gates"],
        "parts": [
            {"label": part["label"], "weight": part["weight"], "score": part["score"], "face": part["face"]}
            for part in card["dimensions"]
        ],
        "money": _money(case, month),
    }


def _level(row: dict[str, Any]) -> dict[str, Any]:
    counted = f"{row['n']} of {row['of']}" if row["of"] is not None else ""
    return {
        "name": capital(row["name"]), "target": f"{row['target']} %" if row["target"] else "every one", "counted": counted,
        "actual": f"{row['actual']} %" if row["actual"] else "–", "result": RESULTS[row["result"]], "clause": row["clause"] or "",
        "reported": f"{row['claimed_by_provider']} %" if row["claimed_by_provider"] else "", "late": row["missed_tickets"],
    }  # fmt: skip


def _gaps(card: dict[str, Any]) -> list[str]:
    unknowns = (one for part in card["dimensions"] for one in part["unknowns"] if one["why"] != "no_demand")
    return list(dict.fromkeys(f"{sentence(one['what'])} {sentence(one['fix'])}" for one in unknowns))


def _for_eyes(rows: list[dict[str, str]], *, safe: bool) -> list[dict[str, str]]:
    """In the provider's edition nothing that speaks of money, whoever said it."""
    return [row for row in rows if not (safe and MONEY.search(row["what"]))]


def _promises(case: CaseFile) -> list[dict[str, str]]:
    """What is open, past its day or was not kept; what was kept long ago is left out."""
    found = []
    for one in case.stores.promises.listed(case.ref):
        state = state_on(one, case.today)
        if state in {State.OPEN, State.UNKNOWN, State.MISSED} and one.latest is not None:
            found.append(
                {
                    "what": capital(one.what),
                    "who": one.who or "the provider",
                    "due": due_words(one),
                    "state": STATES[state],
                }
            )
    return found


def _trend(interpreter: Interpreter, ref: str, label: str) -> str:
    answer = ask(
        interpreter,
        f"are fewer things breaking, as of {label}?",
        contract=ref,
        as_of=interpreter.today(),
        keep=False,
        wording=False,
    )
    return answer.headline if answer.topic == "trend" else ""


def _due(interpreter: Interpreter, ref: str, *, safe: bool) -> list[dict[str, str]]:
    seen = looked(interpreter, ref, interpreter.clock())
    items = [nudge.item for nudge in seen.nudges]
    kept = [one for one in items if one.confirmed and not (safe and one.kind in OURS)]
    return [{"what": capital(one.what), "due": day(one.due), "why": "" if safe else one.why} for one in kept]


def _questions(interpreter: Interpreter, ref: str, label: str) -> list[str]:
    """Up to five questions for the provider, from the answers about this month."""
    asked: list[str] = []
    for text in (
        f"what did they miss in {label}?",
        f"do their reports agree with the tickets in {label}?",
        f"are fewer things breaking, as of {label}?",
    ):
        answer = ask(interpreter, text, contract=ref, as_of=interpreter.today(), keep=False, wording=False)
        asked += answer.questions_for_provider
    return list(dict.fromkeys(asked))[:QUESTIONS]


def _money(case: CaseFile, month: str) -> dict[str, Any]:
    row = credit_rows(case, month)
    currency = row["currency"] or case.facts.currency

    def shown(value: str | None) -> str | None:
        from decimal import Decimal

        return amount(Money(Decimal(value), currency)) if value is not None else None

    try:
        letter: str | None = claim_letter(case, month).body
    except InterpreterError as nothing:
        letter, why = None, str(nothing)
    else:
        why = ""
    return {
        "owed": shown(row["owed"]), "credited": shown(row["credited"]), "short": shown(row["short"]), "at_least": row["at_least"],
        "claim_by": day(by) if (by := case.credits(month).claim_by) else None,
        "claimed": _claimed(case, month), "steps": [_step(one, currency) for one in row["steps"]], "letter": letter,
        "no_letter": why,
    }  # fmt: skip


def _claimed(case: CaseFile, month: str) -> str:
    """What is on record of a claim for the month, as answers tell it."""
    return made_words(case.credits(month), Draft("", "credits", case.ref))


def capital(words: str) -> str:
    """The words with a capital first, as a line of its own begins."""
    return words[:1].upper() + words[1:]


def _step(step: dict[str, Any], currency: str) -> str:
    from decimal import Decimal

    if not Decimal(step["value"]):
        return capital(step["what"])
    unit = step["unit"]
    value = (
        f"{step['value']} {unit}" if unit in {"%", "points", ""} else amount(Money(Decimal(step["value"]), currency))
    )
    return f"{capital(step['what'])}: {value.strip()}" + (f" ({step['clause']})" if step["clause"] else "")
