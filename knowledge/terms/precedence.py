"""Which words of a contract rule where two of them differ: an order of papers, a clause "notwithstanding" another.

A rule that holds only sometimes ("unless the Order Form expressly says otherwise", "in respect of personal data")
decides nothing by itself: it is shown with its words, and the two values stay in conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.clause_references import references
from knowledge.terms.model import FoundTerm
from knowledge.terms.paper_names import paper_of, papers_in
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import tidy

_LISTED = re.compile(
    r"\border of (?:precedence|priority)\b|\bin the following (?:\w+ )?order\b|\bfollowing (?:descending |ascending )?order\b|\bin (?:descending|ascending) order\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"[;\n]|(?<!\w)\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s|(?<!\w)\d{1,2}\.\s", re.IGNORECASE)
_COMMAS = re.compile(r",|\bthen\b|\bfollowed by\b|\band\b", re.IGNORECASE)
_OVER = r"(?:prevails?|takes? (?:precedence|priority)|(?:has|have|having) (?:precedence|priority)|overrides?|controls?|governs?|rules?|appl(?:y|ies)|counts?|wins?)\b"
_PREVAILS = re.compile(
    rf"(?P<who>[^.;,:]{{3,90}}?)\s+(?:(?:shall|will|must|is to|are to|does|do|always)\s+)*{_OVER}(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_CLASH = re.compile(
    r"\b(?:conflicts?|inconsisten\w+|discrepanc\w+|contradict\w*|ambiguit\w+|differs?|differences?|disagree\w*|say(?:s)? different)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\b(?:prevail|precedence|priority over|override)", re.IGNORECASE)
_SOMETIMES = re.compile(
    r"\b(?:unless|except|save (?:as|where|to|that)|only (?:if|where|to)|provided that|other than)\b|"
    r"\b(?:in respect of|in relation to|with respect to|with regard to|regarding|concerning|as to|as regards)\s+"
    r"(?!(?:(?:that|the|such|any|its|those|these|this)\s+)*(?:conflict|inconsisten|discrepan|services?|order|subject|matter))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\bbetween\s+(?P<one>[^,.;]{3,90}?)\s+and\s+(?P<two>[^,.;]{3,90}?)(?=,|;|\.|\s+(?:the (?:former|latter)|then)\b)",
    re.IGNORECASE,
)
_DESPITE = re.compile(
    r"\b(?:notwithstanding|despite|in spite of|instead of|in place of|in lieu of)\s+"
    r"(?P<all>any(?:thing|\s+(?:other\s+)?(?:provision|term|clause)s?)\b[^,.;]{0,40}?\b(?:in|of)\s+|any\s+provisions? (?:in|of)\s+)?(?P<what>[^,;:]{3,110}?)(?=[,;:]|\.\s|\.?$|\s+the\b)",
    re.IGNORECASE,
)
_YIELDS = re.compile(
    r"\b(?:unless|except(?: as| where| to the extent)?|save(?: as| where)?|subject to|or as|or (?:such|any) other \w+(?: \w+){0,3})\s+"
    r"(?:(?:is|as|otherwise|expressly|differently|stated|specified|set|out|agreed|provided|given|shown|stipulated|in|writing|may|be|it|by|on|under|"
    r"the|an|any|your|our|its|each|that|relevant|applicable|terms|of)\s+){0,10}?(?P<who>order form|order\b|statement of work|SOW\b|special (?:terms|conditions))",
    re.IGNORECASE,
)
ALL = "*"
HERE = "this"
_NONE = re.compile(r"\b(?:no|nothing|none|neither|nor)\b|\bpurchase orders?\b", re.IGNORECASE)
_MAKES_LAW = re.compile(r"\b(?:laws?|courts?|language|version)\b", re.IGNORECASE)


def precedence(setting: Setting, terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The rules of precedence of a document, and which paper it is where its title or its own words say so.

    A sentence that stands above another clause, or yields to another paper, is a rule only where one of `terms` is in it.
    """
    found = [*_paper(setting), *_orders(setting)]
    for sentence in (*setting.contract.sentences, *setting.contract.labelled):
        ranks = _prevailing(sentence)
        if ranks:
            found.append(_rule(setting, sentence, ranks, sometimes=_sometimes(sentence.text)))
        found += [
            _rule(setting, sentence, one)
            for one in (*_standing_above(sentence), *_yielding(sentence))
            if _rules_here(sentence, terms)
        ]
    return found


