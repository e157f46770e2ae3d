"""Durable jobs: a thin port over DBOS, so that another engine could take its place.

    jobs = Jobs(home, url=None)
    jobs.handles("answer", answer)          # before launch; answer(payload: dict[str, Any]) -> None
    jobs.launch()
    jobs.run_once("slack:T1:Ev1", "answer", {"key": "…"})                   # the same id again does nothing
    jobs.schedule("rem:T-1:2:1", "remind", {"id": 7}, at=moment)            # once, at an instant (aware)
    jobs.reschedule("rem:T-1:2:1", at=later); jobs.cancel("rem:T-1:2:1")
    jobs.stop()

What it promises: an id runs once however often it is asked for; a job that was under way when the process died is run
again at the next launch (so a job must bear being run twice); one that fell due meanwhile runs at once. Job state lives
in `jobs.db` in the home, apart from the product's own tables, or in the schema `dbos` of a PostgreSQL database.

Why it is built so: work is tied to an application version (constant here, or a new release would strand it) and to an
executor id (a lock file a process, or two processes would run each other's jobs).
"""

from __future__ import annotations

import fcntl
import logging
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from contextvars import Context
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from store.facts.common import InterpreterError

Handler = Callable[[dict[str, Any]], None]

VERSION = "1"  # never changes: work is tied to it
QUEUE = "jobs"
AT_ONCE = 64  # jobs under way in one process; most of them wait for Slack or a model
POLL_S = 0.2
SLOTS = 16
BATCH = 1000
OPEN, ENDED = ["ENQUEUED", "DELAYED", "PENDING"], ["SUCCESS", "ERROR", "CANCELLED"]

_handlers: dict[str, Handler] = {}


class Jobs:
    """The durable jobs of one home. One object a process."""

    def __init__(
        self, home: Path, url: str | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._home, self._clock = home, clock
        self._url = url if url and url.startswith("postgresql") else None
        self._slot: IO[str] | None = None
        self.executor = ""

    def handles(self, name: str, handler: Handler) -> None:
        """Say what does the jobs of this name."""
        _handlers[name] = handler

    def launch(self) -> None:
        """Begin to work; what was left undone is taken up again. Raises InterpreterError when nothing can be kept."""
        from dbos import DBOS, DBOSConfig

        self.executor, self._slot = _slot(self._home)
        logging.getLogger("dbos").setLevel(logging.ERROR)
        config: DBOSConfig = {
            "name": "itbot",
            "system_database_url": self._url or f"sqlite:///{_file(self._home)}",
            "application_version": VERSION,
            "executor_id": self.executor,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": 5.0,
        }
        DBOS(config=config)
        _registered()
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_S)

    def run_once(self, job: str, name: str, payload: dict[str, Any]) -> None:
        """Run a job now, unless one of this id was ever asked for. Payloads are small JSON: ids, not things."""
        self._enqueue(job, name, payload, None)

    def schedule(self, job: str, name: str, payload: dict[str, Any], at: datetime) -> None:
        """Run a job once at an instant; one that lies behind runs at once. The same id again does nothing."""
        self._enqueue(job, name, payload, at)

    def reschedule(self, job: str, at: datetime) -> None:
        """Move a scheduled job to another instant; one that began already goes on."""
        from dbos import DBOS

        left = (at - self._clock()).total_seconds()
        DBOS.set_workflow_delay(job, delay_until_epoch_ms=_epoch_ms(datetime.now(UTC) + timedelta(seconds=left)))

    def cancel(self, job: str) -> None:
        """Let a job never run; one that began already goes on to its next step."""
        from dbos import DBOS

        DBOS.cancel_workflow(job)

    def open(self) -> dict[str, str]:
        """The jobs not done yet: id -> waiting, delayed or running."""
        from dbos import DBOS

        words = {"ENQUEUED": "waiting", "DELAYED": "delayed", "PENDING": "running"}
        found = DBOS.list_workflows(status=OPEN, load_input=False, load_output=False)
        return {one.workflow_id: words[one.status] for one in found}

    def stranded(self) -> list[str]:
        """Open jobs that no version of this product would ever take up, because another version wrote them."""
        from dbos import DBOS

        found = Context().run(lambda: DBOS.list_workflows(status=OPEN, load_input=False, load_output=False))
        return [one.workflow_id for one in found if one.app_version not in {None, VERSION}]

    def forget(self, older_than: timedelta) -> None:
        """Drop the record of jobs that ended long ago; the engine itself keeps every one for ever."""
        from dbos import DBOS

        def forgotten() -> None:
            before = (datetime.now(UTC) - older_than).isoformat()
            ended = DBOS.list_workflows(
                status=ENDED, completed_before=before, limit=BATCH, load_input=False, load_output=False
            )
            if ended:
                DBOS.delete_workflows([one.workflow_id for one in ended])

        Context().run(forgotten)

    def adopt(self) -> list[str]:
        """Take over the work of processes of this home that died; returns their executor ids.

        A process holds its lock file for as long as it lives, so a lock that is free belongs to nobody.
        """
        from dbos import DBOS

        dead = []
        for number in range(1, SLOTS + 1):
            if not (self._home / _lock_name(number)).exists():
                continue
            held = _locked(self._home, number)
            if held is not None:
                with held:
                    DBOS._recover_pending_workflows([_executor(number)])  # noqa: SLF001 - the engine has no open name for it
                dead.append(_executor(number))
        return dead

    def stop(self, patience_s: int = 20) -> None:
        """Take no more jobs, wait a while for those under way, and let go; what is cut off runs at the next launch."""
        from dbos import DBOS

        DBOS.destroy(workflow_completion_timeout_sec=patience_s)
        if self._slot is not None:
            self._slot.close()
            self._slot = None

    def _enqueue(self, job: str, name: str, payload: dict[str, Any], at: datetime | None) -> None:
        if name not in _handlers:
            raise KeyError(f"Nothing handles jobs called {name}.")
        delay = max(0.0, (at - self._clock()).total_seconds()) if at else 0.0
        # In a context of its own: the engine lets no job that is under way ask for another.
        Context().run(_enqueued, job, name, payload, delay)


