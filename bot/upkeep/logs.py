"""The log: one line a happening, as text or JSON; never a secret, and never the words of a document or a person.

Of an error the log holds its kind and where in the program it was, not its message: a message may quote what was read.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

if TYPE_CHECKING:
    from bot.settings import Settings

HIDDEN = "***"
# What secrets look like, wherever they came from: Slack's and model vendors' tokens, passwords in addresses, headers.
LOOKS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe[\w.-]+|\bsk-[\w-]{8,}|(?<=://)[^\s/@:]+:[^\s@]+(?=@)|(?<=[Bb]earer )[\w.~+/=-]+"
)
SHORTEST = 4
TEXT = "%(asctime)s %(levelname)s %(message)s"
QUIET = ("alembic", "slack_bolt", "slack_sdk", "itbot.bolt", "httpx", "httpcore")


class Veil:
    """Covers secrets in text: those that the settings hold, and whatever looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({one for one in secrets if len(one) >= SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def over(self, text: str) -> str:
        """The text with every secret covered."""
        return LOOKS.sub(HIDDEN, self._known.sub(HIDDEN, text) if self._known else text)


def veil(settings: Settings | None = None) -> Veil:
    """The veil over everything secret in these settings."""
    return Veil(_secrets(settings) if settings is not None else ())


def _secrets(settings: Settings) -> Iterable[str]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        words = value.get_secret_value() if isinstance(value, SecretStr) else None
        if words:
            yield words
        address = words or (value if isinstance(value, str) else "")
        try:
            password = urlsplit(address).password
        except ValueError:
            password = None
        if password:
            yield from (password, unquote(password))


class Plain(logging.Formatter):
    """A line of text."""

    def __init__(self, covered: Veil) -> None:
        super().__init__(TEXT)
        self._veil = covered

    def format(self, record: logging.LogRecord) -> str:
        """The line, its secrets covered."""
        return self._veil.over(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """Where the error was and of which kind; not what it says."""
        return _where(ei)


class Structured(logging.Formatter):
    """A JSON document a line: at, level, logger, says, and for an error its kind and place."""

    def __init__(self, covered: Veil) -> None:
        super().__init__()
        self._veil = covered

    def format(self, record: logging.LogRecord) -> str:
        """The document, its secrets covered."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": record.getMessage(),
        }
        found = re.search(r"\breference ([0-9a-f]{8})\b", told["says"])
        if found:
            told["reference"] = found.group(1)
        if record.exc_info and record.exc_info[0]:
            told |= {"error": record.exc_info[0].__name__, "where": _where(record.exc_info)}
        return self._veil.over(json.dumps(told, ensure_ascii=False))


def _where(info: object) -> str:
    kind, _, frames = info if isinstance(info, tuple) else (None, None, None)
    return "".join([*traceback.format_tb(frames), kind.__name__ if kind else ""])


def set_up(settings: Settings, *, file: Path | None = None) -> None:
    """Send the log to stderr, or to a file, in the form that the settings name."""
    covered = veil(settings)
    handler: logging.Handler = logging.FileHandler(file) if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(Structured(covered) if settings.log == "json" else Plain(covered))
    logging.basicConfig(level=logging.ERROR if file else logging.INFO, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
