"""What is fuzzed: each target reads bytes as the product does and asserts what must hold of anything that comes.

A file is a result or one plain sentence; a question is an answer whose every number stands in its evidence.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "demo" / "marrowdale"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = ("document", "numbering", "styles", "footnotes")
BETWEEN = b"\x00\xff\x00"
Target = Callable[[bytes], None]


def mails() -> tuple[Target, list[bytes]]:
    """Any bytes as a mail, made plain as far as `itbot email` makes it without a contract."""
    from bot.digest.making import made
    from knowledge.documents.model import UnreadableError
    from knowledge.mail.notices import read_notice
    from knowledge.mail.reading import read_mails

    def one(data: bytes) -> None:
        try:
            read = list(read_mails(data, name="fuzzed.eml"))
        except UnreadableError as refused:
            _is_a_sentence(str(refused))
            return
        for mail in read[:3]:
            read_notice(mail)
            for words in (mail.subject, mail.latest, *mail.warnings):
                words.encode()
                assert "\x00" not in words, "a nul survived"
            made(mail, None, {}, fallback="Europe/London", now=NOW)

    return one, [path.read_bytes()[:6000] for path in sorted(DEMO.glob("emails/*.eml"))]


def words() -> tuple[Target, list[bytes]]:
    """Word's markup, part by part, or a whole archive, through clauses and terms."""
    from knowledge.clauses import clauses
    from knowledge.documents.model import UnreadableError
    from knowledge.documents.reading import read_bytes
    from knowledge.terms.finding import found

    def one(data: bytes) -> None:
        whole = data if data.startswith(b"PK") else _packed(data)
        try:
            document = read_bytes("fuzzed.docx", whole)
        except UnreadableError as refused:
            _is_a_sentence(str(refused))
            return
        tree = clauses(document)
        keys = [clause.key for clause in tree.clauses]
        assert len(keys) == len(set(keys)), "two clauses of one key"
        for term in found(tree, document):
            assert document.text[term.start : term.end] == term.quote, "a quotation that is none"

    return one, list(_word_seeds())


def tables() -> tuple[Target, list[bytes]]:
    """Any bytes as a table, through the reader of its kind: every row a fact, an update or a reject."""
    from store.facts.common import InterpreterError
    from store.imports.history import read_history
    from store.imports.report_table import read_report
    from store.imports.sheets import read_sheet, shown
    from store.imports.simple import detect, read_simple
    from store.imports.tickets import import_tickets

    place = Path(tempfile.mkdtemp(prefix="fuzz-")) / "fuzzed.csv"

    def one(data: bytes) -> None:
        place.write_bytes(data)
        try:
            sheet = read_sheet(place)
            kind = detect(sheet)
            if kind == "history":
                read_history(place, tz="Europe/London", now=NOW)
            elif kind == "report":
                read_report([sheet.header, *([shown(cell) for cell in row] for row in sheet.rows)], file=place.name)
            elif kind in {"tickets", "unknown"}:
                read = import_tickets(place, tz="Europe/London", now=NOW)
                assert all(t.resolved_at is None or t.resolved_at >= t.opened_at for t in read.tickets), "back in time"
                assert len(read.tickets) + len(read.rejects) <= read.rows, "more tickets than rows"
            else:
                read_simple(sheet, kind, tz="Europe/London", now=NOW)
        except InterpreterError as refused:
            _is_a_sentence(str(refused))

    return one, [b"\n".join(path.read_bytes().splitlines()[:6]) for path in sorted(DEMO.glob("**/*.csv"))]


def questions() -> tuple[Target, list[bytes]]:
    """Any words as a question to the sample company."""
    import json

    from bot.answering.asking.period import Anchor
    from bot.answering.asking.question import Known, understood
    from bot.answering.conversation import ask
    from bot.answering.guard import orphans
    from bot.intake.sample import sample_company

    interpreter = sample_company(index=False)
    refs = interpreter.stores.contracts.refs()
    facts = [interpreter.stores.contracts.facts(ref) for ref in refs]
    known = Known(tuple((f.ref, f.title or "", f.provider) for f in facts), ("Site Network", "Hosted Desktop"))
    anchor = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1))
    seen = [0]

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        assert understood(text, anchor, known).intent
        seen[0] += 1
        if seen[0] % 8:
            return
        answer = ask(interpreter, text, keep=False, place="shared" if len(data) % 2 else "private")
        assert answer.headline, "no word"
        assert not orphans(answer), "a number from nowhere"

    lines = (DEMO / "questions.jsonl").read_text("utf-8").splitlines()
    return one, [json.loads(line)["question"].encode() for line in lines]


TARGETS: dict[str, Callable[[], tuple[Target, list[bytes]]]] = {
    "mails": mails,
    "words": words,
    "tables": tables,
    "questions": questions,
}


def _is_a_sentence(words: str) -> None:
    assert "\n" not in words.strip(), "more than a line"
    assert "Traceback" not in words, "a traceback"
    assert len(words) < 1500, "no end of a sentence"


def _packed(data: bytes) -> bytes:
    """An archive of the parts that lie in `data`, the body first."""
    held = io.BytesIO()
    inner = data.split(BETWEEN)[: len(PARTS)]
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{part}" Target="{part}.xml"/>' for n, part in enumerate(PARTS)
    )
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>')
        for part, markup in zip(PARTS, inner, strict=False):
            body = b"<w:body>%b</w:body>" % markup if part == "document" else markup
            whole = f'<w:{part} xmlns:w="{WORD}">'.encode() + body + f"</w:{part}>".encode()
            archive.writestr(f"word/{part}.xml", whole if len(data) % 8 == 0 else _mended(whole))
    return held.getvalue()


def _mended(xml: bytes) -> bytes:
    """The same as well-formed markup, so that what lies behind the parser is reached."""
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    return etree.tostring(root) if root is not None else xml


def _word_seeds() -> Iterator[bytes]:
    """Pieces of the sample's own contract, with the lists and styles they use."""
    with zipfile.ZipFile(DEMO / "contract.docx") as archive:
        kept = [_inner(archive.read(f"word/{part}.xml")) for part in PARTS if f"word/{part}.xml" in archive.namelist()]
    body, rest = kept[0], kept[1:]
    for start in range(0, min(len(body), 60_000), 5000):
        at = body.find(b"<w:p>", start)
        end = body.find(b"</w:p>", at + 3000) + len(b"</w:p>")
        if at >= 0 and end > at:
            yield BETWEEN.join([body[at:end], *(part[:2500] for part in rest)])
    yield (
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>P1 15 minutes 95%'
        b"</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:ins><w:r><w:t>60</w:t></w:r></w:ins><w:del><w:r><w:delText>15"
        b"</w:delText></w:r></w:del><w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:hyperlink></w:p>"
    )


def _inner(xml: bytes) -> bytes:
    """What stands inside a part's root (and body)."""
    start = xml.find(b"<w:body>") + 8 if b"<w:body>" in xml else xml.find(b">", xml.find(b"<w:")) + 1
    end = xml.rfind(b"</w:body>") if b"</w:body>" in xml else xml.rfind(b"</w:")
    return xml[start:end]
