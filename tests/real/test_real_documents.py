"""Real contracts and odd files, read whole: no word lost, clauses on the pages they stand on, no crash, quickly."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from knowledge.clauses import clauses
from knowledge.documents.model import Document, Paragraph, Table, UnreadableError
from knowledge.documents.reading import read

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="The real contracts are not beside the project."),
]
HOSTING = sorted((DATA / "cuad" / "pdf").glob("*.pdf"))
CONTRACTS = sorted(
    path
    for path in (DATA / "contracts").rglob("*")
    if path.suffix in {".md", ".docx", ".pdf"} and "LICENCE" not in path.name
)
ODD = sorted((DATA / "adversarial" / "docx-python-docx").rglob("*.docx"))


def _name(path: Path) -> str:
    return f"{path.parent.name[:20]}-{path.name[:28]}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _check(document: Document) -> None:
    """Every block and every cell is a slice, every clause a slice under a key of its own."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert document.text[block.start : block.end] == block.text
        else:
            assert all(document.text[cell.start : cell.end] == cell.text for cell in block.cells)
    tree = clauses(document)
    assert len({clause.key for clause in tree.clauses}) == len(tree.clauses)
    assert all(document.text[clause.start : clause.end] == clause.text for clause in tree.clauses)
    assert all(document.text[d.start : d.end] for d in tree.definitions)


@pytest.mark.parametrize("path", [*HOSTING, *CONTRACTS], ids=_name)
def test_every_real_contract_is_read_and_cut_into_clauses(path):
    """Each file gives text, clauses and a title."""
    document = read(path)
    _check(document)
    assert clauses(document).title


@pytest.mark.parametrize("path", ODD, ids=_name)
def test_odd_word_files_are_read_or_refused_with_one_sentence(path):
    """An odd file is read, or it holds no text and that is said; nothing else happens."""
    try:
        _check(read(path))
    except UnreadableError as refused:
        assert "holds no text" in str(refused)  # noqa: PT017  # both outcomes are right


def _running_lines(text: str, pages: int) -> set[str]:
    """Lines that come about once a page: headers and footers, which are no words of the contract."""
    lines = Counter(re.sub(r"\W+", " ", re.sub(r"[\d ]*\d", "#", line.lower())).strip() for line in text.splitlines())
    return {line for line, n in lines.items() if pages > 1 and n >= 0.4 * pages}


@pytest.mark.parametrize("path", HOSTING, ids=_name)
def test_the_words_of_the_published_text_are_found(path):
    """At least 97 of 100 words of the text published beside the PDF, headers and footers apart."""
    rows = map(json.loads, (DATA / "cuad" / "contracts.jsonl").read_text().strip().split("\n"))
    published = {row["title"][:30]: row["text"] for row in rows}
    document = read(path)
    text = published[path.stem[:30]]
    running = _running_lines(text, len(document.page_starts))
    lines = (re.sub(r"\W+", " ", re.sub(r"[\d ]*\d", "#", line.lower())).strip() for line in text.splitlines())
    kept = [line for line, shape in zip(text.splitlines(), lines, strict=True) if shape not in running]
    wanted = Counter(_words("\n".join(kept)))
    missing = wanted - Counter(_words(document.text))
    assert sum(missing.values()) <= 0.03 * sum(wanted.values()), missing.most_common(10)


@pytest.mark.parametrize("path", HOSTING, ids=_name)
def test_clauses_stand_on_the_page_they_are_said_to_stand_on(path):
    """The first words of twenty clauses are on that page by the PDF library's own page text."""
    tree = clauses(read(path))
    source = pypdfium2.PdfDocument(path)
    said = [page.get_textpage().get_text_range() for page in source]
    source.close()
    pages = [_squeezed(text) for text in said]
    long = [clause for clause in tree.clauses if len(_squeezed(clause.text)) >= 30]
    chosen = random.Random(7).sample(long, min(20, len(long)))
    for clause in chosen:
        assert clause.page is not None
        start = _squeezed(clause.text[:60])
        on_page = pages[clause.page - 1] + (pages[clause.page][:200] if clause.page < len(pages) else "")
        same_words = set(_words(clause.text[:60])[:-1]) <= set(_words(said[clause.page - 1]))
        assert start in on_page or same_words, (clause.key, clause.page)


@pytest.mark.parametrize("path", HOSTING, ids=_name)
def test_printed_clause_numbers_are_keys(path):
    """A line that begins with a dotted number and a capital, once in the whole contract, is a clause of that number."""
    source = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in source).replace("\xa0", " ")
    source.close()
    heads = Counter(re.findall(r"^[ ]*(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\.? +[A-Z][a-z]+ [a-zA-Z]", text, re.MULTILINE))
    once = {number.removesuffix(".0") for number, n in heads.items() if n == 1}
    numbers = {clause.key.rsplit(", ", 1)[-1].removesuffix(" (2)") for clause in clauses(read(path)).clauses}
    assert len(once - numbers) <= 0.03 * len(once), sorted(once - numbers)


def test_computed_numbers_agree_with_the_contracts_own_cross_references():
    """Where it says "Section 8.1 (Liability Caps)", the clause of that number has that title, in the Word files and in Markdown."""
    checked = 0
    files = [*(DATA / "contracts" / "open-agreements").rglob("*.docx"), DATA / "contracts" / "commonpaper" / "CSA.md"]
    for path in files:
        document = read(path)
        titles = {clause.key: clause.heading for clause in clauses(document).clauses}
        for number, title in re.findall(r"[Ss]ection (\d+(?:\.\d+)?) \(([A-Z][^)]{3,60})\)", document.text):
            checked += 1
            found = _squeezed(titles.get(number, ""))
            assert found, (path.parent.name, number, title)
            assert _squeezed(title).endswith(found), (path.parent.name, number, title)
    assert checked >= 40


def test_a_table_of_response_times_without_rules_is_read_by_its_columns():
    """A maintenance annex states reaction and resolution side by side; each stands under its own header."""
    (path,) = (p for p in HOSTING if p.name.startswith("TELKOM"))
    tables = [b for b in read(path).blocks if isinstance(b, Table)]
    cells = {(c.row_path[0], c.column_path[0]): c.text for t in tables for c in t.cells if c.row_path and c.column_path}
    assert cells["Very High (1)", "Initial Reaction Time (IRT)"] == "30 minutes"
    assert cells["Low (4)", "Initial Reaction Time (IRT)"] == "8 hours"
    assert cells["High (2)", "Projected Resolution Time (PRT)"] == "3 days"


def test_fifty_pages_are_read_in_three_seconds():
    """The longest contract, counted per page."""
    path = max(HOSTING, key=lambda p: p.stat().st_size)
    began = time.perf_counter()
    pages = len(read(path).page_starts)
    assert (time.perf_counter() - began) / pages * 50 < 3


@pytest.mark.parametrize("path", HOSTING, ids=_name)
def test_every_clause_of_a_real_contract_is_found_again_on_its_page(path):
    """Whatever clause is cited, its words can be marked on the picture of the page it is said to stand on."""
    from knowledge.documents.page_picture import page_picture

    tree, data = clauses(read(path)), path.read_bytes()
    cited = [clause for clause in tree.clauses[::5] if clause.page and clause.text.strip()]
    assert [c.key for c in cited if not page_picture(data, c.page, c.text, 120).marked] == []
