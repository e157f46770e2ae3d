"""A file built to harm costs its sender one sentence, and the service nothing."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest

from bot.intake.adding import add
from bot.intake.apart import reading, worker
from bot.intake.apart.archives import HarmfulError, looked_over
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build
from knowledge.documents.model import UnreadableError
from store.facts.common import InterpreterError

DEMO = Path(__file__).resolve().parents[3] / "demo" / "marrowdale"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(path, parts):
    """An archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def word(body, **more):
    """The parts of a small Word file."""
    return {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>', **more}


def book(sheet, **more):
    """The parts of a small workbook."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{BOOK}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **more,
    }  # fmt: skip


BILLION = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)
) + "]>"  # fmt: skip
SHEET = f'<worksheet xmlns="{BOOK}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'


def pdf(stream, more=b""):
    """A PDF of one page whose drawing is this stream."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
        b"endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length "
        + str(len(stream)).encode() + more + b" >>\nstream\n" + stream + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
    )  # fmt: skip


def nested(depth):
    """A mail of parts within parts."""
    head = b"From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n"
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return head + opened + b"Content-Type: text/plain\n\nthe words\n"


def hostile_documents(folder):
    """(name, the file) of documents that are to end in a sentence."""
    zeros = zlib.compress(zlib.compress(b" " * 200_000_000))
    yield "docx bomb", packed(folder / "bomb.docx", word("<w:p>" + " " * 130_000_000 + "</w:p>"))
    yield "billion laughs", packed(folder / "laughs.docx", {"word/document.xml": BILLION + "<x>&j;</x>"})
    yield (
        "laughs in a part nobody needs",
        packed(folder / "part.docx", word("", **{"word/theme.xml": BILLION + "<x/>"})),
    )
    yield (
        "laughs in two-byte letters",
        packed(
            folder / "wide.docx",
            {"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + BILLION + "<x/>").encode("utf-16")},
        ),
    )
    yield "thousands of parts", packed(folder / "many.docx", word("", **{f"word/{n}.xml": "<x/>" for n in range(3000)}))
    yield "pdf bomb in two layers", put(folder / "bomb.pdf", pdf(zeros, b" /Filter [/FlateDecode /FlateDecode]"))
    yield "pdf cut in half", put(folder / "half.pdf", pdf(b"BT ET")[:120])
    yield "nothing but a head", put(folder / "head.pdf", b"%PDF-1.7\n" + b"\xff" * 5000)


def put(path, data):
    path.write_bytes(data)
    return path


def test_a_document_built_to_harm_is_one_sentence(tmp_path):
    """Bombs, entities, halves: the person reads which file, why, and what to do."""
    for name, file in hostile_documents(tmp_path):
        with pytest.raises(UnreadableError) as refused:
            reading.document(file)
        told = str(refused.value)
        assert told.startswith(file.name), (name, told)
        assert told.endswith("."), (name, told)
        assert "\n" not in told, (name, told)


def test_a_workbook_built_to_harm_is_one_sentence(tmp_path):
    """The same for spreadsheets, whichever of the two readers would open them."""
    bomb = packed(tmp_path / "bomb.xlsx", book(SHEET % (" " * 130_000_000)))
    laughs = packed(tmp_path / "laughs.xlsx", book(BILLION + SHEET % "&j;"))
    many = packed(tmp_path / "many.xlsx", book(SHEET % "x", **{f"xl/{n}.xml": "<x/>" for n in range(3000)}))
    for file in (bomb, laughs, many):
        for way in (reading.sheet, reading.grid):
            with pytest.raises((UnreadableError, InterpreterError), match=file.name):
                way(file)


def test_a_packed_table_that_bursts_is_one_sentence(tmp_path):
    """Gzip of nothing but commas is not unpacked past its limit."""
    with gzip.open(tmp_path / "bomb.csv.gz", "wb", compresslevel=1) as file:
        for _ in range(520):
            file.write(b"," * 1024 * 1024)
    with pytest.raises(InterpreterError, match="unpacks to more than 512 MB"):
        reading.sheet(tmp_path / "bomb.csv.gz")


def test_parts_of_one_name_are_refused(tmp_path):
    """Word would show the one and we would read the other."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(*next(iter(word("<w:p><w:r><w:t>15 minutes</w:t></w:r></w:p>").items())))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(*next(iter(word("<w:p><w:r><w:t>60 minutes</w:t></w:r></w:p>").items())))
    with pytest.raises(UnreadableError, match="two parts of one name"):
        reading.document(put(tmp_path / "two.docx", held.getvalue()))


def test_what_a_file_carries_besides_its_words_is_told_and_left_alone(tmp_path):
    """Macros, files inside the file, and parts to be fetched from elsewhere."""
    rels = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/attachedTemplate" '
        f'Target="http://evil.example/t.dotm" TargetMode="External"/><Relationship Id="r2" Type="{OFFICE}/hyperlink" '
        'Target="https://fine.example/" TargetMode="External"/></Relationships>'
    )
    body = "<w:p><w:r><w:t>The Provider answers Priority 1 incidents within 15 minutes.</w:t></w:r></w:p>"
    file = packed(
        tmp_path / "carrying.docm",
        word(
            body, **{"word/_rels/document.xml.rels": rels, "word/vbaProject.bin": b"x", "word/embeddings/a.zip": b"PK"}
        ),
    )
    told = " ".join(reading.document(file).doubts)
    assert "holds macros; they were not run" in told
    assert "other files inside it (a.zip); they were not opened" in told
    assert "fetched from elsewhere (evil.example); nothing was fetched" in told
    assert "fine.example" not in told


def test_a_real_office_file_carries_nothing_odd():
    """No false alarm on what Word and Excel write."""
    assert looked_over(DEMO / "contract.docx") == ()
    assert looked_over(DEMO / "tickets.csv") == ()


FAULTS = {
    "memory": "bytearray(8 << 30)",
    "crash": "__import__('ctypes').string_at(0)",
    "loop": "any(True for _ in iter(int, 1) if False)",
    "sleep": "__import__('time').sleep(60)",
    "many words": "(line for line in iter(lambda: 'x' * 10**7, ''))",
}
CHILD = """
from functools import partial
from bot.intake.apart import child, limits
limits.hold_processor, limits.MOST_WRITTEN = partial(limits.hold_processor, 1), 50 * 1024**2
child.READERS["document"] = lambda *_: {fault}
child.main()
"""


@pytest.mark.parametrize(
    ("fault", "why"),
    [("memory", "memory"), ("crash", "breakdown"), ("loop", "time"), ("sleep", "time"), ("many words", "memory")],
)
def test_a_reader_that_goes_wrong_is_stopped_and_the_next_file_is_read(fault, why, tmp_path, monkeypatch):
    """Whatever a library does with a file, the system stops it, the person is told, and this process goes on."""
    script = put(tmp_path / "child.py", CHILD.format(fault=FAULTS[fault]).encode())
    worker.end_all()
    with monkeypatch.context() as broken:
        broken.setattr(worker, "MODULE", (str(script),))
        broken.setattr(worker, "CLOCK_S", 3)
        with pytest.raises(UnreadableError) as refused:
            reading.document(DEMO / "contract.docx")
    assert reading.WHY[why] in str(refused.value)
    assert str(refused.value).startswith("contract.docx was not read: ")
    assert reading.document(DEMO / "contract.docx").text


def test_the_child_knows_no_secret(monkeypatch, tmp_path):
    """A file that takes over its reader finds no token in the environment."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary")
    monkeypatch.setenv("ITBOT_DATABASE_URL", "postgresql://u:canary@db.example/x")
    worker.end_all()
    worker.ready()
    environment = Path(f"/proc/{worker._idle[0].process.pid}/environ")
    if not environment.exists():
        pytest.skip("no /proc here")
    assert b"canary" not in environment.read_bytes()


