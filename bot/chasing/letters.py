"""Letters drafted for a person to send: the claim for a service credit, and the next step towards the provider.

Neutral in tone, every figure and quotation from the store; nothing here is ever sent by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.answering.asking.period import day
from bot.answering.casefile import CaseFile
from bot.answering.draft import amount, in_one_way, listed, percent, place, short
from bot.answering.telling.credit_claim import earning
from bot.chasing.claims import still_owed
from store.facts.claimed import CreditClaim
from store.facts.common import InterpreterError, Money, Period, Result
from store.facts.watched import Kind, Rung, Watched
from store.measures.credit_standing import in_time, to_confirm
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name
from store.measures.results import LevelResult

NOT_SENT = "This is a draft for you to read, change and send yourself; nothing has been sent."


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft: to whom, about what, the words, until when it is of use, and what it rests on."""

    to: str
    subject: str
    body: str
    by: str | None = None
    sources: tuple[str, ...] = ()


def claim_letter(case: CaseFile, month: str) -> Letter:
    """The claim for one month's service credit. Raises InterpreterError where there is nothing to claim, with the reason."""
    credits, name = case.credits(month), Period.of_month(month).label
    owed = _claimable(credits, name)
    claimed = in_time(credits)
    if claimed is not None and not (credits.claim_open and to_confirm(credits)):
        return _asking_after(case, credits, claimed, owed)
    paid = credits.credited.amount
    lines = [
        f"Dear {case.facts.provider or 'provider'},",
        f"Under our agreement {case.ref} we claim the service credit for {name}: {amount(owed)}.",
        "How it is worked out:\n"
        + "\n".join(_step(credits, index) for index, step in enumerate(credits.steps) if step.value),
    ]
    if paid:
        lines.append(f"{amount(credits.credited)} of it has been credited so far; the rest is what we claim here.")
    results = case.month(month)
    paying = earning(results, credits)
    evidence = [_miss(one) for one in results if one.result is Result.MISSED and level_name(one.level) in paying]
    if evidence:
        lines.append("The service levels it rests on, counted from your own ticket export:\n" + "\n".join(evidence))
    quoted = _rules(case, credits)
    if quoted:
        lines.append("The agreement:\n" + "\n".join(quoted))
    lines.append(
        "Please confirm the amount, or tell us which figure you see differently, and on which invoice it will be shown."
    )
    lines.append("Kind regards")
    by = credits.claim_by.isoformat() if credits.claim_by else None
    sources = dict.fromkeys(str(one) for step in credits.steps for one in step.rests_on)
    subject = f"Service credit claim: {name}, agreement {case.ref}"
    return Letter(case.facts.provider, subject, "\n\n".join(lines), by, tuple(sources))


def _claimable(credits: MonthCredits, name: str) -> Money:
    if credits.owed is None:
        raise InterpreterError(f"What is owed for {name} cannot be told yet; itbot credits says what is missing.")
    if credits.owed.amount == 0:
        raise InterpreterError(f"Nothing is owed for {name}, so there is nothing to claim.")
    if credits.automatic:
        raise InterpreterError(f"The contract has the provider credit {name} without a claim; ask why it has not.")
    left = still_owed(credits) or credits.owed
    if left.amount <= 0:
        raise InterpreterError(f"The service credit for {name} has been credited in full.")
    if credits.claim_open is False and credits.claim_by is not None and in_time(credits) is None:
        # Whether a claim was made in time is not on record, so both cases are told.
        raise InterpreterError(
            f"The last day to claim for {name} was {day(credits.claim_by)}, and no claim by then is on record. If you "
            f"claimed by then, say so (itbot claim {credits.month} --sent DAY) and hold them to it: {amount(left)} is still "
            "outstanding by our count. If you did not, ask for it as goodwill."
        )
    return left