def _paper(setting: Setting) -> Iterator[FoundTerm]:
    """Which paper the document is: by its title, else by what it calls itself in a rule of precedence."""
    document = setting.contract.document
    head = next((line for line in document.text.splitlines() if line.strip()), "")
    named = papers_in(head) if len(head) <= _TITLE and not _TOGETHER.search(head) else []
    name = next((one for one, _ in named if one in {"order form", "statement of work"}), named[0][0] if named else "")
    if name and name != "terms":
        start = document.text.index(head)
        yield setting.contract.term("precedence", {"paper": name}, (start, start + len(head.rstrip())), clause="")
        return
    for sentence in setting.contract.sentences:
        own = re.search(r"\bthis\s+(?P<who>order form|order|statement of work|SOW)\b", sentence.text, re.IGNORECASE)
        if own and _prevailing(sentence):
            yield setting.contract.said_by(sentence, "precedence", {"paper": paper_of(own["who"])})
            return


_TITLE = 120
# "Order Form and Terms of Service": both in one document, each under its own heading.
_TOGETHER = re.compile(r"\b(?:form|work|schedule)\s*(?:and|&|with)\s+\w", re.IGNORECASE)


def _orders(setting: Setting) -> Iterator[FoundTerm]:
    """The papers listed in "the following order of precedence: (a) the Order Form; (b) the Schedules"."""
    sentences = setting.contract.sentences
    for at, sentence in enumerate(sentences):
        told = _LISTED.search(sentence.text)
        if not told:
            continue
        ranks = _listed(sentence.text[told.end() :])
        end = sentence.end
        if len(ranks) <= 1:
            items = [one for one in sentences[at + 1 : at + 12] if one.lead and tidy(one.lead) == tidy(sentence.text)]
            ranks = [name for one in items if (name := paper_of(one.text))]
            end = max((one.end for one in items), default=end)
        ranks = list(dict.fromkeys(ranks))
        if len(ranks) <= 1:
            continue
        if re.search(r"\bascending\b", sentence.text, re.IGNORECASE):
            ranks.reverse()
        said = setting.contract.whole[sentence.start : end]
        yield _rule(setting, sentence, ranks, end=end, sometimes=_sometimes(said))


def _listed(text: str) -> list[str]:
    """The papers of a list in one sentence, one for each item."""
    items = [one for one in _ITEMS.split(text) if one.strip(" .,:and")]
    if len(items) <= 1:
        items = _COMMAS.split(text)
    return [name for one in items if (name := paper_of(one))]


def _prevailing(sentence: Sentence) -> list[str]:
    """The papers of "this Order Form prevails over the Terms", the one that rules first; [] where it says no such thing."""
    text = sentence.text
    if _LISTED.search(text) or not (_CLASH.search(text) or _STRONG.search(text)):
        return []
    between = _BETWEEN.search(text)
    pair = [paper_of(between["one"]), paper_of(between["two"])] if between else []
    for told in _PREVAILS.finditer(text):
        if re.search(r"\bthe former\b", told["who"], re.IGNORECASE) and all(pair):
            return pair
        if re.search(r"\bthe latter\b", told["who"], re.IGNORECASE) and all(pair):
            return pair[::-1]
        who = [name for name, _ in papers_in(told["who"])]
        if not who or _MAKES_LAW.search(told["who"]) or _NONE.search(told["who"]):
            continue
        ruling = who[-1]
        under = [name for name, _ in papers_in(told["rest"])] or [name for name in pair if name and name != ruling]
        if ruling in under or (not under and not _CLASH.search(text)):
            continue
        return [ruling, *(dict.fromkeys(under) or [ALL])]
    return []


def _sometimes(text: str) -> bool:
    return _SOMETIMES.search(text) is not None


def _standing_above(sentence: Sentence) -> Iterator[list[str]]:
    """This sentence above the clause of "notwithstanding clause 2.1 of the Terms"."""
    for told in _DESPITE.finditer(sentence.text):
        named = references(told["what"])
        if named and not told["all"]:
            yield from ([HERE, f"clause {one.key}"] for one in named)
        elif papers_in(told["what"]):
            name = paper_of(told["what"])
            yield [HERE, ALL if told["all"] and name == "terms" else name]


def _yielding(sentence: Sentence) -> Iterator[list[str]]:
    """The paper above this sentence in "12 months unless the Order Form says otherwise"."""
    for told in _YIELDS.finditer(sentence.text):
        name = paper_of(told["who"][:1].upper() + told["who"][1:])
        if name:
            yield [name, HERE]


def _rules_here(sentence: Sentence, terms: Iterable[FoundTerm]) -> bool:
    led = sentence.text.rstrip().endswith(":")
    return any(
        (term.start < sentence.end and sentence.start < term.end)
        or (led and term.clause == sentence.clause and term.start >= sentence.end)
        for term in terms
    )


def _rule(
    setting: Setting, sentence: Sentence, ranks: list[str], *, end: int | None = None, sometimes: bool = False
) -> FoundTerm:
    doubt = CERTAIN
    if sometimes:
        doubt = Doubt("conflict", (), "This says what prevails only in some cases. Which value holds here?")
    span = (sentence.start, end or sentence.end)
    fields = {"ranks": ranks}
    return setting.contract.term("precedence", fields, span, clause=sentence.clause, doubt=doubt, confidence=0.85)
