"""The rows that commands print: service levels, credits and the scorecard, under the names scripts rely on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.answering.asking.period import month_start
from bot.answering.casefile import CaseFile
from bot.answering.conversation import contract_named
from bot.answering.draft import in_one_way, listed, percent
from store.facts.claimed import CreditClaim
from store.facts.common import InterpreterError, Period
from store.measures.credit_standing import is_in_time, standing
from store.measures.credit_tally import Step
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name, priority_name
from store.measures.results import LevelResult

if TYPE_CHECKING:
    from bot.wiring import Interpreter


def months_asked(
    interpreter: Interpreter, contract: str | None, month: str | None, back: int = 1
) -> list[tuple[CaseFile, str]]:
    """Each contract with each month asked about: the one named, or its last `back` full months with data."""
    refs = [contract_named(interpreter, contract)] if contract else list(interpreter.stores.contracts.refs())
    if not refs:
        raise InterpreterError("There is no contract here yet; add one first: itbot add CONTRACT.docx")
    cases = [interpreter.case(ref, interpreter.today()) for ref in refs]
    return [(case, chosen) for case in cases for chosen in _months(case, month, back)]


def _months(case: CaseFile, month: str | None, back: int) -> list[str]:
    if month is not None:
        if _valid(month) > f"{case.today:%Y-%m}":
            raise InterpreterError(f"{Period.of_month(month).label} has not happened yet; ask for a month that has.")
        return [_valid(month)]
    last = case.last_full_month() or f"{month_start(case.today) - timedelta(days=1):%Y-%m}"
    first = date.fromisoformat(f"{last}-01")
    return [f"{month_start(first, n):%Y-%m}" for n in range(back - 1, -1, -1)]


def _valid(month: str) -> str:
    try:
        return f"{date.fromisoformat(f'{month}-01'):%Y-%m}"
    except ValueError as error:
        raise InterpreterError(f"'{month}' is no month; write it like 2026-09.") from error


def level_rows(case: CaseFile, month: str) -> list[dict[str, Any]]:
    """Every service level of a month."""
    return [_level_row(case, result) for result in case.month(month)]


def _level_row(case: CaseFile, result: LevelResult) -> dict[str, Any]:
    level = result.level
    return {
        "contract": case.ref,
        "key": level.key,
        "name": level_name(level),
        "priority": priority_name(level) or None,
        "service": level.service,
        "target": str(level.target_pct) if level.target_pct is not None else None,
        "actual": result.shown or (percent(result.actual) if result.actual is not None else None),
        "unit": "%",
        "n": result.n,
        "of": result.of,
        "result": result.result.value,
        "why": result.why.value if result.why else None,
        "low_volume_rule": result.low_volume_rule,
        "interval": [str(bound) for bound in result.interval] if result.interval else None,
        "clause": level.source.clause,
        "version_from": str(level.effective_from) if level.effective_from.year > 1900 else None,
        "claimed_by_provider": percent(result.claimed) if result.claimed is not None else None,
        "missed_tickets": list(result.missed),
        "excluded": [{"n": n, "why": why} for n, why in result.excluded],
        "pending": result.pending,
        "basis": result.basis,
        "status": level.status.value,
        "as_of": result.as_of.isoformat() if result.as_of else None,
    }


def credit_rows(case: CaseFile, month: str) -> dict[str, Any]:
    """One month's service credits with their steps."""
    credits = case.credits(month)
    currency = (credits.owed or credits.credited).currency or None
    return {
        "month": month,
        "contract": case.ref,
        "owed": f"{credits.owed.amount:.2f}" if credits.owed else None,
        "claimed": f"{credits.claimed.amount:.2f}" if credits.claimed else None,
        "credited": f"{credits.credited.amount:.2f}",
        "short": f"{credits.short.amount:.2f}" if credits.short else None,
        "currency": currency,
        "cap_applied": credits.cap_applied,
        "claim_by": str(credits.claim_by) if credits.claim_by else None,
        "claim_open": credits.claim_open,
        "standing": standing(credits).value,
        "claims": [_claim_row(one, credits) for one in credits.claims],
        "automatic": bool(credits.automatic),
        "at_least": credits.at_least,
        "steps": [
            {"what": in_one_way(s.what), "value": str(s.value), "unit": s.unit, "clause": _clauses(s)}
            for s in credits.steps
        ],
        "unknowns": [{"what": u.what, "why": u.why.value, "fix": u.fix} for u in credits.unknowns],
    }


def _clauses(step: Step) -> str | None:
    """The clauses a step rests on, each once."""
    return listed(dict.fromkeys(one.clause for one in step.rests_on if one.clause)) or None


def _claim_row(claim: CreditClaim, credits: MonthCredits) -> dict[str, Any]:
    """One claim made for the month: its day, whether that is in time, its words, and how sure it is."""
    return {
        "sent_on": str(claim.sent_on) if claim.sent_on else None,
        "in_time": is_in_time(claim, credits),
        "amount": f"{claim.amount.amount:.2f}" if claim.amount else None,
        "levels": list(claim.levels),
        "status": claim.status.value,
        "source": str(claim.source),
        "quote": claim.source.quote,
    }


def scorecard_rows(case: CaseFile, month: str) -> dict[str, Any]:
    """The scorecard of a month."""
    from bot.answering.card import card

    made = card(case, month)
    owed = credit_rows(case, month)
    return {
        "month": month,
        "contract": case.ref,
        "verdict": made.verdict,
        "proved": str(made.proved),
        "known_only": str(made.known_only) if made.known_only is not None else None,
        "best_case": str(made.best_case),
        "coverage": str(made.coverage),
        "gates": [gate.sentence for gate in made.gates],
        "dimensions": [
            {
                "key": part.key,
                "label": part.label,
                "weight": str(part.weight),
                "score": str(part.score) if part.score is not None else None,
                "face": part.face,
                "items": [
                    {
                        "key": item.key,
                        "label": item.label,
                        "weight": str(item.weight),
                        "score": str(item.score) if item.score is not None else None,
                        "reading": item.reading,
                    }
                    for item in part.items
                ],
                "unknowns": [{"what": u.what, "why": u.why.value, "fix": u.fix} for u in part.unknowns],
            }
            for part in made.dimensions
        ],
        "money": {
            key: owed[key]
            for key in ("owed", "claimed", "credited", "short", "currency", "claim_by", "standing", "claims")
        },
        "went_well": list(made.went_well),
    }
