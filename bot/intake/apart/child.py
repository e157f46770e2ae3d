"""The child that reads files: one request a line on its input, the result in the file named there, one word a line back.

It is started with no token or address in its environment, bounds itself before it looks at a file, and ends when its
input is closed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.intake.apart import limits
from bot.intake.apart.archives import HarmfulError, looked_over
from bot.intake.apart.wire import written
from knowledge.documents.cleaning import odd
from knowledge.documents.model import Document, UnreadableError
from knowledge.mail.model import Mail
from store.facts.common import InterpreterError

# More than ten times what the largest real contract takes to be understood.
UNDERSTANDING_S = 20


def main() -> None:
    """Serve requests until the input is closed."""
    limits.offer_first()
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    for line in sys.stdin:
        limits.hold_processor()
        answers.write(json.dumps(_served(json.loads(line))) + "\n")
        answers.flush()


def _served(asked: dict[str, Any]) -> dict[str, Any]:
    limits.hold_memory(asked["kind"])
    try:
        notes = looked_over(Path(asked["path"]))
        with Path(asked["out"]).open("w", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in READERS[asked["kind"]](asked, notes))
    except (HarmfulError, UnreadableError) as refused:
        return {"unreadable": str(refused)}
    except InterpreterError as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError) as spent:
        return {"spent": type(spent).__name__}
    except OSError as trouble:
        return {"spent": trouble.strerror or "OSError"}
    return {"done": True, "notes": list(notes)}


def _document(asked: dict[str, Any], notes: tuple[str, ...]) -> Iterator[str]:
    from knowledge.documents.reading import read

    document = read(Path(asked["path"]))
    if odd(document.text):
        _understood(document)
    yield written(replace(document, doubts=(*document.doubts, *notes)))


def _understood(document: Document) -> None:
    """Try here what the app will do with an odd text, so that one made to hold it up holds up only this process."""
    from knowledge.clauses import clauses
    from knowledge.terms.finding import found

    limits.hold_processor(UNDERSTANDING_S)
    found(clauses(document), document)


def _explained(mail: Mail) -> Mail:
    """The same for a mail."""
    if odd(mail.latest):
        from bot.digest.making import made

        limits.hold_processor(UNDERSTANDING_S)
        made(mail, None, {}, fallback="UTC", now=datetime.now(UTC))
    return mail


def _mails(asked: dict[str, Any], _notes: tuple[str, ...]) -> Iterator[str]:
    from knowledge.mail.reading import read_mail, read_mails

    path, name, zone = Path(asked["path"]), asked["name"], ZoneInfo(asked["zone"]) if asked["zone"] else None
    if asked["one"]:
        yield written(_explained(read_mail(path, name=name, zone=zone)))
        return
    for mail in read_mails(path.read_bytes() if asked["pasted"] else path, name=name, zone=zone):
        yield written(_explained(mail))


def _sheet(asked: dict[str, Any], _notes: tuple[str, ...]) -> Iterator[str]:
    from store.imports.sheets import read_sheet

    sheet = read_sheet(Path(asked["path"]))
    head = (
        sheet.file, sheet.header, tuple(sheet.numbers), sheet.header_row, sheet.delimiter, sheet.encoding, sheet.name,
        sheet.other_sheets, sheet.above, tuple(sheet.ragged.items()), sheet.cut_short, sheet.uncalculated,
    )  # fmt: skip
    yield written(head)
    yield from map(written, sheet.rows)


def _grid(asked: dict[str, Any], _notes: tuple[str, ...]) -> Iterator[str]:
    from store.imports.texts import grid_of

    yield from map(written, grid_of(Path(asked["path"])))


def _picture(asked: dict[str, Any], _notes: tuple[str, ...]) -> Iterator[str]:
    from knowledge.documents.page_picture import page_picture

    drawn = page_picture(Path(asked["path"]).read_bytes(), asked["page"], asked["quote"])
    yield written((drawn.png, drawn.page, drawn.marked) if drawn else ())


READERS: dict[str, Callable[[dict[str, Any], tuple[str, ...]], Iterator[str]]] = {
    "document": _document,
    "mails": _mails,
    "sheet": _sheet,
    "grid": _grid,
    "picture": _picture,
}

if __name__ == "__main__":
    main()
