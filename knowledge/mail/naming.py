"""Which reference, which services, and with what effect: the names in a notice, out of its labels and tables."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"(?<![\w@./-])(?:[A-Z]{1,6}[-#/]?){0,3}[A-Z0-9]*\d[A-Z0-9]*(?:[-/_][A-Z0-9]+)*(?![\w@]|\.\d)", re.IGNORECASE
)
LABELLED = re.compile(
    r"\b(?:(?:internal\s+|maintenance\s+|change\s+|incident\s+|case\s+|work\s+order\s+|planned\s+works?\s+)?(?:ticket|reference|ref|case|incident|"
    r"work\s+order|maintenance|change|crq|event|planned\s+works?(?:\s+notification)?|notification|tt|job|rfo|advisory)"
    r"(?:\s+(?:number|num|no|id|ref|reference|request|ticket))?)(?:\s*\([^)]{1,12}\))?\s*(?:ref\b)?[.\s]*(?:number|no|id|#|is)?[\s.:#*|–—-]*$",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:account|customer|order|circuit|service|serial|po|pon|invoice|phone|tel|fax|lat|lon|location|as|version|floor|street|road|"
    r"duration|page|room|suite|case\s+sensitive|vat|company|registered|toll\s+free|call)\b[^:|\n]{0,24}[:|#\s]*$",
    re.IGNORECASE,
)
PLACED = re.compile(
    r"\b(?:location|address|reason|impact\w*|window|date|time|customer|account|circuit|service|serial|order|phone|pon|site)\b",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:ticket|reference|ref|work\s+order|change\s+(?:no|number|id|request))\b", re.IGNORECASE)
DATELIKE = re.compile(
    r"^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}-[A-Z]{3}-\d{2,4}|\d{1,2}:\d{2}|20\d\d|\d{1,2}(?:AM|PM|ST|ND|RD|TH))$",
    re.IGNORECASE,
)
SERVICES = re.compile(
    r"\b(?:circuits?|services?|order)(?:\s+(?:id|ids|number|no|ref|reference)s?)(?:\(s\))?|\b(?:affected|impacted)\s+(?:services?|circuits?|systems?|sites?|"
    r"applications?|servers?)|\b(?:services?|circuits?|systems?|order\s+ids?)(?:\(s\))?\s+(?:affected|impacted)|\bslid\b|\bserial\b|\bcircuit\b|\bproducts?\b|\bpeer as\b|^\W*services?\W*$",
    re.IGNORECASE,
)
NO_SERVICE = re.compile(r"https?:|\bplease\b|^\W*\d+\s*(?:min|hour|h\b)|^\W*no\b", re.IGNORECASE)
IMPACT = re.compile(
    r"^\W*(?:expected\s+|service\s+|customer\s+|anticipated\s+|estimated\s+)*(?:impact|effect|outage\s+duration|outage/downtime|downtime|outage|service\s+effect)"
    r"(?:\s+(?:to\s+your\s+service|duration|level))?\W*[:|]\s*(?P<words>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
EFFECTS = (
    ("none", r"\bno\s+(?:expected\s+|service\s+|customer\s+)?(?:impact|effect|interruption|downtime|outage)|\bnot\s+(?:be\s+)?(?:affected|impacted)|\bno-impact\b|\bwithout\s+interruption"),
    ("less protection", r"\bloss\s+of\s+redundancy|\breduced\s+(?:redundancy|resilience)|\bresiliency\s+loss|\bat\s+risk\b|\breduced-redundancy\b"),
    ("outage", r"\boutage|\bhard\s+down|\bdown\b|\binterruptions?\b|\bunavailable|\bdisruption|\bdowntime|\bloss\s+of\s+(?:service|connectivity)|\b\d+\s*(?:min|hour)"),
    ("slower", r"\bdegrad|\bslow|\blatency|\bpacket\s+loss|\bintermittent|\bswitch(?:ing)?\s+hits?"),
)  # fmt: skip
MOST = 60


def reference_in(subject: str, body: str) -> str:
    """The notice's own number: the best labelled, best placed and most repeated of all that look like one."""
    best, found = 2.0, ""
    flat = re.sub(r"[*_]", "", body)
    marks: dict[str, float] = {}
    for text, base in ((subject, 1.5), (flat[:20_000], 0.0)):
        for match in TOKEN.finditer(text):
            token = match.group()
            if (
                len(re.findall(r"\d", token)) < 3
                or len(token) < 4
                or DATELIKE.match(token)
                or len(re.findall(r"[a-z]", token)) > 3
            ):
                continue
            before = text[max(match.start() - 50, 0) : match.start()]
            line = before.rpartition("\n")[2] or (before[:-1].rpartition("\n")[2] if before.endswith("\n") else "")
            marks[token] = marks.get(token, 0.0) + _mark(token, line, before, text[match.end() : match.end() + 1], base)
    for token, mark in marks.items():
        if mark > best:
            best, found = mark, token
    return found


