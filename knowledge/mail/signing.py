"""What a mail's author says, apart from how they sign and from what their company adds to every mail."""

from __future__ import annotations

import re
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES

from knowledge.mail.parting import trimmed

_CLOSINGS = (
    r"(?:(?:with\s+)?(?:kind|kindest|best|warm|warmest|many)\s+(?:regards|wishes|thanks)|regards|best|cheers|thanks(?:\s+again|\s+a\s+lot|"
    r"\s+and\s+(?:kind\s+|best\s+)?regards|,?\s+and\s+have\s+a\s+\w+\s+\w+)?|thank\s+you|many\s+thanks|yours(?:\s+(?:sincerely|faithfully|truly))?|sincerely"
    r"(?:\s+yours)?|respectfully|cordially|kr|br|rgds|all\s+the\s+best|have\s+a\s+(?:great|good|nice|lovely)\s+\w+|"
    r"с\s+уважением|vänliga\s+hälsningar/?sincerely)"
)
CLOSING = re.compile(rf"^[\s*_]*{_CLOSINGS}[\s*_]*[,.!–-]*[\s*_]*$", re.IGNORECASE)
DELIMITER = re.compile(r"^[\s*]*(?:--|—|__)[\s*]*$")
SENT_FROM = re.compile(
    r"^[\s*_]*(?:sent\s+(?:from\s+(?:my|a|an|the)|via|with)|get\s+outlook\s+for|via\s+mobile|von\s+meinem|envoyé\s+de|"
    r"enviado\s+desde|inviato\s+da|verzonden\s+vanaf|отправлено\s+с)\b[^.,;]{0,80}[.]?$|^[\s*_]*sent\s+(?:with|via)\s.{0,80}https?://\S+\s*$",
    re.IGNORECASE,
)
NAMED = re.compile(r"^\s*[-–—~]{1,2}\s?[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,3}\s*$")
RULE = re.compile(r"^[\s*]*[-_=*–—]{4,}\s*$")
CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:t|tel|telephone|phone|mob|mobile|m|f|fax|skype|direct|office|dd)\s*[:.]|\+\d{2}[\d\s().-]{6,}|"
    r"\(\d{3}\)\s?\d{3}|\b\d{3}[.-]\d{3}[.-]\d{4}\b|\bmailing list\b|\bltd\b|\blimited\b|\binc\.?$|\bgmbh\b",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"^[\s*\[(>_]*(?:(?:confidentiality|privacy|legal|email|e-mail)\s+(?:notice|disclaimer|note)|disclaimer|\[?\w+\s+disclaimer\]?|"
    r"this\s+(?:e-?\s?mail|email|message|communication|transmission)\b.{0,120}\b(?:confidential|privileged|intended|property|"
    r"automatically|produced|from\s+an\s+entity|may\s+contain|sent\s+(?:by|from)\s+an?\b)|the\s+(?:information|contents?)\s+(?:contained\s+)?(?:in|of)\s+this\s+"
    r"(?:e-?mail|message|communication)|if\s+you\s+(?:have\s+received|are\s+not\s+the\s+(?:intended|named))|please\s+consider\s+the\s+environment|"
    r"to\s+unsubscribe|you\s+(?:are\s+receiving|received)\s+this\s+(?:e-?mail|message|because)|unsubscribe\b|registered\s+(?:in|office)|"
    r"[\w\s.&]{2,60}\bis\s+(?:a\s+company\s+)?registered\s+in\b|all\s+rights\s+reserved|copyright\s|©|internet\s+communications\s+are\s+not|"
    r"reply\s+to\s+this\s+email\s+directly|diese\s+e-?mail\s+(?:enthält|kann)|ce\s+(?:message|courriel).{0,60}confiden|virus-free)",
    re.IGNORECASE | re.DOTALL,
)
BANNER = re.compile(
    r"^[\s*\[!⚠️]*(?:external(?:\s+(?:e-?mail|sender|message))?\s*[\]*:!]*\s*$|(?:caution|warning|\[?external\]?)\s*[:!\]].{0,40}(?:e-?mail|message|sender).{0,300}$|"
    r"this\s+(?:e-?mail|message)\s+(?:originated|was\s+sent|came)\s+(?:from\s+)?outside.{0,300}$|you\s+don't\s+often\s+get\s+email\s+from.{0,300}$)",
    re.IGNORECASE | re.DOTALL,
)
MOST_LINES = 14
WIDEST = 70


