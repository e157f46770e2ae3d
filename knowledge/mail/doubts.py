"""What a person should know before relying on a mail: hidden words, tricks with letters, orders meant for machines."""

from __future__ import annotations

import re

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_INSIDE = re.compile("(?<=[A-Za-z0-9])[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]+(?=[A-Za-z0-9])")
_MIXED = re.compile(
    r"\b(?=\w*[A-Za-z0-9])(?=\w*[\u0400-\u04ff\u0370-\u03ff])(?:[A-Za-z0-9\u0400-\u04ff\u0370-\u03ff]+)\b"
)
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|all|any|your|the|these|those)\b[^.!?\n]{0,40}"
    r"\b(?:instruction|prompt|rule|direction|guideline|context|message|polic)\w*"
    r"|\byou\s+are\s+(?:now\s+)?an?\s+(?:\w+\s+){0,3}(?:assistant|ai|model|bot|chatbot|language\s+model)\b"
    r"|\b(?:system|developer|hidden)\s+(?:prompt|message|instruction)s?\b|\bas\s+an?\s+(?:ai|language\s+model)\b|<\|[\w ]+\|>|\[/?INST\]"
    r"|^\s*(?:assistant|system)\s*:"
    r"|\b(?:ai|assistant|chatbot|language\s+model|llm|bot)s?\b[^.!?\n]{0,60}\b(?:must|should|shall|please|are\s+to|need\s+to)\b"
    r"[^.!?\n]{0,60}\b(?:say|state|report|answer|respond|reply|summari[sz]e|conclude|tell|mark|treat|record)\b"
    r"|\b(?:do\s+not|don't|never)\s+(?:tell|mention|reveal|inform)\b[^.!?\n]{0,40}\b(?:user|reader|customer|human)\b"
    r"|\bwhen\s+(?:summari[sz]ing|processing|reading|analysing|analyzing)\s+this\s+(?:e-?mail|message|text)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![\w.])[£$€]?\d+(?:[.,:/-]\d+)*(?:\s?%)?")
_NOT_SAID = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|cid:\S+|\[image[^\]]*\]", re.IGNORECASE)


def letter_tricks(text: str) -> list[str]:
    """Letters that show one thing and say another."""
    found = []
    if _OVERRIDES.search(text):
        found.append(
            "The mail holds invisible marks that turn the order of letters round or hide letters; they were removed."
        )
    if _INSIDE.search(text):
        found.append("The mail holds invisible letters inside words or figures; they were removed.")
    mixed = _MIXED.search(text[:200_000])
    if mixed:
        found.append(
            f"“{mixed.group()[:40]}” mixes look-alike letters of two alphabets; check it against the original."
        )
    return found


def orders(text: str) -> list[str]:
    """Words that try to direct a machine rather than tell a reader something; they are quoted and never followed."""
    match = _ORDERS.search(text[:500_000])
    if not match:
        return []
    start = max(text.rfind("\n", 0, match.start()) + 1, text.rfind(". ", 0, match.start()) + 1, match.start() - 80)
    quote = re.sub(r"\s+", " ", text[max(start, 0) : match.end() + 60]).strip()[:160]
    return [
        f"The mail holds words that try to give a machine orders. They are kept as words and not followed: “{quote}”."
    ]


def hidden(words: list[str], how: str) -> list[str]:
    """Words of the page that a reader does not see as said."""
    told = [one for one in words if len(re.findall(r"\w+", one)) > 1]
    if not told:
        return []
    return [f"The mail holds {how} words, left out here; they begin “{told[0][:80]}”."]


def numbers_differ(plain: str, page: str) -> list[str]:
    """The plain part and the HTML part of one mail must say the same figures; a reader sees only one of them."""
    said, shown = _numbers(plain), _numbers(page)
    only_plain = [one for one in said if one not in shown]
    only_page = [one for one in shown if one not in said]
    weighty = [one for one in (*only_plain, *only_page) if one[-1] == "%" or one[0] in "£$€"]
    if not (only_plain and only_page) and not weighty:
        return []
    parts = f"the plain text has {_listed(only_plain)} where the formatted text has {_listed(only_page)}"
    return [f"The mail says different figures in its two versions: {parts}. Ask which is right."]


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers[:4]) + (" and others" if len(numbers) > 4 else "") if numbers else "none"


def _numbers(text: str) -> list[str]:
    bare = _NOT_SAID.sub(" ", text[:500_000])
    return list(dict.fromkeys(re.sub(r"\s", "", one) for one in _NUMBER.findall(bare)))
