"""Questions that only point at the answer before them: "which ones?", "how do you know?", "show me the clause", "were they met?"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.asking.plain_words import plain
from bot.answering.asking.question import Question

LEAD = r"(?:(?:and|but|so|ok(?:ay)?|then|please|sorry|hm+|right|well)[, ]+)*"
HOW_KNOWN = re.compile(
    LEAD
    + r"(?:how (?:do|did|would|can) you (?:know|work|get|calculate|count|arrive|reach|come|reckon|tell)(?: (?:that|this|it|them|those|these))?(?: (?:out|at|to|by))?(?: (?:that|this|it|those|these)(?: figures?| numbers?)?)?"
    r"|(?:what|which) (?:is|are|was) (?:that|this|it|those|these) based (?:on|upon)|where (?:does|do|did) (?:that|this|it|those|these)(?: figures?| numbers?)? come from"
    r"|(?:are|how (?:sure|certain|confident) are) you(?: (?:sure|certain))?(?: (?:of|about) (?:that|this|it))?|says who|prove it|can you prove (?:it|that)"
    r"|(?:show|give|tell) (?:me|us) (?:the |your )?(?:working|workings|sources?|evidence|proof|figures|numbers|calculation|sums|maths?)|what (?:is|are) (?:the|your) (?:sources?|evidence|proof))"
)
CLAUSE = re.compile(
    LEAD
    + r"(?:(?:can|could|may) (?:you|i|we) )?(?:please )?(?:show|see|read|quote|give|have|tell)?(?: (?:me|us))?\s*(?:what |which |where )?(?:is |are |does |do )?(?:the |that |those |exact )?(?:exact )?(?:clauses?|wording|paragraphs?|sections?|small print|contract words?|words of the contract)"
    r"(?: (?:is|are|says?) (?:that|it|this)(?: in)?| (?:for|behind|of|on) (?:that|it|this)| say(?:s)? (?:that|so|this)| (?:says?|exactly))?"
)
WHERE_SAID = re.compile(
    LEAD + r"where (?:does|do|did|in the contract does) (?:it|the contract|the agreement|they) say (?:that|so|this|it)"
)
WHICH = re.compile(
    LEAD
    + r"(?:which (?:ones?|tickets?|were (?:they|those)|are (?:they|those)|of them|months?|levels?)(?: (?:were|was|are|is) (?:they|it|those|missed|late|too late|broken))?|(?:list|name|show) (?:them|those|me (?:them|those|which)|which)|what (?:are|were) they|such as|like (?:what|which))"
)
WHY = re.compile(
    LEAD
    + r"(?:why(?:\s+(?:is|was)\s+(?:that|it|this)|\s+so|\s+not)?|how\s+come|what\s+(?:went\s+wrong|was\s+the\s+(?:reason|cause)))"
)
VERDICT = re.compile(
    LEAD
    + r"(?:were|was|did|have|has|are|is) (?:they|it|that|those|these|any of them|all of them) (?:all )?(?:meet|met|make|made|hit|kept|keep|in time|on time|late|missed|within|inside|ok(?:ay)?|(?:answered|fixed|dealt with|handled|resolved) (?:in|on) time)"
    r"(?: (?:it|them|the target|the targets|their targets?|the limit|target|the sla|time|the contract))?"
)
SUPERLATIVE = re.compile(
    LEAD + r"(?:(?:what|which) (?:was|is|about) )?(?:the |our |their )?(?P<which>best|worst)(?: one| month)?"
)
EXTREME = re.compile(
    LEAD
    + r"(?:(?:what|which|who)(?: (?:one|ticket))? (?:was|were|is|took) (?:the )?)(?:slowest|longest|quickest|fastest)(?: (?:one|ticket|of them|to (?:answer|fix)))?"
)
LAST_ONE = re.compile(
    LEAD
    + r"when (?:was|were|is|did) (?:the |their |our )?(?:last|latest|most recent|next)(?: (?:one|time|of them))?(?: (?:held|done|happen|take place))?"
)
WENT = re.compile(
    LEAD
    + r"what (?:went|was|did they do|has gone|did go) (?:well|good|right|badly|wrong|best|worst)(?: (?:then|in it|there))?"
)
EVER = re.compile(r"\bever\b.{0,30}\bas (?P<how>good|bad|low|high|quick|fast|slow|poor)\b")
THE_ONE = re.compile(r"\b(?:(?:the|that|this) one|it|them)\b", re.IGNORECASE)
HOW_MANY_LATE = re.compile(r"\bhow many (?:of (?:them|those|these) )?(?:were|was|have|had|are)\b")
END = " ?!.,"
# Intents whose late tickets have causes, and those that tell which tickets were late.
CAUSED = {"month_overview", "missed", "causes", "claims", "longest", "value"}
LISTED = CAUSED | {"count"}
JUDGED = {"month_overview", "missed", "count", "longest", "target", "claims", "comparison"}
# What asks about an answer itself, so that the next question still leans on the one it was asked of.
OF_THE_ANSWER = {"rests_on", "quoted"}


def pointing(question: Question, before: Question) -> Question | None:
    """The question as it leans on the one before, where it does nothing else; None for any other."""
    said = plain(question.spoken).strip(END)
    for pattern, intent in ((HOW_KNOWN, "rests_on"), (CLAUSE, "quoted"), (WHERE_SAID, "quoted")):
        if pattern.fullmatch(said):
            return replace(before, text=question.text, intent=intent, about=before)
    if WHY.fullmatch(said):
        return _why(question, before)
    return _of_what_was_told(said, question, before)


def _of_what_was_told(said: str, question: Question, before: Question) -> Question | None:
    """Which ones, whether they were met, and the best or worst of them."""
    if WHICH.fullmatch(said):
        listed = before.intent in LISTED
        return (
            replace(before, text=question.text, intent="missed", wants="list")
            if listed
            else replace(before, wants="list")
        )
    if VERDICT.fullmatch(said) and before.intent in JUDGED:
        return replace(before, text=question.text, intent="month_overview", wants="yes_no")
    superlative = SUPERLATIVE.fullmatch(said)
    if superlative and before.intent in CAUSED:
        return replace(
            before, text=question.text, intent="month_overview", spoken=f"{superlative.group('which')} month"
        )
    return _of_one_of_them(said, question, before)


def _of_one_of_them(said: str, question: Question, before: Question) -> Question | None:
    """The slowest of what was told, the last time of it, and what of its time went well."""
    if EXTREME.fullmatch(said) and before.intent in JUDGED:
        return replace(before, text=question.text, intent="longest", wants="how_long")
    if LAST_ONE.fullmatch(said) and before.intent.endswith("_duty"):
        return replace(before, text=question.text, spoken=question.spoken, readings=())
    if WENT.fullmatch(said) and before.readings and before.intent in CAUSED and question.intent == "value":
        return replace(before, text=question.text, intent="value", metrics=(), priorities=())
    return None


def _why(question: Question, before: Question) -> Question:
    """Why tickets were late is told by their causes; any other "why" by what the answer rests on."""
    if before.intent in CAUSED:
        return replace(before, text=question.text, intent="causes")
    if before.intent == "ticket_story":
        return replace(before, text=question.text)
    return replace(before, text=question.text, intent="rests_on", about=before)
