"""Questions that are not answered: orders, tricks, other subjects, persons, legal and market advice, the future."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answering.asking.everyday import turning_words
from bot.answering.asking.signs import Signs

VERBS = (
    r"(?:rewrite|tweak|falsify|backdate|hide|suppress|delete|remove|erase|wipe|drop|purge|close|re-?open|cancel|edit|change|alter|amend|update|overwrite|modify|reset|"
    r"install|uninstall|restart|reboot|send|e-?mail|forward|message|text|ring|phone|book|order|buy|pay|transfer|sign|raise|log|"
    r"create|open|assign|escalate|approve|hack|shut down|fire|sack|set|mark|adjust|correct|fix|submit|post|publish|upload|"
    r"schedule|arrange|file|terminate|end|write to|complain to|tell them|chase)"
)
OBJECT = (
    r"(?:all|the|our|my|a|an|this|that|these|those|every|any|them|him|her|it|tickets?|p\d\b|inc-?\d+|everything|brand\b|"
    r"notice|\w+@\w+)"
)
ORDER = re.compile(
    rf"^(?:(?:please|now|ok|hey|hi|go ahead and|i want you to|i need you to|(?:can|could|would|will) you(?: please| kindly)?)[, ]+)*"
    rf"(?P<verb>{VERBS})\s+(?P<rest>.*)$"
)
FOR_ME = re.compile(
    r"^(?:me|us|over|through)\b|^(?:a |the )?(?:list|summary|copy|overview|figures|numbers|breakdown)\b"
)
SETTING = frozenset(
    "rewrite tweak falsify set change mark adjust edit alter update correct amend modify overwrite".split()
)
SET_TO = re.compile(r"\bto (?:be |show |read |say |look )*(?:\d|met|green|zero|hit|passed)")
TELLING = frozenset(("e-mail", "email", "message", "text", "ring", "phone", "call", "write to", "complain to"))
MEASURED = re.compile(r"(?:up-?time|availability|outages?|downtime|support|volumes?|times?|hours|handling)\b")
ENDS_AS_QUESTION = re.compile(r"\?\s*$")
# "Open P1s", "change of control", "update interval", "order of precedence" are subjects, not orders.
SUBJECT = re.compile(
    r"^(?:p\d|tickets?(?: not)?(?:\?| |$)(?!from|inc)|of\b|interval|rates?|times?|calls?\b|requests?\b|out\b|control|annex|date|deadline|clause|"
    r"sched|section|para|appendix|for\b|per\b|to\b(?! (?:brand|them|the provider))|window|period|\d)"
)

REFUSALS: tuple[tuple[str, str], ...] = (
    ("off_limits", r"\b(?:ignore|disregard|forget|override|bypass|overrule|skip) (?:all |any |your |the |my |these |those |previous |prior |above )*(?:rules|instructions?|prompts?|guidelines|contract|tickets|data|figures|facts|programming|training|everything|that)\b"),
    ("off_limits", r"\bsystem prompt\b|\b(?:your|hidden|initial|original) (?:instructions|prompt|rules|guidelines|configuration)\b|\b(?:developer|debug|admin|god|dan|unrestricted|maintenance) mode\b|\bjail-?\s?break|\byou are (?:now|no longer|an?)\b|\bact as\b(?! (?:a|the) (?:processor|controller))|\brole-?\s?play|\bpretend (?:to be|you)\b|\bfrom now on\b|\brepeat (?:after me|the (?:text|words) above|everything above)|\bdrop table\b|<script|\bsudo\b|\bapi keys?\b|\breveal (?:your|the) (?:prompt|rules|secrets?|config\w*)"),
    ("off_limits", r"\bmake (?:it|them|the (?:figures?|numbers?|results?|stats|report)|this|that|p\d\b.{0,12}) (?:look|say|show|read|seem|appear)\b|\bround (?:it |them )?up to (?:100|a hundred)\b|\b(?:just|only|simply) (?:say|answer|reply|respond|tell (?:me|them)|write|print|output) (?:\"|'|yes|no\b|it is|it was|that|100|with)|\b(?<!they )(?<!he )(?<!she )(?<!provider )(?<!supplier )(?<!msp )(?<!reports )(?<!report )(?:say|print|write|output|report|answer|respond|reply|tell (?:me|them|us)) (?:that )?(?:it is |it was |a |all |everything |p\d \w+ )*(?:was |were |is |at |as )?(?:(?:all )?(?:100|99)(?:\.\d+)? ?(?:%|percent)|(?:all )?(?:green|met|perfect)\b)|\bas (?:100|99)(?:\.\d+)?\b|\bprint (?:100|p\d)|\b(?:you must|you have to|you will) (?:say|answer|report|tell|print|agree)|\bfabricat\w*|\bmake (?:something|a number|it|one|them) up\b|\binvent (?:a|some|the)\b|^(?:please |can you |could you )?(?:fudge|massage|doctor|cook) the\b|\bfake\b|\btell me (?:that )?(?:it is|they are|everything is|we are) (?:all )?(?:green|fine|perfect|good|ok)\b|\b(?:report|show|use) (?:99\.9|100)\b|^(?:please )?(?:say|state|write|answer|reply)(?: that)? (?:all|every\w*|they|it) .{0,40}\b(?:met|hit|green|fine|kept|passed)\b"),
    ("off_topic", r"\bweather\b|\brain(?:ing|y)?\b|\bsnow\b|\bfootball|\bcricket\b|\brugby\b|\brecipes?\b|\bbake\b|\bcook(?:ing)?\b(?! the)|\bjokes?\b|\bpoems?\b|\bhaiku|\blimerick|\bsongs?\b|\bsing\b|\bstor(?:y|ies) about\b|\bcapital (?:city )?of\b|\bpopulation of\b|\bshare price\b|\bstock (?:market|price)|\bbitcoin|\bcrypto\w*|\belections?\b|\bvot(?:e|ing)\b|\bworld cup\b|\bwho (?:won|wins|will win|wrote|invented|painted|discovered)\b|\bhoroscope|\bstar sign\b|\btranslat\w+ .{1,60}\b(?:in)?to (?:french|german|spanish|italian|welsh|latin|polish|chinese)|\bprime minister\b|\bpresident\b|\bking\b|\bqueen\b|\brestaurants?\b|\blunch\b|\bdinner\b|\bbreakfast\b|\bholiday (?:destination|ideas)|\bfilms?\b|\bmovies?\b|\bnovel\b|\b(?:train|bus|flight|plane|ferry)s?\b(?= (?:to|from|times?|leave))|\bthe (?:latest )?news\b|\bheadlines\b|\bhow (?:tall|far|heavy|deep) is\b|\b(?:what is|calculate|how much is) \d+ ?(?:times|plus|minus|divided by|x|\*|\+|/) ?\d|\b\d+ (?:times|plus|divided by) \d+\b|\b\d+ [x*+] \d+\b|\bmeaning of life\b|\blotter(?:y|ies)\b|\bhow do i (?:bake|cook|make (?:bread|tea|coffee))|\bdo you (?:love|like|dream|feel|sleep)\b|\bare you (?:human|alive|real|a robot|chatgpt)\b|\bwrite (?:me |them |him |her |to them )?(?:a|an|some) (?:\w+ )?(?:letter|e-?mail|reply|poem|haiku|story|song|essay|limerick|python|code|script|cv|speech)"),
    ("person", r"\bwho (?:is|was|are) (?:responsible|to answer) for (?:the|this|that|our) (?:outage|miss\w*|failure|delay|mistake|mess|breach)|\b(?:does|is|did|was|has|can|will) (?!it\b|they\b)\w+ .{0,40}\b(?:he|she|him|her)\b(?!.{0,12}\bmean)|\bwhich (?:one )?of (?:our|the|their|my) (?:\w+ )?(?:staff|people|users|engineers|technicians|team|employees)\b|\b(?:which|what|who is the|who are the|name the) (?:engineers?|technicians?|persons?|agents?|users?|staff members?|employees?|members? of (?:staff|our team)|people)\b(?! (?:are|were|is|was) (?:covered|included|counted)\b)(?! (?:must|do they have to|does|shall)\b)|\bwho (?:raised|logged|fixed|closed|caused|answered|opened|took|dealt|worked|handled|broke|clicked|logs|raises|opens|opened|missed)\b|\bwho (?:\w+ ){0,4}(?:raises|logs|opens|makes|sends|reports|has) (?:the )?(?:most|fewest)\b|\bsalar(?:y|ies)\b|\bearns?\b(?= *\?*$)|\bhow much (?:does|do|did|is) .{1,40}\b(?:earn|make|paid a year)\b|\bwhose fault\b|\bwho is to blame\b|\bto blame\b|\b(?:best|worst|laziest|slowest|fastest|rudest|cleverest|nicest) (?:engineer|technician|agent|person|user|guy|employee)\b|\b(?:home|private|personal) (?:address|number|phone|e-?mail)\b|(?<!their )(?<!provider )(?<!desk )(?<!helpdesk )(?<!support )(?<!the )\b(?:phone|mobile|telephone) number\b|\boff sick\b|\b(?:e-?mails?|messages|inbox|browsing history|calendar)\b(?= of\b)|\b\w+'s (?:e-?mails|messages|inbox|browsing|calendar|salary|phone|mobile|address|password)\b|\b(?:age|birthday|gender|religion|pregnan\w*) of\b|\bhow old (?:is|are) (?:he|she|you)\b"),
    ("person", r"\b(?:give|send|show|tell|need|want|forgot|lost|reset|know|crack|what is|what are)\b.{0,40}\b(?:admin|administrator|root|wi-?fi|user|master|server|domain|login|the|my|our)?\s?passwords?\b(?!.{0,20}\b(?:policy|polic|back|owned|owns)\b)"),
    ("advice", r"\bsue\b|\bsuing\b|\bin court\b|\bto court\b|\b(?:judge|court|tribunal)\b(?! order).{0,20}\b(?:agree|say|find|rule|side|think)\b|\benforceable\b|\blegal(?:ly)?\b(?! (?:entity|name))|\blawyers?\b|\bsolicitors?\b|\bbarrister|\blegal advice\b|\bwould (?:we|i) win\b|\bcould (?:we|i) win\b|\bunlawful\b|\billegal\b|\blawful\b"),
    ("advice", r"\b(?:which|what) (?:other )?(?:provider|msp|supplier|company|it company|firm)s? (?:should|would|is|are|do you|might|could)\b|\brecommend(?!ations? (?:has|have|did|do|that|of|from|by)\b)\w*\b.{0,20}\b(?:provider|msp|supplier|company|firm|another)|\b(?:cheaper|better|alternative) (?:it )?(?:providers?|suppliers?|msps?|company|companies|firms?)\b|\b(?:recommend|suggest|find|know|compare|against|with|are there|is there|like)\b.{0,20}\b(?:other|another|different) (?:it )?(?:providers?|suppliers?|msps?|company|companies|firms?)\b|\bwho else (?:could|should|can)\b|\bwho (?:is|are) the (?:cheapest|best|top|biggest) (?:it )?(?:providers?|suppliers?|msps?|company|companies|firms?)\b|\bother (?:it )?(?:providers|suppliers|msps|companies|firms) (?:\w+ )?(?:better|cheaper|worse|good)\b|\b(?:the |our |going )?market(?: rates?| prices?| average)?\b|\bindustry (?:average|benchmark|standard|norm|rate|figure)s?\b|\b(?:in|across|for|with|than|to|against) the industry\b|\bgoing rate\b|\bbenchmark(?:ed)? (?:against|with)\b|\bcompar\w* (?:to|with) (?:other|the market|competitors|similar|others)|\b(?:other|similar|comparable) (?:companies|firms|businesses|customers|people|organisations) (?:pay|get|have|spend)|\b(?:what do|do) others (?:pay|get)|\bcompetitive\b|\bcheaper (?:elsewhere|somewhere|option)|\bnormal for (?:a|our|companies|businesses)|\btypical for (?:a|our|companies|businesses)"),
)  # fmt: skip
COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in REFUSALS)

FUTURE = re.compile(
    r"\bwill (?:they|it|the|we|p\d|our|response|resolution|things?|patching|this|that|brand|there|you)\b|\bwhat will\b|\bwill be\b|\bgoing to\b|"
    r"\bpredict\w*|\bforecast\w*|\bprojected?\b|\bprojections?\b|\b(?:how )?likely\b|\blikelihood\b|\bchances?\b|\bodds\b|\bprobabilit\w+|"
    r"\bdo you (?:expect|think|reckon|believe|see)\b.{0,40}\b(?:will|going|recover|improve|hit|meet|miss|get (?:better|worse)|better)\b|"
    r"\bexpect (?:them|it|things) to\b|\bshould we expect\b|\bwill (?:get|improve|recover)\b"
)
# What lies ahead but stands in the contract is looked up, not foretold.
WRITTEN = re.compile(
    r"\b(?:contract|agreement|renew\w*|notice|terminat\w*|claim|credit\w* lapse|lapse|laps\w*|leav(?:e|ing)|left|walk(?:ing)? away|get out|end(?:ing)? (?:it|the|this|our)|cancel\w*|exit|liab\w*|data|if|when we|insur\w*|subcontract\w*|"
    r"help us|tell us|notify|hand over|clause|term|expire\w*|auto\w*)\b"
)
SUPPOSED = re.compile(
    r"^(?:please )?(?:pretend|suppose|assume|assuming|imagine|supposing|let us (?:say|assume|pretend)|say|presume|given|"
    r"if we (?:say|assume|pretend))(?: that)? (?!you\b|to be\b)[^.;!?]*?[.;!?,](?!\d)\s*(?=\S)"
)


# Whose delay the late tickets were is a question about the two sides, not about a person.
OF_A_SIDE = re.compile(
    r"\b(?:whose fault|to blame|who (?:is|was|were) responsible for|caused)\b.{0,60}\b(?:miss\w*|late|lateness|delays?|so long|slow\w*|ours or theirs|overdue|breach\w*|slas?|targets?|tickets?)\b(?!.{0,20}\boutage)"
    r"|\bwho re-?open\w*"
)

# Whose doing an outage was stands in its record and in their messages; it weighs no person either.
AN_EVENT = frozenset({"availability", "outage_word", "an_incident", "timed"})
# What somebody of theirs wrote is on record; asking for it weighs no person.
IN_A_MAIL = re.compile(
    r"^what (?:does|did|do) \w+ (?:say|write|mean|promise|tell us)\b.{0,20}\b(?:his|her|their) (?:last|latest|most recent) (?:e-?mail|mail|message|note)\b"
    r"|\b(?:as|like|what) (?:he|she) (?:said|promised)\b"
)


# "Last week's emails" and "the provider's messages" are what they wrote to us, nobody's letter box.
OF_THEIRS = re.compile(
    r"\b(?:week|month|quarter|year|yesterday|today|morning|afternoon|\w+day|provider|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)'s(?= (?:\w+ )?(?:e-?mails?|messages)\b)"
)


def refusal(plain: str, signs: Signs, writers: Iterable[str] = ()) -> str | None:
    """The reason not to answer plain words with these signs: off_limits, off_topic, person, advice; None for none.

    `writers` are those whose mails to us are on record: what stands in one may be asked.
    """
    if _is_order(plain):
        return "off_limits"
    for name in writers:
        plain = re.sub(rf"\b{re.escape(name)}'s(?= (?:\w+ )?(?:e-?mails?|messages)\b)", "the", plain)
    plain = OF_THEIRS.sub("the", plain)
    about_sides = OF_A_SIDE.search(plain) or ("fault_of" in signs and signs & AN_EVENT)
    sides = bool(about_sides or IN_A_MAIL.search(plain))
    return next((i for i, pattern in COMPILED if pattern.search(plain) and not (i == "person" and sides)), None)


def _is_order(plain: str) -> bool:
    match = ORDER.match(plain)
    if match is None or ENDS_AS_QUESTION.search(plain):
        return False
    verb, rest = match.group("verb"), match.group("rest")
    if verb in SETTING and SET_TO.search(rest):
        return True
    if verb in TELLING and not FOR_ME.search(rest) and turning_words(rest.split(" ")[0]) and not MEASURED.match(rest):
        return True
    if FOR_ME.search(rest) or SUBJECT.search(rest):
        return False
    return re.match(OBJECT, rest) is not None or bool(re.search(r"\bto the \w+$", rest))


def foretold(plain: str) -> bool:
    """Whether the question asks what will be, other than what the contract says will be."""
    return FUTURE.search(plain) is not None and WRITTEN.search(plain) is None


def without_supposition(plain: str) -> tuple[str, str | None]:
    """The question without a leading "pretend that ...", and those words."""
    match = SUPPOSED.match(plain)
    return (plain[match.end() :], match.group().strip()) if match else (plain, None)