def _enqueued(job: str, name: str, payload: dict[str, Any], delay: float) -> None:
    from dbos import DBOS, SetEnqueueOptions, SetWorkflowID

    with SetWorkflowID(job), SetEnqueueOptions(delay_seconds=delay or None):
        DBOS.enqueue_workflow(QUEUE, _registered(), name, payload)


_workflow: Any = None


def _registered() -> Any:
    """The one workflow of this product, kept tiny: what a job does lies in its handler, which may change freely."""
    global _workflow  # noqa: PLW0603 - the engine has one registry a process
    if _workflow is None:
        from dbos import DBOS

        @DBOS.workflow(name="run")
        def run(name: str, payload: dict[str, Any]) -> None:
            _step(name, payload)

        @DBOS.step(name="handle")
        def _step(name: str, payload: dict[str, Any]) -> None:
            _handlers[name](payload)

        _workflow = run
    return _workflow


def _file(home: Path) -> Path:
    """`jobs.db`, made with a write-ahead log, which the engine itself does not turn on."""
    path = home / "jobs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def _slot(home: Path) -> tuple[str, IO[str]]:
    """An executor id that no other process of this home has now and that this one gets again after a restart."""
    for number in range(1, SLOTS + 1):
        lock = _locked(home, number)
        if lock is not None:
            return _executor(number), lock
    raise InterpreterError(f"{SLOTS} processes use {home} already; stop one of them and try again.")


def _locked(home: Path, number: int) -> IO[str] | None:
    lock = (home / _lock_name(number)).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _lock_name(number: int) -> str:
    return f"jobs-{number}.lock"


def _executor(number: int) -> str:
    return f"{socket.gethostname()}-{number}"


def _epoch_ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