def test_a_deep_mail_costs_a_warning(tmp_path):
    """Parts within parts without end: what can be read is read."""
    (mail,) = reading.mails(put(tmp_path / "deep.eml", nested(1200)))
    assert "the words" in mail.latest
    assert any("nested deeper" in one for one in mail.warnings)


def test_after_a_hostile_file_the_service_still_adds_a_contract(tmp_path):
    """Nothing of the hostile file is kept, and the next is taken in whole."""
    interpreter = build(Settings(home=tmp_path / "home", _env_file=None))
    bomb = packed(tmp_path / "bomb.docx", word("<w:p>" + " " * 130_000_000 + "</w:p>"))
    receipts = add(interpreter, [bomb, DEMO / "contract.docx"], Options(accept=True, index=False, model=False))
    assert [one.state for one in receipts] == ["failed", "added"]
    assert len(interpreter.stores.contracts.refs()) == 1
    interpreter.database.close()


def test_what_is_read_apart_is_what_is_read_here():
    """The sample's words, mails and tables arrive as they are, zones and all."""
    from zoneinfo import ZoneInfo

    from knowledge.documents.reading import read
    from knowledge.mail.reading import read_mails

    zone = ZoneInfo("Europe/London")
    for path in sorted((*DEMO.glob("*.docx"), *DEMO.parent.glob("*/contract.*"))):
        assert reading.document(path) == read(path)
    for path in sorted(DEMO.parent.glob("*/emails/*.eml")):
        there, here = list(reading.mails(path, zone=zone)), list(read_mails(path, zone=zone))
        assert there == here
        assert [type(one.sent.tzinfo) for one in there if one.sent] == [
            type(one.sent.tzinfo) for one in here if one.sent
        ]


