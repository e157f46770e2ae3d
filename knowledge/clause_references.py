"""References to clauses in words ("paragraph 3.1 of Schedule 2", "Sch. 2 §3.1") turned into the keys of the clause tree.

It refuses to guess what a reference without a number means: then there is no key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.clauses import Clause, ClauseTree
from knowledge.numbering import ORDINALS

_SHORT = {
    "sch": "schedule",
    "sched": "schedule",
    "schedules": "schedule",
    "ex": "exhibit",
    "exh": "exhibit",
    "app": "appendix",
    "appx": "appendix",
    "ann": "annex",
    "annexure": "annex",
    "att": "attachment",
    "pt": "part",
    "art": "article",
    "articles": "article",
    "ch": "chapter",
}
_FRAMES = "schedules?|sched|sch|exhibit|exh|ex|appendix|appx|app|annexure|annex|ann|attachment|att|addendum|part|pt|articles?|art|chapter|ch"
_CLAUSES = "sub-?\\s?clauses?|sub-?\\s?paragraphs?|sub-?\\s?sections?|clauses?|cls?|sections?|secs?|s|paragraphs?|paras?|items?|points?"
_NUMBER = r"\d{1,3}[A-Z]?(?:\s?\.\s?\d{1,3}[A-Z]?)*(?:\s?\.\s?(?:[a-z]{1,4})\b)?(?:\s?\((?:[a-z]{1,5}|[A-Z]|\d{1,2})\))*|(?:\((?:[a-z]{1,5}|[A-Z]|\d{1,2})\)\s?)+|[A-Z]\d?(?:\.\d+)*\b|[ivxl]+\b"
_ITEM = re.compile(
    rf"\b(?P<frame>{_FRAMES})\b\.?\s*(?:no\.?\s*)?[\"“'(]?(?P<label>\d{{1,3}}(?:\.\d{{1,3}})*[A-Z]?|[IVXLC]+\b|[A-Z]\d{{0,2}}(?![a-z])|{'|'.join(ORDINALS)})[\"”')]?"
    rf"|(?:\b(?P<clause>{_CLAUSES})\b\.?|(?P<sign>[§¶]{{1,2}}))\s*(?P<number>{_NUMBER})"
    rf"|(?<![\w.])(?P<bare>\d{{1,3}}(?:\.\d{{1,3}})+[A-Z]?(?:\s?\([a-z]{{1,5}}\))*|\d{{1,3}}(?:\s?\([a-z]{{1,5}}\))+)(?![\w%])",
    re.IGNORECASE,
)
_OUTWARDS = re.compile(r"\s*(?:of|to|in|under|within|from|at)\s+(?:the\s+)?", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*[,:;–—-]?\s*(?:\(|at\s+|the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text: the key it means, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Item:
    frame: bool
    words: str
    start: int
    end: int


def key_of(reference_words: str) -> str | None:
    """The key that words mean: "clause 7.2(a)" is "7.2(a)", "paragraph 3.1 of Schedule 2" is "Schedule 2, 3.1".

    None where they hold no reference. The first reference counts where there are several.
    """
    whole = re.fullmatch(r"\s*(?P<n>\d{1,3}[A-Z]?(?:\.\d{1,3})*\.?(?:\s?\([A-Za-z0-9]{1,5}\))*)\s*\.?", reference_words)
    if whole:
        return _number(whole["n"])
    found = references(reference_words)
    return found[0].key if found else None


def references(text: str) -> list[Reference]:
    """All references in a text, those that belong together ("paragraph 2 of Part B of Schedule 3") as one."""
    found: list[Reference] = []
    group: list[_Item] = []
    inner_first = False
    for item in _items(text):
        if group:
            between = text[group[-1].end : item.start]
            outwards = _OUTWARDS.fullmatch(between) is not None
            goes = _goes_with(group, item, outwards=outwards)
            if not (outwards or _ONWARDS.fullmatch(between)) or not goes:
                found.append(_reference(group, inner_first=inner_first))
                group, inner_first = [], False
            else:
                inner_first = inner_first or outwards
        group.append(item)
    if group:
        found.append(_reference(group, inner_first=inner_first))
    return found


def _items(text: str) -> list[_Item]:
    items = []
    for match in _ITEM.finditer(text):
        if match["frame"]:
            word = match["frame"].lower()
            label = match["label"]
            if word in {"ex", "app", "art", "att", "ch", "ann", "pt"} and text[match.end("frame") :][:1] not in {
                ".",
                " ",
            }:
                continue
            items.append(_Item(frame=True, words=_frame(word, label), start=match.start(), end=match.end()))
        else:
            number = match["number"] or match["bare"]
            if (
                match["clause"]
                and match["clause"].lower() == "s"
                and not text[match.end("clause") :].lstrip(". ")[:1].isdigit()
            ):
                continue
            items.append(
                _Item(
                    frame=False,
                    words=_number(number),
                    start=match.start(),
                    end=match.start() + len(match.group().rstrip()),
                )
            )
    return items


def _goes_with(group: list[_Item], item: _Item, *, outwards: bool) -> bool:
    """Whether an item adds to a reference: no frame twice, and a second number only for "(b) of clause 4"."""
    if not item.frame:
        return all(one.frame for one in group) or (outwards and group[-1].words.startswith("("))
    return item.words.split()[0] not in {one.words.split()[0] for one in group if one.frame}


def _reference(group: list[_Item], *, inner_first: bool) -> Reference:
    frames = [item.words for item in group if item.frame]
    if inner_first or (
        len(frames) > 1 and frames[0].startswith("Part") and frames[1].split()[0] in {"Schedule", "Exhibit"}
    ):
        frames.reverse()
    number = "".join(item.words for item in reversed(group) if not item.frame)
    return Reference(", ".join([*frames, number] if number else frames), group[0].start, group[-1].end)


def _frame(word: str, label: str) -> str:
    name = _SHORT.get(word, word).capitalize()
    if label.lower() in ORDINALS:
        label = str(ORDINALS.index(label.lower()) + 1)
    return f"{name} {label.upper()}"


def _number(words: str) -> str:
    """7.2.a and 7.2 (a) as the tree has them: 7.2(a)."""
    plain = re.sub(r"\s", "", words).rstrip(".")
    return re.sub(r"\.([a-z]{1,5})(?=$|\()", r"(\1)", plain)


def clause_for(tree: ClauseTree, words: str) -> Clause | None:
    """The clause that a person means: by its key, else by a number or title that only one clause has."""
    key = key_of(words) or words.strip()
    by_key = {clause.key.lower(): clause for clause in tree.clauses}
    for wanted in (key, words.strip(), *_other_names(key)):
        if wanted.lower() in by_key:
            return by_key[wanted.lower()]
    ends = [clause for clause in tree.clauses if clause.key.lower().endswith(f", {key.lower()}")]
    if len(ends) == 1:
        return ends[0]
    titled = [clause for clause in tree.clauses if clause.heading.lower() == words.strip().lower()]
    return titled[0] if len(titled) == 1 else None


def _other_names(key: str) -> list[str]:
    """Article 5 may be numbered 5, and 5 may be Article 5."""
    if key.startswith("Article "):
        return [key.removeprefix("Article ")]
    return [f"Article {key}", f"Section {key}", f"Part {key}"] if re.fullmatch(r"\d+|[IVXLC]+", key) else []
