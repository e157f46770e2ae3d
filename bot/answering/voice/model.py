"""The language model behind one small door: the only place that imports LangChain, and only when a model is set.

Whatever goes wrong on the other side (a refusal, silence, a drip of bytes, a limit, an error, a cut line, garbage, tools
that nobody offered) comes out as ModelError within the time given.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from bot.answering.voice.opening import Access, NotReadyError, opened

Shape = TypeVar("Shape", bound=BaseModel)
MOST_CHARACTERS = 40_000


class ModelError(Exception):
    """The model gave nothing usable; its text is one sentence for the log, never shown to a person.

    `tokens_in` and `tokens_out` are what a useless answer took. `held_back`: a limit was reached and nothing was asked.
    `setup` is what the person who set the model must do first, in a plain sentence.
    """

    def __init__(self, why: str, tokens: tuple[int, int] = (0, 0), *, held_back: bool = False, setup: str = "") -> None:
        super().__init__(why)
        self.tokens_in, self.tokens_out = tokens
        self.held_back, self.setup = held_back, setup


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model returned, in the shape asked for, with the tokens it counted (0 where it did not say)."""

    value: Any
    tokens_in: int = 0
    tokens_out: int = 0


class Model(Protocol):
    """Anything that fills a shape from an instruction."""

    name: str

    def fill(self, shape: type[Shape], told: str, within_s: float) -> Reply:
        """The shape filled in. Raises ModelError after at most `within_s` seconds."""
        ...


class LangChainModel:
    """A chat model by LangChain's `provider:model` name; no tools, no memory, no retries of its own."""

    def __init__(self, name: str, base_url: str | None = None, key: str | None = None) -> None:
        self.name = name
        self._access = Access(name, base_url, key)
        self._chat: Any = None
        self._lock = threading.Lock()

    def fill(self, shape: type[Shape], told: str, within_s: float) -> Reply:
        """Ask once, wait no longer than told; a call that hangs is left behind."""
        return _in_time(lambda: self._asked(shape, told), within_s)

    def _asked(self, shape: type[Shape], told: str) -> Reply:
        from langchain_core.messages import HumanMessage

        answered = self._opened().invoke([HumanMessage(told)])
        usage = answered.usage_metadata or {}
        tokens = int(usage.get("input_tokens", 0)), int(usage.get("output_tokens", 0))
        if answered.tool_calls:
            raise ModelError("it called a tool though none was offered", tokens)
        try:
            return Reply(read(shape, str(answered.text)), *tokens)
        except ModelError as trouble:
            raise ModelError(str(trouble), tokens) from None

    def _opened(self) -> Any:
        with self._lock:
            if self._chat is None:
                try:
                    self._chat = opened(self._access)
                except NotReadyError as trouble:
                    raise ModelError("it could not be opened", setup=str(trouble)) from None
            return self._chat


def read(shape: type[Shape], text: str) -> Shape:
    """The first JSON object in a model's text, checked against the shape. Raises ModelError when there is none."""
    if len(text) > MOST_CHARACTERS:
        raise ModelError(f"it answered with {len(text):,} characters")
    start = text.find("{")
    if start < 0:
        raise ModelError("it answered without JSON")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
        return shape.model_validate(found)
    except (ValueError, ValidationError, RecursionError) as trouble:
        raise ModelError(f"its JSON is not of the shape asked for: {type(trouble).__name__}") from trouble


def _in_time(call: Callable[[], Reply], within_s: float) -> Reply:
    """Run a call beside this thread and wait; the thread is a daemon, so a call that never ends holds nothing up."""
    outcome: SimpleQueue[Reply | Exception] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put(call())
        except Exception as trouble:  # noqa: BLE001 - the outer edge of foreign code: every failure is one kind here
            outcome.put(trouble)

    threading.Thread(target=run, daemon=True, name="model").start()
    try:
        got = outcome.get(timeout=within_s)
    except Empty:
        raise ModelError(f"it did not answer within {within_s:.0f} seconds") from None
    if isinstance(got, ModelError):
        raise got
    if isinstance(got, Exception):
        raise ModelError(f"the call failed: {type(got).__name__}") from got
    return got
