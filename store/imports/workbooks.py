"""Excel workbooks as grids, through calamine; a sheet too sparse for it is streamed by openpyxl; locked files are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.facts.common import InterpreterError
from store.imports.cells import CellRow, Grid

# calamine lays a sheet out in full: 32 bytes a cell in Rust, about as much again as Python objects.
MOST_CELLS_AT_ONCE = 5_000_000
MOST_UNPACKED = 600 * 1024 * 1024
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_UNCALCULATED = re.compile(rb"</f></c>|<f[^>]*/></c>|</f><v></v></c>|</f><v/></c>|</f><v /></c>|<f[^>]*/><v></v></c>")


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """What the readers of workbooks raise on broken ones, as one sentence."""
    from openpyxl.utils.exceptions import InvalidFileException
    from python_calamine import CalamineError

    # openpyxl hands on whatever the broken XML led to.
    broken = (zipfile.BadZipFile, zlib.error, CalamineError, InvalidFileException, SyntaxError, ArithmeticError)
    careless = (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    )
    try:
        yield
    except (*broken, *careless) as error:
        raise InterpreterError(f"{path.name} is damaged, cut off or no Excel workbook; export it again.") from error


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its visible worksheets in order, and their cells on demand."""

    path: Path
    names: list[str]
    book: Any

    def grid(self, name: str) -> tuple[Grid, int]:
        """The cells of one worksheet, and how many formulas in it have no stored result."""
        if name not in self.names:
            listed = ", ".join(self.names)
            raise InterpreterError(f"{self.path.name} has no worksheet called {name}; it has {listed}.")
        with damage_told(self.path):
            return self._grid(name)

    def _grid(self, name: str) -> tuple[Grid, int]:
        cells, uncalculated = _measured(self.path, self.book.sheet_names.index(name))
        if cells > MOST_CELLS_AT_ONCE:
            return _streamed(self.path, name), uncalculated
        sheet = self.book.get_sheet_by_name(name)
        rows: list[CellRow] = [tuple(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
        return Grid(rows, range(1, len(rows) + 1), merged), uncalculated


def opened(path: Path) -> Workbook:
    """The workbook at `path`; raises InterpreterError when it is locked, damaged or no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    with damage_told(path):
        _guard_against_bombs(path)
        try:
            book = CalamineWorkbook.from_path(str(path))
        except PasswordError as error:
            raise _locked(path) from error
        except CalamineError as error:
            if _is_encrypted(path):
                raise _locked(path) from error
            raise
    wanted = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    if not wanted:
        raise InterpreterError(f"{path.name} holds no visible worksheet.")
    return Workbook(path, wanted, book)


def _locked(path: Path) -> InterpreterError:
    return InterpreterError(f"{path.name} is protected by a password; save it without one and add it again.")


def _is_encrypted(path: Path) -> bool:
    """Excel wraps a locked workbook in an old-style container with a stream of this name, written as UTF-16."""
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def _guard_against_bombs(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise InterpreterError(f"{path.name} unpacks to more than 600 MB; export a shorter span of time as CSV.")


def _measured(path: Path, place: int) -> tuple[int, int]:
    """How many cells the sheet spans when laid out in full, and how many of its formulas have no result."""
    if not zipfile.is_zipfile(path):
        return 0, 0
    with zipfile.ZipFile(path) as archive:
        sheets = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        if place >= len(sheets):
            return 0, 0
        xml = archive.read(sheets[place])
    return _span(xml), len(_UNCALCULATED.findall(xml))


def _span(xml: bytes) -> int:
    columns: set[bytes] = set()
    last = 0
    for column, row in _CELL.findall(xml):
        columns.add(column)
        last = max(last, int(row))
    return last * max((_column_number(column) for column in columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _streamed(path: Path, name: str) -> Grid:
    """Row by row, keeping only rows with something in them: a stray cell at the far end costs nothing."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    rows: list[CellRow] = []
    numbers: list[int] = []
    width = 0
    cells: Iterable[tuple[Any, ...]] = book[name].iter_rows(values_only=True)
    for number, row in enumerate(cells, start=1):
        filled = [place for place, cell in enumerate(row, start=1) if cell is not None]
        if filled:
            width = max(width, filled[-1])
            rows.append(row[: filled[-1]])
            numbers.append(number)
    book.close()
    return Grid([row + (None,) * (width - len(row)) for row in rows], numbers)
