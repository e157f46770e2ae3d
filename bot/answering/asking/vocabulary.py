"""The words managers use for what is measured, its priorities, and the work that is counted; one line an idea."""

from __future__ import annotations

import re

from store.facts.agreed import Metric
from store.facts.tickets import TicketType

METRICS: tuple[tuple[Metric, str], ...] = (
    (Metric.RESTORE_TEST, r"test(?:ed|s|ing)? (?:that|if|whether) (?:\w+ ){1,3}(?:can|could|would) (?:actually )?be (?:restored|recovered)|restor(?:e|ing|ation) tests?|(?:tried|try|trying|attempt\w*|prove[dn]?|proof|check\w*|verif\w*)\b.{0,25}\b(?:restor\w*|recover\w*)|tests? (?:of )?(?:a |the |our )?(?:restor\w*|recover\w*)|(?:test|trial)(?:ed|s|ing)? (?:\w+ ){0,3}?(?:restor\w*|recover\w*|back-?\s?ups?)|restore testing|test restor\w*|(?:recovery|back-?\s?up) tests?|back-?\s?ups? (?:\w+ ){0,3}?(?:tested|restored|restorable|be restored|recovered)|(?:restored?|recovered) (?:\w+ ){0,3}?from (?:a |the )?back-?\s?up|(?:last|latest|recent) restor\w*"),
    (Metric.BACKUP, r"back(?:ed|ing) (?:\w+ ){1,3}up\b(?! and running)|back-?\s?ups?\b(?! and running)|backed[- ]up|backing up|back (?:up )?jobs"),
    (Metric.PATCHING, r"patch\w*|(?:security|software|windows|critical|system) (?:updates?|fixes)|updates? (?:installed|applied|rolled out)|install\w* (?:the )?updates?"),
    (Metric.MFA, r"\bmfa\b|multi-?\s?factor|(?:two|2)[- ]?(?:factor|step)|\b2fa\b|second factor"),
    (Metric.EDR, r"\bedr\b|end-?\s?point (?:detection|protection|security)|anti-?\s?virus|malware protection|\bxdr\b"),
    (Metric.CSAT, r"\bcsat\b|satisfaction|net promoter|\bnps\b|user happiness|how happy (?:are|were) (?:our |the )?(?:users|staff|people)"),
    (Metric.AVAILABILITY, r"up-?\s?time|availabilit(?:y|ies)|down-?\s?time|outages?|offline|unavailab\w*|service interruptions?|(?:was|were|been|went|go|goes|gone|is|be|are)(?: \w+){0,3}? (?<!going )(?<!coming )(?<!come )(?<!broken )(?<!gone )down\b(?! (?:from|by|to|the drain))|(?:was|were|been|is|are|stayed?)(?: (?!picked|set|taken|signed|tied|backed|back|gone|going|made|held|called|looked|coming|brought|caught|put|given|sped|contract|agreement|term)\w+){0,3}? (?:up\b(?= (?:enough|and running|all|the whole|most|\d|~|in ~|on ~|for ~)|\?|$)|up and running)|(?:was|were|is|been|stayed?)(?: (?!any\b|a\b|there\b|report\w*\b|engineers?\b|staff\b|support\b|evidence\b)\w+){1,4} available\b|available (?:enough|\d)|\b99\.\d+ ?%?|how available|(?:network|desktop|server|system|internet|email|service)s? (?:\w+ )?(?:cut(?:ting)? out|unreachable|crashed)"),
    (Metric.UPDATE_INTERVAL, r"(?:progress|status|regular) updates?|update (?:interval|frequency)|(?:update|updated|updating) us\b|keep us (?:informed|posted|up to date|in the loop)|kept (?:us )?(?:informed|posted|up to date|in the loop)"),
    (Metric.RESPONSE, r"respon(?:se|ses|d|ds|ded|ding|sive|siveness)\b|repl(?:y|ies|ied|ying)\b|first (?:answer|contact|touch|reaction)(?! (?:fix|resol))|answer(?:ed|ing|s)?\b(?! (?:me|this|the question|my question))|acknowledg(?:e|ed|ing|ement|ements)\b|(?:pick(?:ed|ing|s)?|picking)[- ](?:them |it |p\d |a \w+ |up )*up\b|pick(?:ed|ing|s)? up|(?:get|gets|got|getting|come|came|coming) back to (?:us|them|me|people|users|staff|you)|call(?:ed|ing)? (?:us |them |people )?back\b|react(?:ion|ions|ed|s|ing)?\b|look(?:ed|ing)? at (?:our|my|a|an) \w+|start(?:ed)? work|(?:wait|waiting|waited|wait time)(?: \w+){0,2} (?:for (?:a|an|the|their|his|her)? ?(?:answer|reply|response|someone|somebody|anyone)|before)|wait for a reply|how (?:quick|fast|prompt|speedy|responsive|slow)\b(?= (?:were|was|are|is|have|has) (?:they|the|our|support|it|been)\b)|(?:quick|prompt|fast|speedy) enough|take(?:n)? up (?:a |the |our )?(?:ticket|call)"),
    (Metric.RESOLUTION, r"resol(?:ve|ves|ved|ving|ution|utions)\b|(?<!break)(?<!break[- /])\bfix(?:es|ed|ing)?\b|repair(?:s|ed|ing)?\b|turn(?:ed|ing)?-?\s?around|sort(?:ed|ing|s)? (?:it |them |things |stuff |(?:a |an |the )?\w+ )?out|\bsort(?:ed|ing)?\b(?= (?:a|an|p\d|in|on|within|out|things|them|stuff|the|our|urgent|critical))|(?<=get )sorted|(?:were|was|been|get|got) sorted|restor(?:e|ed|ing) (?:the )?service|restor(?:e|ation) (?:times?|targets?|slas?|rates?|levels?)|(?<=sev[ -]\d )restor\w+|(?<=severity \d )restor\w+|(?<=priority \d )restor\w+|(?<=p\d )restor\w+|(?:tickets?|incidents?|outages?) (?:(?:were|was|are|is|been|be|get|got|not) ){0,2}restored|solv(?:e|es|ed|ing)\b|back up and running|get(?:ting)? (?:things|stuff|it|us) (?:working|going|back)|finish(?:ed|ing)\b|complet(?:e|ed|ion)\b(?= (?:on|in|within|inside|by|time|rate|target)| p\d|\?|$)|clos(?:e|ed|ing|ure)\b(?= (?:a|an|on|in|within|inside|p\d|out|rate|time|urgent|high|low|medium|critical|calls|tickets)\b)|(?<=be )closed"),
)  # fmt: skip

