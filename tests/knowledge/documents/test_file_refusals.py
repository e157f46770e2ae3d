"""A file that cannot be read whole is refused with one sentence: which file, why, what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from knowledge.documents.model import UnreadableError
from knowledge.documents.reading import read


def _refusal(reading, name, held):
    with pytest.raises(UnreadableError) as refused:
        reading(name, held)
    words = str(refused.value)
    assert name in words
    assert words.endswith(".")
    assert "\n" not in words
    return words


def test_an_empty_file_is_refused_and_asked_for_again(reading):
    """Nothing to read is never an empty contract."""
    assert "is empty" in _refusal(reading, "contract.docx", b"")
    assert "is empty" in _refusal(reading, "contract.txt", b"\xef\xbb\xbf \n\n")


def test_a_missing_file_is_named_with_the_reason(tmp_path):
    """A wrong path gives a sentence, not a traceback."""
    with pytest.raises(UnreadableError, match=r"nowhere\.pdf cannot be read: no such file"):
        read(tmp_path / "nowhere.pdf")


def test_a_pdf_with_a_password_says_so(reading, make_pdf, draw):
    """The remedy is to save it without the password."""
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <"
        + "41" * 32
        + "> /U <"
        + "42" * 32
        + "> >> /ID [<00> <00>]"
    )
    held = make_pdf([draw(72, 72, "Secret")], trailer=locked)
    assert "password" in _refusal(reading, "locked.pdf", held)


def test_a_pdf_cut_short_is_called_damaged(reading):
    """Half a download is not half a contract."""
    assert "damaged" in _refusal(reading, "half.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat")


def test_a_pdf_of_pictures_is_called_scanned(reading, make_pdf, draw):
    """Fewer than fifty letters a page on most pages: ask for the original or for text recognition."""
    held = make_pdf(
        ["", "", draw(72, 72, "A page with rather more words than the others have, and a full line of text.")]
    )
    assert "looks scanned" in _refusal(reading, "scan.pdf", held)


def test_a_pdf_name_on_other_content_is_told(reading):
    """The name is not believed."""
    assert "not a PDF" in _refusal(reading, "contract.pdf", b"Dear all, here is the contract.")


def test_an_old_word_file_under_a_new_name_is_told(reading):
    """A .doc renamed to .docx is still a .doc."""
    assert "old Word" in _refusal(reading, "contract.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_a_zip_that_is_no_word_file_is_told(reading):
    """Being a ZIP is not enough."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("notes.txt", "hello")
    assert "not a Word document" in _refusal(reading, "contract.docx", held.getvalue())


def test_a_word_file_cut_short_is_called_damaged(reading, make_docx):
    """The central directory is lost, and with it the contract."""
    held = make_docx("<w:p><w:r><w:t>Hello</w:t></w:r></w:p>")
    assert "damaged" in _refusal(reading, "half.docx", held[: len(held) // 2])


def test_a_file_built_to_burst_is_not_opened(reading):
    """A part that unpacks to more than a hundred times its size is no contract."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (5 * 1024 * 1024))
    assert "unpacks" in _refusal(reading, "bomb.docx", held.getvalue())


def test_a_file_of_thousands_of_parts_is_not_opened(reading):
    """Two thousand parts are more than any contract has."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for n in range(2_001):
            archive.writestr(f"part{n}.xml", "")
    assert "unpacks" in _refusal(reading, "parts.docx", held.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_declaration_is_refused(reading, make_docx, encoding):
    """Entities that grow or that fetch files have no place in a contract, in whatever encoding they come."""
    held = io.BytesIO(make_docx("<w:p/>"))
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("docProps/extra.xml", "")
    parts = zipfile.ZipFile(held)
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name in parts.namelist():
            archive.writestr(name, laughs.encode(encoding) if name == "word/document.xml" else parts.read(name))
    assert "document type" in _refusal(reading, "laughs.docx", again.getvalue())


def test_a_spreadsheet_and_a_picture_are_not_contracts(reading):
    """An unknown kind is named, with the kinds that are read."""
    assert "XLSX" in _refusal(reading, "prices.xlsx", b"PK\x03\x04" + b"\0" * 50)
    assert "PDF, DOCX" in _refusal(reading, "photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)


def test_a_word_file_without_words_is_refused(reading, make_docx):
    """A blank template is no contract."""
    assert "no text" in _refusal(reading, "blank.docx", make_docx("<w:p/>"))


def test_a_text_file_of_zeros_is_not_text(reading):
    """Binary content under a text name is told."""
    assert "not text" in _refusal(reading, "dump.txt", b"MZ\0\0\0\0\0\0\0\0abc\0\0\0")
