"""The search index made whole in a process of its own, as a service starts: the vector store's library stays out of the app.

`python -m bot.mending` mends the home that the environment names; only `looked_after` calls it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.wiring import Interpreter

PATIENCE_S = 3600


def looked_after(interpreter: Interpreter) -> bool:
    """Compare the index with the database and have it made whole where it is not; returns whether it had to be.

    Questions are answered meanwhile, from what is sound and by words.
    """
    refs = list(interpreter.stores.contracts.refs())
    if interpreter.library.stands(refs):
        return False
    environment = os.environ | {"ITBOT_HOME": str(interpreter.settings.home)}
    with contextlib.suppress(subprocess.SubprocessError, OSError):
        subprocess.run([sys.executable, "-m", "bot.mending"], env=environment, capture_output=True, timeout=PATIENCE_S, check=False)  # fmt: skip
    interpreter.library.forget()
    return True


def _mend() -> None:
    from bot.wiring import build

    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)
    interpreter = build()
    interpreter.library.mend(list(interpreter.stores.contracts.refs()))


if __name__ == "__main__":
    _mend()