def signed(text: str, author: str = "") -> tuple[str, str, str]:
    """The words, the signature and the legal notes of one message; each may be empty.

    `author` is the sender's name, which alone on a line near the end begins a signature.
    """
    words, notes = _without_notes(text)
    lines = words.split("\n")
    cut = _cut(lines, author)
    own, signature = trimmed(lines[:cut]), trimmed(lines[cut:])
    if not own and signature and cut == 0:
        own, signature = (signature, "") if not DELIMITER.match(lines[0]) else ("", signature)
    more, extra = _without_notes(own) if signature else (own, "")
    return more, signature, "\n\n".join(note for note in (extra, notes) if note)


def _without_notes(text: str) -> tuple[str, str]:
    """The text without banners at its head and legal notes at its end."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    notes: list[str] = []
    while paragraphs and len(paragraphs[0]) < 600 and BANNER.match(paragraphs[0].strip()):
        notes.append(paragraphs.pop(0))
    first = next((i for i, one in enumerate(paragraphs) if i > 0 and _legal(one)), None)
    if first is not None and all(_legal(one) or _footer(one) for one in paragraphs[first:]):
        notes += paragraphs[first:]
        del paragraphs[first:]
    return "\n\n".join(paragraphs), "\n\n".join(notes)


def _legal(paragraph: str) -> bool:
    return bool(LEGAL.match(paragraph.strip()[:400]))


def _footer(paragraph: str) -> bool:
    """Lines of addresses and rules between or under legal notes, without a date or an amount in them."""
    lines = [line for line in paragraph.split("\n") if line.strip()]
    plain = [line for line in lines if not (RULE.match(line) or CONTACT.search(line) or len(line) < 40)]
    return len(lines) <= MOST_LINES and not plain


def _cut(lines: list[str], author: str) -> int:
    """The line at which the signature begins; the number of lines where there is none."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    tail = filled[-MOST_LINES:]
    cut = len(lines)
    for index in tail:
        rest = [lines[at] for at in filled if at > index]
        if index and _begins(lines[index], rest, author, lines, index):
            cut = index
            break
    return cut


def _begins(line: str, rest: list[str], author: str, lines: list[str], index: int) -> bool:
    if DELIMITER.match(line) or SENT_FROM.match(line):
        return all(len(one) <= 2 * WIDEST for one in rest)
    short = len(rest) <= MOST_LINES and all(len(one.strip()) <= WIDEST for one in rest)
    if _closing(line):
        return short and not any(_sentence(one) for one in rest)
    apart = not lines[index - 1].strip()
    if RULE.match(line):
        return len(rest) > 0 and short and _contacts(rest) * 3 >= len(rest) and not any(map(_label, rest))
    if NAMED.match(line):
        return apart and len(rest) <= 6 and short
    if apart and author and _same_name(line, author):
        return short and not any(_sentence(one) for one in rest)
    return apart and len(rest) >= 1 and short and _card([line, *rest])


@cache
def _foreign() -> re.Pattern[str]:
    """How letters end in other languages, out of a list made for it."""
    words = [one for code, kind in MAIL_LANGUAGES.items() if code != "en" for one in kind.get("signatures", [])]
    ended = "|".join(one for one in words if not one.startswith("/"))
    return re.compile(rf"^[\s*_]*(?:{ended})[\s*_,.!]*$", re.IGNORECASE)


def _closing(line: str) -> bool:
    return len(line) < 60 and bool(CLOSING.match(line) or _foreign().match(line))


def _sentence(line: str) -> bool:
    """A line of running words rather than a name, a title or an address."""
    return (len(line.split()) > 7 and not CONTACT.search(line)) or line.rstrip().endswith("?")


def _label(line: str) -> bool:
    return bool(re.match(r"^[^:@]{2,40}:\s*\S.*\d", line)) and not CONTACT.search(line)


def _contacts(lines: list[str]) -> int:
    return sum(bool(CONTACT.search(line)) for line in lines)


def _card(lines: list[str]) -> bool:
    """Several short lines of which most are a way to reach somebody, under a line that is a name."""
    named = re.match(r"^[\s*]*[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){1,3}[\s*,]*$", lines[0])
    return bool(named) and len(lines) >= 3 and _contacts(lines[1:]) >= 2


def _same_name(line: str, author: str) -> bool:
    said = [word.lower() for word in re.findall(r"[^\W\d_]+", line)]
    names = [word.lower() for word in re.findall(r"[^\W\d_]+", author.split("@", maxsplit=1)[0])]
    return (
        bool(said)
        and len(said) <= 5
        and bool(names)
        and all(word in names for word in said[:1])
        and (len(said) == 1 or said[-1] in names or len(said) <= 2 or set(names) <= set(said))
    )
