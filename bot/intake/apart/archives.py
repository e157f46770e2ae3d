"""Office files looked over before any reader opens them: they are archives of XML, and both can be built to harm.

Refused are too many parts, parts that swell beyond reason, and any document type declaration, with which entities are
made. Told and left alone are macros, files inside the file and what would be fetched from elsewhere: nothing of these is
ever run, opened or fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from urllib.parse import urlsplit

MIB = 1024**2
MOST_ENTRIES = 2_000
# Excel packs columns of one value to a hundredth; a bomb's parts shrink to a thousandth. Small parts cannot hurt.
MOST_RATIO = 400
SMALL = 32 * MIB
MOST_UNPACKED = 600 * MIB
PROLOGUE = 64 * 1024
MOST_RELATIONS = 4 * MIB
XML = (".xml", ".rels", ".vml")
INSIDE = re.compile(r"\.(?:zip|docx|docm|xlsx|xlsm|pptx|doc|xls|bin|7z|rar|gz|exe|js|vbs)$", re.IGNORECASE)
MACROS = re.compile(r"(?:^|/)vba\w*\.bin$", re.IGNORECASE)
ELEMENT = re.compile(rb"<[A-Za-z_]")
OUTSIDE = re.compile(rb"<Relationship\b[^>]{0,4000}?TargetMode\s*=\s*[\"']External[\"'][^>]{0,4000}>", re.IGNORECASE)
TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']{0,500}/([A-Za-z]{1,60})[\"']")
TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']{0,2000})[\"']")
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class HarmfulError(Exception):
    """A file that is not opened: one sentence with file, reason and remedy."""


def looked_over(path: Path) -> tuple[str, ...]:
    """Sentences on what an office file carries besides its words; nothing for any other file, or for a damaged one.

    Raises HarmfulError for a file built to harm.
    """
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return ()
    try:
        with zipfile.ZipFile(path) as archive:
            _bounded(path.name, archive)
            return _told(path.name, archive)
    except DAMAGE:
        return ()  # the reader of its kind says what is wrong with it


def _bounded(name: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > SMALL and e.file_size > MOST_RATIO * max(e.compress_size, 1) for e in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED or swollen:
        raise HarmfulError(
            f"{name} was not opened: it unpacks to far more than such a file needs (over 2,000 parts, 600 MB, or parts "
            "400 times their size); save it again, or export it as CSV or PDF."
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise HarmfulError(
            f"{name} was not opened: it holds two parts of one name, so that programs may show different words; save it "
            "again and add that copy."
        )


def _told(name: str, archive: zipfile.ZipFile) -> tuple[str, ...]:
    held = [entry for entry in archive.infolist() if not entry.flag_bits & 1]
    outside: list[str] = []
    for entry in held:
        if not entry.filename.lower().endswith(XML):
            continue
        with archive.open(entry) as part:
            start = part.read(PROLOGUE)
            _without_types(name, start)
            if entry.filename.endswith(".rels"):
                outside += _outside(start + part.read(MOST_RELATIONS))
    names = [entry.filename for entry in held]
    macros = any(map(MACROS.search, names))
    inside = [one.rsplit("/", 1)[-1] for one in names if INSIDE.search(one) and not MACROS.search(one) and _odd(one)]
    return tuple(_sentences(name, outside, inside, macros=macros))


def _odd(name: str) -> bool:
    """Whether a part is a file inside the file; printers' settings and the like stand in every file of an office."""
    return "printerSettings" not in name and "customProperty" not in name


def _without_types(name: str, start: bytes) -> None:
    """A document type may only stand before the first element; in any of XML's encodings it reads the same without nuls."""
    plain = start.replace(b"\x00", b"")
    first = ELEMENT.search(plain)
    head = plain[: first.start()] if first else plain
    if b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in head.upper():
        raise HarmfulError(
            f"{name} was not read: it holds a document type declaration, which no office program writes; save it again "
            "and add that copy."
        )


def _outside(relations: bytes) -> list[str]:
    """Where a part would have something fetched from; plain links, which a person follows or not, are left out."""
    found = []
    for relation in OUTSIDE.findall(relations.replace(b"\x00", b"")):
        kind, target = TYPE.search(relation), TARGET.search(relation)
        if kind and kind.group(1).lower() != b"hyperlink" and target:
            found.append(_host(target.group(1).decode("utf-8", "replace")))
    return found


def _host(target: str) -> str:
    try:
        return urlsplit(target).hostname or "another file"
    except ValueError:
        return "another file"


def _sentences(name: str, outside: list[str], inside: list[str], *, macros: bool) -> list[str]:
    said = []
    if macros:
        said.append(f"{name} holds macros; they were not run, and what they would change was not read.")
    if inside:
        listed = ", ".join(sorted(set(inside))[:3])
        said.append(
            f"{name} holds other files inside it ({listed}); they were not opened: add them apart if they matter."
        )
    if outside:
        listed = ", ".join(sorted(set(outside))[:3])
        said.append(f"{name} asks for parts of it to be fetched from elsewhere ({listed}); nothing was fetched.")
    return said
