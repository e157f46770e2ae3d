"""Memory of a process that runs for weeks: few heaps for its many threads, and what is free given back.

Both are wishes to the C library of Linux; elsewhere nothing happens.
"""

from __future__ import annotations

import ctypes
import sys

# mallopt's own numbers (malloc.h): how many heaps threads may have between them.
M_ARENA_MAX, HEAPS = -8, 2


def few_heaps() -> None:
    """Let threads share heaps: one each would keep dozens of MB that are free in another."""
    library = _library()
    if library is not None:
        library.mallopt(M_ARENA_MAX, HEAPS)


def give_back() -> None:
    """Hand what is free back to the machine."""
    import gc

    gc.collect()
    library = _library()
    if library is not None:
        library.malloc_trim(0)


def _library() -> ctypes.CDLL | None:
    """The GNU C library; None where there is another."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
    except OSError:
        return None
