"""What a child has read, as JSON and back: only these kinds of thing, so that nothing in an answer can be run.

A thing of a kind is {"": its kind, its fields}; a tuple is a list; a moment keeps its zone by name.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.documents.model import Cell, Document, Paragraph, Table
from knowledge.mail.model import Attachment, Earlier, Mail, Person

KINDS: dict[str, Any] = {
    one.__name__: one for one in (Document, Paragraph, Table, Cell, Mail, Person, Earlier, Attachment)
}


def written(thing: Any) -> str:
    """One line of JSON; TypeError for what is none of these kinds."""
    return json.dumps(thing, separators=(",", ":"), default=_plain)


def read(line: str) -> Any:
    """What was written; ValueError, KeyError or TypeError for anything else."""
    return _settled(json.loads(line, object_hook=_made))


def _plain(thing: Any) -> dict[str, Any]:
    """A thing JSON has no form for. A datetime is a date too, so the order matters."""
    name = type(thing).__name__
    if KINDS.get(name) is type(thing):
        return {"": name} | {one.name: getattr(thing, one.name) for one in fields(KINDS[name])}
    if isinstance(thing, datetime):
        zone = thing.tzinfo.key if isinstance(thing.tzinfo, ZoneInfo) else None
        return {"": "datetime", "is": thing.isoformat(), "zone": zone, "fold": thing.fold}
    if isinstance(thing, date | time):
        return {"": name, "is": thing.isoformat()}
    if isinstance(thing, timedelta):
        return {"": name, "is": [thing.days, thing.seconds, thing.microseconds]}
    if isinstance(thing, bytes):
        return {"": name, "is": b64encode(thing).decode()}
    raise TypeError(f"A {name} is not handed over.")


def _made(plain: dict[str, Any]) -> Any:
    kind = plain.pop("")
    if kind in SIMPLE:
        return SIMPLE[kind](plain)
    return KINDS[kind](**{name: _settled(value) for name, value in plain.items()})


def _settled(value: Any) -> Any:
    """Lists as the tuples they were."""
    return tuple(map(_settled, value)) if type(value) is list else value


def _moment(plain: dict[str, Any]) -> datetime:
    when = datetime.fromisoformat(plain["is"])
    if plain["zone"]:
        when = when.replace(tzinfo=ZoneInfo(plain["zone"]))
    return when.replace(fold=plain["fold"])


SIMPLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "datetime": _moment,
    "date": lambda plain: date.fromisoformat(plain["is"]),
    "time": lambda plain: time.fromisoformat(plain["is"]),
    "timedelta": lambda plain: timedelta(*plain["is"]),
    "bytes": lambda plain: b64decode(plain["is"]),
}
