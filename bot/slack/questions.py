"""A question on its way to its answer: who can read, what may be told, the steps shown, the answer posted, remembered.

Whoever asks gets a visible reply: an answer, a refusal with its reason, or (from `handling`) an apology.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

from bot.answering.answer import Answer
from bot.slack.allowance import HeldBackError
from bot.slack.audience import Allowed, Role
from bot.slack.blocks.answer_card import card, fallback
from bot.slack.blocks.greeting import abilities
from bot.slack.blocks.notices import choices, elsewhere, notice
from bot.slack.blocks.told import said
from bot.slack.escape import cut, markdown, mrkdwn
from bot.slack.incoming import Asked
from bot.slack.office import Office
from bot.slack.outbox import Said, Streamed
from bot.slack.pictures import LATE_S, SOON_S, chart_block, chart_coming
from bot.slack.voiced import Steps, on_behalf_of
from bot.upkeep import recording
from store.conversations import Turn

if TYPE_CHECKING:
    from bot.slack.blocks.pieces import Block
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.slack")
LOOK, CHECK = "Looking in the contract and the records", "Checking that every figure has its source"
STATUS = "is looking into it…"
LOADING = ("Reading your question…", "Looking in the contract…", "Counting the tickets…", "Checking every figure…")
MEMORY = timedelta(days=14)
WHICH = "Which contract"
PICK = "pick_contract"


def answer(office: Office, asked: Asked, key: str) -> None:
    """Answer a question in its place, or privately where not everyone who reads there may know."""
    if office.outbox.is_finished(key):
        return
    if not asked.text:
        office.outbox.say(key, asked.where, "Here is what I can do.", abilities(), None)
        return
    within_limits(office, asked)
    show_status(office, asked)
    seen = office.may_see(office.readers.of(asked.channel, asked.user)) if not asked.outside else None
    if seen is None or seen.why is not None:
        _privately(office, asked, key, seen)
    else:
        _here(office, asked, key, seen)


def show_status(office: Office, asked: Asked, status: str = STATUS) -> None:
    """Say that we are at it (or with "" no longer); best effort, and gone by itself when we post."""
    try:
        office.quick.assistant_threads_setStatus(
            channel_id=asked.channel,
            thread_ts=asked.thread,
            status=status,
            loading_messages=list(LOADING) if status else None,
        )
    except (SlackClientError, OSError) as missed:
        log.info("status not shown: %s", type(missed).__name__)


def _here(office: Office, asked: Asked, key: str, seen: Allowed) -> None:
    """Answer in the thread, filling up before the reader's eyes; no stream is left open whatever happens."""
    live = office.outbox.stream(key, asked.where)
    try:
        _filled(office, asked, key, seen, live)
    except BaseException:
        live.abandon()
        raise


def _filled(office: Office, asked: Asked, key: str, seen: Allowed, live: Streamed) -> None:
    live.steps(("read", "Reading the question", "complete"), ("look", LOOK, "in_progress"))
    voiced = Steps(live)
    made = worked_out(office, asked, seen, voiced.begun)
    # Who reads may have changed while this was worked out.
    again = office.may_see(office.readers.of(asked.channel, asked.user))
    if again != seen:
        live.abandon()
        office.outbox.say(key, asked.where, "I keep this answer back.", notice(_changed(again)))
        return
    picked = _which(office, asked, made, seen)
    headline = f"**{markdown(cut(said(made.headline), 1500))}**"
    coming = None if picked else chart_coming(office, office.view(seen.contracts), made)
    picture = coming.within(SOON_S) if coming else None
    below = picked or card(made, headline=False, picture=picture)
    whole = Said(headline, below, fallback(made), picked or card(made))
    steps = (("look", LOOK, "complete", _looked_at(made)), *voiced.done(), ("check", CHECK, "complete"))
    live.finish(whole, steps, made.id)
    remember(office, asked, made, asked.channel, asked.thread)
    if coming is not None and coming.is_late and (late := coming.within(LATE_S)):
        _with_picture(office, asked, key, made, seen, late)


def _with_picture(office: Office, asked: Asked, key: str, made: Answer, seen: Allowed, picture: Block) -> None:
    """Put a picture into an answer that did not wait for it, if those who read there may still see it."""
    if office.may_see(office.readers.of(asked.channel, asked.user)) != seen:
        return
    try:
        office.outbox.say(key, asked.where, fallback(made), card(made, picture=picture), made.id)
    except (SlackClientError, OSError) as refused:
        log.info("a late picture was left out: %s", type(refused).__name__)


def _changed(again: Allowed) -> str:
    why = again.why.value if again.why else "What may be told here changed just now."
    return f"{why} I keep this answer back; please ask me in a direct message."


def _looked_at(made: Answer) -> str:
    parts = [
        made.period.label if made.period else "",
        f"{len(made.citations)} clauses" if len(made.citations) > 1 else "",
    ]
    return ", ".join(part for part in parts if part)


