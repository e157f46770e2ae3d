"""What a question's words are signs of: its form (must, did, how many) and its subject (credits, reports, prices).

The words stand in `cues.toml`, a phrase a line; a cue decides nothing by itself.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    read = tomllib.loads(files("bot.answering.asking").joinpath("cues.toml").read_text("utf-8"))
    parts: dict[str, str] = read["parts"]

    def pattern(phrases: list[str]) -> re.Pattern[str]:
        text = "|".join(phrases)
        for name, part in parts.items():
            text = text.replace(f"<{name}>", part)
        return re.compile(text)

    return tuple((name, pattern(phrases)) for table in ("forms", "subjects") for name, phrases in read[table].items())


def cues(heard: str) -> frozenset[str]:
    """The names of the cues found in plain words."""
    return frozenset(name for name, pattern in _compiled() if pattern.search(heard))
