"""The background work of reminders as durable jobs: a round each working day, and an auditor who looks after it.

Each tick has an id that says when it is due, so that however many processes run, it is made once; it puts the next one
on the calendar before it does anything else, so that a failure never ends the chain.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.answering.draft import listed
from bot.chasing.auditing import AUDITOR, Finding, audited
from bot.chasing.jobs import Jobs
from bot.chasing.reminders import next_round, send_due
from bot.chasing.silence import is_word_recent
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import context
from bot.slack.escape import mrkdwn
from bot.slack.office import Office
from bot.slack.packs import post_packs
from bot.slack.reminding import InSlack, once
from bot.upkeep.retention import tidied
from store.facts.watched import Kind
from store.signs import Signs

log = logging.getLogger("itbot.slack")
ROUND, AUDIT, WATCH = "reminders", "reminders-audit", "reminders-watch"
HOUR, KEPT = timedelta(hours=1), timedelta(days=90)
# How often an open incident is looked at for a word that was promised and did not come.
WATCH_MIN = 10
# Slack away at nine in the morning: the round is made again after minutes, then hours; the next day's catches up anyway.
AGAIN = tuple(timedelta(minutes=n) for n in (2, 10, 30, 60, 120))
ALARM = "Something went wrong with the reminders: {}"
MEND = "itbot doctor says more; itbot remind makes a round at once."


class Rounds:
    """Schedules each contract's next round and makes it when its time has come; a restart loses none."""

    def __init__(
        self,
        jobs: Jobs,
        office: Callable[[str], Office | None],
        teams: Callable[[], list[str]],
        clock: Callable[[], datetime],
    ) -> None:
        self._jobs, self._office, self._teams, self._clock = jobs, office, teams, clock
        jobs.handles(ROUND, self.make)
        jobs.handles(AUDIT, self.audit)
        jobs.handles(WATCH, self.watch)

    def begin(self) -> None:
        """Put every contract's next round and the next audit on the calendar; what stands there already stays."""
        for team in self._teams():
            office = self._office(team)
            if office is not None:
                self._plan_rounds(office, self._clock())
            self._plan_audit(team, self._clock())
            self._plan_watch(team, self._clock())

    def make(self, payload: dict[str, Any]) -> None:
        """Make the round of every contract whose time this tick is. `again` counts how often Slack was away."""
        team, tick, now = str(payload["team"]), datetime.fromisoformat(payload["at"]), self._clock()
        office = self._office(team)
        if office is None:
            return
        self._plan_rounds(office, max(now, tick))
        refs = [ref for ref in office.interpreter.stores.contracts.refs() if _is_time_of(office, ref, tick)]
        try:
            send_due(office.interpreter, InSlack(office), now, refs=refs)
            for ref in refs:
                post_packs(office, ref, now)
        except (SlackClientError, OSError) as away:
            self._again(payload, type(away).__name__)

    def audit(self, payload: dict[str, Any]) -> None:
        """Look at everything, tell the owners once what went wrong, and see that every contract has its round ahead."""
        team, now = str(payload["team"]), self._clock()
        self._plan_audit(team, max(now, datetime.fromisoformat(payload["at"])))
        office = self._office(team)
        if office is None:
            return
        self._plan_rounds(office, now)
        findings = audited(office.interpreter, now)
        findings += [
            Finding(ref, "Work of another version of this program waits and is not taken up.", "stranded")
            for ref in office.interpreter.stores.contracts.refs()[:1]
            if self._jobs.stranded()
        ]
        for finding in findings:
            log.warning("reminders of %s: %s", finding.contract, finding.says)
        Signs(office.interpreter.database).leave(AUDITOR, now)
        self._jobs.forget(KEPT)
        tidied(office.interpreter, now)
        _alarm(office, findings)

    def watch(self, payload: dict[str, Any]) -> None:
        """In an incident that is still open, remind of a promised word at once when it does not come."""
        team, now = str(payload["team"]), self._clock()
        self._plan_watch(team, max(now, datetime.fromisoformat(payload["at"])))
        office = self._office(team)
        for ref in office.interpreter.stores.contracts.refs() if office else ():
            if office is not None and is_word_recent(office.interpreter.stores, ref, now):
                send_due(office.interpreter, InSlack(office), now, refs=[ref], kinds={Kind.SILENCE}, is_round=False)

    def _again(self, payload: dict[str, Any], why: str) -> None:
        tried = int(payload.get("again", 0))
        log.warning("a round of reminders could not be made (%s), try %d", why, tried + 1)
        if tried < len(AGAIN):
            name = f"round:{payload['team']}:{payload['at']}:again:{tried + 1}"
            self._jobs.schedule(name, ROUND, payload | {"again": tried + 1}, at=self._clock() + AGAIN[tried])

    def _plan_rounds(self, office: Office, after: datetime) -> None:
        """Put the next round of every contract on the calendar; those that share a moment share a round."""
        refs = office.interpreter.stores.contracts.refs()
        for at in sorted({next_round(office.interpreter, ref, after) for ref in refs}):
            payload = {"team": office.team, "at": at.isoformat()}
            self._jobs.schedule(f"round:{office.team}:{at.isoformat()}", ROUND, payload, at=at)

    def _plan_audit(self, team: str, now: datetime) -> None:
        """Ten minutes past each hour, so that the rounds of that hour are over."""
        at = now.replace(minute=10, second=0, microsecond=0)
        at = at if at > now else at + HOUR
        self._jobs.schedule(f"audit:{team}:{at:%Y-%m-%dT%H}", AUDIT, {"team": team, "at": at.isoformat()}, at=at)

    def _plan_watch(self, team: str, now: datetime) -> None:
        at = _next_watch(now)
        self._jobs.schedule(f"watch:{team}:{at.isoformat()}", WATCH, {"team": team, "at": at.isoformat()}, at=at)


def _next_watch(now: datetime) -> datetime:
    """The next tenth minute."""
    return now.replace(minute=now.minute - now.minute % WATCH_MIN, second=0, microsecond=0) + timedelta(
        minutes=WATCH_MIN
    )


def _is_time_of(office: Office, ref: str, tick: datetime) -> bool:
    """Whether a contract's round falls on this very tick, by its own clock and working days."""
    return next_round(office.interpreter, ref, tick - timedelta(seconds=1)) == tick


def _alarm(office: Office, findings: list[Finding]) -> None:
    """Tell each contract's owner what is new among the findings, in one message."""
    for ref in dict.fromkeys(finding.contract for finding in findings):
        people = office.interpreter.stores.nudges.people(ref)
        told = [one for one in findings if one.contract == ref]
        name = sha256(" ".join(sorted(one.key for one in told)).encode()).hexdigest()[:12]
        to = people.owner or people.manager or people.fallback
        if not to:
            continue
        words = ALARM.format(listed([one.says.rstrip(".") for one in told])) + "."
        try:
            once(office, f"alarm:{ref}:{name}", to, mrkdwn(words), [*notice(words), context(MEND)])
        except (SlackClientError, OSError) as away:
            log.warning("the alarm could not be told: %s", type(away).__name__)
