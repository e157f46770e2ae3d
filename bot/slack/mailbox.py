"""What comes into the provider mailbox, told in Slack: looked into every few minutes, each mail explained once.

A mail goes to the channels in which its contract was opened, where everybody who reads there may know it; where there
is none, to the person who looks after the contract. What was kept but not told yet, because the process died in
between, is told at the next look.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.chasing.jobs import Jobs
from bot.intake.mail_records import as_mail
from bot.intake.mailbox import UnreachableMailboxError, poll
from bot.slack.emails import explained
from bot.slack.escape import cut, mrkdwn
from bot.slack.office import Office
from bot.slack.outbox import Where
from bot.slack.reminding import once
from store.conversations import FINISHED
from store.mail_records import MailRecord

log = logging.getLogger("itbot.slack")
LOOK = "mailbox"
EVERY_MIN = 5
# At the first look a mailbox may hold years of mail: what is older than this is kept and not told.
FRESH = timedelta(days=2)
FROM_MAILBOX = "mailbox, mail "
LONGEST = 1500


class MailRounds:
    """Looks into the mailbox of a workspace's home as a chain of durable jobs, each planned by the one before."""

    def __init__(
        self,
        jobs: Jobs,
        office: Callable[[str], Office | None],
        teams: Callable[[], list[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._jobs, self._office, self._teams, self._clock = jobs, office, teams, clock
        jobs.handles(LOOK, self.look)

    def begin(self) -> None:
        """Put the next look on the calendar; one that stands there already stays."""
        for team in self._teams():
            self._plan(team, self._clock())

    def look(self, payload: dict[str, Any]) -> None:
        """Take in what is new and tell it. A mailbox or a Slack out of reach is tried again at the next look."""
        team, now = str(payload["team"]), self._clock()
        self._plan(team, max(now, datetime.fromisoformat(payload["at"])))
        office = self._office(team)
        url = office.interpreter.settings.imap_url if office else None
        if office is None or url is None:
            return
        try:
            poll(office.interpreter, url.get_secret_value())
        except UnreachableMailboxError as trouble:
            log.warning("%s", trouble)
        try:
            tell_new(office, now)
        except (SlackClientError, OSError) as away:
            log.warning("new mails could not be told yet: %s", type(away).__name__)

    def _plan(self, team: str, now: datetime) -> None:
        start = now.replace(minute=now.minute - now.minute % EVERY_MIN, second=0, microsecond=0)
        at = start + timedelta(minutes=EVERY_MIN)
        self._jobs.schedule(f"mailbox:{team}:{at.isoformat()}", LOOK, {"team": team, "at": at.isoformat()}, at=at)


def tell_new(office: Office, now: datetime) -> int:
    """Tell every fresh mail of the mailbox that was not told yet; how many messages were posted."""
    posted = 0
    for ref in office.interpreter.stores.contracts.refs():
        for record in _fresh(office, ref, now):
            posted += _tell(office, ref, record)
    return posted


def _fresh(office: Office, ref: str, now: datetime) -> Iterator[MailRecord]:
    """The provider's own mails and announced work that came by the mailbox lately."""
    for record in office.interpreter.stores.mails.listed(ref, since=now - FRESH):
        theirs = record.mail.side == "provider" or record.mail.notice is not None
        if theirs and record.mail.file.startswith(FROM_MAILBOX):
            yield record


def _tell(office: Office, ref: str, record: MailRecord) -> int:
    """Post one mail where it may be told, once in each place."""
    key = f"mail:{ref}:{sha256(record.mail.key.encode()).hexdigest()[:16]}"
    channels = [one for one in office.kept.places.channels(office.team, ref) if _may_know(office, one, ref)]
    people = office.interpreter.stores.nudges.people(ref)
    to = people.owner or people.manager or people.fallback
    places = [f"{key}:{one}" for one in channels] or ([f"{key}:{to}"] if to else [])
    due = [one for one in places if not _was_told(office, one)]
    if not due:
        return 0
    gist, blocks = explained(office.view(frozenset({ref})), as_mail(record))
    text = mrkdwn(cut(gist, LONGEST))
    if not channels:
        if ref not in office.may_see(office.readers.alone(to)).contracts:
            return 0
        once(office, due[0], to, text, blocks)
        return 1
    for place in due:
        office.outbox.say(place, Where(place.rpartition(":")[2], "", "", "", office.team), text, blocks)
    return len(due)


def _may_know(office: Office, channel: str, ref: str) -> bool:
    return ref in office.may_see(office.readers.of(channel, "")).contracts


def _was_told(office: Office, key: str) -> bool:
    known = office.kept.ledger.get(key)
    return known is not None and known.state == FINISHED
