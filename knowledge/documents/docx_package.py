"""A DOCX file opened with care: limits against bombs, no document types, parts found by their relations."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from lxml import etree

from knowledge.documents.model import UnreadableError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_BYTES = 100 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 100
_SMALL = 1024 * 1024


@dataclass(slots=True)
class Package:
    """The parts of a DOCX, read when asked for."""

    name: str
    archive: zipfile.ZipFile
    main: str = "word/document.xml"
    related: dict[str, str] = field(default_factory=dict)

    def part(self, path: str) -> etree._Element | None:
        """The root of a part, or None where the file has no such part."""
        try:
            data = self.archive.read(path)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as trouble:
            raise _damaged(self.name) from trouble
        return parsed(self.name, data)

    def kin(self, kind: str) -> etree._Element | None:
        """The part that the main document calls its "numbering", "styles", "footnotes" ..."""
        path = self.related.get(kind)
        return self.part(path) if path else None


def parsed(name: str, data: bytes) -> etree._Element:
    """The root of an XML part; a document type is refused, and no entity is ever resolved."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    data = data.replace(_STRICT, W[1:-1].encode())
    if b"<!DOCTYPE" in data[:4096].replace(b"\x00", b"").upper():
        raise _dressed_up(name)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as trouble:
        raise _damaged(name) from trouble
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise _dressed_up(name)
    return root


def opened(name: str, data: bytes) -> Package:
    """The package of a DOCX; UnreadableError for anything that is not one, or is built to burst."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as trouble:
        raise _damaged(name) from trouble
    _within_limits(name, archive, len(data))
    package = Package(name, archive)
    package.main = _main_part(package)
    package.related = _relations(package, package.main)
    return package


def _within_limits(name: str, archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(
            f"{name} cannot be read: it is protected by a password; save it without one and add it again."
        )
    total = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > _SMALL and e.file_size > MOST_RATIO * max(e.compress_size, 1) for e in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or swollen or total > max(_SMALL, size * MOST_RATIO):
        raise UnreadableError(
            f"{name} was not opened: it unpacks to far more than a contract needs (over 100 MB, 2,000 parts or 100 times "
            "its size); save it again from Word, without embedded files, and add that copy."
        )


def _main_part(package: Package) -> str:
    path = _relations(package, "").get("officeDocument", "word/document.xml")
    if path not in package.archive.namelist():
        raise UnreadableError(
            f"{package.name} is not a Word document, whatever its name says; open it in the program that made it and save "
            "it as DOCX or PDF."
        )
    return path


def _relations(package: Package, source: str) -> dict[str, str]:
    """The first part for each kind of relation, by the last word of its type."""
    folder, leaf = dirname(source), source.rsplit("/", 1)[-1]
    root = package.part(join(folder, "_rels", f"{leaf}.rels") if source else "_rels/.rels")
    found: dict[str, str] = {}
    for relation in root.iter(_RELATION) if root is not None else ():
        kind = re.sub(r".*/", "", relation.get("Type", ""))
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found.setdefault(kind, path)
    return found


def _damaged(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name} cannot be read: the file is damaged or cut short; ask for it again or save it anew from Word."
    )


def _dressed_up(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name} was not read: it holds a document type declaration, which no word processor writes; save it again from "
        "Word and add that copy."
    )
