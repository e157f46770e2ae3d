"""Turns the light mark-up of `demo/text/*.txt` into Word files with automatic clause numbers, as lawyers make them.

No clause number stands in the text of the files: Word (and our reader) computes them from numbering.xml, where the
body and the schedules have a multi-level list each, tied to paragraph styles. It knows no other mark-up.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

BODY_LIST, SCHEDULE_LIST = 101, 102
FIXED = datetime(2024, 10, 14, 9, 0, tzinfo=UTC)

# (style name, mark, list, level, format, number text, left cm, hanging cm)
LEVELS = (
    ("Clause 1", "C1", BODY_LIST, 0, "decimal", "%1.", 1.25, 1.25),
    ("Clause 2", "C2", BODY_LIST, 1, "decimal", "%1.%2", 1.25, 1.25),
    ("Clause 3", "C3", BODY_LIST, 2, "lowerLetter", "(%3)", 2.25, 1.0),
    ("Clause 4", "C4", BODY_LIST, 3, "lowerRoman", "(%4)", 3.25, 1.0),
    ("Schedule", "S", SCHEDULE_LIST, 0, "decimal", "Schedule %1", 0, 0),
    ("Schedule 1", "S1", SCHEDULE_LIST, 1, "decimal", "%2.", 1.25, 1.25),
    ("Schedule 2", "S2", SCHEDULE_LIST, 2, "decimal", "%2.%3", 1.25, 1.25),
    ("Schedule 3", "S3", SCHEDULE_LIST, 3, "lowerLetter", "(%4)", 2.25, 1.0),
)
HEADINGS = {"C1", "S", "S1"}


def write(source: Path, target: Path, *, footer: str) -> None:
    """Write the Word file for one text file; the same text always gives the same bytes."""
    document = docx.Document()
    _prepare(document, footer)
    for mark, content in _lines(source.read_text(encoding="utf-8")):
        _add(document, mark, content)
    buffer = BytesIO()
    document.save(buffer)
    target.write_bytes(_without_clock(buffer.getvalue()))


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each marked line with its words; a table comes as its caption followed by its rows."""
    table: list[str] | None = None
    for line in text.splitlines():
        if table is not None and line.startswith("|"):
            table.append(line)
            continue
        if table is not None:
            yield "TABLE", table
            table = None
        if not line.strip():
            continue
        mark, _, words = line.partition(":")
        if mark == "TABLE":
            table = [words.strip()]
        else:
            yield mark, [words.strip()]
    if table is not None:
        yield "TABLE", table


def _add(document: WordDocument, mark: str, content: list[str]) -> None:
    styles = {level[1]: level[0] for level in LEVELS}
    words = content[0]
    if mark in styles:
        _runs(document.add_paragraph(style=styles[mark]), words)
    elif mark == "TABLE":
        _table(document, content[0], content[1:])
    elif mark == "D":
        term, _, meaning = words.partition(" | ")
        _runs(
            document.add_paragraph(style="Definition"),
            f"**{term}** {meaning if meaning.startswith('has the meaning') else f'means {meaning}'}",
        )
    elif mark == "BREAK":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif mark == "SIGN":
        _signatures(document, words.split("|"))
    else:
        _runs(
            document.add_paragraph(
                style={"TITLE": "Title", "SUB": "Subtitle", "HEAD": "Side Heading", "Q": "Quoted"}.get(mark, "Normal")
            ),
            words,
        )


def _runs(paragraph: Paragraph, words: str) -> None:
    """The words, with what stands between ** in bold."""
    for index, part in enumerate(re.split(r"\*\*", words)):
        if part:
            paragraph.add_run(part).bold = True if index % 2 else None


def _table(document: WordDocument, caption: str, rows: list[str]) -> None:
    paragraph = document.add_paragraph(caption, style="Caption")
    paragraph.paragraph_format.keep_with_next = True
    grid = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    table = document.add_table(rows=0, cols=len(grid[0]), style="Table Grid")
    for number, row in enumerate(grid):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = ""
            run = cell.paragraphs[0].add_run(words)
            run.font.size = Pt(9.5)
            run.bold = number == 0 or None
    _repeat_header(document.element.body.findall(qn("w:tbl"))[-1].find(qn("w:tr")))
    document.add_paragraph()


def _repeat_header(row: CT_Row) -> None:
    properties = row.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _signatures(document: WordDocument, names: list[str]) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=len(names))
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = f"{name}\n\n\n______________________\nDirector"


def _prepare(document: WordDocument, footer: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _core(document)
    _numbering(document)
    _styles(document)
    _footer(section.footer.paragraphs[0], footer)


def _core(document: WordDocument) -> None:
    core = document.core_properties
    core.author, core.title, core.comments = "Brindlecote IT Services Limited", "", ""
    core.created = core.modified = FIXED
    core.last_modified_by, core.revision = "", 1


def _footer(paragraph: Paragraph, words: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{words}  |  page ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run.element.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind or "")
            run.element.append(mark)
    for run in paragraph.runs:
        run.font.size = Pt(8)


def _styles(document: WordDocument) -> None:
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for name, mark, number, level, *_ in LEVELS:
        style = _style(document, name)
        style.base_style = normal
        _number_the_style(style, number, level)
        if mark in HEADINGS:
            style.font.bold = True
            style.font.size = Pt(15 if mark == "S" else 11.5)
            style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(10), True
            _outline(style, 1 if mark == "S1" else 0)
    for name, left, italic in (("Definition", 1.25, False), ("Side Heading", 0, False), ("Quoted", 2.25, True)):
        style = _style(document, name)
        style.base_style = normal
        style.paragraph_format.left_indent = Cm(left)
        style.font.italic, style.font.bold = italic or None, name == "Side Heading" or None
    for name in ("Title", "Subtitle", "Caption"):
        _style(document, name).font.color.rgb = RGBColor(0x20, 0x30, 0x50)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    known = name in [style.name for style in document.styles]
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return cast(ParagraphStyle, style)


def _number_the_style(style: ParagraphStyle, number: int, level: int) -> None:
    """The number comes with the style, not with each paragraph: the way that trips readers up."""
    properties = style.element.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _outline(style: ParagraphStyle, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))


def _numbering(document: WordDocument) -> None:
    """Put the two multi-level lists in front of the numbering part's list instances, as the schema wants it."""
    root = document.part.numbering_part.element
    first = root.find(qn("w:num"))
    for number in (BODY_LIST, SCHEDULE_LIST):
        levels = "".join(_level(row) for row in LEVELS if row[2] == number)
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
        )
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _level(row: tuple[str, str, int, int, str, str, float, float]) -> str:
    name, mark, _, level, form, text, left, hanging = row
    suffix = '<w:suff w:val="space"/>' if mark == "S" else ""
    twips = [round(value * 567) for value in (left, hanging)]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{name.replace(" ", "")}"/>{suffix}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{twips[0]}" w:hanging="{twips[1]}"/></w:pPr></w:lvl>'
    )


def _without_clock(data: bytes) -> bytes:
    """The same archive with every member dated alike, so that it is the same file every time it is made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (2024, 10, 14, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()
