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
executor id (one a process, or two processes would run each other's jobs; see `executors`). A job of a kind that only a
newer version knows is put off until that version takes it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from contextvars import Context
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.chasing.executors import Executors, executors

Handler = Callable[[dict[str, Any]], None]

VERSION = "1"  # never changes: work is tied to it
QUEUE = "jobs"
AT_ONCE = 64  # jobs under way in one process; most of them wait for Slack or a model
# How often work is looked for; on a server each look is several round trips, and every replica looks.
POLL_S, SERVER_POLL_S = 0.2, 0.3
BATCH = 1000
# A job that this version cannot do is offered again after so long, for as long as a roll-out may take.
LATER, OFFERS = timedelta(minutes=1), 24 * 60
log = logging.getLogger("itbot.jobs")
OPEN, ENDED = ["ENQUEUED", "DELAYED", "PENDING"], ["SUCCESS", "ERROR", "CANCELLED"]

_handlers: dict[str, Handler] = {}


class ForNewerError(Exception):
    """Raised by a handler for what only a newer version on the same database can do: it is offered again later."""


class Jobs:
    """The durable jobs of one home. One object a process."""

    def __init__(
        self, home: Path, url: str | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._home, self._clock = home, clock
        self._url = url if url and url.startswith("postgresql") else None
        self._executors: Executors | None = None
        self._silent: set[str] = set()
        self.executor = ""

    def handles(self, name: str, handler: Handler) -> None:
        """Say what does the jobs of this name."""
        _handlers[name] = handler

    def launch(self) -> None:
        """Begin to work; what was left undone is taken up again. Raises InterpreterError when nothing can be kept."""
        from dbos import DBOS, DBOSConfig

        self._executors = executors(self._home, self._url)
        self.executor = self._executors.own
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
        DBOS.register_queue(
            QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=SERVER_POLL_S if self._url else POLL_S
        )

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

    def keep(self) -> bool:
        """Hold on to our executor id; False where another process has it, and this one must end."""
        return self._executors is None or self._executors.keep()

    def adopt(self) -> list[str]:
        """Take over the work of processes that died; returns their executor ids.

        A process counts as dead when it was found so twice in a row: one whose line to the server broke is back by then.
        """
        from dbos import DBOS

        assert self._executors is not None  # noqa: S101 - `launch` comes first
        found = DBOS.list_workflows(status=["PENDING"], load_input=False, load_output=False)
        others = {str(one.executor_id) for one in found if one.executor_id} - {self.executor}
        silent, taken = set(), []
        for other in sorted(others):
            with self._executors.unless_alive(other) as dead:
                if dead and (other in self._silent or self._executors.is_sure):
                    DBOS._recover_pending_workflows([other])  # noqa: SLF001 - the engine has no open name for it
                    taken.append(other)
                elif dead:
                    silent.add(other)
        self._silent = silent
        return taken

    def stop(self, patience_s: int = 20) -> None:
        """Take no more jobs, wait a while for those under way, and let go; what is cut off runs at the next launch."""
        from dbos import DBOS

        DBOS.destroy(workflow_completion_timeout_sec=patience_s)
        if self._executors is not None:
            self._executors.release()
            self._executors = None

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
            try:
                _handlers.get(name, _unknown)(payload)
            except ForNewerError:
                _put_off(name, payload)

        _workflow = run
    return _workflow


def _unknown(_payload: dict[str, Any]) -> None:
    raise ForNewerError


def _put_off(name: str, payload: dict[str, Any]) -> None:
    """A newer version on the same database asked for this: leave it for that one, and do not lose it."""
    from dbos import DBOS

    first, _, offers = str(DBOS.workflow_id).partition("~")
    offered = int(offers or 0) + 1
    if offered > OFFERS:
        log.error("a job called %s was offered for a day and no version here can do it; it is dropped", name)
        return
    log.warning("a job called %s is left for the newer version that asked for it", name)
    Context().run(_enqueued, f"{first}~{offered}", name, payload, LATER.total_seconds())


def _file(home: Path) -> Path:
    """`jobs.db`, made with a write-ahead log, which the engine itself does not turn on."""
    path = home / "jobs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def _epoch_ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