WORK = r"(?: (?:priority|tickets?|incidents?|ones?|issues?|calls?|cases|jobs|requests?|faults?|problems?|things|stuff|items|repairs?|failures?|fix(?:es)?|response|resolution|p1s?|sla|misses))"
PRIORITIES: tuple[tuple[int, str], ...] = (
    (1, rf"\bp\s?-?1s?\b|\bpri(?:o|ority)?[ -]?(?:1|one)s?\b|\b(?:sev(?:erity)?|cat(?:egory)?|level)[ -]?(?:1|one)s?\b(?! support)|\bcriticals?\b(?! (?:patch|update|system|app|server|data|service|asset|business|fix(?:es)? for|security|vulnerab|supplier))|\burgent(?:ly)?\b|\bemergenc(?:y|ies)\b(?! (?:contact|number))|(?:top|highest)[- ]priorit(?:y|ies)|most (?:urgent|serious|important)(?:{WORK}|\b)|\bshow-?stoppers?\b|major (?:incidents?|outages?)"),
    (2, rf"\bp\s?-?2s?\b|\bpri(?:o|ority)?[ -]?(?:2|two)s?\b|\b(?:sev(?:erity)?|cat(?:egory)?)[ -]?(?:2|two)s?\b|\bhigh(?:[- ]prio(?:rity)?\b|{WORK}\b(?<!high p1)(?<!high p1s))|second[- ]highest"),
    (3, rf"\bp\s?-?3s?\b|\bpri(?:o|ority)?[ -]?(?:3|three)s?\b|\b(?:sev(?:erity)?|cat(?:egory)?)[ -]?(?:3|three)s?\b|\b(?:medium|moderate|normal|standard)(?:[- ]prio(?:rity)?\b|{WORK}\b)"),
    (4, rf"\bp\s?-?4s?\b|\bpri(?:o|ority)?[ -]?(?:4|four)s?\b|\b(?:sev(?:erity)?|cat(?:egory)?)[ -]?(?:4|four)s?\b|\b(?:low|minor)(?:[- ]prio(?:rity)?\b|{WORK}\b)|lowest[- ]priorit(?:y|ies)"),
)  # fmt: skip
ANY_PRIORITY = re.compile(
    r"\b(?:p\s?-?|pri(?:o|ority)?[ -]?|sev(?:erity)?[ -]?)(?P<number>\d{1,2}|zero|one|two|three|four|five|six|seven)s?\b"
)
SPOKEN_NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
PRIORITY_SPAN = re.compile(
    r"\bp\s?-?([1-9])s?\s*(?:-|to|through)\s*p?\s?-?([1-9])s?\b(?!\s*(?:minutes?|hours?|days?|%))"
)
MORE_NUMBERS = re.compile(
    r"\b(?:priorit(?:y|ies)|sev(?:erity)?|p)s?[ -]?[1-9]s?(?:\s*(?:,|and|or|/)\s*(?:p)?([1-9])s?\b)+"
)

