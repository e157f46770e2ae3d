"""Text tables: which encoding, which delimiter, then the rows; a file that is cut off or is no table is refused."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from pathlib import Path

from store.facts.common import InterpreterError
from store.imports.cells import CellRow, Grid

BIGGEST_UNPACKED = 512 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 40
# Encodings that Western exports really come in; an open-ended guess prefers exotic ones on short samples.
_LIKELY = ["cp1252", "cp1250", "iso8859_15", "mac_roman"]


def decoded(path: Path) -> tuple[str, str]:
    """The whole text of a file and the encoding it was in; gzip is unpacked first."""
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(path)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(path.name, data, encoding), encoding
    if b"\0" in data[:4096]:
        encoding = _unmarked_utf_16(path.name, data)
        return _strictly(path.name, data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            raise _cut_off(path.name) from error
        return _western(path.name, data)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            data = file.read(BIGGEST_UNPACKED + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise _cut_off(path.name) from error
    if len(data) > BIGGEST_UNPACKED:
        raise InterpreterError(f"{path.name} unpacks to more than 512 MB; export a shorter span of time.")
    return data


def _cut_off(file: str) -> InterpreterError:
    return InterpreterError(f"{file} is damaged or cut off; export it again.")


def _strictly(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _cut_off(file) from error


def _unmarked_utf_16(file: str, data: bytes) -> str:
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if max(odd, even) < len(sample) // 4:
        raise InterpreterError(f"{file} is not a table: it holds binary data.")
    return "utf-16-le" if odd > even else "utf-16-be"


def _western(file: str, data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:200_000], cp_isolation=_LIKELY)
    best = likely.best()
    # Where the Windows code page reads well at all it is the right one: its rivals differ in signs such as the pound's.
    windows = any("cp1252" in {match.encoding, *match.could_be_from_charset} for match in likely)
    encoding = "cp1252" if windows or best is None else best.encoding
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError as error:
            raise InterpreterError(f"{file} is in no known text encoding; save it as UTF-8 CSV.") from error


def parsed(file: str, text: str) -> tuple[Grid, str, bool]:
    """The grid, its delimiter, and whether the text ends as a whole file does (with the end of a line)."""
    if not text.strip():
        raise InterpreterError(f"{file} is empty; export it again.")
    hint, text, skipped = _without_hint(text)
    delimiter = hint or _delimiter(text)
    if delimiter is None:
        raise InterpreterError(f"{file} is not a table: no comma, semicolon, tab or pipe divides its lines.")
    rows = _records(file, text, delimiter)
    numbers = range(1 + skipped, 1 + skipped + len(rows))
    return Grid(rows, numbers), delimiter, text.endswith(("\n", "\r"))


def _records(file: str, text: str, delimiter: str) -> list[CellRow]:
    if '"' not in text:
        # Without quotation marks every line is a row; splitting is twice as fast as the csv module and gives the same.
        lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
        return [tuple(line.split(delimiter)) if line else () for line in lines]
    csv.field_size_limit(10_000_000)
    try:
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    width = max(map(len, rows))
    for number, row in enumerate(rows, start=1):
        if any("\n" in cell and cell.count(delimiter) >= width - 1 for cell in row):
            raise InterpreterError(
                f"{file}: row {number} opens a quotation mark that is never closed, so the rows after it cannot be told "
                "apart; export it again or mend that row."
            )
    return [tuple(row) for row in rows]


def _without_hint(text: str) -> tuple[str | None, str, int]:
    """Excel's own first line "sep=;" names the delimiter and is no row of the table."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.lower().startswith("sep=") and len(hint) == 5:
        return hint[4], rest, 1
    return ("\t", rest, 1) if hint.lower() == "sep=" else (None, text, 0)


def _delimiter(text: str) -> str | None:
    """The delimiter that divides most of the first lines into the same number of cells, two at least."""
    sample = text[:65_536].splitlines(keepends=True)[:_LOOKED_AT]
    best, best_score = None, (0, 0)
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        common = max(set(wide), key=lambda width: (wide.count(width), width))
        score = (wide.count(common), common)
        if score > best_score:
            best, best_score = delimiter, score
    return best
