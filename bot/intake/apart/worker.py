"""Children that read, kept ready between files: one that was ended, or that refused a file, is not used again."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Any

from bot.intake.apart.limits import CLOCK_S

MOST_FILES = 200
MOST_IDLE = 2
# All that Python and a program for recognising text need; tokens, keys and addresses stay here.
HANDED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "TESSDATA_PREFIX", "TZ")
MODULE = ("-m", "bot.intake.apart.child")
_idle: list[Worker] = []
_lock = Lock()


class StoppedError(Exception):
    """A child was ended, or ended by itself; `why` is "time", "memory" or "breakdown"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Worker:
    """One child process."""

    process: subprocess.Popen[str]
    files: int = 0
    timed_out: bool = field(default=False, init=False)

    def asked(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The child's word on one request. Raises StoppedError when it does not come."""
        told, answers = self.process.stdin, self.process.stdout
        if told is None or answers is None:
            raise StoppedError("breakdown")
        self.files += 1
        watch = Timer(seconds, self._out_of_time)
        watch.daemon = True
        watch.start()
        try:
            told.write(json.dumps(request) + "\n")
            told.flush()
            line = answers.readline()
        except (BrokenPipeError, OSError, ValueError):
            line = ""
        finally:
            watch.cancel()
        try:
            return dict(json.loads(line))
        except (ValueError, TypeError):
            self.process.kill()
            raise StoppedError(self._why()) from None

    def close(self) -> None:
        """Let the child end."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _out_of_time(self) -> None:
        self.timed_out = True
        self.process.kill()

    def _why(self) -> str:
        self.process.wait()
        import signal

        ended = -self.process.returncode
        out_of_processor = ended == getattr(signal, "SIGXCPU", None)
        return "time" if self.timed_out or out_of_processor else "breakdown"


def ready() -> None:
    """Start a child now, so that it has its modules loaded by the time a file is at hand."""
    with _lock:
        if not _idle:
            _idle.append(_started())


def asked(request: dict[str, Any]) -> dict[str, Any]:
    """One request to a child that is ready, or to a new one. Raises StoppedError."""
    with _lock:
        worker = _idle.pop() if _idle else None
    if worker is None or worker.process.poll() is not None:
        worker = _started()
    try:
        answer = worker.asked(request, CLOCK_S)
    except StoppedError:
        worker.close()
        raise
    if "done" in answer and worker.files < MOST_FILES:
        with _lock:
            if len(_idle) < MOST_IDLE:
                _idle.append(worker)
                return answer
    worker.close()
    if answer.get("spent"):
        raise StoppedError("memory")
    return answer


def _started() -> Worker:
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return Worker(
        subprocess.Popen(  # noqa: S603 our own module
            [sys.executable, *MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            encoding="utf-8", env=environment,
        )
    )  # fmt: skip


@atexit.register
def end_all() -> None:
    """End the children that are waiting."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    for worker in waiting:
        worker.close()