def test_a_workbook_read_apart_is_what_is_read_here(tmp_path):
    """Dates, numbers, blanks and times keep their kinds."""
    from datetime import datetime, timedelta  # cells have no zone

    from openpyxl import Workbook

    from store.imports.sheets import read_sheet
    from store.imports.texts import grid_of

    made = Workbook()
    made.active.append(["Ticket", "Opened", "Hours", "Share", "Took", "Open"])
    made.active.append(["007", datetime(2026, 9, 25, 8), 3, 0.95, timedelta(hours=30), True])  # noqa: DTZ001
    made.active.append(["008", None, 3.5, None, None, False])
    made.save(tmp_path / "a.xlsx")
    there, notes = reading.sheet(tmp_path / "a.xlsx")
    here = read_sheet(tmp_path / "a.xlsx")
    assert (there.header, there.rows, list(there.numbers), notes) == (here.header, here.rows, list(here.numbers), ())
    assert reading.grid(tmp_path / "a.xlsx") == grid_of(tmp_path / "a.xlsx")


def test_only_known_kinds_come_back(tmp_path):
    """What a child writes is data: another kind is an error and never a call."""
    from bot.intake.apart import wire

    with pytest.raises(KeyError):
        wire.read('{"":"Popen","args":"x"}')
    with pytest.raises(TypeError):
        wire.written(object())


def test_harmful_is_its_own_word(tmp_path):
    """The look-over says why before any reader is asked."""
    with pytest.raises(HarmfulError, match="document type"):
        looked_over(packed(tmp_path / "laughs.docx", {"word/document.xml": BILLION + "<x>&j;</x>"}))


IMPATIENT = """
from bot.intake.apart import child
child.UNDERSTANDING_S = 2
child.main()
"""


def long_line(piece):
    return f"{piece * (200_000 // len(piece))}!\n1. The Provider shall answer Priority 1 incidents within 15 minutes.\n"


@pytest.mark.parametrize("piece", ["a", "(", "within 1 "])
def test_a_mail_of_one_endless_line_is_shortened(piece, tmp_path):
    """What only holds readers up is not handed on."""
    head = "From: a@b.example\nSubject: x\nDate: Wed, 07 Oct 2026 09:58:00 +0100\n\n"
    (read,) = reading.mails(put(tmp_path / "long.eml", (head + long_line(piece)).encode()))
    assert len(read.latest) < 5_000
    assert "within 15 minutes" in read.latest


def test_a_contract_of_one_endless_number_holds_up_only_the_child(tmp_path, monkeypatch):
    """What the app would do with its words is tried in the child first."""
    worker.end_all()
    monkeypatch.setattr(worker, "MODULE", (str(put(tmp_path / "child.py", IMPATIENT.encode())),))
    with pytest.raises(UnreadableError, match="more time than any such file needs"):
        reading.document(put(tmp_path / "long.txt", long_line("1").encode()))
    worker.end_all()