def _mark(token: str, line: str, before: str, after: str, base: float) -> float:
    mark = base + (0.5 if re.search(r"[A-Z]", token) else 0.0)
    label = line.rpartition(":")[0]
    foreign = bool(PLACED.search(label) and not OWN.search(label))
    named = bool(LABELLED.search(line)) and not foreign
    mark += (3.0 if base else 5.0) if named else 0.0  # the text knows its number better than a subject passed on
    mark += 1.0 if before.endswith("[") and after == "]" else 0.0
    return mark - (3.0 if foreign or (OTHER.search(line) and not named) else 0.0)


def services_in(body: str, tables: tuple[tuple[tuple[str, ...], ...], ...]) -> tuple[str, ...]:
    """The services, circuits or systems that a notice names, as written."""
    found = [cell for grid in tables for cell in _column(grid)] or _labelled(body) or _listed(body)
    return tuple(dict.fromkeys(found))[:MOST]


def _column(grid: tuple[tuple[str, ...], ...]) -> list[str]:
    """The cells under the heading that best names a service."""
    for row, cells in enumerate(grid[:4]):
        named = [at for at, cell in enumerate(cells) if len(cell) < 60 and SERVICES.search(cell)]
        if named and len(grid) > row + 1 and len(cells) > 1:
            numbered = [at for at in named if re.search(r"\b(?:id|slid|serial|number|no)\b", cells[at], re.IGNORECASE)]
            at = (numbered or named)[0]
            return [line[at].strip() for line in grid[row + 1 :] if at < len(line) and line[at].strip()]
    return []


def _labelled(body: str) -> list[str]:
    found: list[str] = []
    for line in body.split("\n"):
        match = re.match(r"^\W*(?P<label>[^:|]{3,60})[:|]\s*(?P<value>\S.{0,300})$", line)
        if match and SERVICES.search(match["label"]) and not NO_SERVICE.search(match["value"]):
            found += [one.strip(" *_") for one in re.split(r"[,;]\s+", match["value"]) if one.strip(" *_")]
    return found


def _listed(body: str) -> list[str]:
    """Lines of bare identifiers, as under "the services listed below"."""
    return [
        line.strip() for line in body.split("\n") if re.fullmatch(r"\s*[A-Za-z]{2,}[\w/-]*[-/]\w*\d{3,}\w*\s*", line)
    ]


def impact_of(text: str) -> tuple[str, str]:
    """The kind of effect ("outage", "less protection", "slower", "none", "" where not told) and the notice's own words."""
    labelled = IMPACT.search(text)
    words = labelled["words"].strip(" *_") if labelled else ""
    for effect, pattern in EFFECTS:
        if words and re.search(pattern, words, re.IGNORECASE):
            return effect, words[:200]
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text)[:80]:
        if re.search(r"\b(?:you|your|customers?|services?)\b", sentence, re.IGNORECASE):
            for effect, pattern in EFFECTS[:3]:
                if re.search(pattern, sentence, re.IGNORECASE) and not re.search(
                    r"\bif\b|\bavoid", sentence, re.IGNORECASE
                ):
                    return effect, re.sub(r"\s+", " ", sentence).strip()[:200]
    return "", words[:200]
