"""The lines by which a mail introduces what it quotes: "On … X wrote:", or a block of From, Sent, To and Subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

from knowledge.mail.model import Person
from knowledge.mail.moments import moments_in

_NAMES = {
    "from": "from von de da van från fra od от 发件人 差出人 expéditeur remitente",
    "sent": "sent date gesendet datum envoyé enviado inviato verzonden skickat sendt wysłano отправлено дата data fecha 发送时间 日期 送信日時",
    "to": "to an à para a aan till til do кому 收件人 宛先",
    "cc": "cc kopie copie kopia копия 抄送",
    "subject": "subject betreff objet asunto oggetto onderwerp ämne emne temat тема assunto 主题 件名",
    "other": "bcc reply-to organization organisation importance attachments priority",
}
LABELS = {name: label for label, names in _NAMES.items() for name in names.split()}
LABEL = re.compile(
    rf"^[\s*_]{{0,8}}(?P<label>{'|'.join(sorted(map(re.escape, LABELS), key=len, reverse=True))})[\s*_]{{0,3}}[:：][\s*_]{{0,4}}(?P<value>.*)$",
    re.IGNORECASE,
)
MARK = re.compile(
    r"^[\s*_]*(?:-{2,}\s*(?P<kind>forwarded message|forwarded by .{1,80}|original message|original appointment|weitergeleitete nachricht|ursprüngliche nachricht|"
    r"message transféré|message d'origine|mensaje reenviado|mensaje original|messaggio inoltrato|messaggio originale|"
    r"doorgestuurd bericht|oorspronkelijk bericht|пересылаемое сообщение|исходное сообщение)\s*-{2,}|"
    r"(?P<begin>begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré)\s*:?)[\s*_]*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(r"forward|weitergeleitet|transféré|reenviado|inoltrato|doorgestuurd|пересылаем", re.IGNORECASE)
RULE = re.compile(r"^[\s>]*[-_=*—~]{3,}[\s]*$")
_WROTE = (
    r"(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu|napisał(?:\(a\))?|napsal(?:\(a\))?|"
    r"написал(?:\(а\)|а)?|пишет)"
)
_STARTED = re.compile(
    rf"^(?:-{{1,4}}\s*)?(?:On|Am|Le|El|Il|Op|Den|Em|Dnia|W dniu|Dne|Le)\b.{{4,300}}?{_WROTE}\b.{{0,200}}?\s?:\s*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"^[\s]*(?:\w{2,3}[,.]{1,2}\s+)?\d.{6,250}@[^\s@]+?[>)\]]{0,2}\s*(?:\w{2,12}\s*)?[:：]\s*$")
_WRITES = re.compile(rf"^\S+@\S+\s(?:\([^)]*\)\s)?{_WROTE}:$", re.IGNORECASE)
_CJK = re.compile(r"^\d{4}\s?[年/-].{5,200}(?:写道|寫道|님이 작성|のメッセージ|wrote)[:：]?\s*$")
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)*")
WIDEST = 600
YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Head:
    """What introduces a quoted message: `length` lines long, with the author, the date as written, and the subject."""

    length: int
    author: Person | None
    sent_words: str = ""
    subject: str = ""
    to: tuple[Person, ...] = ()
    block: bool = False


def head_at(lines: list[str], index: int) -> Head | None:
    """The introduction that begins at a line, if one does."""
    line = lines[index]
    if not line.strip() or len(line) > WIDEST:
        return None
    return _block(lines, index) if LABEL.match(line) else _sentence(lines, index)


def _sentence(lines: list[str], index: int) -> Head | None:
    """“On … X wrote:”, over up to four lines."""
    joined = ""
    for length in range(1, 5):
        if index + length > len(lines) or not lines[index + length - 1].strip():
            return None
        joined = f"{joined} {lines[index + length - 1].strip()}".strip()
        if len(joined) > WIDEST:
            return None
        if joined[-1] not in ":：" and not joined.endswith("写道"):
            continue
        dated = any(char.isdigit() for char in joined)
        if (dated and (_STARTED.match(joined) or _DATED.match(joined) or _CJK.match(joined))) or _WRITES.match(joined):
            return _introduced(joined, length)
    return None


def _introduced(sentence: str, length: int) -> Head:
    return Head(length, _writer(sentence), _when(sentence))


def _when(sentence: str) -> str:
    found = moments_in(sentence)
    return found[0].words if found else ""


def _writer(sentence: str) -> Person | None:
    """The name and address out of "On Mon, Apr 2, 2012 at 6:26 PM, Megan One <x@y.example> wrote:"."""
    address = ADDRESS.search(sentence)
    after = re.search(rf"{_WROTE}\s+([^:<]+)", sentence, re.IGNORECASE)
    before = re.sub(rf"[\s,]*{_WROTE}\b.*$|[\s:：]+$", "", sentence, flags=re.IGNORECASE)
    if address:
        before = sentence[: address.start()].rstrip(" <([\"'")
    quoted = re.search(r"\"([^\"]{2,80})\"?$", before)
    name = quoted[1] if quoted else _last_words(before)
    if after and not name:
        name = after[1].strip()
    if name == (address and address[0]):
        name = ""
    return Person(name, address[0] if address else "") if name or address else None


def _last_words(words: str) -> str:
    """What stands after the date and time, or after the last comma."""
    found = moments_in(words)
    rest = words[found[-1].end :] if found else words.rpartition(",")[2]
    rest = re.sub(
        r"^[\s,.]*(?:[+-]\d{4}\b|\(?[A-Z]{3,4}\)?(?=[\s,]))?[\s,.]*(?:Uhr)?[\s,]*|^\s*(?:от|von|by|from)\s+", "", rest
    )
    rest = re.sub(r"^\s*(?:от|von|by|from)\s+", "", rest).strip(" ,\"'<")
    return "" if re.search(r"\d{2}", rest) or len(rest) > 80 else rest


def _block(lines: list[str], index: int) -> Head | None:
    """A block of header lines; it must name an author and a date or a subject."""
    fields: dict[str, str] = {}
    at, last, counted = index, "", index
    while at < len(lines) and at - index < 24:
        line = lines[at]
        match = LABEL.match(line) if len(line) <= WIDEST * 20 else None
        if match:
            last = LABELS[match["label"].lower()]
            fields.setdefault(last, match["value"].strip(" *_\u200e\u200f"))
            counted = at + 1
        elif not line.strip():
            if not _label_follows(lines, at + 1, 1):
                break
        elif last and _label_follows(lines, at + 1, 2):
            fields[last] = f"{fields[last]} {line.strip()}"
        else:
            break
        at += 1
    if "from" not in fields or not ({"sent", "subject"} & fields.keys()) or _is_when(fields["from"]):
        return None
    if len(fields) < 3 and "sent" not in fields:
        return None
    author = person_of(fields["from"])
    return Head(
        counted - index,
        author,
        fields.get("sent", ""),
        fields.get("subject", ""),
        people_of(fields.get("to", "")),
        block=True,
    )


def _label_follows(lines: list[str], start: int, within: int) -> bool:
    nearby = [line for line in lines[start : start + within + 1] if line.strip()][:within]
    return any(len(line) <= WIDEST and LABEL.match(line) for line in nearby)


def _is_when(words: str) -> bool:
    """“From: 14 March 22:00” begins a time span, no message."""
    found = moments_in(words)
    return "@" not in words and (bool(found) or not re.search(r"[^\W\d_]{2}", words))


def person_of(words: str) -> Person:
    """Name and address out of a From line, in any of the forms mail programs write."""
    cleaned = re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", words[:2000]).replace("[", "<").replace("]", ">")
    cleaned = re.sub(r"<(\S+@\S+?)<mailto:[^>]*>>?", r"<\1>", cleaned)
    address = ADDRESS.search(cleaned)
    name, parsed = parseaddr(re.sub(r"\s+on behalf of .*$", "", cleaned, flags=re.IGNORECASE))
    if not address:
        return Person(re.sub(r"[<>\"]", "", words).strip()[:200])
    if not name or "@" in name or parsed not in cleaned:
        name = cleaned[: address.start()].strip(" <(\"'")
    return Person("" if "@" in name else name.strip(" \"'"), address[0])


def people_of(words: str, most: int = 200) -> tuple[Person, ...]:
    """The people a To or Cc line names, the first `most` of them."""
    cut = words[: most * 80].replace(";", ",")
    try:
        pairs = getaddresses([cut])
    except (ValueError, IndexError, AttributeError):
        pairs = []
    found = [Person(name.strip(" \"'"), address) for name, address in pairs if name or "@" in address]
    return tuple(found[:most]) if found or not words.strip() else (person_of(words),)


def sent_of(words: str, zone: tzinfo | None, before: datetime | None = None) -> tuple[datetime | None, str]:
    """When a quoted message was sent, and a doubt in a sentence where its date can be read in several ways.

    A date without a zone is taken in `zone`. `before` is when the mail that quotes it was sent: a reading after that
    is out of the question.
    """
    try:
        exact = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        exact = None
    if exact is not None and exact.year not in YEARS:
        return None, f"“{words.strip()[:60]}” cannot be the day it was sent."
    if exact is not None and exact.tzinfo is not None:
        return exact, ""
    found = [one for one in moments_in(words) if one.days]
    if not found:
        return None, f"No date can be read in “{words.strip()[:60]}”." if words.strip() else ""
    home = found[0].zone or zone or UTC
    readings = [found[0].at(day, home) for day in found[0].days]
    possible = [one for one in readings if before is None or one <= before] or readings
    if len(possible) == 1:
        return possible[0], ""
    either = " or ".join(f"{one.day} {one:%B %Y}" for one in possible)
    return None, f"“{found[0].words}” may be {either}; nothing in the mail says which."
