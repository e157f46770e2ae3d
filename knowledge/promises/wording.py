"""The turns of phrase that make a statement a promise, an aim, a condition, a refusal or a memory."""

from __future__ import annotations

import re

_I = re.IGNORECASE
ADVERBS = r"(?:(?:also|now|then|still|certainly|definitely|always|both|all|personally|of\s+course|therefore|again|absolutely|gladly|happily|simply|just|first|finally|in\s+(?:turn|future|addition|the\s+meantime)|as\s+(?:agreed|discussed|promised|requested)|instead|of\s+course|as\s+a\s+minimum|at\s+least|on\s+(?:our|my)\s+(?:side|part)|going\s+forward|each|every|continue\s+to|be\s+sure\s+to|make\s+sure\s+to)\s*,?\s+)*"
WILL = r"(?:\s*['’]ll|\s+will|\s+shall|(?:\s+are|\s+am|\s+is|\s*['’](?:re|m|s))\s+(?:(?:now|also|then|just|all|both|still|currently|therefore|instead)\s+)*(?:going|due|set|scheduled)\s+to):?"
# People in a hurry write "ill" for "I'll"; after a form of "to be" it means not well.
_HASTY = (
    r"(?<=\bi)"
    + "".join(rf"(?<!\b{word} i)" for word in "is am m are was been be feel fell taken off so very too".split())
    + r"ll(?!\s+(?:and|today|at|with|in|so|but|health|will|effects?)\b)"
)
WE = re.compile(rf"\b(?P<who>we|i)(?P<will>{WILL}|{_HASTY})\s+(?P<act>{ADVERBS}(?P<verb>\w+).*)", _I)
COMMIT = re.compile(
    r"\b(?P<who>we|i)\s+(?:can\s+|do\s+|hereby\s+|now\s+|fully\s+|also\s+|happily\s+|hereby\s+)*(?P<how>commit|undertake|promise|guarantee|pledge|vow|have\s+committed|have\s+undertaken|have\s+agreed|agree|are\s+committed|am\s+committed|confirm|assure\s+you|can\s+assure\s+you)\s*"
    r"(?P<act>(?:to:?\s+(?:\(\w\)\s+)?|that\s+(?:we|i)\s+(?:will|shall)\s+|(?:we|i)\s*(?:will|['’]ll|shall)\s+|that\s+(?=\S+.*\bwill\b))(?P<verb>\w+).*)",
    _I,
)
CONTINUOUS = re.compile(
    r"\b(?P<who>we|i)(?:\s+are|\s+am|\s*['’](?:re|m))\s+(?P<act>(?:now\s+|also\s+|then\s+)?(?P<verb>(?!hoping|aiming|planning|expecting|looking|working|trying|investigating|monitoring|waiting|awaiting|continuing|going|seeing|experiencing|aware|having|being|taking|targeting|intending|anticipating|doing|feeling|facing|running|getting)\w+ing)\b.*)",
    _I,
)
BOOKED = re.compile(
    r"\b(?P<who>we|i)\s*(?:have|['’]ve)\s+(?P<act>(?:now\s+|also\s+|provisionally\s+|already\s+)*(?P<verb>scheduled|booked|arranged|lined\s+up|diarised|organised|planned|set\s+aside|pencilled\s+in|reserved|blocked\s+out)\b.*)",
    _I,
)
LET_ME = re.compile(
    r"\b(?P<who>let\s+me|allow\s+me\s+to|leave\s+(?:it|this|that)\s+with\s+(?:me|us))\b\s*,?\s*(?P<act>(?!\s*know\b)(?P<verb>\w*).*)",
    _I,
)
OTHER_WILL = re.compile(
    rf"(?:^|[,;:–—-]\s*|\b(?:and|that|so|then|but|while|where|as|because)\s+)(?P<who>(?!(?:there|it|this|that|which|what|who|these|those)\b)(?:[\w&'’/.-]+\s+){{0,9}}?[\w&'’/.)-]+)(?P<will>{WILL})\s+(?P<act>{ADVERBS}(?P<verb>\w+).*)",
    _I,
)
YOU_GET = re.compile(
    rf"\byou(?:{WILL}|\s+can\s+expect\s+to|\s+shall)\s+(?P<act>{ADVERBS}(?P<verb>have|receive|get|hear|be\s+(?:contacted|called|given|sent|credited|refunded|updated|informed|notified|kept)|find\s+(?:it|the|a|this))\b.*)",
    _I,
)
EXPECT = re.compile(
    r"(?:^|[,;:]\s*|\b(?:please|you\s+can|you\s+may|do)\s+)(?P<act>(?P<verb>expect)\s+(?:an?|the|my|our|your|us|me|it|this|to\s+(?:hear|receive|see|get))\b.*)",
    _I,
)
BARE_WILL = re.compile(rf"^(?:and\s+|then\s+|but\s+)?(?P<will>will|shall)\s+(?P<act>{ADVERBS}(?P<verb>\w+).*)", _I)
VERBLESS = re.compile(
    r"^(?:our\s+|the\s+|your\s+|my\s+)?(?P<act>(?:next|further|another|regular|more|hourly|daily|weekly|full|final|formal|written|first)?\s*(?:(?:status|progress|service|incident|detailed|root\s+cause|rca|post[\s-]incident)\s+)*(?P<verb>updates?|bulletins?|communications?|report|rca|summary|analysis|call|details|information|confirmation|visit|response|feedback|notes|minutes)\b(?!\s+(?:is|are|was|were|has|have|attached|enclosed|will|shall|from|shows?|attached:))\s*(?:\([^)]*\)\s*)?(?:to\s+follow|due|expected|following|coming|at|by|in|within|every|:|-|–|on|before|no\s+later|tomorrow|today|later|scheduled|planned|hourly|will|shortly|asap|\().*)$",
    _I,
)
DUE_FOR = re.compile(
    r"(?P<act>(?P<what>.*?)\s*\b(?:(?:is|are|has\s+been|have\s+been)\s+(?:now\s+|all\s+|provisionally\s+)?)?(?P<verb>scheduled|booked|due|planned|arranged|set|confirmed|lined\s+up|(?:moved|rescheduled|rearranged|postponed|deferred|put\s+back|brought\s+forward|changed)(?=\s+to\b)|to\s+be\s+\w+|to\s+follow|diarised|starts?|begins?|arrives?|goes\s+live|go\s+live|joins?|lands?|resumes?|returns?|takes?\s+place|follows?)\b\s*(?P<tail>(?:(?:us|you|the\s+team|on\s+site|in|out|back|work|again|live|with\s+you)\s+)*(?:for|on|by|to|at|in|from|tomorrow|today|next|this|mon|tue|wed|thu|fri|sat|sun|within|before|no\s+later|early|late|shortly|w/c|the\s+week|first\s+thing|asap|end\s+of|\d|the\s+\d|over|between).*|))$",
    _I,
)
HEDGE = re.compile(
    r"\b(?:hope(?:s|d|fully)?(?:\s+to)?|hoping|aim(?:s|ing|ed)?|expect(?:s|ing)?\s+(?:to|that|it|this|the|we)|expected|plan(?:s|ning)?\s+to|intend(?:s|ing)?\s+to|intention|tr(?:y|ies|ying)\s+(?:to|and|our|my)|endeavou?r(?:s|ing)?|"
    r"anticipat\w+|target(?:s|ing|ed)?|look(?:s|ing)?\s+to\b|seek(?:ing)?\s+to|would\s+(?:like|hope|expect|aim|anticipate)\s+to|attempt(?:ing)?\s+to|do\s+(?:our|my)\s+(?:very\s+)?best|(?:best|reasonable)\s+(?:endeavours|efforts)|work(?:ing)?\s+(?:hard\s+)?towards|"
    r"(?-i:may)|might|could|should|ought\s+to|probably|likely|possibly|potentially|perhaps|all\s+being\s+well|in\s+principle|tentative\w*|provisional\w*|if\s+(?:at\s+all\s+)?possible|where(?:ver)?\s+(?:possible|practicable|practical)|estimat\w+|eta|etr|"
    r"confident|optimistic|ideally|fingers\s+crossed|with\s+(?:any\s+)?luck|considering|thinking\s+of|propos(?:e|es|ing)|suggest(?:s|ing)?|strive|consider)\b",
    _I,
)
# What the writer thinks possible, with a time but no day: "I should be able to have it done within 48 hours of that".
HOPED = re.compile(
    r"\b(?:we|i)(?:\s+(?:should|hope|aim|expect|plan|intend|would\s+(?:hope|expect|aim)|(?:are|am)\s+(?:hoping|aiming|expecting|planning|confident)|(?:could|can)\s+probably)|['’](?:d\s+(?:hope|expect|aim)|re\s+(?:hoping|aiming|planning)|m\s+(?:hoping|aiming|planning)))\b",
    _I,
)
_NOT = r"(?:not|never|n['’]t|no\s+longer|hardly)"
NEGATED = re.compile(
    rf"\b(?:we|i|it|they|there|[\w’']+)\s*(?:will\s+(?:also\s+|now\s+|therefore\s+|unfortunately\s+)?{_NOT}|won['’]t|shall\s+not|shan['’]t|can\s*not|can['’]t|(?:are|am|is)\s+(?:\w+\s+)?not|(?:are|is)n['’]t|['’](?:re|m)\s+not|do(?:es)?\s+not|don['’]t|doesn['’]t|did\s+not|didn['’]t|['’]ll\s+(?:not|never))\b"
    r"|\b(?:unable\s+to|not\s+(?:able|in\s+a\s+position|going)\s+to|no\s+promises?|neither|nothing\s+will|nobody\s+will|no\s+one\s+will|no\s+\w+\s+will\b|refuse\s+to|decline\s+to|fail\s+to)\b",
    _I,
)
NOT_ONLY = re.compile(
    r"\bnot\s+only\b|\bif\s+not\b|\bwhether\s+or\s+not\b|\bnot\s+(?:later|more)\s+than\b|\bwhy\b.*\bnot\b", _I
)
PAST = re.compile(
    r"\b(?:we|i|they|it|you|he|she|(?-i:[A-Z])\w+)\s+(?:had\s+|(?:have|has)\s+(?=(?:previously\s+)?(?:said|told|promised)\b.*\bwould\b))?(?:previously\s+|originally\s+|initially\s+|already\s+|always\s+)?(?:said|promised|told|agreed|committed|undertook|stated|indicated|advised|planned|intended|meant|hoped|estimated|expected|thought|wrote)\b(?=.*\b(?:would|will|to|should|by)\b)"
    r"|\bwould\s+have\b|\b(?:was|were)\s+(?:going|due|supposed|meant|scheduled|planned|booked|to\s+(?:be|have))\b|\bhad\s+(?:been\s+)?(?:planned|hoped|intended|meant|expected|scheduled|booked|promised)\b|\bin\s+(?:our|my)\s+(?:last|previous)\s+\w+\s+(?:we|i)\s+said\b|\bas\s+(?:was|were)\s+promised\b",
    _I,
)
CONDITION = re.compile(
    r"(?P<given>\b(?:if(?!\s+(?:possible|at\s+all))|unless|once|whenever|provided(?!\s+(?:by|with|to|in))(?:\s+that)?|providing(?:\s+that)?|assuming|subject\s+to|depending\s+(?:on|upon)|dependent\s+(?:on|upon)|contingent\s+(?:on|upon)|pending|as\s+long\s+as|so\s+long\s+as|in\s+the\s+event|in\s+case|"
    r"should\s+(?:you|the|this|that|it|they|any|we|there|your)\b|on\s+(?:the\s+)?receipt|upon\b|as\s+soon\s+as(?!\s+(?:is\s+)?(?:reasonably\s+)?(?:possible|practica|(?:we|i|he|she|they|(?-i:[A-Z])\w+)\s+(?:can|could|is\s+able|are\s+able|am\s+able)))|following\s+(?:your\s+|the\s+)?(?:approval|sign-?off|confirmation|receipt|acceptance|payment)|after\s+(?:your\s+|the\s+)?(?:approval|sign-?off|confirmation|acceptance|payment)|"
    r"after\s+(?:you|we\s+have|the\s+\w+\s+(?:has|have|arrives|is))|when(?:\s+(?:you|we|the|it|this|that|they|your|our|i|he|she|all|a|an|stock|parts|asked|requested|required|needed))|where\s+(?:we\s+are|the\s+customer|required|necessary|needed)|until\s+(?:you|we|the\s+\w+\s+(?:is|has|have)|your)|only\s+when|as\s+and\s+when|weather\s+permitting)\b.*?)(?=,\s*(?:we|i|the|our|it|you|then|a)\b|\s(?:we|i)(?:\s+(?:will|shall|can)|['’]ll)\b|$)",
    _I,
)
# "By 13:00, or sooner if it changes": the condition is of the sooner, and the time stands.
SOONER = re.compile(r"\bor\s+(?:sooner|earlier|before(?:\s+(?:that|then))?)\s*,?\s*$", _I)
# The end of the writer's own work: not a thing that may or may not come about, only a time without a date.
OWN_END = re.compile(
    r"^(?:when|once|as\s+soon\s+as)\s+(?:(?:we|it|this|that|these|they|everything|all|the\s+(?:work|works|job|change|upgrade|migration|move|maintenance|patching|fix|service|line|system|install\w*))\s*(?:is|are|['’]s|['’]re|has\s+been|have\s+been|have|has)\s+(?:now\s+|all\s+|been\s+|fully\s+)*(?:complete[d]?|done|finished|ready|over|restored|back|up|live|in\s+place|sorted)|(?:it|this|that)\s+happens|complete[d]?\b|done\b|finished\b)",
    _I,
)
# "Every hour until the line is back": an end, not a condition.
UNTIL = re.compile(r"\b(?:every|each|hourly|daily|weekly|fortnightly|monthly)\b.*\buntil\b", _I)
# What the reader would have after buying something is no promise.
ON_SALE = re.compile(
    r"^(?:with|by\s+(?:moving|upgrading|switching)\s+to|on)\s+(?:our|the|this)\b|\b(?:bundle|package|add-on|premium|upgrade)\b",
    _I,
)
INDIRECT = re.compile(
    r"\b(?:confirm|tell\s+you|advise(?:\s+you)?|explain|check|find\s+out|clarify|state|show|report|see|establish|test|verify|know|let\s+you\s+know|determine|say|decide|ask|work\s+out|look\s+(?:into|at))\b[^,;]*?\s(?=(?:if|when|whether|once)\b)",
    _I,
)
LET_YOU_KNOW = re.compile(
    r"\b(?:let\s+you\s+know|tell\s+you|advise|inform\s+you|notify\s+you|update\s+you)\b[^,;]*?\s(?:if|when|once|as\s+soon\s+as)\b",
    _I,
)
REPORTED = re.compile(
    r"\b(?P<other>(?:[\w&'’-]+\s+){0,4}[\w&'’-]+)\s+(?:(?:has|have|had)\s+)?(?:also\s+|now\s+|just\s+)?(?:say|says|said|advise[sd]?|confirm(?:s|ed)?|estimate[sd]?|expects?|expected|promise[sd]?|tell\s+us|tells\s+us|told\s+(?:us|me)|assure[sd]?\s+us|informs?\s+us|informed\s+us|indicate[sd]?|state[sd]?|quote[sd]?|believe[sd]?|suggest(?:s|ed)?|give\s+us|gave\s+us|given\s+us|committed|agreed|report(?:s|ed)?)\b",
    _I,
)
TOLD_BY = re.compile(
    r"\b(?:we|i)\s+(?:have\s+been|were|was|are|['’]ve\s+been)\s+(?:told|advised|assured|informed|promised|given)\b|\baccording\s+to\b|\bas\s+advised\s+by\b",
    _I,
)
ASKED = re.compile(
    r"(?:^|[,;:.]\s*|\band\s+)(?:please|kindly|could\s+you|can\s+you|would\s+you|will\s+you|may\s+we\s+ask\s+you|we\s+(?:would|['’]d)\s+(?:be\s+grateful|appreciate|ask)|we\s+(?:need|require|ask)\s+(?:you|your)|i\s+need\s+(?:you|your)|you\s+(?:will|['’]ll)?\s*(?:need\s+to|must|should(?!\s+(?:then\s+|now\s+|be\b|have\b|receive\b|get\b|hear\b|see\b|find\b|notice\b))|have\s+to|are\s+required\s+to|are\s+asked\s+to))\b",
    _I,
)
NOT_AN_ACT = re.compile(
    r"^(?:"
    r"be\s+(?:(?:automatically|temporarily|briefly|fully|currently|unfortunately|also)\s+)?(?:on\s+(?:annual\s+)?leave|out\s+of|leaving|retiring|moving\s+on|away|off|unavailable|closed|charged|affected|observed|seen|experienced|billed|debited|withdrawn|deducted|taken\s+from|required|needed|asked|impacted|disrupted|invoiced|lost|interrupted|retired|unable|happy|pleased|glad|delighted|grateful|down|offline|delayed|aware|uplifted|increased|raised\s+by|subject|liable|considered|treated|deemed|chargeable|sorry|understand\w*|noted|appreciat\w+|recorded\s+as|classed|regarded)\b"
    r"|be\s+(?!(?-i:Mon|Tue|Wed|Thu|Fri|Sat|Sun))(?-i:[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)\b(?!\s+(?:at|by|on)\b)|have\s+(?:limited|no|intermittent|restricted|reduced|little|only)\b|(?:leav(?:e|ing)|retir(?:e|ing))\s+(?!(?:it|this|that|the|a|your|our|you)\b)"
    r"|(?:be\s+)?(?:rais(?:e|ing)|increas(?:e|ing))\s+(?:our|the|your)\s+(?:\w+\s+)?(?:rates?|prices?|fees?|charges?)\b|(?:be\s+)?(?:true|truing)(?:\s+(?:it|this|that|the\s+\w+))?[\s-]up\b|(?:be\s+)?(?:apply(?:ing)?|introduc(?:e|ing)|implement(?:ing)?|mak(?:e|ing)|pass(?:ing)?\s+on)\s+(?:an?\s+|the\s+|our\s+|this\s+)?(?:[\w-]+\s+|[\d.,]+\s*%\s+){0,4}?(?:uplift|surcharge|indexation|(?:price|fee|cost|charge|rate|cpi|rpi|tariff)s?\s+(?:increase|rise|change|adjustment)s?|(?:increase|rise)s?\s+(?:of\s+[\d.,]+\s*(?:%|per\s+cent)\s+)?(?:to|in|on)\s+(?:\w+\s+){0,3}?(?:price|fee|cost|charge|rate|tariff|subscription)s?)\b|(?:be\s+)?(?:charg(?:e|ing)|bill(?:ing)?|invoic(?:e|ing)|suspend(?:ing)?|terminat(?:e|ing))\b"
    r"|(?:see|notice|experience|need|require|have\s+to|want|wish|agree|appreciate|understand|recall|remember|know|note|be\s+aware|find\s+that|lose|take\s+(?:around|about|approximately|up\s+to|\d|some|a\s+(?:few|while|couple)|time|longer)|cost|depend|mean|vary|expire|cease|end|lapse|affect|impact|last|remain\s+(?:down|unavailable|offline|an\s+issue)|look\s+forward|keep\s+in\s+mind|hope|miss|rise|increase|go\s+up|apply)\b)",
    _I,
)
LEADS_LIST = re.compile(
    r"\b(?:(?:we|i)\s*(?:will|['’]ll|shall|are\s+going\s+to|commit(?:\s+to)?|can\s+commit\s+to)(?:\s+do)?|actions?(?:\s+(?:we|agreed|for\s+us)\b.*)?|(?:our\s+)?commitments?|next\s+steps?|action\s+plan|plan\s+of\s+action|what\s+(?:we\s+will|happens\s+next|we\s+are\s+doing)(?:\s+\w+)?)[^:]{0,40}:$",
    _I,
)
BASE_VERB = re.compile(r"^(?:\(?\w{1,2}\)\s+)?(?:to\s+)?(?P<verb>[A-Za-z]+)\b(?!ed\b|ing\b)", _I)
# "We cannot rule it out" refuses nothing.
RULE_OUT = re.compile(r"\brule\s+(?:\w+\s+)?out\b", _I)
# How long something took: an account, whatever target stands beside it.
TOOK = re.compile(
    r"\b(?:responded|resolved|answered|fixed|restored|closed|replied|arrived|completed)\b.{0,20}?\bin\s+(?:under\s+|about\s+|just\s+)?\d",
    _I,
)
STANDING = re.compile(
    r"\b(?:all|any|(?:every|each)(?!\s+(?:\d|half|hour|day|morning|afternoon|evening|week|fortnight|month|two|three|thirty|fifteen|ten|twenty|other|few|couple|mon|tue|wed|thu|fri))|future|always|whenever|(?<!the )(?<!our )(?<!your )(?:p[1-5]s?|priority\s+\d|critical|urgent)\s+(?:tickets|incidents|calls|requests|issues)|(?:p[1-5])s\b|tickets|incidents|calls|requests|new\s+starters)\b",
    _I,
)
