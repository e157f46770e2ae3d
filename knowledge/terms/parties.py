"""Who provides and who buys, by the names the contract gives them; parties without a role are not told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import flat

_PROVIDER = re.compile(
    r"^(?:the\s+)?(?:service\s+)?(?:provider|supplier|contractor|vendor|msp|company|licensor|host)$", re.IGNORECASE
)
_CUSTOMER = re.compile(
    r"^(?:the\s+)?(?:customer|client|buyer|licensee|authority|purchaser|subscriber|you)$", re.IGNORECASE
)
_ALIAS = re.compile(
    r"\(\s*(?:herein(?:after)?\s+)?(?:referred to as\s+|called\s+)?(?:(?:the\s+)?[\"']+\s*(?:the\s+)?|the\s+\**)(?P<alias>[A-Za-z][\w &-]{1,40}?)\**[\"']*\s*(?:or\s+[^()]{1,30})?\)"
)
_BEFORE_NAME = re.compile(
    r".*(?:\b(?:by and between|between|made by|entered into by)\b|^\s*\(?\d\)|\band\b(?=\s+[A-Z])|\(\d\)|:)\s*",
    re.DOTALL,
)
_AFTER_NAME = re.compile(
    r"\s*(?:,(?!\s*(?:Inc|Ltd|LLC|LLP|Limited|PLC|plc|Corp)\b)|\(|;|\b(?:incorporated|registered|whose|having|with its|with registered|company number|of \d)\b).*",
    re.DOTALL,
)
_NO_PARTY = re.compile(
    r"agreement|contract|effective date|services?$|software|territory|terms?$|order|schedule|exhibit", re.IGNORECASE
)


def parties(setting: Setting) -> list[FoundTerm]:
    """Who provides and who buys, by the names the contract gives them; two parties without a role are not told apart."""
    seen: list[tuple[str, str, Sentence]] = []
    for sentence in setting.contract.sentences[:60]:
        text = re.sub(r"\s+", " ", flat(sentence.text))
        seen += [(name, alias, sentence) for name, alias in _called(text)]
    roles = list({name: (name, _role(alias), sentence) for name, alias, sentence in seen if len(name) > 2}.values())
    known = [(name, role, sentence) for name, role, sentence in roles if role]
    beside = [one for one in roles if not one[1] and len(known) == 1 and one[2] is known[0][2]]
    if len(beside) == 1:
        known.append((beside[0][0], "customer" if known[0][1] == "provider" else "provider", beside[0][2]))
    firsts = {role: (name, sentence) for name, role, sentence in reversed(known)}
    return [
        setting.contract.said_by(sentence, "party", {"role": role, "name": name})
        for role, (name, sentence) in firsts.items()
        if role
    ]


def _called(text: str) -> Iterator[tuple[str, str]]:
    """Each name in a sentence with what the contract calls it: "X Limited, a company ... (the Customer)"."""
    begin = 0
    for match in _ALIAS.finditer(text):
        chunk = re.sub(r"^\W*and\s+", "", text[begin : match.start()])
        chunk = _BEFORE_NAME.sub("", chunk, count=1)
        name = _AFTER_NAME.sub("", chunk).strip(" *,.\"'")
        begin = match.end()
        if (
            re.match(r"[A-Z0-9a-z]", name)
            and re.search(r"[A-Z]", name)
            and len(name) <= 80
            and not _NO_PARTY.search(match["alias"])
        ):
            yield name, match["alias"].strip()


def _role(alias: str) -> str:
    return "provider" if _PROVIDER.match(alias) else "customer" if _CUSTOMER.match(alias) else ""
