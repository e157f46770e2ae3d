"""A chart drawn in a process of its own: the drawing library is large, and the app stays small while nobody looks.

`python -m bot.slack.drawn_apart` reads a chart's data from its standard input and writes the PNG to its output; only
this module calls it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.charting.model import Drawable

PATIENCE_S = 20


def png_of(shown: Drawable) -> bytes | None:
    """The picture; None where it could not be drawn in time."""
    command = [sys.executable, "-m", "bot.slack.drawn_apart"]
    try:
        done = subprocess.run(command, input=pickle.dumps(shown), capture_output=True, timeout=PATIENCE_S, check=True)  # noqa: S603 - our own module
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout or None


def main() -> None:
    """Draw what comes in."""
    from bot.charting.drawing import drawn

    sys.stdout.buffer.write(drawn(pickle.load(sys.stdin.buffer)))  # noqa: S301 - from the process that started this one


if __name__ == "__main__":
    main()
