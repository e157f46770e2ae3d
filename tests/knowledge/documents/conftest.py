"""Builders of small files: a PDF from placed words, a Word file from a few lines of its own markup, a saved text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.documents.model import Document
from knowledge.documents.reading import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(kinds: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/{k}" Target="{t}"/>' for n, (k, t) in enumerate(kinds.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def docx_bytes(body: str, *, numbering: str = "", styles: str = "", footnotes: str = "") -> bytes:
    """A Word file with the given markup in its parts."""
    parts = {"numbering": numbering, "styles": styles, "footnotes": footnotes}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/_rels/document.xml.rels", _relations({k: f"{k}.xml" for k, v in parts.items() if v}))
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for kind, inner in parts.items():
            if inner:
                archive.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{WORD}">{inner}</w:{kind}>')
    return held.getvalue()


def pdf_bytes(pages: list[str], *, rotate: int = 0, trailer: str = "") -> bytes:
    """A PDF of pages given in PDF's own drawing words; F1 is Helvetica, F2 its bold."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>" for name in ("Helvetica", "Helvetica-Bold")]
    kids = []
    for page in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} {fonts} /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(page.encode('latin-1'))} >>\nstream\n{page}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def said(x: float, y: float, words: str, *, size: float = 11, bold: bool = False) -> str:
    """Words drawn at a place, y counted from the top of the page."""
    plain = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{2 if bold else 1} {size} Tf 1 0 0 1 {x} {842 - y} Tm ({plain}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruling line, y counted from the top of the page."""
    return f"{x0} {842 - y0} m {x1} {842 - y1} l S\n"


Reader = Callable[..., Document]


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    """Saves bytes or text under a name and reads the file."""

    def saved(name: str, held: bytes | str) -> Document:
        path = tmp_path / name
        path.write_bytes(held.encode() if isinstance(held, str) else held)
        return read(path)

    return saved


@pytest.fixture
def word(reading: Reader) -> Reader:
    """Reads a Word file made of the given markup."""
    return lambda body, **parts: reading("contract.docx", docx_bytes(body, **parts))


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """The builder of Word files."""
    return docx_bytes


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """The builder of PDFs."""
    return pdf_bytes


@pytest.fixture
def draw() -> Callable[..., str]:
    """Words at a place on a page."""
    return said


@pytest.fixture
def line() -> Callable[..., str]:
    """A ruling line."""
    return rule
