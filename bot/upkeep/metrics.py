"""Figures about the running service, by Prometheus's own names and kinds; no name of a person, place or contract is in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

if TYPE_CHECKING:
    from bot.answering.answer import Answer

KIND = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one process. `waiting` and `connected` are asked for when somebody looks."""

    def __init__(self, program: str, *, waiting: Callable[[], int], connected: Callable[[], bool]) -> None:
        self.registry = CollectorRegistry()
        Info("itbot_build", "The program and its version.", registry=self.registry).info({"version": program})
        self._events = Counter("itbot_events_total", "Events dealt with.", ["kind", "end"], registry=self.registry)
        self._answers = Counter("itbot_answers_total", "Answers given.", ["state"], registry=self.registry)
        self._took = Histogram(
            "itbot_answer_seconds", "Seconds an answer took to be worked out.", buckets=SECONDS, registry=self.registry
        )
        self._held = Counter(
            "itbot_questions_held_back_total", "Questions over a limit.", ["why"], registry=self.registry
        )
        Gauge("itbot_inbox_waiting", "Events not dealt with yet.", registry=self.registry).set_function(waiting)
        line = Gauge("itbot_slack_connected", "1 while the line to Slack lives.", registry=self.registry)
        line.set_function(lambda: float(connected()))

    def event(self, kind: str, end: str) -> None:
        """An event was dealt with: done, apologised, dropped."""
        self._events.labels(kind, end).inc()

    def answer(self, answer: Answer) -> None:
        """An answer was given."""
        self._answers.labels(answer.state).inc()
        self._took.observe(answer.took_ms / 1000)

    def held_back(self, why: str) -> None:
        """A question was over a limit."""
        self._held.labels(why).inc()

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)
