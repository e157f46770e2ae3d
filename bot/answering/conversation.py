"""From a question to an answer: place it, pick who tells, look once more for strays, keep the receipt."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering import guard, parts
from bot.answering.answer import Answer
from bot.answering.asking.following import in_turn
from bot.answering.asking.naming import first_and_last
from bot.answering.asking.period import Anchor
from bot.answering.asking.question import REFUSED, Known, Question, understood
from bot.answering.casefile import CaseFile
from bot.answering.line_choice import things_measured
from bot.answering.telling import (
    announced_work,
    asked_of_us,
    charges,
    chased,
    claim,
    clause_map,
    comparison,
    correspondence,
    counts,
    cover,
    credit,
    dates,
    definition,
    duty,
    effort,
    fee,
    health,
    judgement,
    metric,
    options,
    outages,
    plan,
    promised,
    refusal,
    register,
    rests_on,
    scope,
    terms_of_credit,
    trend,
    trigger,
    value,
    word_given,
    words,
)
from bot.answering.telling.asked import Asked, placed
from bot.answering.telling.own_names import in_own_names, own_names, own_ranks
from bot.answering.telling.taken_out import with_what_is_missing
from store.facts.common import Period
from store.facts.tickets import TicketType
from store.measures.extra_lines import hourly_rates, is_extra

if TYPE_CHECKING:
    from bot.wiring import Interpreter

OUTSIDE = REFUSED | {"unclear", "which_period"}
# What people call a document that changes a contract.
AMENDMENTS = ("amendment", "deed of variation", "variation", "addendum")
# A "Request" defined as a record that may also tell of a fault is a ticket of any kind in that contract.
ANY_TICKET = re.compile(
    r"\b(?:record|entry|ticket|contact)\b(?=.*\b(?:reports?|reported|faults?|incidents?|problems?)\b)",
    re.IGNORECASE | re.DOTALL,
)
TELLERS: dict[str, Callable[[Asked], Answer]] = {
    "value": value.tell,
    "month_overview": metric.tell,
    "missed": metric.tell,
    "target": promised.targets,
    "longest": counts.longest,
    "count": counts.tell,
    "headcount": charges.headcount,
    "money": charges.tell,
    "credits": credit.tell,
    "credit_deadline": credit.deadline,
    "trigger": trigger.tell,
    "trend": trend.tell,
    "comparison": comparison.tell,
    "claims": claim.tell,
    "evidence": duty.evidence,
    "report_duty": duty.reports,
    "review_duty": duty.reviews,
    "roadmap_duty": duty.roadmap,
    "definition": definition.tell,
    "credit_terms": terms_of_credit.tell,
    "service_hours": cover.tell,
    "break_fix": trend.break_fix,
    "price": charges.price,
    "our_duties": duty.ours,
    "asked_of_us": asked_of_us.tell,
    "announced_work": announced_work.tell,
    "restore_duty": duty.restore_tests,
    "duty": duty.other,
    "term_dates": dates.tell,
    "improvement_plan": plan.tell,
    "registers": register.tell,
    "viability": register.viability,
    "scope_map": scope.tell,
    "clause_map": clause_map.tell,
    "clauses_missing": clause_map.missing,
    "proactivity": effort.proactivity,
    "service_reduction": effort.reduction,
    "fee_reasonable": fee.tell,
    "options": options.tell,
    "leaving": options.leaving,
    "health": health.tell,
    "promises": word_given.tell,
    "due": chased.tell,
    "last_email": correspondence.last_email,
    "crisis": correspondence.crisis,
    "plain_talk": correspondence.plain_talk,
    **judgement.TELLERS,
}


def ask(  # noqa: PLR0913 - each is a way of asking
    interpreter: Interpreter,
    text: str,
    *,
    contract: str | None = None,
    as_of: date | None = None,
    place: str = "private",
    keep: bool = True,
    wording: bool = True,
    earlier: Sequence[str] = (),
) -> Answer:
    """Answer a question and keep its receipt. Takes the contract by ref or name; raises InterpreterError if unknown.

    With `wording` a configured model puts the answer in order; without, the composer's own text stands.
    `earlier` are the questions asked before it in the same conversation, oldest first, for one such as "and in August?".
    """
    started = time.perf_counter()
    today = as_of or interpreter.today()
    with _counting(interpreter) as calls:
        answer = _whole(interpreter, text, contract, today, place, earlier)
        strays = guard.orphans(answer)
        if strays:
            answer = refusal.withheld(answer)
        if wording and interpreter.voice is not None:
            answer = interpreter.voice.word(answer)
    answer = replace(answer, question=text, took_ms=round((time.perf_counter() - started) * 1000))
    if calls and interpreter.model is not None:
        answer = replace(answer, extra={**answer.extra, "model": interpreter.model.receipt(calls)})
    if not keep:
        return answer
    worded: dict[str, Any] = {name: answer.extra[name] for name in ("voice", "prompt", "model") if name in answer.extra}
    if earlier:
        worded["earlier"] = list(earlier)
    kept = interpreter.answers.keep(
        answer.as_json(), question=text, contract=contract, as_of=today.isoformat(), place=place, **worded
    )
    return replace(answer, id=kept)


def _counting(interpreter: Interpreter) -> AbstractContextManager[list[tuple[int, int]]]:
    """Counts the tokens of every call of the model in a block; without a model there is nothing to count."""
    if interpreter.model is None:
        return nullcontext([])
    from bot.answering.voice.metering import tally

    return tally()


def _whole(
    interpreter: Interpreter, text: str, contract: str | None, today: date, place: str, earlier: Sequence[str]
) -> Answer:
    """Every question of the message answered; what cannot be placed is named, never passed over."""
    stores = interpreter.stores
    if not parts.several(text) or not stores.contracts.refs() or place == "shared":
        return _answered(interpreter, text, contract, today, place, earlier)
    heads = [(f.ref, f.title, f.provider) for f in stores.contracts.every()]
    ref = contract_named(interpreter, contract) if contract else heads[0][0]
    case = interpreter.case(ref, today)
    anchor, names = _anchor(case, today), known(interpreter, heads, case)

    def understand(part: str, before: Sequence[str]) -> Question:
        return in_turn((*earlier, *before), understood(part, anchor, names), names, anchor)

    asked, lost = parts.apart(text, understand)
    told = [
        (part, _answered(interpreter, said, contract, today, place, (*earlier, *(one for one, _ in asked[:place_of]))))
        for place_of, (part, said) in enumerate(asked)
    ]
    answer = parts.joined(text, told) if len(told) > 1 else replace(told[0][1], question=text)
    return parts.with_the_rest(answer, lost)


def _answered(
    interpreter: Interpreter, text: str, contract: str | None, today: date, place: str, earlier: Sequence[str]
) -> Answer:
    stores = interpreter.stores
    heads = [(f.ref, f.title, f.provider) for f in stores.contracts.every()]
    refs = [contract_named(interpreter, contract)] if contract else [ref for ref, _, _ in heads]
    case = interpreter.case(refs[0], today) if refs else None
    anchor, names = _anchor(case, today), known(interpreter, heads, case)
    question = in_turn(earlier, understood(text, anchor, names), names, anchor)
    if interpreter.ear is not None and case is not None:
        question = interpreter.ear.heard(question)
    if case is None or question.intent in OUTSIDE or place == "shared":
        return _outside(question, place)
    if question.intent == "stranger" or (question.unknown_names and question.intent not in {"definition", "look_up"}):
        return refusal.stranger(question, question.unknown_names, heads)
    named = [ref for ref in question.contracts if ref in refs]
    if not contract and len(refs) > 1:
        if len(named) != 1:
            return refusal.which_contract(question, heads)
        case = interpreter.case(named[0], today)
    return _told(interpreter, question, case)


def _outside(question: Question, place: str) -> Answer:
    """What needs no contract to be answered, or must not touch one."""
    if question.intent == "which_period":
        return refusal.which_period(question)
    if question.intent in OUTSIDE:
        return refusal.refused(question)
    return refusal.not_here(question) if place == "shared" else refusal.no_contract(question)


def _told(interpreter: Interpreter, question: Question, case: CaseFile) -> Answer:
    priorities = sorted({level.priority for level in case.agreed.levels if level.priority})
    if question.odd_priority and question.intent not in {"definition", "look_up"}:
        return refusal.odd_priority(question, case.ref, priorities)
    asked = placed(question, case, lambda: interpreter.library)
    if question.about is not None:
        before = _told(interpreter, question.about, case)
        return (rests_on.quoted if question.intent == "quoted" else rests_on.tell)(asked, before)
    if question.intent == "unmeasured":
        return _unmeasured(asked, question)
    teller = TELLERS.get(question.intent)
    if question.intent == "look_up":
        return words.look_up(asked, interpreter.library)
    told = teller(asked) if teller else words.tell(asked, interpreter.library)
    told = in_own_names(_with_periods(told, question), own_names(case.agreed.levels))
    told = with_what_is_missing(interpreter, case.ref, told)
    if question.guessed is None:
        return told
    return replace(
        told, text=f"{told.text}\n\nI took this to be about {question.guessed}. If it is not, say it in other words."
    )


def _unmeasured(asked: Asked, question: Question) -> Answer:
    """A thing that no level is set for: its outages, where they are on record, else that nothing measures it."""
    named = (question.unmeasured or "").casefold()
    service = next((one.service for one in asked.case.happened.outages if one.service.casefold() == named), None)
    if service is not None:
        return outages.tell(replace(asked, question=replace(question, service=service)))
    return refusal.unmeasured(question, asked.case.ref, asked.passages(question.spoken, 1))


def _with_periods(told: Answer, question: Question) -> Answer:
    """The answer with the names of the periods that the question was read to speak of, which may stand in its words."""
    labels = tuple(reading.period.label for reading in question.readings)
    return replace(told, extra={**told.extra, "readings": (*told.extra.get("readings", ()), *labels)})


def contract_named(interpreter: Interpreter, name: str) -> str:
    """The ref of the contract a person names; raises InterpreterError when there is none or more than one."""
    from store.facts.common import InterpreterError

    contracts = interpreter.stores.contracts
    found = [name] if name in contracts.refs() else contracts.find(name)
    if len(found) == 1:
        return found[0]
    have = ", ".join(contracts.refs()) or "none yet"
    raise InterpreterError(
        f"'{name}' names {'no contract' if not found else 'more than one contract'} here; there are: {have}."
    )


def only_contract(interpreter: Interpreter, name: str | None) -> str:
    """The contract named, else the only one; raises InterpreterError where a person must say which."""
    from store.facts.common import InterpreterError

    if name:
        return contract_named(interpreter, name)
    refs = list(interpreter.stores.contracts.refs())
    if len(refs) == 1:
        return refs[0]
    if not refs:
        raise InterpreterError("There is no contract here yet; add one first: itbot add CONTRACT.docx")
    raise InterpreterError(f"There are several contracts: {', '.join(refs)}. Say which one with --contract REF.")


def known(interpreter: Interpreter, heads: list[tuple[str, str, str]], case: CaseFile | None) -> Known:
    """What names in a question can be placed against."""
    if case is None:
        return Known()
    recorded = things_measured(case.agreed.levels, [outage.service for outage in case.happened.outages])
    named = (level.service for level in case.agreed.levels if level.service)
    services = tuple(dict.fromkeys((*named, *recorded)))
    defined = interpreter.stores.contracts.definitions(case.ref)
    words = {word.lower() for one in defined for word in one.term.split()} | {case.facts.customer.lower()}
    words |= {word.lower() for word in case.facts.customer.split()}
    priorities = tuple(sorted({level.priority for level in case.agreed.levels if level.priority})) or (1, 2, 3, 4)
    wide = {one.term.lower().removesuffix("s") for one in defined if ANY_TICKET.search(one.meaning)}
    any_ticket = frozenset({TicketType.REQUEST} if "request" in wide else ())
    own = own_ranks(case.agreed.levels)
    rates = hourly_rates(case.agreed.charges)
    billed = tuple(
        dict.fromkeys(
            one.description for one in case.happened.invoices if is_extra(one, rates) and not one.is_loose_credit
        )
    )
    writers = first_and_last(interpreter.stores.mails.writers(case.ref), heads)
    return Known(tuple(heads), services, frozenset(words | {*own}), priorities, any_ticket, own, billed, writers)


def _anchor(case: CaseFile | None, today: date) -> Anchor:
    if case is None:
        return Anchor(today)
    documents = case.stores.contracts.documents(case.ref)
    changed = [one.effective_from for one in documents if one.kind == "amendment"]
    landmarks = tuple((name, on) for on in changed for name in AMENDMENTS)
    month = case.last_full_month()
    assumed = Period.of_month(month, case.facts.tz) if month else None
    return Anchor(today, case.facts.tz, case.facts.service_start, landmarks, assumed)
