"""The monthly review pack in Slack: posted as a file to a contract's owner, once for each contract and month."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot.chasing.due import calendar_of
from bot.slack.escape import mrkdwn
from bot.slack.office import Office
from bot.upkeep import recording
from store.conversations import FINISHED
from store.facts.common import Period
from store.measures.nudges import WorkingDays

log = logging.getLogger("itbot.slack")
# The provider's report and export of a month come in the first days of the next.
WORKING_DAY = 5
LOOKED_BACK = 20
WORDS = "Here is the review pack for {month}: {title}. It is for your own eyes; itbot review --for-provider makes one to hand over."


def post_packs(office: Office, ref: str, now: datetime) -> bool:
    """Post last month's pack of one contract if its day has come, its records are in and it was not posted yet."""
    facts = office.interpreter.stores.contracts.facts(ref)
    today = now.astimezone(ZoneInfo(facts.tz)).date()
    month = _last_month(today)
    key, to = f"review:{ref}:{month}", office.interpreter.stores.nudges.people(ref).owner
    known = office.kept.ledger.get(key)
    if not to or (known is not None and known.state == FINISHED):
        return False
    case = office.interpreter.case(ref, today)
    if today < nth_working_day(calendar_of(case), today, WORKING_DAY) or month not in case.months_with_data():
        return False
    if ref not in office.may_see(office.readers.alone(to)).contracts:
        log.info("the review pack of %s has nobody who may see it", ref)
        return False
    _post(office, ref, month, key, to)
    return True


def nth_working_day(calendar: WorkingDays, today: date, n: int) -> date:
    """The n-th working day of today's month."""
    return calendar.working_day_after(today.replace(day=1) - timedelta(days=1), n)


def _last_month(today: date) -> str:
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _post(office: Office, ref: str, month: str, key: str, to: str) -> None:
    """Noted before it is posted and after it was taken; where an earlier try was cut off, looked for first."""
    channel = office.outbox.direct(to)
    name = f"review-{_safe(ref)}-{month}.pdf"
    known = office.kept.ledger.attempt(key, office.team, channel, "")
    ts = _already_there(office, channel, name) if known.attempts > 1 else ""
    if not ts:
        data = _made(office, ref, month)
        title = office.interpreter.stores.contracts.facts(ref).title or ref
        words = WORDS.format(month=Period.of_month(month).label, title=title)
        office.outbox.turn(channel)
        office.client.files_upload_v2(
            channel=channel, content=data, filename=name, title=f"Review pack {month}", initial_comment=mrkdwn(words)
        )
        ts = "posted"
    office.kept.ledger.accepted(key, channel, ts)
    office.kept.ledger.finished(key)
    recording.tell(
        office.interpreter, "review pack", who=f"{office.team}/{to}", contract=ref, month=month, edition="own"
    )
    log.info("the review pack of %s for %s was posted", ref, month)


def _made(office: Office, ref: str, month: str) -> bytes:
    from bot.reviewing.editions import pdf
    from bot.reviewing.pack import pack
    from bot.reviewing.pictures import charts

    with office.gate.through():
        drawn = list(charts(office.interpreter.case(ref, office.interpreter.today()), month, safe=False))
        return pdf(pack(office.interpreter, ref, month), drawn)


def _already_there(office: Office, channel: str, name: str) -> str:
    try:
        messages = office.client.conversations_history(channel=channel, limit=LOOKED_BACK)["messages"]
    except SlackApiError as refused:
        log.info("could not look back: %s", refused.response.get("error"))
        return ""
    return next((str(one["ts"]) for one in messages if name in {f.get("name") for f in one.get("files") or ()}), "")


def _safe(ref: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in ref)
