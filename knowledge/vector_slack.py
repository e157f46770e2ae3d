"""The unused room at the end of Chroma's index files, filled with zeros.

The index makes room for more vectors than it holds and writes that room out as it found it in memory, so that words
the process had handled before (of a contract that is being erased, say) would lie in a file that never held them.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

HEADER = struct.Struct("<iQQQQ")  # version, offset of the first level, room for, held, bytes of each
VERSION = 1
LENGTH = 4  # bytes of each entry of length.bin


def wipe(folder: Path, wiped: dict[Path, int]) -> None:
    """Zero what lies beyond the vectors held, in every index below `folder` that was written since it stands in `wiped`.

    `wiped` is each header's time of change when its index was last done. An index in another format is left as it is.
    """
    for header in folder.glob("*/header.bin"):
        with suppress(OSError, struct.error):
            changed = header.stat().st_mtime_ns
            if wiped.get(header) == changed:
                continue
            version, _, room, held, size = HEADER.unpack_from(header.read_bytes())
            if version == VERSION and held <= room:
                _zeroed(header.with_name("data_level0.bin"), room, held, size)
                _zeroed(header.with_name("length.bin"), room, held, LENGTH)
            wiped[header] = changed


def _zeroed(path: Path, room: int, held: int, size: int) -> None:
    """Zero a table of `room` entries of `size` bytes beyond the first `held`, if the file is such a table."""
    if path.stat().st_size == room * size and held < room:
        with path.open("r+b") as opened:
            opened.seek(held * size)
            opened.write(bytes((room - held) * size))