KINDS: tuple[tuple[TicketType, str], ...] = (
    (TicketType.INCIDENT, r"\bincidents?\b|\bfaults?\b|\bbreak"),
    (TicketType.REQUEST, r"(?:service )?requests?\b(?! from)"),
    (TicketType.ALERT, r"\balerts?\b|\balarms?\b"),
    (TicketType.CHANGE, r"\bchange (?:tickets?|requests?)\b|\bchanges\b"),
)
WITHOUT_CANCELLED = re.compile(
    r"(?:without|excluding|exclude|except|less|minus|ignoring|leav\w+ out|tak\w+ out|not counting|discount\w*|bar|apart from|"
    r"other than|strip\w* out|with the)\s+(?:of\s+)?(?:the\s+|any\s+|all\s+)?cancel\w*|cancel\w* (?:ones |tickets )?(?:aside|excluded|left out|taken out|removed|out|off)\b|"
    r"\bnot cancelled|non-?cancelled|\bthat were not cancelled|were not cancelled"
)
PER_USER = re.compile(
    r"(?:per|for each|for every|each|a|by)[ -](?:\d+ )?(?:users?|head|person|employee|seat|member of staff|capita)\b|\beach of (?:them|us|our (?:users|people|staff)|the (?:users|people|staff))\b"
)

# Things a provider may run that people ask about; only those the contract measures have a level to hold.
SERVICES = re.compile(
    r"\b(?:e-?mails?|mail(?:box(?:es)?)?|outlook|exchange|(?:tele)?phones?(?: (?:system|lines?))?|telephon(?:e|y)(?: (?:system|lines?))?|voip|"
    r"switchboard|wi-?fi|wireless|internet(?: (?:line|connection))?|broadband|vpn|remote access|web-?\s?sites?|web ?shop|printers?|printing|"
    r"teams|sharepoint|onedrive|(?:office|microsoft|m) ?365|crm|erp|sage|xero|payroll|accounts? (?:system|package|software)|"
    r"tills?|cctv|file servers?|servers?|databases?|portal|intranet|azure|aws|citrix|firewalls?|laptops?|pcs|desktop computers|"
    r"network|hosted desktops?|desktops?|cloud|order system|booking system|app|application)\b"
)
UNMEASURED = re.compile(
    r"(?:on|telephone|phone|call) hold(?: times?)?|hold times?|on hold|"
    r"abandon\w*(?: calls?| rates?)?|calls? abandon\w*|call[- ](?:answer\w*|wait\w*|drop\w*)|"
    r"(?:answer\w*|pick(?:ing|ed)? up) (?:the |our |a |their )?(?:tele)?phones?|(?:tele)?phones? (?:\w+ )?(?:answer\w*|pick\w*)|"
    r"mean time between failures?|\bmtbf\b|speed of (?:the )?(?:internet|network|answer)|bandwidth|latency|"
    r"carbon|co2|emissions|energy use|staff turnover|engineer turnover|(?:tickets?|calls?) per (?:engineer|agent|technician)|"
    r"escalation rates?"
)
