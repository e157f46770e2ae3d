"""Talking with the provider: what to bring to a meeting, the three questions and their answers, how we felt, what to weigh."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.card import card
from bot.answering.casefile import missed
from bot.answering.draft import Draft, sentence
from bot.answering.telling import chased
from bot.answering.telling.asked import Asked
from bot.answering.telling.levels import count_words
from bot.digest.safe import safe
from store.facts.common import Period, Why
from store.measures.level_names import level_name

SHOWN = 5
FELT = {"more": "more confident", "same": "as confident as before", "less": "less confident"}
JUDGED = {"answered": "answered", "partly": "answered in part", "evasive": "not really answered"}
# What a business can look at beside the price, each with what to ask to see. Ours, after the seven marks.
CRITERIA = (
    ("Promises with figures", "Which response and fix times, for which hours, and what do we get if they are missed?"),
    ("Evidence without asking", "May we see last month's report for a client like us, with the counts behind it?"),
    ("Owning mistakes", "What went wrong last year, what was the cause, and what was changed?"),
    ("Fewer faults over time", "How many faults per user did a client have in its first and its twelfth month?"),
    (
        "A named person who reviews each month",
        "Who is it, how many clients has that person, and what is on the agenda?",
    ),
    ("Word in a crisis", "How soon is the first word, and how often do we hear after it?"),
    ("Looking ahead", "May we see a roadmap you made for somebody, and what of it was done?"),
    ("Security as a duty", "Which of patching, backup tests, protection and sign-in are promised with a figure?"),
    ("A way out", "What is handed over at the end, in what form, within how many days, at what price?"),
)


def prepare(asked: Asked) -> Answer:
    """What to bring to the next meeting: what went well, what was missed, what is due, and the order that starts with talking."""
    month = asked.case.last_full_month()
    draft = asked.draft("due", timed=False)
    if month is not None:
        _the_month(asked, month, draft)
    due = chased.tell(asked)
    draft.figures += due.figures
    draft.readings += due.extra.get("readings", ())
    lines = [line for line in due.text.splitlines() if line.startswith("• ")][:SHOWN]
    if lines:
        draft.say("\n".join(["Still to be chased, the most pressing first", *lines]))
    draft.say(
        "Begin by talking: say what went well, show the counts, ask what it would take from both sides, and agree one "
        "figure with a day. A plan, notice and leaving come after that, in this order."
    )
    draft.next_steps += [
        "itbot review makes the month's pack to hand round",
        "itbot questions drafts the three questions",
    ]
    asks = "What would it take, from you and from us, to reach the level we agreed?"
    draft.ask_provider(asks)
    label = f"the figures of {draft.month(month)}" if month else "no figures yet"
    return draft.answer(f"For the meeting: {label}, what is still to be chased, and one question to begin with.")


def _the_month(asked: Asked, month: str, draft: Draft) -> None:
    case, label = asked.case, Period.of_month(month).label
    draft.period = Period.of_month(month, case.facts.tz)
    well = card(case, month).went_well
    if well:
        draft.readings.extend(well)
        draft.say(
            "\n".join([f"What went well in {draft.month(month)}", *(f"• {sentence(one)}" for one in well[:SHOWN])])
        )
    late = missed(case.month(month))
    if late:
        told = [f"• {sentence(f'{level_name(one.level)}: {count_words(one, draft)}')}" for one in late]
        draft.say("\n".join([f"Missed in {label}", *told]))


def questions(asked: Asked) -> Answer:
    """What they answered to the three questions, word for word, and how each answer reads."""
    case = asked.case
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    held = [one for one in case.stores.correspondence.sessions(case.ref) if one.asked_on <= case.today]
    if not held:
        draft.next_steps.append(
            "itbot questions drafts them with your facts; itbot questions --round keeps the answers."
        )
        draft.cannot(
            "what they answered", Why.NOT_UPLOADED, "Put the three questions and keep the answers: itbot questions."
        )
        return draft.answer(
            "The three questions have not been put yet, as far as is on record.", "unknown", "cannot_tell"
        )
    last = held[-1]
    on = draft.on("asked_on", "Questions put on", last.asked_on)
    for one in last.spoken:
        draft.readings += [safe(one.question), safe(one.answer), *map(safe, one.rests_on)]
        read = f"{JUDGED.get(one.judged, 'no answer kept')}" + (
            f', by "{safe(one.rests_on[0])}"' if one.rests_on else ""
        )
        draft.say(
            f'• {safe(one.question)} They said: "{safe(one.answer)}" This reads as {read}.'
            if one.answer
            else f"• {safe(one.question)} No answer is kept yet."
        )
    kept = sum(bool(one.answer) for one in last.spoken)
    answered = draft.figure("answers_kept", "Answers kept", kept, "count", n=kept, of=len(last.spoken))
    return draft.answer(
        f"The questions of {on}: {answered} of {draft.figure('questions_put', 'Questions put', len(last.spoken), 'count')} have an answer on record.",
        "answered" if kept == len(last.spoken) else "partly",
    )


def felt(asked: Asked) -> Answer:
    """Whether people here trust the provider's word more or less since an incident, as they said so."""
    case = asked.case
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    said = [one for one in case.stores.correspondence.pulses(case.ref) if one.said_on <= case.today]
    if not said:
        draft.next_steps.append("itbot crisis --pulse more, same or less keeps how you felt after an incident.")
        draft.cannot(
            "how people here feel about their word",
            Why.NOT_UPLOADED,
            "Say it after an incident: itbot crisis --pulse less.",
        )
        return draft.answer("Nobody here has said yet how they felt after an incident.", "unknown", "cannot_tell")
    lines = []
    for one in reversed(said[-SHOWN:]):
        draft.readings += [safe(one.incident), safe(one.note)]
        on = draft.on("felt_on", f"Said after {safe(one.incident)}", one.said_on)
        lines.append(
            f"• {on}, after {safe(one.incident)}: {FELT.get(one.answer, one.answer)}{f'. {sentence(safe(one.note))}' if one.note else ''}"
        )
    draft.say("\n".join(lines))
    return draft.answer(f"Last said: {FELT.get(said[-1].answer, said[-1].answer)}, after {safe(said[-1].incident)}.")


def choosing(asked: Asked) -> Answer:
    """What to weigh beside the price when a provider is chosen or a contract renewed: each with what to ask to see."""
    draft = asked.draft("other", timed=False)
    draft.say("\n".join(f"• {what}: {ask}" for what, ask in CRITERIA))
    draft.say(
        "A price says little without these: the cheapest fee can leave out what you rely on. Ask every bidder the same, and keep the answers."
    )
    draft.next_steps += [
        "itbot scope shows what today's fee buys and leaves out",
        "itbot health shows the seven marks for today's provider",
    ]
    return draft.answer(
        "Beside the price, look at what is promised in figures, what evidence comes by itself, and how they behave when something goes wrong."
    )
