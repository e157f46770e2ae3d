"""The service's signs of life put together: what is looked at for the port of itbot serve, and its figures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.upkeep.backup import program
from bot.upkeep.metrics import Metrics
from bot.upkeep.signs import Signs
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.slack.line import Line
    from bot.slack.office import Offices

# The watch over the line leaves a sign every five seconds; after a minute without one the process hangs.
HANGS_S = 60
BEAT_FILE = "slack.json"


def opened(settings: Settings, offices: Offices, lines: Callable[[], Sequence[Line]], stop: threading.Event) -> Signs:
    """Open the port that the settings name; from now on events and answers are counted."""
    began = time.time()

    def connected() -> bool:
        every = lines()
        return bool(every) and all(line.is_alive() for line in every)

    def database() -> bool:
        try:
            offices.kept.inbox.count_waiting()
        except (InterpreterError, OSError):
            return False
        return True

    def beats() -> bool:
        try:
            beat = float(json.loads((settings.home / BEAT_FILE).read_text("utf-8"))["at"])
        except (OSError, ValueError, KeyError):
            beat = began
        return time.time() - max(beat, began) < HANGS_S

    def waiting() -> int:
        return offices.kept.inbox.count_waiting() if database() else -1

    offices.figures = Metrics(program(), waiting=waiting, connected=connected)
    return Signs(
        settings.health_port or 0,
        lambda: {"beats": beats()},
        lambda: {"serving": not stop.is_set(), "connected": connected(), "database": database()},
        offices.figures,
    )
