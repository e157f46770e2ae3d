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
from bot.chasing.auditing import AUDIT_FILE, Finding, audited
from bot.chasing.jobs import Jobs
from bot.chasing.reminders import beat, next_round, send_due
from bot.slack.blocks.notices import notice
from bot.slack.blocks.pieces import context
from bot.slack.escape import mrkdwn
from bot.slack.office import Office
from bot.slack.packs import post_packs
from bot.slack.reminding import InSlack, once

log = logging.getLogger("itbot.slack")
ROUND, AUDIT = "reminders", "reminders-audit"
HOUR = timedelta(hours=1)
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

    def begin(self) -> None:
        """Put every contract's next round and the next audit on the calendar; what stands there already stays."""
        for team in self._teams():
            self._plan_rounds(team, self._clock())
            self._plan_audit(team, self._clock())

    def make(self, payload: dict[str, Any]) -> None:
        """Make one round of one contract. `at` is the tick, `again` how often it was cut off by Slack being away."""
        team, ref, now = str(payload["team"]), str(payload["ref"]), self._clock()
        office = self._office(team)
        if office is None or ref not in office.interpreter.stores.contracts.refs():
            return
        self._plan(office, ref, max(now, datetime.fromisoformat(payload["at"])))
        try:
            send_due(office.interpreter, InSlack(office), now, ref=ref)
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
        self._plan_rounds(team, now)
        findings = audited(office.interpreter, now)
        findings += [
            Finding(ref, "Work of another version of this program waits and is not taken up.", "stranded")
            for ref in office.interpreter.stores.contracts.refs()[:1]
            if self._jobs.stranded()
        ]
        for finding in findings:
            log.warning("reminders of %s: %s", finding.contract, finding.says)
        beat(office.interpreter.settings.home, AUDIT_FILE, now)
        _alarm(office, findings)

    def _again(self, payload: dict[str, Any], why: str) -> None:
        tried = int(payload.get("again", 0))
        log.warning("a round of reminders could not be made (%s), try %d", why, tried + 1)
        if tried < len(AGAIN):
            name = f"round:{payload['team']}:{payload['ref']}:{payload['at']}:again:{tried + 1}"
            self._jobs.schedule(name, ROUND, payload | {"again": tried + 1}, at=self._clock() + AGAIN[tried])

    def _plan_rounds(self, team: str, now: datetime) -> None:
        office = self._office(team)
        for ref in office.interpreter.stores.contracts.refs() if office else ():
            self._plan(office, ref, now)  # type: ignore[arg-type]  # there are refs only with an office

    def _plan(self, office: Office, ref: str, after: datetime) -> None:
        at = next_round(office.interpreter, ref, after)
        name, payload = (
            f"round:{office.team}:{ref}:{at.date()}",
            {"team": office.team, "ref": ref, "at": at.isoformat()},
        )
        self._jobs.schedule(name, ROUND, payload, at=at)

    def _plan_audit(self, team: str, now: datetime) -> None:
        """Ten minutes past each hour, so that the rounds of that hour are over."""
        at = now.replace(minute=10, second=0, microsecond=0)
        at = at if at > now else at + HOUR
        self._jobs.schedule(f"audit:{team}:{at:%Y-%m-%dT%H}", AUDIT, {"team": team, "at": at.isoformat()}, at=at)


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
