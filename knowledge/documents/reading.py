"""A file on disk becomes a Document: what it is is told by its first bytes, then by its name.

It refuses what it cannot read whole: one sentence says which file, why, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.documents.assembly import Reading, document
from knowledge.documents.model import Document, UnreadableError

MOST_BYTES = 100 * 1024 * 1024
KINDS = ("pdf", "docx", "html", "markdown", "text")
_SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}


def read(path: Path) -> Document:
    """Reads a contract file. UnreadableError (one sentence: file, reason, remedy) for a file that cannot be read whole."""
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(
                f"{name} was not read: it is over 100 MB; add the contract alone, without scans or attachments."
            )
        data = path.read_bytes()
    except OSError as trouble:
        reason = trouble.strerror or "it cannot be opened"
        raise UnreadableError(
            f"{name} cannot be read: {reason.lower()}; check the path and that you may open it."
        ) from trouble
    return read_bytes(name, data)


def read_bytes(name: str, data: bytes) -> Document:
    """The same for a file already in memory (from Slack, from an email)."""
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise UnreadableError(f"{name} is empty; ask for the file again and add that copy.")
    return document(name, data, _reader(kind_of(name, data))(name, data))


def kind_of(name: str, data: bytes) -> str:
    """One of KINDS, by content first; UnreadableError for a kind that is not read here."""
    head = data[:1024]
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(name, suffix)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableError(
            f"{name} is an old Word or Outlook file (or a protected one); save it as DOCX or PDF and add that copy."
        )
    if suffix == ".pdf":
        raise UnreadableError(
            f"{name} is not a PDF, whatever its name says, or its beginning is lost; ask for the file again."
        )
    if suffix in {".docx", ".docm", ".dotx", ".doc"}:
        raise UnreadableError(
            f"{name} is not a Word document, whatever its name says; save it as DOCX or PDF and add that copy."
        )
    return _texts(name, suffix, data)


def _zipped(name: str, suffix: str) -> str:
    if suffix in {".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".zip"}:
        raise UnreadableError(
            f"{name} is not read as a contract: it is a {suffix[1:].upper()} file; add the contract as DOCX or PDF."
        )
    return "docx"


def _texts(name: str, suffix: str, data: bytes) -> str:
    kind = _SUFFIXES.get(suffix)
    if kind:
        return kind
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if suffix == "" and b"\x00" not in data[:4096]:
        return "text"
    raise UnreadableError(
        f"{name} is of a kind that is not read as a contract ({suffix or 'no known ending'}); add it as PDF, DOCX, Markdown, HTML or text."
    )


def _reader(kind: str) -> Callable[[str, bytes], Reading]:
    """The reader of a kind, imported only when it is needed."""
    if kind == "pdf":
        from knowledge.documents.pdf import read_pdf as reader
    elif kind == "docx":
        from knowledge.documents.docx import read_docx as reader
    elif kind == "html":
        from knowledge.documents.html import read_html as reader
    elif kind == "markdown":
        from knowledge.documents.markdown import read_markdown as reader
    else:
        from knowledge.documents.text import read_text as reader
    return reader
