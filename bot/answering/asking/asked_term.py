"""The words whose meaning is asked for; a question about a value, a right or a period is not one about meaning."""

from __future__ import annotations

import re

ART = r"(?:an? |the |our |their |these |those |this |that |exactly |actually )*"
X = r"[\"'“”‘’]?(?P<x>[^?\"“”]+?)[\"'“”’]?"
END = r"\s*[?.!]*\s*$"
TAIL = re.compile(
    r"(?:,? (?:exactly|actually|really|then|please|anyway|again|to (?:me|us|you)|for (?:us|me)|here|even|though|mate|"
    r"(?:in|under|by|within) (?:the|our|this) (?:contract|agreement|terms)|in (?:plain|simple|normal) (?:english|words|terms|language)|"
    r"in (?:it|our contract)|as (?:a|an) (?:\w+)|all about|when (?:they|it) \w+))+$"
)
STRONG = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhat (?:do|does|did) (?:they|he|she|it|you|people|the \w+|[A-Z]\w+) mean (?:by|when (?:they|he|she|it) (?:says?|writes?|talks? about))\s+{ART}{X}{END}",
        rf"\bwhat is {ART}{X} stands? for\b",
        rf"\bwhat (?:do|does|did)(?: the)?(?: (?:term|word|words|phrase|acronym|abbreviation|letters))? {ART}{X} (?:actually |really |even |exactly )*(?:means?|stands? for|refers? to)\b",
        rf"\bwhat (?:is|are|was)\s+meant by {ART}{X}{END}",
        rf"\b(?:meaning|definition)s? of (?:the (?:term|word|phrase) )?{ART}{X}{END}",
        rf"^(?:(?:can|could|would) you )?(?:please )?(?:define|definition|jargon|acronym|glossary)\b:? {ART}{X}{END}",
        rf"^(?:(?:can|could|would) (?:you|someone|anyone) )?(?:please )?explain(?: to me| what)?(?: the (?:term|word|phrase|acronym))? {ART}{X}(?: (?:is|are|means?))?{END}",
        rf"^(?:the |a |an )?{X} ?[-:,]* (?:meaning|definition){END}",
        rf"\bwhat (?:exactly |really |actually )?(?:counts?|qualif(?:y|ies)|is (?:classed|counted|considered|regarded|treated|defined|classified)) as {ART}{X}{END}",
        rf"\bdifferences? between {ART}(?P<x>.+?) and {ART}(?P<y>.+?){END}",
        rf"^{ART}(?P<x>[\w -]+?) (?:vs\.?|versus|or) {ART}(?P<y>[\w -]+?)[,:-]+ (?:what is|what are|whats)(?: the)? (?:difference|distinction){END}",
        rf"\b(?:never heard of|no idea what|do not know what|not sure what|remind me what|tell me what|wondering what|know what|understand what|explain what)(?: on earth| exactly)? {ART}{X} (?:is|are|was|means?|refers to|stands for){END}",
        rf"\bnever heard of {ART}{X}{END}",
        rf"\b(?:talking|going|on|banging) (?:on )?about {ART}{X}[,;.:-]+ (?:what|meaning)\b",
        rf"\b(?:they|he|she|it|provider|report|email|contract|[A-Z]\w+) (?:keeps? (?:saying|mentioning|using|writing)|mentions?|mentioned|wrote|writes|says?|said|uses?|used) {ART}{X}[,;:?. -]+(?:what (?:is|are)|meaning|whats?\b|huh|which means)",
        rf"^{ART}{X}\s*(?:\?+|[,;:.!-]+)\s*(?:what (?:is|are|does) (?:that|it|this|they|those)|meaning|what (?:that|it)|huh)\b[^?]*{END}",
        rf"^in (?:plain|simple|normal) (?:english|words|terms|language)[,:]? what (?:is|are|does) {ART}{X}(?: mean)?{END}",
        rf"\bwhat (?:is|are) {ART}(?P<x>[\w\"“” -]+?) (?:as opposed to|as against|rather than|compared (?:to|with)) {ART}(?P<y>[\w\"“” -]+?){END}",
        rf"^is {ART}(?P<x>[\w -]+?) (?:the same(?: thing)? as|different (?:from|to)) {ART}(?P<y>[\w -]+?){END}",
    )
)
WEAK = re.compile(
    rf"^(?:so |and |ok(?:ay)? |but |er |erm |hi |please |sorry |now )*(?:what|wtf) (?:(?:on earth|exactly|the hell|actually|in the world|precisely) )?"
    rf"(?:is|are)(?: exactly| actually)? (?P<art>an? |the |our |their |my )?{X}{END}",
    re.IGNORECASE,
)
# What is asked for here is a value, a state or a text, not a meaning.
NOT_A_TERM = re.compile(
    r"\b(?:in the|unproven|backlog|number|total|price|cost|costs|target|limit|cap|ceiling|deadline|status|trend|rate|spend|worth|level|percent|percentage|maximum|minimum|targets|levels|limits|prices|costs|rates|hours|"
    r"penalty for|going|happening|missing|outstanding|wrong|left|lacking|due|owed|covered|included|excluded|expected|required|needed|allowed|agreed|"
    r"promised|best|worst|good|normal|typical|acceptable|reasonable|average|longest|slowest|oldest|latest|last|next|current|our|your|my|we|they|you|us|them|"
    r"still|not|open|fixed|broken|if|when|that|which|who|per|for|up|on|at|than|from|with|opening|support hours|commitment|obligations?|responsibilit\w*|duties|notice|"
    r"liability|law|date|dates|address|number|password|difference|reason|point|verdict|score|outlook|weather|time|times|clause|section|schedule|paragraph|hours of|like|about|there|it|this)\b"
)


def terms_asked(spoken: str, plain: str, *, known: frozenset[str], timed: bool) -> tuple[str, ...]:
    """The terms a question asks the meaning of, as typed; empty where it asks for something else."""
    text = spoken.translate({0x2019: "'", 0x2018: "'"})
    for source in (_opened(text), plain):
        for pattern in STRONG:
            match = pattern.search(source)
            if match and (found := _cleaned(match)) and not (timed and "difference" in source):
                return found
    return _weak(_opened(text), known) if not timed else ()


def _opened(text: str) -> str:
    """Write "what's" out, keeping the capitals of the rest."""
    return re.sub(r"(?i)\b(what|that)'?s\b", r"\1 is", " ".join(text.split()))


def _cleaned(match: re.Match[str]) -> tuple[str, ...]:
    groups = [match.groupdict().get("x"), match.groupdict().get("y")]
    return tuple(word for group in groups if group and (word := _word(group)))


def _word(group: str) -> str:
    word = group.strip(" '\"“”‘’?.,:;!-")
    word = TAIL.sub("", word)
    return re.sub(r"^(?:an?|the|our|their)\s+", "", word, flags=re.IGNORECASE).strip(" '\"“”‘’?.,")


def _weak(text: str, known: frozenset[str]) -> tuple[str, ...]:
    match = WEAK.match(text)
    if match is None:
        return ()
    word, article = _word(match.group("x")), (match.group("art") or "").strip().lower()
    parts = word.split()
    if not 1 <= len(parts) <= 4 or article in {"our", "their", "my"}:
        return ()
    defined = all(part.lower().rstrip("s") in known or part.lower() in known for part in parts)
    titled = all(part[0].isupper() for part in parts) and not match.group().istitle()
    if NOT_A_TERM.search(word.lower()) and not (titled and len(parts) > 1):
        return ()
    if article == "the" and not (titled or (len(parts) > 1 and defined) or _acronym(word)):
        return ()
    return (word,)


def _acronym(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= 6
