"""Who can read a place, asked of Slack: the channel, its members, and what each of them is to the workspace."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.audience import Audience, Role, just

PERSON_S, PLACE_S = 300.0, 10.0
# Above this nobody can say who reads along, and asking Slack about each would take minutes.
MOST_READERS = 150
SHARED = ("is_ext_shared", "is_shared", "is_org_shared", "is_pending_ext_shared")
NOBODY_KNOWS = Audience(frozenset(), known=False)


class Readers:
    """The readers of one workspace's places, kept for seconds, since people come and go."""

    def __init__(self, client: WebClient, team: str, ticks: Callable[[], float] = time.monotonic) -> None:
        self._client, self._team, self._ticks = client, team, ticks
        self._held: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def role(self, user: str) -> Role:
        """What a person is to this workspace. Raises SlackApiError when Slack does not say."""
        return Role(self._kept(f"person {user}", PERSON_S, lambda: self._asked_role(user)))

    def of(self, channel: str, user: str) -> Audience:
        """Everyone who can read a place where `user` asked; unknown where Slack does not say."""
        try:
            if channel.startswith("D"):
                return just(self.role(user))
            found: Audience = self._kept(f"place {channel}", PLACE_S, lambda: self._asked_place(channel))
        except SlackApiError:
            return NOBODY_KNOWS
        return found

    def alone(self, user: str) -> Audience:
        """The audience of what only this person sees."""
        try:
            return just(self.role(user))
        except SlackApiError:
            return NOBODY_KNOWS

    def forget(self, channel: str = "", user: str = "") -> None:
        """Ask Slack again about a place or a person, because something changed."""
        with self._lock:
            self._held.pop(f"place {channel}", None)
            self._held.pop(f"person {user}", None)

    def _kept(self, name: str, seconds: float, ask: Callable[[], Any]) -> Any:
        now = self._ticks()
        with self._lock:
            held = self._held.get(name)
        if held is not None and now - held[0] < seconds:
            return held[1]
        found = ask()
        with self._lock:
            self._held[name] = (now, found)
        return found

    def _asked_role(self, user: str) -> Role:
        return role_of(self._client.users_info(user=user)["user"], self._team)

    def _asked_place(self, channel: str) -> Audience:
        info = self._client.conversations_info(channel=channel, include_num_members=True)["channel"]
        if any(info.get(name) for name in SHARED):
            return Audience(frozenset({Role.OUTSIDER}), shared_outside=True, channel=channel)
        if info.get("num_members", 0) > MOST_READERS:
            return Audience(frozenset(), known=False, channel=channel)
        roles = frozenset(role for role in map(self._reader, self._members(channel)) if role)
        public = frozenset() if info.get("is_private") else frozenset({Role.MEMBER})
        return Audience(roles | public, channel=channel)

    def _reader(self, user: str) -> Role | None:
        """What a member of a channel is; None for an app, which reads nothing for itself."""
        found = self._kept(f"reader {user}", PERSON_S, lambda: self._client.users_info(user=user)["user"])
        return (
            None
            if found.get("is_bot") and found.get("team_id", self._team) == self._team
            else role_of(found, self._team)
        )

    def _members(self, channel: str) -> Iterable[str]:
        cursor = ""
        while True:
            page = self._client.conversations_members(channel=channel, limit=200, cursor=cursor)
            yield from page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def role_of(user: dict[str, Any], team: str) -> Role:
    """What Slack's own record of a person makes them to a workspace; whatever is doubtful makes them an outsider."""
    if user.get("deleted"):
        return Role.GONE
    if user.get("is_stranger") or user.get("is_bot") or user.get("team_id") != team:
        return Role.OUTSIDER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Role.GUEST
    return Role.OWNER if user.get("is_owner") or user.get("is_primary_owner") or user.get("is_admin") else Role.MEMBER
