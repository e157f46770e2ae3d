"""Advice written for the terminal, said as a person does it in Slack: the words around it stay, the command goes.

A command is found with all its arguments, and what stands for it depends on its place: after a colon an instruction
("send me the file in a direct message"), as the subject of a sentence what shows the same in Slack.
"""

from __future__ import annotations

import re

SEND = "send me the file in a direct message"
CHECK = "press “Check the terms” on my Home tab"
COMMIT = "press “Add a commitment” on my Home tab"
REVIEW = "press “Log a review meeting” on my Home tab"
OTHERS = "ask whoever runs me"
NOTED = "tell whoever runs me"
TEMPLATE = "whoever runs me can print one"

# Questions that show in Slack what a command shows on the terminal; each is one the product places.
ASKED = {
    "credits": "what credits can we claim?", "scorecard": "are we getting what we pay for?",
    "sla": "what was missed last month?", "promises": "what did they promise us?",
    "plan": "how is the improvement plan going?", "options": "what would it cost to change provider?",
    "health": "how healthy is the relationship?", "scope": "what does the fee buy?",
    "claim": "what credits can we claim?", "crisis": "how well were we told of the last major incident?",
}  # fmt: skip
TABS = {"terms": "“Check the terms” on my Home tab", "due": "my Home tab", "scorecard": "“Show the working” below"}
DONE_BY = {
    "add": SEND, "terms": CHECK, "confirm": CHECK, "correct": CHECK, "note promise": COMMIT, "note review": REVIEW,
    "note": NOTED, "plan add": NOTED, "register": NOTED, "classify": NOTED,
    "due": "see my Home tab",
}  # fmt: skip

# What may follow a command. A lower-case word belongs to an option only where nothing else could be meant by it.
_WORD = r"[a-z]+(?=$|[.;,)?!`]| --| [\"“])"
_VALUE = rf"(?:\"[^\"]*\"|“[^”]*”|[A-Z0-9][\w.:=|-]*\w|[A-Z0-9]|{_WORD})"
_PIECE = (
    r"--[a-z][\w-]*(?:[ =]" + _VALUE + r")?"
    r"|\"[^\"]*\"|“[^”]*”"
    r"|[A-Za-z_]+=[\w.-]*\w"
    r"|[\w.-]+\.[a-z]{2,5}\b(?!\w)"
    r"|[A-Z][A-Z0-9_|-]*(?:\.\w+)?(?![a-z’'])"
    r"|[0-9a-f]*\d[\w.:-]*\w|\d|\.\.\.|\{[^}]*\}"
)
_ARGUMENTS = rf"(?: (?:{_PIECE}))*"
_SUB = r"(?: (?:add|undo|check|done|missed|confirm|withdraw|reopen|people|every|mute|snooze|ack|causes))?"
_KIND = r"(?: (?!lists?\b|shows?\b|prints?\b|says?\b|then\b|and\b|or\b|to\b)[a-z]+(?=$|[;,)]|\.(?!\w)| [\"“A-Z]| --))?"
COMMAND = re.compile(
    rf"(?<!/)`?\bitbot (?P<verb>[a-z]+)(?P<sub>{_SUB}{_KIND})(?P<rest>{_ARGUMENTS})`?(?P<or> \(or [^)]*\))?"
    rf"(?:,? (?P<then>then|or) `?itbot (?P<second>[a-z]+)(?P<below>{_SUB}){_ARGUMENTS}`?)?"
)
# As the subject of a sentence: "itbot promises lists them all".
SUBJECT = re.compile(
    rf"(?<!/)`?\bitbot (?P<verb>[a-z]+)(?P<sub>(?: (?!(?:lists?|shows?|prints?|takes?|makes|says|adds) )[a-z]+)?)(?:{_ARGUMENTS})`?"
    r" (?P<does>list|show|print|take|make|say|add)s (?=\w)"
)
EXAMPLE = re.compile(r"(?:(?<=[.!?] )[Ff]or example: |, for example: )(?=`?itbot )|^[Ff]or example: (?=`?itbot )")
RUN = re.compile(r"(?:\b[Rr]un|\b[Tt]ype) (?=`?itbot )")
ASK = re.compile(r"itbot ask [\"“]([^\"”]+)[\"”]")

AROUND: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Ask again in a private place: --place private", "Ask me in a direct message."),
        (r" with --contract; `?itbot terms`? lists them", "; my Home tab lists them"),
        (r" Say which one with --contract REF", " Name the one you mean"),
        (r"Say which with --contract: ", "Name the one you mean: "),
        (r"as `itbot add` printed it", "as it was shown"),
        (r" with (?=`itbot )", ": "),
        (r" with --kind", ""),
    )
)
AFTER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"([Ww]hoever runs me can [^.;]*); whoever runs me can "), r"\1 and "),
    (re.compile(r":? --contract ([\w-]+)"), r" (\1)"),
    (re.compile(r"\s--[a-z][\w-]*(?:[ =][\w.-]+)?"), ""),
)


def in_slack(words: str) -> str:
    """The words with every terminal command replaced by what a person does in Slack."""
    if "itbot" not in words and " --" not in words:
        return words
    for pattern, said in AROUND:
        words = pattern.sub(said, words)
    words = RUN.sub("", EXAMPLE.sub(_lead, words))
    words = ASK.sub(lambda found: _opening(found, f"ask me “{found[1]}”"), words)
    words = SUBJECT.sub(_shown, words)
    words = COMMAND.sub(_told, words)
    for pattern, said in AFTER:
        words = pattern.sub(said, words)
    return re.sub(r" +([.;,])", r"\1", re.sub(r" {2,}", " ", words)).strip()


def _lead(found: re.Match[str]) -> str:
    return ": " if found[0].startswith(",") else ""


def _told(found: re.Match[str]) -> str:
    """An instruction in a command's place; two that come to the same are said once."""
    how = way(found["verb"], found["sub"].strip(), found["rest"])
    if found["second"]:
        also = way(found["second"], found["below"].strip())
        if also != how:
            how = f"{how}, {found['then']} {also}"
        elif how == SEND:
            how = how.replace("the file ", "the files ")
    return _opening(found, how)


def _shown(found: re.Match[str]) -> str:
    """What shows the same in Slack, as the subject of the sentence."""
    verb, does = found["verb"], found["does"]
    if verb in TABS:
        return _opening(found, f"{TABS[verb]} {does}s ")
    if verb in ASKED and not found["sub"]:
        return _opening(found, f"asking me “{ASKED[verb]}” {does}s ")
    return _opening(found, f"whoever runs me can {does} ")


def way(verb: str, sub: str = "", rest: str = "") -> str:
    """What a person does in Slack for a command."""
    if "--pulse" in rest:
        return NOTED
    if "--template" in rest:
        return TEMPLATE
    for name in (f"{verb} {sub}", verb):
        if name in DONE_BY:
            return DONE_BY[name]
    return f"ask me “{ASKED[verb]}”" if verb in ASKED and not sub else OTHERS


def _opening(found: re.Match[str], words: str) -> str:
    """With a capital where a sentence begins."""
    before = found.string[: found.start()].rstrip()
    begins = not before or before.endswith((".", "!", "?", "\n"))
    return words[:1].upper() + words[1:] if begins else words
