"""Files read by a child process: what comes back is a document, mails, a sheet or a picture, or one sentence why not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from bot.intake.apart import wire, worker
from knowledge.documents.model import Document, UnreadableError
from knowledge.mail.model import Mail
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from knowledge.documents.page_picture import Picture
    from store.imports.sheets import Sheet

Kind = TypeVar("Kind")
WHY = {
    "time": "reading it took more time than any such file needs",
    "memory": "reading it took more memory than any such file needs",
    "breakdown": "the program that reads such files broke down on it",
}


def document(path: Path) -> Document:
    """A contract file, as `knowledge.documents.reading.read` gives it; UnreadableError in one sentence."""
    with _result({"kind": "document"}, path, path.name) as (lines, _):
        read = wire.read(next(lines))
    return _a(Document, read, path.name)


def mail(path: Path, *, zone: ZoneInfo | None = None) -> Mail:
    """The mail in a file; UnreadableError in one sentence."""
    (one,) = _mails(path, path.name, zone, one=True)
    return one


def mails(path: Path, *, zone: ZoneInfo | None = None) -> Iterator[Mail]:
    """Every mail in a file, those before one that cannot be read included."""
    return _mails(path, path.name, zone)


def mails_in(data: bytes, *, name: str, zone: ZoneInfo | None = None) -> Iterator[Mail]:
    """Every mail in bytes that came from a mailbox."""
    with _put_down(data) as path:
        yield from _mails(path, name, zone, pasted=True)


def sheet(path: Path) -> tuple[Sheet, tuple[str, ...]]:
    """The table in a file, and sentences on what else the file carries; InterpreterError in one sentence.

    Text is read here: our own reader of it is bounded, and has no library below it that could break.
    """
    from store.imports.sheets import Sheet, read_sheet

    if not _is_workbook(path):
        return read_sheet(path), ()
    with _result({"kind": "sheet"}, path, path.name) as (lines, notes):
        head = wire.read(next(lines))
        rows = [wire.read(line) for line in lines]
    file, header, numbers, header_row, delimiter, encoding, name, others, above, ragged, cut, uncalculated = head
    return Sheet(
        file=file, header=header, rows=rows, numbers=numbers, header_row=header_row, delimiter=delimiter,
        encoding=encoding, name=name, other_sheets=others, above=above, ragged=dict(ragged), cut_short=cut,
        uncalculated=uncalculated,
    ), notes  # fmt: skip


def grid(path: Path) -> list[list[str]]:
    """A small table as texts, as `store.imports.texts.grid_of` gives it."""
    if not _is_workbook(path):
        from store.imports.texts import grid_of

        return grid_of(path)
    with _result({"kind": "grid"}, path, path.name) as (lines, _):
        return [list(wire.read(line)) for line in lines]


def picture(data: bytes, page: int, quote: str) -> Picture | None:
    """A page of a PDF with the words marked; None where it cannot be drawn, for whatever reason."""
    from knowledge.documents.page_picture import Picture

    try:
        with (
            _put_down(data) as path,
            _result({"kind": "picture", "page": page, "quote": quote}, path, "") as (lines, _),
        ):
            drawn = wire.read(next(lines))
    except UnreadableError:
        return None
    return Picture(*drawn) if drawn else None


def _mails(path: Path, name: str, zone: ZoneInfo | None, *, one: bool = False, pasted: bool = False) -> Iterator[Mail]:
    asked = {"kind": "mails", "name": name, "zone": zone.key if zone else "", "one": one, "pasted": pasted}
    with _result(asked, path, name, partly=True) as (lines, _):
        for line in lines:
            yield _a(Mail, wire.read(line), name)


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4).startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    except OSError:
        return False


@contextmanager
def _put_down(data: bytes) -> Iterator[Path]:
    """Bytes as a file, for as long as they are read."""
    with tempfile.TemporaryDirectory(prefix="itbot-") as folder:
        path = Path(folder) / "came"
        path.write_bytes(data)
        yield path


@contextmanager
def _result(
    request: dict[str, Any], path: Path, name: str, *, partly: bool = False
) -> Iterator[tuple[Iterator[str], tuple[str, ...]]]:
    """The lines of a child's result and its notes; where it refuses, what it wrote before (`partly`), then the refusal."""
    with tempfile.TemporaryDirectory(prefix="itbot-") as folder:
        out = Path(folder) / "read"
        refusal, notes = _answer(request | {"path": str(path), "out": str(out)}, name)
        if refusal is not None and not (partly and out.exists()):
            raise refusal
        with out.open(encoding="utf-8") as held:
            yield _whole_lines(held), notes
        if refusal is not None:
            raise refusal


def _whole_lines(held: IO[str]) -> Iterator[str]:
    """The lines that were written to their end."""
    return (line for line in held if line.endswith("\n"))


def _answer(request: dict[str, Any], name: str) -> tuple[Exception | None, tuple[str, ...]]:
    try:
        said = worker.asked(request)
    except worker.StoppedError as stopped:
        return UnreadableError(
            f"{name} was not read: {WHY[stopped.why]}; the file is damaged or built to do harm: ask for it again, saved "
            "anew by the program that made it."
        ), ()
    if "unreadable" in said:
        return UnreadableError(str(said["unreadable"])), ()
    if "refused" in said:
        return InterpreterError(str(said["refused"])), ()
    return None, tuple(map(str, said.get("notes", ())))


def _a(kind: type[Kind], thing: Any, name: str) -> Kind:
    if not isinstance(thing, kind):
        raise UnreadableError(f"{name} was not read: {WHY['breakdown']}; ask for it again.")
    return thing