def worked_out(office: Office, asked: Asked, seen: Allowed, step: Callable[[str], None] | None = None) -> Answer:
    """The answer itself, from the contracts that may be seen and from nothing else; `step` hears of a model at work."""
    from bot.answering.conversation import ask

    view = office.view(seen.contracts)
    earlier = office.kept.threads.turns(asked.team, asked.channel, asked.thread, within=MEMORY)
    before = [turn.question for turn in earlier if turn.ts != asked.ts]
    with office.gate.through(), on_behalf_of(view, asked, step):
        made = ask(view, asked.text, contract=_named(view, asked.contract), earlier=before)
        last = _named(view, next((turn.contract for turn in reversed(earlier) if turn.contract), None))
        if last and made.headline.startswith(WHICH):
            made = ask(view, asked.text, contract=last, earlier=before)
    if office.figures is not None:
        office.figures.answer(made)
    recording.asked(office.interpreter, made, f"{asked.team}/{asked.user}", f"{asked.team}/{asked.channel}")
    return made


def within_limits(office: Office, asked: Asked) -> None:
    """Raise HeldBackError, whose words the person reads, where too much is asked or too much waits."""
    met = office.allowance.refused(asked.team, asked.user, office.kept.inbox.count_waiting())
    if met is not None:
        if office.figures is not None:
            office.figures.held_back(met[0])
        raise HeldBackError(met[1])


def _named(view: Interpreter, ref: str | None) -> str | None:
    """A contract picked or spoken of before, if it may (still) be seen."""
    return ref if ref in view.stores.contracts.refs() else None


def _which(office: Office, asked: Asked, made: Answer, seen: Allowed) -> list[dict[str, object]] | None:
    """Where several contracts could be meant: a button for each."""
    if not made.headline.startswith(WHICH) or len(seen.contracts) < 2:
        return None
    facts = [office.interpreter.stores.contracts.facts(ref) for ref in sorted(seen.contracts)]
    options = [(one.title or one.ref, f"{PICK}_{n}", f"{one.ref}|{asked.text[:1500]}") for n, one in enumerate(facts)]
    return choices(made.headline, options)


def remember(office: Office, asked: Asked, made: Answer, channel: str, thread: str) -> None:
    """Keep the turn, so that the thread can go on without naming us or the contract again."""
    contract = next((f.contract for f in made.figures if f.contract), None) or next(
        (c.contract for c in made.citations if c.contract), asked.contract
    )
    ts = asked.ts if channel == asked.channel else thread
    office.kept.threads.remember(
        Turn(asked.team, channel, thread, ts, asked.user, asked.text, contract, made.id or None)
    )


def _privately(office: Office, asked: Asked, key: str, denied: Allowed | None) -> None:
    """Say nothing here; tell the person who asked where the answer is, and give it there if it is theirs to have."""
    show_status(office, asked, "")
    alone = office.readers.alone(asked.user)
    seen = office.may_see(alone)
    why = denied.why.value if denied and denied.why else "People from outside your company can read along here."
    if asked.is_direct or seen.why is not None:
        _refused(office, asked, key, seen.why.value if seen.why else why)
        return
    made = worked_out(office, asked, seen)
    channel = office.outbox.direct(asked.user)
    there = replace(asked.where, channel=channel, thread="")
    picture = chart_block(office, office.view(seen.contracts), made)
    ts = office.outbox.say(f"{key}:direct", there, fallback(made), card(made, picture=picture), made.id)
    remember(office, asked, made, channel, ts)
    offers = _offers(office, alone.readers, denied)
    office.outbox.only_for(
        asked.where, mrkdwn(f"{why} I have answered you in a direct message."), elsewhere(why, offers)
    )


def _refused(office: Office, asked: Asked, key: str, why: str) -> None:
    """A refusal that the person sees: in their direct message, else only for them where they asked."""
    recording.tell(
        office.interpreter, "refused", who=f"{asked.team}/{asked.user}", place=f"{asked.team}/{asked.channel}", why=why
    )
    if asked.is_direct or not office.outbox.only_for(asked.where, mrkdwn(why), notice(why)):
        office.outbox.say(key, asked.where, mrkdwn(why), notice(why))


def _offers(office: Office, readers: frozenset[Role], denied: Allowed | None) -> list[tuple[str, str]]:
    """The contracts an owner may open here at once; none where others than the company's own people read."""
    from bot.slack.audience import Denied

    if Role.OWNER not in readers or denied is None or denied.why is not Denied.NOT_OPENED:
        return []
    contracts = office.interpreter.stores.contracts
    return [(ref, contracts.facts(ref).title or ref) for ref in contracts.refs()]


def answer_again(office: Office, asked: Asked, key: str, posted_in: str) -> None:
    """The question was edited: the answer it got is changed in place, for those who read where it stands."""
    within_limits(office, asked)
    audience = office.readers.of(posted_in, asked.user)
    seen = office.may_see(audience)
    if seen.why is not None:
        office.outbox.say(key, asked.where, mrkdwn(seen.why.value), notice(seen.why.value))
        return
    made = worked_out(office, asked, seen)
    picture = chart_block(office, office.view(seen.contracts), made)
    office.outbox.say(key, asked.where, fallback(made), card(made, picture=picture), made.id)
    remember(office, asked, made, asked.channel, asked.thread)
