"""Executor ids for the durable jobs: one for each process, the same again after a restart, and known to be free once it died.

With a file of jobs the processes of one home hold lock files; on a shared server they hold numbers there, so that
processes on other machines know of each other too.
"""

from __future__ import annotations

import fcntl
import re
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol

from store.facts.common import InterpreterError
from store.replicas import Replica
from store.schema import HEAD

SLOTS = 16
SHARED = "replica-"


class Executors(Protocol):
    """Our executor id among those of other processes."""

    own: str
    # Whether a free id means a dead process at once; over a network a line may merely have been broken.
    is_sure: bool

    def keep(self) -> bool:
        """Hold on to our id; False where another process has it now."""

    def unless_alive(self, other: str) -> AbstractContextManager[bool]:
        """Whether the process of that id is dead; nobody can take the id until the block ends."""

    def release(self) -> None:
        """Give our id back."""


def executors(home: Path, url: str | None) -> Executors:
    """Take an id: on the server of `url`, else among the processes of this home."""
    return OnServer(url) if url else InHome(home)


class OnServer:
    """Ids of processes anywhere that work on one PostgreSQL database."""

    is_sure = False

    def __init__(self, url: str) -> None:
        self._replica = Replica(url, HEAD)
        self.own = f"{SHARED}{self._replica.number}"

    def keep(self) -> bool:
        """Hold on to our id; False where another process has it now."""
        return self._replica.keep()

    @contextmanager
    def unless_alive(self, other: str) -> Iterator[bool]:
        """Whether the process of that id is dead; an id of another look belongs to no process of today."""
        number = other.removeprefix(SHARED)
        if not (other.startswith(SHARED) and number.isdigit()):
            yield True
            return
        with self._replica.unless_alive(int(number)) as dead:
            yield dead

    def release(self) -> None:
        """Give our id back."""
        self._replica.release()


class InHome:
    """Ids of the processes of one home, each with a lock file that it holds for as long as it lives."""

    is_sure = True

    def __init__(self, home: Path) -> None:
        self._home = home
        for number in range(1, SLOTS + 1):
            lock = self._locked(number)
            if lock is not None:
                self.own, self._lock = _named(number), lock
                return
        raise InterpreterError(f"{SLOTS} processes use {home} already; stop one of them and try again.")

    def keep(self) -> bool:
        """A lock file cannot be lost."""
        return True

    @contextmanager
    def unless_alive(self, other: str) -> Iterator[bool]:
        """Whether the process of that id is dead; one of another machine's name is left alone."""
        number = re.fullmatch(re.escape(_named(0)[:-1]) + r"(\d+)", other)
        lock = self._locked(int(number[1])) if number and self._file(int(number[1])).exists() else None
        try:
            yield lock is not None
        finally:
            if lock is not None:
                lock.close()

    def release(self) -> None:
        """Give our id back."""
        self._lock.close()

    def _locked(self, number: int) -> IO[str] | None:
        lock = self._file(number).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock

    def _file(self, number: int) -> Path:
        return self._home / f"jobs-{number}.lock"


def _named(number: int) -> str:
    return f"{socket.gethostname()}-{number}"
