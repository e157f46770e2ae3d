"""A chart drawn in a process of its own: the drawing library is large, and the app stays small while nobody looks.

`python -m bot.slack.drawn_apart` reads a chart's data from its standard input and writes the PNG to its output; only
this module calls it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from bot.charting.model import Drawable

PATIENCE_S = 20


def png_of(shown: Drawable) -> bytes | None:
    """The picture; None where it could not be drawn in time."""
    command = [sys.executable, "-m", "bot.slack.drawn_apart"]
    try:
        done = subprocess.run(command, input=packed(shown), capture_output=True, timeout=PATIENCE_S, check=True)  # noqa: S603 - our own module
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout or None


def packed(shown: Drawable) -> bytes:
    """A chart's data as JSON: plain values only, so that reading it can run nothing."""
    from pydantic import TypeAdapter

    return json.dumps([type(shown).__name__, TypeAdapter(type(shown)).dump_python(shown, mode="json")]).encode()


def unpacked(raw: bytes) -> Drawable:
    """The data of a chart as it was packed."""
    from pydantic import TypeAdapter

    from bot.charting import model

    name, told = json.loads(raw)
    kinds = {one.__name__: one for one in get_args(model.Drawable)}
    read: Drawable = TypeAdapter(kinds[name]).validate_python(told)
    return read


def main() -> None:
    """Draw what comes in."""
    from bot.charting.drawing import drawn

    sys.stdout.buffer.write(drawn(unpacked(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
