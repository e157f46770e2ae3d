"""What the provider asks of us: in its emails, with the words and the day, and in the contract."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling import duty
from bot.answering.telling.asked import Asked
from bot.digest.requests import Request, open_requests
from bot.digest.safe import safe
from store.facts.common import Source

SHOWN = 8


def tell(asked: Asked) -> Answer:
    """The requests that nobody of ours has answered in writing; what the contract asks where no email asks anything."""
    case = asked.case
    found = [one for one in open_requests(case.stores, case.ref, case.now) if one.sent and one.sent < case.now]
    if not found:
        return duty.ours(asked)
    draft = asked.draft("obligation", timed=False)
    draft.say("\n".join(_line(one, asked, draft) for one in found[:SHOWN]))
    if len(found) > SHOWN:
        more = draft.figure("requests_more", "Further requests to us", len(found) - SHOWN, "count")
        draft.say(f"And {more} more, all of them earlier.")
    draft.say(
        "These were found by machine in their emails; nobody of ours has written back in the same thread. Whether it was "
        "done otherwise, by phone or in a ticket, we cannot see."
    )
    duties = len(duty.our_duties(asked))
    if duties:
        number = draft.figure("our_duties", "Duties of ours found", duties, "count")
        draft.next_steps.append(f"The contract asks {number} more of you: what are our duties under the contract?")
    number = draft.figure("requests", "Requests to us without a written answer", len(found), "count")
    things = "thing" if len(found) == 1 else "things"
    return draft.answer(
        f"Their emails ask {number} {things} of us that we have not answered in writing{_late(found, asked, draft)}."
    )


def _late(found: list[Request], asked: Asked, draft: Draft) -> str:
    late = sum(one.late(asked.case.today) for one in found)
    if not late:
        return ""
    if len(found) == 1:
        return ", and its day is past"
    number = draft.figure("requests_late", "Requests to us past their day", late, "count")
    return f", {number} of them past {'its' if late == 1 else 'their'} day"


def _line(one: Request, asked: Asked, draft: Draft) -> str:
    """One request: its day, its words, who wrote them and when."""
    sent = one.sent.astimezone(ZoneInfo(asked.case.facts.tz)).date() if one.sent else asked.case.today
    on = draft.on("requested_on", "Asked of us on", sent, (one.file,))
    quote = safe(one.asked.quote)
    draft.cite(Source(one.file, clause=f"email of {on}", quote=quote))
    by = "No day named"
    if one.due is not None:
        by = f"By {draft.on('request_due', 'Asked of us by', one.due, (one.file,))}"
    return f'• {by}: "{quote}" ({safe(one.sender)}, {on})'
