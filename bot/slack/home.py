"""The Home tab: how the contract stands, what is due, what can be claimed, how fresh the data is, what to add next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering.asking.period import day
from bot.answering.casefile import CaseFile
from bot.answering.draft import amount
from bot.chasing.claims import still_owed
from bot.chasing.due import coming, looked
from bot.slack.audience import Role
from bot.slack.blocks.greeting import PROMPTS
from bot.slack.blocks.home_tab import Contract, CreditLine, DueLine, State, home_view
from bot.slack.office import Office
from bot.slack.wording import in_slack
from store.facts.common import Period
from store.facts.watched import Watched
from store.measures.credit_standing import in_time, to_confirm

if TYPE_CHECKING:
    from bot.wiring import Interpreter

AHEAD_DAYS, DUE_SHOWN, MONTHS = 31, 12, 6


def opened(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001 - every deed is called alike
    """Somebody opened the tab."""
    publish(office, body["user"])


def greeted(office: Office, body: dict[str, Any], key: str) -> None:  # noqa: ARG001
    """Somebody opened our messages: suggest what to ask."""
    if body["channel"]:
        prompts = [{"title": title, "message": words} for title, words in PROMPTS]
        office.client.assistant_threads_setSuggestedPrompts(channel_id=body["channel"], prompts=prompts)


def publish(office: Office, user: str) -> None:
    """Show the tab to one person, with what that person may see."""
    audience = office.readers.alone(user)
    seen = office.may_see(audience)
    view = office.view(seen.contracts)
    contracts = [_contract(office, view, ref) for ref in view.stores.contracts.refs()]
    state = State(
        contracts=tuple(contracts),
        why=seen.why.value if seen.why else "",
        owner=Role.OWNER in audience.readers,
        empty=not office.interpreter.stores.contracts.refs(),
    )
    office.client.views_publish(user_id=user, view=home_view(state))


def _contract(office: Office, view: Interpreter, ref: str) -> Contract:
    case = view.case(ref, view.today())
    month = case.last_full_month()
    facts = case.facts
    due, more = _due(office, case)
    with office.gate.through():
        scored = _scored(case, month) if month else {}
        return Contract(
            ref=ref,
            title=facts.title or ref,
            provider=facts.provider or "",
            credits=tuple(_credits(case)),
            due=tuple(DueLine(one, _when(one.due, case.today)) for one in due),
            more_due=more,
            fresh=_fresh(case),
            to_add=tuple(_to_add(view, ref)),
            open_terms=_open_terms(view, ref),
            **scored,
        )


def _scored(case: CaseFile, month: str) -> dict[str, Any]:
    from bot.answering.card import card

    made = card(case, month)
    return {
        "month": Period.of_month(month).label,
        "verdict": made.verdict,
        "faces": tuple((part.face, part.label) for part in made.dimensions),
    }


def _credits(case: CaseFile) -> Iterator[CreditLine]:
    """Credits that stand on no invoice yet and can still be had: to be claimed, or claimed and not answered."""
    for month in case.months_with_data()[-MONTHS:]:
        owed = case.credits(month)
        left, made = still_owed(owed), in_time(owed)
        if left is None or left.amount <= 0:
            continue
        what = f"{Period.of_month(month).label}: {'at least ' if owed.at_least else ''}{amount(left)}"
        waits = made is not None and made.sent_on is not None and not (owed.claim_open and to_confirm(owed))
        if made is not None and made.sent_on is not None and waits:
            how = "claimed" if to_confirm(owed) is None else "claimed, as your email reads,"
            yield CreditLine(month, f"{what}, {how} on {day(made.sent_on)} and not credited yet", claimed=True)
        elif owed.claim_by is None:
            yield CreditLine(month, f"{what}, not credited yet", claimed=bool(owed.automatic))
        elif owed.claim_by >= case.today:
            yield CreditLine(month, f"{what}, claim it by {day(owed.claim_by)}")


def _due(office: Office, case: CaseFile) -> tuple[list[Watched], int]:
    """What is due or will be within the month and nobody has put off, and how much more than is shown."""
    seen = looked(office.interpreter, case.ref, office.interpreter.clock())
    near = coming(seen, office.interpreter.clock(), case.today, AHEAD_DAYS)
    return near[:DUE_SHOWN], max(0, len(near) - DUE_SHOWN)


def _when(due: date, today: date) -> str:
    late = (today - due).days
    if late > 0:
        return f"was due on {day(due)}, {late} {'day' if late == 1 else 'days'} ago"
    return "due today" if late == 0 else f"due on {day(due)}"


def _fresh(case: CaseFile) -> str:
    if case.covered is None:
        return "No tickets have been added yet."
    age = (case.today - case.covered[1]).days
    stale = " Ask the provider for a fresh export." if age > 35 else ""
    return f"Tickets from {day(case.covered[0])} to {day(case.covered[1])}.{stale}"


def _to_add(view: Interpreter, ref: str) -> list[str]:
    """What would let more be told, from the state of this home."""
    from bot.health import checks

    own = [check for check in checks(view) if check.name.startswith(f"{ref}: ") and not check.ok and check.fix]
    return [in_slack(check.fix) for check in own][:4]


def _open_terms(view: Interpreter, ref: str) -> int:
    from store.facts.common import Status

    return sum(term.status in {Status.FOUND, Status.CONFLICT, Status.UNKNOWN} for term in view.stores.terms.listed(ref))
