"""One workspace at work: its token, its contracts, who reads where, and the way out. Each workspace has its own."""

from __future__ import annotations

import logging
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.http_retry import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import ServerErrorRetryHandler

from bot.slack.allowance import Allowance
from bot.slack.audience import Allowed, Audience, allowed
from bot.slack.outbox import Outbox
from bot.slack.pace import Gate, pace_of
from bot.slack.readers import Readers
from store.conversations import Conversations, forget_workspace

if TYPE_CHECKING:
    from bot.upkeep.metrics import Metrics
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.slack")
TIMEOUT_S, QUICK_S = 30, 5
# So many workspaces' offices are open at the same time.
OPEN = 64


@dataclass(frozen=True)
class Office:
    """Everything needed to answer one workspace."""

    team: str
    bot_user: str
    client: WebClient
    quick: WebClient
    interpreter: Interpreter
    kept: Conversations
    readers: Readers
    outbox: Outbox
    gate: Gate
    allowance: Allowance
    figures: Metrics | None = None
    _refs: dict[str, str] = field(default_factory=dict)

    def may_see(self, audience: Audience) -> Allowed:
        """The contracts that an audience may be told of, decided now."""
        places = self.kept.places
        refs = self.interpreter.stores.contracts.refs()
        opened = places.open_in(self.team, audience.channel) if audience.channel else set()
        return allowed(audience, refs, opened, places.for_owners(self.team))

    def view(self, refs: frozenset[str]) -> Interpreter:
        """The interpreter with only these contracts in it."""
        return self.interpreter.seeing(refs)


class Offices:
    """The offices of every workspace that installed us, opened when first needed."""

    def __init__(
        self,
        interpreter: Interpreter,
        api: str,
        token_of: Callable[[str, str], tuple[str, str] | None],
        *,
        several: bool,
        revoked: Callable[[str, str], None] = lambda _team, _enterprise: None,
    ) -> None:
        self.revoked = revoked
        self._interpreter, self._api, self._token_of, self._several = interpreter, api, token_of, several
        self.kept = Conversations.on(interpreter.database)
        self._open: OrderedDict[str, Office] = OrderedDict()
        self._tokens: dict[str, str] = {}
        self._lock = threading.Lock()
        self.gate = Gate()
        self.figures: Metrics | None = None

    def of(self, team: str, enterprise: str = "") -> Office | None:
        """A workspace's office; None for a workspace that did not install us."""
        found = self._token_of(team, enterprise)
        if found is None:
            return None
        token, bot_user = found
        with self._lock:
            held = self._open.get(team)
            if held is None or self._tokens.get(team) != token:
                held = self._open[team] = self._made(team, token, bot_user)
                self._tokens[team] = token
            self._open.move_to_end(team)
            self._close_the_longest_unused()
            return held

    def _close_the_longest_unused(self) -> None:
        """Keep few offices open: an office holds its contracts' files, and opening it again takes milliseconds."""
        while len(self._open) > OPEN:
            team, office = self._open.popitem(last=False)
            self._tokens.pop(team, None)
            office.interpreter.database.close()

    def forget(self, team: str) -> None:
        """The app was removed from a workspace: delete what was kept of it.

        Where several workspaces are served, its contracts go too; where it is the only one they stay, since they lie
        on the customer's own machine.
        """
        with self._lock:
            self._open.pop(team, None)
            self._tokens.pop(team, None)
        forget_workspace(self._interpreter.database, team)
        if self._several:
            self._interpreter.of(team).library.clear()
            self._interpreter.database.forget(team)
            shutil.rmtree(self._interpreter.settings.home / "workspaces" / team, ignore_errors=True)

    def _made(self, team: str, token: str, bot_user: str) -> Office:
        client, quick = web_client(self._api, token), web_client(self._api, token, quick=True)
        outbox = Outbox(client, self.kept.ledger, team, pace_of(team, self._interpreter.database), bot_user)
        own = self._own(team)
        return Office(
            team, bot_user, client, quick, own, self.kept, Readers(client, team), outbox, self.gate,
            Allowance(self._interpreter.database, own.settings), self.figures,
        )  # fmt: skip

    def _own(self, team: str) -> Interpreter:
        """The workspace's own contracts and numbers: in a home of its own where there are several."""
        if not self._several:
            return self._interpreter
        return self._interpreter.of(team)


def web_client(api: str, token: str | None, *, quick: bool = False) -> WebClient:
    """A client that waits out 429, 5xx and broken connections; a quick one does not, for what may as well be lost."""
    client = WebClient(token=token, base_url=api, timeout=QUICK_S if quick else TIMEOUT_S)
    client.retry_handlers = (
        []
        if quick
        else [
            ConnectionErrorRetryHandler(max_retry_count=2),
            RateLimitErrorRetryHandler(max_retry_count=3),
            ServerErrorRetryHandler(max_retry_count=2),
        ]
    )
    return client