def _asking_after(case: CaseFile, credits: MonthCredits, claim: CreditClaim, left: Money) -> Letter:
    """It was claimed in time already: ask what became of the claim instead of claiming once more."""
    name = Period.of_month(credits.month).label
    sent = f"On {day(claim.sent_on)} we" if claim.sent_on else "We"
    sum_ = f": {amount(claim.amount)}" if claim.amount else ""
    paid = (
        f"{amount(credits.credited)} has been credited so far, so that {amount(left)} is outstanding by our count."
        if credits.credited.amount
        else f"We find it on no invoice: {amount(left)} is outstanding by our count."
    )
    lines = [
        f"Dear {case.facts.provider or 'provider'},",
        f"{sent} claimed the service credit for {name} under our agreement {case.ref}{sum_}.",
        paid,
        "Please tell us on which invoice the rest will be shown, or which figure you see differently and why.",
        "Kind regards",
    ]
    subject = f"Our service credit claim: {name}, agreement {case.ref}"
    return Letter(case.facts.provider, subject, "\n\n".join(lines), None, (str(claim.source),))


def _step(credits: MonthCredits, index: int) -> str:
    step = credits.steps[index]
    what = in_one_way(step.what)
    if not step.value:
        return f"- {what}"
    value = (
        f"{step.value} {step.unit}"
        if step.unit in {"%", "points", ""}
        else amount(Money(Decimal(step.value), step.unit))
    )
    places = listed(dict.fromkeys(place(one.clause, one.page) for one in step.rests_on if one.clause))
    where = f" ({places})" if places else ""
    return f"- {what}: {value.strip()}{where}"


def _miss(result: LevelResult) -> str:
    counted = f"{result.n} of {result.of}" if result.of is not None else ""
    actual = f"{percent(result.actual)} %" if result.actual is not None else ""
    reached = f"{counted} ({actual})" if counted and actual else counted or actual
    target = f"promised {percent(result.level.target_pct)} %" if result.level.target_pct is not None else ""
    late = f"; late: {', '.join(result.missed)}" if result.missed else ""
    return f"- {level_name(result.level)}: {', '.join(part for part in (reached, target) if part)}{late}"


def _rules(case: CaseFile, credits: MonthCredits) -> list[str]:
    """The contract's words the sum rests on, then those on claiming, each place with all of its words once."""
    used = [one for step in credits.steps if step.value for one in step.rests_on if one.clause and one.quote]
    lines = [f'- {place(one.clause or "", one.page)}: "{short(one.quote or "")}"' for one in used]
    found: dict[str, str] = {}
    for term in case.stores.terms.listed(case.ref):
        if term.kind == "credit_rule" and {"claim_days", "claim_form", "automatic"} & set(term.fields) and term.quote:
            found[term.clause] = f'- {place(term.clause, term.page)}: "{short(term.quote)}"'
    return list(dict.fromkeys([*lines, *found.values()]))


def escalation(case: CaseFile, item: Watched, rung: Rung) -> Letter:
    """The next step towards the provider about one thing that is due: a plain letter first, a formal notice last."""
    if not item.confirmed:
        raise InterpreterError(
            "Nobody has confirmed this yet; confirm it first, so that the letter stands on firm ground."
        )
    formal = rung is Rung.NOTICE
    late = (case.today - item.due).days
    opening = (
        f"Under our agreement {case.ref} we give you notice of the following."
        if formal
        else "We would like to settle the following with you; please tell us if we see it wrongly."
    )
    facts = [f"{item.what}. It was due on {day(item.due)}" + (f", {late} days ago." if late > 0 else "."), item.why]
    quote = _clause_words(case, item)
    ask = (
        "Please tell us in writing within ten working days how and by when you will put this right."
        if formal
        else "Please let us know by when we can expect it, and who looks after it."
    )
    parts = [
        f"Dear {case.facts.provider or 'provider'},",
        opening,
        " ".join(facts),
        *([quote] if quote else []),
        ask,
        "Kind regards",
    ]
    subject = f"{'Notice' if formal else 'For your attention'}: {item.what}, agreement {case.ref}"
    return Letter(case.facts.provider, subject, "\n\n".join(parts), None, item.sources)


def _clause_words(case: CaseFile, item: Watched) -> str:
    if item.clause is None or item.kind is Kind.PROMISE:
        return ""
    clause = case.stores.contracts.clause(case.ref, item.clause, case.today)
    if clause is None:
        return ""
    words = " ".join(clause.text.split())
    return f'The agreement, {place(item.clause, clause.page)}: "{short(words)}"'


def told(letter: Letter) -> str:
    """The draft as plain text."""
    until = f"\n\nTo be sent by {letter.by}." if letter.by else ""
    return f"To: {letter.to or 'the provider'}\nSubject: {letter.subject}\n\n{letter.body}\n\n--\n{NOT_SENT}{until}"
