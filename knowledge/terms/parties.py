"""Who provides and who buys, by the names the contract gives them, or by what it has each of them do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.terms.model import FoundTerm
from knowledge.terms.party_roles import ALIAS, FRONT, NO_PARTY, role_named, roles
from knowledge.terms.passages import Sentence
from knowledge.terms.rows import body
from knowledge.terms.setting import Setting
from knowledge.terms.wording import flat

# Where a company is registered, how and under which number tells nobody's name.
_REGISTERED = re.compile(
    r",?\s*\b(?:an?\s+(?:\w+\s+){0,4}?(?:compan(?:y|ies)|corporation|partnership|charity|limited liability \w+)\b|(?:incorporated|registered|organi[sz]ed)\b)"
    r"[^(;]*?(?=\s*\()"
)
_BEFORE_NAME = re.compile(
    r".*(?:\b(?:[Bb]y and [Bb]etween|[Bb]etween|BETWEEN|made by|entered into by)\b|^\s*\(?\d\)|\band\b(?=\s+[A-Z])|\(\d\)|:)\s*",
    re.DOTALL,
)
_AFTER_NAME = re.compile(
    r"\s*(?:,(?!\s*(?:Inc|Ltd|LLC|LLP|Limited|PLC|plc|Corp)\b)|\(|;|\b(?:incorporated|registered|whose|having|with its|with registered|company number|of \d)\b).*",
    re.DOTALL,
)
_SHORT_NAME = re.compile(r"\(\s*\**(?P<alias>[A-Z][\w&-]{2,30})\**\s*\)")
_SEAT = re.compile(
    r"(?<=\b(?:Ltd|LLC|LLP|Inc|PLC|plc|Plc|DAC))\.?\s+of\b.*|(?<=\bLimited)\s+of\b.*|(?<=\bGmbH)\s+of\b.*|(?<=\bCorporation)\s+of\b.*"
    r"|\s+of\s+(?:Level|Suite|Unit|Floor|No\.?)?\s*\d.*",
    re.DOTALL,
)
_BESIDE = 3
_WORDS = 8
_LABEL = re.compile(r"^\W*(?P<role>[A-Za-z ]{2,20}?)\s*:\s*(?P<name>[A-Z].{2,80})$")


def parties(setting: Setting) -> list[FoundTerm]:
    """Who provides and who buys, by the names the contract gives them; two parties whom neither a role nor what they do tells apart are left out."""
    seen = _seen(setting.contract.sentences[:FRONT], roles(setting.contract))
    named = list({name: (place, name, role) for place, name, role in seen if len(name) > 2}.values())
    known = [one for one in named if one[2]]
    beside = [one for one in named if not one[2] and len(known) == 1 and abs(one[0] - known[0][0]) <= _BESIDE]
    if len(beside) == 1:
        known.append((beside[0][0], beside[0][1], "customer" if known[0][2] == "provider" else "provider"))
    firsts = {role: (name, place) for place, name, role in reversed(known)}
    said = [
        setting.contract.said_by(setting.contract.sentences[place], "party", {"role": role, "name": name})
        for role, (name, place) in firsts.items()
    ]
    return said + [term for term in _in_tables(setting) if term.fields["role"] not in firsts]


def _seen(sentences: Sequence[Sentence], roles: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Each party named at the head of a contract: the place of its sentence, its name and its role ("" if none)."""
    found = []
    for place, sentence in enumerate(sentences):
        text = re.sub(r"\s+", " ", flat(sentence.text))
        found += [(place, name, role) for name, role in (*_called(text, roles), *_labelled(text))]
    return found


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """The party of a line such as "Supplier: Kestrel Hosting Ltd"."""
    found = _LABEL.match(text)
    role = role_named(found["role"]) if found else ""
    name = _named(found["name"]) if found else ""
    if role and name and not ALIAS.search(text) and len(name.split()) <= _WORDS:
        yield name, role


def _in_tables(setting: Setting) -> Iterator[FoundTerm]:
    """The parties of a table of two columns on the contract itself ("Provider | Ambleford Systems Ltd")."""
    seen = set()
    for placed in setting.contract.tables:
        for row in body(placed.table, setting.contract.document.text):
            cells = [cell.text for cell in row.cells if cell.text.strip()]
            role = role_named(flat(cells[0]).strip(" *:")) if len(cells) == 2 else ""
            name = _named(flat(cells[1])) if role else ""
            if name and role not in seen and len(name.split()) <= _WORDS:
                seen.add(role)
                yield setting.contract.term("party", {"role": role, "name": name}, row.span, clause=placed.clause)


def _called(text: str, roles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each name in a sentence with the role of what the contract calls it: "X Limited, a company ... (the Customer)"."""
    begin = 0
    marks = sorted((*ALIAS.finditer(text), *_SHORT_NAME.finditer(text)), key=lambda one: one.start())
    for match in marks:
        chunk = re.sub(r"^\W*and\s+", "", text[begin : match.start()])
        name = _named(_BEFORE_NAME.sub("", _without_register(chunk), count=1))
        begin = match.end()
        short = "more" not in match.re.groupindex
        if short and match["alias"].lower() not in name.lower():
            continue
        if name and not NO_PARTY.search(match["alias"]):
            aliases = [match["alias"], *([] if short else re.findall(r"[\"']([^\"']+)[\"']", match["more"] or ""))]
            role = next((role for alias in aliases if (role := role_named(alias.strip()))), "")
            yield name, role or roles.get(match["alias"].strip(), "")


def _without_register(chunk: str) -> str:
    """A party's words up to where its registration is told, where a name stands before that."""
    kept = _REGISTERED.split(f"{chunk} (", maxsplit=1)[0].removesuffix(" (")
    return kept if re.search(r"[A-Z]\w+", kept) else chunk


def _named(chunk: str) -> str:
    """The name at the head of some words, without where its bearer sits; "" where it is no name."""
    name = _SEAT.sub("", _AFTER_NAME.sub("", chunk)).strip(" *,.\"'")
    name = re.sub(r"^the\s+(?=[A-Z])", "", name)
    good = re.match(r"[A-Z0-9a-z]", name) and re.search(r"[A-Z]", name) and len(name) <= 80
    return name if good else ""
