"""What reading one file may take, and how a child process is held to it where the platform can."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

GIB = 1024**3
# The largest real contracts take a tenth of this; a sheet of five million cells, the most that is laid out, takes 3 GiB.
MEMORY = {"document": 2 * GIB, "mails": 2 * GIB, "picture": 2 * GIB, "sheet": 4 * GIB, "grid": 4 * GIB}
PROCESSOR_S = 120
# By the clock: pages that are pictures are recognised by another program, which has limits of its own a page.
CLOCK_S = 900
MOST_WRITTEN = GIB


def hold_memory(kind: str) -> None:
    """Bound this process's memory and what it may write; a platform without such limits leaves them out."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_within(MEMORY[kind], hard), hard))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hold_processor(seconds: int = PROCESSOR_S) -> None:
    """Bound the processor time from now on; the system ends the process that goes over."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (_within(int(spent.ru_utime + spent.ru_stime) + seconds, hard), hard))


def offer_first() -> None:
    """Should the machine run out of memory, let the system end this process before the one that answers."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("900", "ascii")


def _within(wanted: int, hard: int) -> int:
    return wanted if hard < 0 else min(wanted, hard)
