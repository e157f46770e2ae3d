"""What is due to be chased now, and what falls due next: the same list that reminders are made from."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft, sentence
from bot.answering.telling.asked import Asked

if TYPE_CHECKING:
    from store.facts.watched import Watched

SHOWN, AHEAD_DAYS = 12, 31


def tell(asked: Asked) -> Answer:
    """What is to be chased, the most pressing first; then what falls due within the month."""
    from bot.chasing.due import coming, seen_in
    from store.measures.nudges import urgency

    case, draft = asked.case, asked.draft("due", timed=False)
    now = datetime.combine(case.today, time(23, 59), ZoneInfo(case.facts.tz))
    seen = seen_in(case, now)
    nudges = sorted(seen.nudges, key=urgency)
    chased = {one.item.id for one in nudges}
    ahead = [one for one in coming(seen, now, case.today, AHEAD_DAYS) if one.id not in chased and one.due >= case.today]
    if nudges:
        draft.say("\n".join(f"• {_line(one.item, draft, late=one.days_late)}" for one in nudges[:SHOWN]))
    if ahead:
        until = draft.on("ahead", "A month from now", case.today + timedelta(days=AHEAD_DAYS))
        draft.say(f"Until {until}:\n" + "\n".join(f"• {_line(one, draft)}" for one in ahead[:SHOWN]))
    if len(nudges) > SHOWN:
        left = draft.figure("more_due", "Further things to be chased", len(nudges) - SHOWN, "count")
        draft.say(f"And {left} more: itbot due lists them all.")
    if nudges:
        draft.next_steps.append(
            "itbot chase ack, done or snooze says what is to become of one; in Slack, use the buttons."
        )
    return draft.answer(_headline(len(nudges), len(ahead), draft))


def _headline(due: int, ahead: int, draft: Draft) -> str:
    if not due:
        return (
            "Nothing is to be chased now."
            if ahead
            else "Nothing is to be chased now, and nothing falls due within a month."
        )
    number = draft.figure("due", "Things to be chased now", due, "count")
    return f"{number} {'thing is' if due == 1 else 'things are'} to be chased now."


def _line(item: Watched, draft: Draft, late: int = 0) -> str:
    """One thing with its day; its own words are told as they are."""
    draft.readings.append(item.what)
    due = draft.on("due_on", item.what, item.due, item.sources[:5])
    ago = ""
    if late > 0:
        days = draft.figure("days_late", f"Days late: {item.what}", late, "days", sources=item.sources[:5])
        ago = f", {days} ago" if late > 1 else ", yesterday"
    unsure = "" if item.confirmed else " (nobody has confirmed this one yet)"
    return sentence(f"{item.what}{unsure}: {'was due on' if late > 0 else 'due on'} {due}{ago}")
