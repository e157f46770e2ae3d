"""One process at a time writes the library's folder: Chroma's files do not survive two writers."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 60.0


class LibraryError(Exception):
    """The library cannot do what was asked: one plain sentence with the reason and the remedy."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for as long as the block runs.

    Raises:
        LibraryError: another process goes on writing for a minute, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "writing.lock").open("w") as lock:
            _hold(lock, folder)
            yield
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise LibraryError(
            f"The search index in {folder} cannot be written ({reason}): questions are still answered by words; "
            "make room or give the rights, then run `itbot reindex`."
        ) from trouble


def _hold(lock: IO[str], folder: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise LibraryError(
                    f"Another process is writing the search index in {folder}: try again when it has finished."
                ) from None
            time.sleep(0.05)
        else:
            return
