"""Which of the services on record an availability that names none counts: those its words name, else all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.facts.agreed import ServiceLevel
from store.facts.happened import Outage

_APART = re.compile(
    r"\b(?:exclud\w+|except(?:ing)?(?: for)?|other than|save for|apart from|(?:does|do|shall|will) not (?:include|cover|apply to)|not including|but not)\b(?P<what>[^;|.]*)",
    re.IGNORECASE,
)


_GENERAL = re.compile(
    r"(?:(?:hosted|managed|support|it|cloud|covered|core|all|each)\s+)*(?:services?|systems?|platforms?|solutions?|environment|infrastructure)"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The services counted and those left out, by name; `open` where several are on record and no words choose."""

    services: tuple[str, ...]
    left: tuple[str, ...] = ()
    open: bool = False


def counted(level: ServiceLevel, outages: Sequence[Outage]) -> Counted:
    """Choose among the services of all outages on record by the words that say what the level is about.

    A service counts where those words name it, or its name holds theirs; none that they set apart does. Where they
    name none of the services on record, all that are not set apart count.
    """
    written = tuple(dict.fromkeys(one.service for one in outages))
    names = tuple(dict.fromkeys(map(_plain, written)))
    if level.service is not None:
        return Counted(tuple(one for one in written if _plain(one) == _plain(level.service)))
    apart = " ".join(found["what"] for found in _APART.finditer(level.scope))
    words = _APART.sub(" ", level.scope)
    barred = {name for name in names if _in(name, apart)}
    subject = _plain(words.split("|")[0])
    subject = "" if _GENERAL.fullmatch(subject) else subject
    named = [name for name in names if name not in barred and (_in(name, words) or (subject and _in(subject, name)))]
    kept = named or [name for name in names if name not in barred]
    chosen = tuple(one for one in written if _plain(one) in kept)
    left = tuple(one for one in written if _plain(one) not in kept)
    return Counted(chosen, left, open=not named and not barred and len(kept) > 1)


def _in(name: str, words: str) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(name)}s?\b", _plain(words)) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
