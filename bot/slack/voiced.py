"""A language model at work on an answer: for whom, within which limits, and what the reader sees meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from bot.slack.incoming import Asked

if TYPE_CHECKING:
    from bot.slack.outbox import Step, Streamed
    from bot.wiring import Interpreter

STEP = "word"


class Steps:
    """The step of the model in a stream: shown when it begins, ticked off with the answer; absent without a model."""

    def __init__(self, live: Streamed) -> None:
        self._live, self._title = live, ""

    def begun(self, title: str) -> None:
        """The model begins: say so, once."""
        if not self._title:
            self._title = title
            self._live.steps((STEP, title, "in_progress"))

    def done(self) -> tuple[Step, ...]:
        """The step ticked off, for the end of the stream."""
        return ((STEP, self._title, "complete"),) if self._title else ()


def on_behalf_of(
    view: Interpreter, asked: Asked, step: Callable[[str], None] | None = None
) -> AbstractContextManager[None]:
    """What is asked of a model in this block counts towards this person's limits; without a model nothing is loaded."""
    return nullcontext() if view.model is None else _asking(f"{asked.team}/{asked.user}", step)


@contextmanager
def _asking(person: str, step: Callable[[str], None] | None) -> Iterator[None]:
    from bot.answering.voice.metering import asked_by

    with asked_by(person, step):
        yield
