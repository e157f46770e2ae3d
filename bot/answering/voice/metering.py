"""What the model costs and how much of it one person, and all together, may use: every call goes through here.

Over a limit, nobody is refused: the answer that code wrote goes out unworded. Nothing said is kept, only counts.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from bot.answering.voice.model import LangChainModel, Model, ModelError, Reply, Shape
from bot.answering.voice.opening import Access
from bot.answering.voice.spending import Spending, Use

if TYPE_CHECKING:
    from bot.settings import Settings

MINUTE_S = 60.0
# So many calls run at once; a further one is not waited for. A model that failed so often is left alone for a while.
AT_ONCE, FAILURES, REST_S = 8, 3, 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be used: calls a minute by one person and by all, tokens a day by one person and by all."""

    person_a_minute: int = 10
    all_a_minute: int = 60
    person_tokens_a_day: int = 200_000
    all_tokens_a_day: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out, in the currency the person wrote it in."""

    a_million_in: Decimal
    a_million_out: Decimal

    @classmethod
    def read(cls, words: str) -> Price | None:
        """Read "3/15"; None where the words are no two numbers."""
        first, _, second = words.partition("/")
        try:
            price = cls(Decimal(first.strip()), Decimal(second.strip()))
        except InvalidOperation:
            return None
        return price if min(price.a_million_in, price.a_million_out) >= 0 else None

    def of(self, tokens_in: int, tokens_out: int) -> Decimal:
        """The price of so many tokens."""
        return (self.a_million_in * tokens_in + self.a_million_out * tokens_out) / 1_000_000


@dataclass(frozen=True, slots=True)
class _Asker:
    person: str = ""
    step: Callable[[str], None] | None = None
    patient: bool = False


_NOBODY = _Asker()
_asker: ContextVar[_Asker | None] = ContextVar("asker", default=None)
# What one answer may take in all, whatever it is asked for: finding out what is meant, wording, one repair.
CALLS, ANSWER_S = 2, 20.0
_tally: ContextVar[list[tuple[int, int]] | None] = ContextVar("tally", default=None)
_ends: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def asked_by(person: str, step: Callable[[str], None] | None = None) -> Iterator[None]:
    """Whatever is asked of a model in this block is for this person; `step` is told what the model is at."""
    token = _asker.set(_Asker(_shortened(person), step))
    try:
        yield
    finally:
        _asker.reset(token)


@contextmanager
def patiently() -> Iterator[None]:
    """Whatever is asked in this block is no question of a person: it counts towards the day, not towards the minute."""
    token = _asker.set(_Asker(patient=True))
    try:
        yield
    finally:
        _asker.reset(token)


@contextmanager
def tally() -> Iterator[list[tuple[int, int]]]:
    """The tokens in and out of every call made in this block, a pair each; the block is one answer, with its time."""
    calls: list[tuple[int, int]] = []
    token, ends = _tally.set(calls), _ends.set(time.monotonic() + ANSWER_S)
    try:
        yield calls
    finally:
        _tally.reset(token)
        _ends.reset(ends)


def _left(within_s: float) -> float:
    """The seconds a call may take, so that the answer it belongs to keeps its time. Raises ModelError when none is left."""
    calls, ends = _tally.get(), _ends.get()
    left = within_s if ends is None else min(within_s, ends - time.monotonic())
    if left <= 0 or (calls is not None and len(calls) >= CALLS):
        raise ModelError("the calls or the time of this answer are used up", held_back=True)
    return left


def stepped(step: str) -> None:
    """Say what is being done to whoever watches."""
    watching = _here().step
    if watching is not None:
        watching(step)


def _here() -> _Asker:
    return _asker.get() or _NOBODY


def _shortened(person: str) -> str:
    """A mark for a person that says nothing of them."""
    return hashlib.sha256(person.encode()).hexdigest()[:12] if person else ""


@dataclass
class Metered:
    """A model with its limits and its ledger around it."""

    model: Model
    spending: Spending
    limits: Limits
    now: Callable[[], datetime]
    ticks: Callable[[], float] = time.monotonic
    name: str = ""
    price: Price | None = None
    _calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _running: int = 0
    _failed: int = 0
    _rested: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.name = self.model.name

    def fill(self, shape: type[Shape], told: str, within_s: float) -> Reply:
        """Ask if there is room for it, and write down what it took. Raises ModelError without asking where there is none."""
        person, left = _here().person, _left(within_s)
        self._let_in(person)
        cost, ok, silent = (0, 0), False, False
        try:
            reply = self.model.fill(shape, told, left)
            cost, ok = (reply.tokens_in, reply.tokens_out), True
        except ModelError as trouble:
            cost, silent = (trouble.tokens_in, trouble.tokens_out), not trouble.setup
            raise
        else:
            return reply
        finally:
            self._let_out(failed=silent and not any(cost))
            self._note(Use(self.now(), person, shape.__name__, self.name, *cost, ok=ok))

    def _note(self, use: Use) -> None:
        calls = _tally.get()
        if calls is not None:
            calls.append((use.tokens_in, use.tokens_out))
        if use.tokens_in or use.tokens_out:
            with suppress(OSError):
                self.spending.note(use)

    def receipt(self, calls: Sequence[tuple[int, int]]) -> dict[str, Any]:
        """What these calls took, for an answer's receipt; `cost` only where a price is set."""
        spent = sum(one for one, _ in calls), sum(one for _, one in calls)
        cost = {"cost": f"{self.price.of(*spent):.6f}"} if self.price else {}
        return {"name": self.name, "calls": len(calls), "in": spent[0], "out": spent[1], **cost}

    def _let_in(self, person: str) -> None:
        why = self._spent(person)
        with self._lock:
            why = why or self._busy(person)
            if why:
                raise ModelError(why, held_back=True)
            self._running += 1
            for name in () if _here().patient else {person, ""}:
                self._calls[name].append(self.ticks())

    def _spent(self, person: str) -> str:
        by_person, by_all = self.spending.today(self.now().date(), person)
        if by_all >= self.limits.all_tokens_a_day:
            return "the tokens of the day are used up"
        return (
            "this person's tokens of the day are used up"
            if person and by_person >= self.limits.person_tokens_a_day
            else ""
        )

    def _busy(self, person: str) -> str:
        now = self.ticks()
        if now < self._rested:
            return "the model failed several times and is left alone for a minute"
        if self._running >= AT_ONCE:
            return "too many calls are under way"
        if _here().patient:
            return ""
        for name in {person, ""}:
            while self._calls[name] and now - self._calls[name][0] >= MINUTE_S:
                self._calls[name].popleft()
        if len(self._calls[""]) >= self.limits.all_a_minute:
            return "too many questions in this minute"
        return (
            "too many questions of one person in this minute"
            if person and len(self._calls[person]) >= self.limits.person_a_minute
            else ""
        )

    def _let_out(self, *, failed: bool) -> None:
        with self._lock:
            self._running -= 1
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= FAILURES:
                self._failed, self._rested = 0, self.ticks() + REST_S


def metered(settings: Settings, now: Callable[[], datetime]) -> Metered:
    """The model that the settings name, with their limits; its ledger lies in the home."""
    access = Access(settings.model or "", settings.model_base_url, settings.key_of_model)
    limits = Limits(
        settings.model_person_a_minute, settings.model_all_a_minute,
        settings.model_person_tokens_a_day, settings.model_all_tokens_a_day,
    )  # fmt: skip
    model, ledger = LangChainModel(access.name, access.base_url, access.key), Spending(settings.home / "model")
    price = Price.read(settings.model_price) if settings.model_price else None
    return Metered(model, ledger, limits, now, price=price)
