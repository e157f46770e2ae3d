"""The words managers use for what we measure; one table an idea, so that a new phrase is one line here and a test."""

from __future__ import annotations

import re

from store.facts import Metric

METRICS: tuple[tuple[Metric, str], ...] = (
    (Metric.RESTORE_TEST, r"restor\w* tests?|test(?:ed|ing)?\s+(?:of\s+)?(?:the\s+|our\s+|a\s+)?(?:restor\w*|back-?\s?ups?|recovery)|test restor\w*|recovery tests?|restored? (?:a |from )?back-?\s?up|(?:last|latest) restor\w*"),
    (Metric.BACKUP, r"back-?\s?ups?\b|backed[- ]up|backing up"),
    (Metric.PATCHING, r"patch\w*|security updates?|software updates?|windows updates?|critical updates?"),
    (Metric.MFA, r"\bmfa\b|multi-?\s?factor|two-?\s?factor|\b2fa\b|second factor"),
    (Metric.EDR, r"\bedr\b|endpoint (?:detection|protection)|anti-?virus"),
    (Metric.CSAT, r"\bcsat\b|satisfaction|net promoter|\bnps\b|user happiness|how happy"),
    (Metric.AVAILABILITY, r"up-?\s?time|availab\w*|down-?\s?time|outages?|offline|(?:was|were|been|went|go|goes|gone|is|be)(?: \w+){0,2} down\b(?! (?:from|by))|unavailab\w*|service interruptions?"),
    (Metric.UPDATE_INTERVAL, r"how often (?:did|do|were|are) they (?:update|keep)|progress updates?|update interval|kept (?:us )?(?:informed|posted|up to date)"),
    (Metric.RESPONSE, r"respon[ds]\w*|repl(?:y|ies|ied)|first (?:answer|contact|touch|reaction)|answer(?:ed|ing)?\b|acknowledg\w*|pick(?:ed|ing)?[- ]up|(?:get|got|getting|come|came|coming) back to us|call(?:ed|ing)? (?:us )?back|react(?:ion|ed|s)?\b|look(?:ed|ing)? at (?:our|my|a|the|an) \w+|start(?:ed)? work"),
    (Metric.RESOLUTION, r"resol\w*|\bfix(?:es|ed|ing)?\b|repair\w*|turn-?\s?around|sort(?:ed|ing|s)? (?:it |them |things |stuff |\w+ )?out|restor(?:e|ed|ation) (?:the )?service|solv(?:e|ed|ing)|back up and running|get(?:ting)? (?:things|stuff|it) working|finish(?:ed|ing)?\b|complete[ds]?\b"),
)  # fmt: skip

PRIORITIES: tuple[tuple[int, str], ...] = (
    (1, r"\bp\s?-?1s?\b|priority[- ](?:1|one)s?\b|\bsev(?:erity)?[- ]?(?:1|one)\b|\bcriticals?\b|\burgent\b|\bemergenc(?:y|ies)\b|top[- ]priority|highest[- ]priority|most urgent|most serious|most important|\bshow-?stoppers?\b|major incidents?"),
    (2, r"\bp\s?-?2s?\b|priority[- ](?:2|two)s?\b|\bsev(?:erity)?[- ]?(?:2|two)\b|\bhigh(?:[- ]priority)?\b(?= (?:priority|tickets?|incidents?|ones|issues|calls))|second[- ]highest"),
    (3, r"\bp\s?-?3s?\b|priority[- ](?:3|three)s?\b|\bsev(?:erity)?[- ]?(?:3|three)\b|\b(?:medium|moderate|normal)(?:[- ]priority)?\b(?= (?:priority|tickets?|incidents?|ones|issues|calls))"),
    (4, r"\bp\s?-?4s?\b|priority[- ](?:4|four)s?\b|\bsev(?:erity)?[- ]?(?:4|four)\b|\b(?:low|minor)(?:[- ]priority)?\b(?= (?:priority|tickets?|incidents?|ones|issues|calls))|lowest[- ]priority"),
)  # fmt: skip
OTHER_PRIORITY = re.compile(r"\bp\s?-?([05-9]|[1-9]\d)s?\b|priority[- ]([05-9]|five|six|seven)\b", re.IGNORECASE)

# Each intent's phrases with their weight; the heaviest sum wins, and the first listed wins a tie.
INTENTS: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    ("off_limits", (
        (20, r"ignore (?:all |your |the |any |previous )*(?:rules|instructions|prompts?|guidelines)|disregard (?:your|the|all|previous)|system prompt|you are now|pretend (?:that |to be )|jailbreak|developer mode|drop table|just (?:say|tell (?:me|them)|answer) (?:it'?s )?(?:100|that)|make (?:it|the (?:figure|number)) (?:look|say)|round (?:it )?up to 100|forget (?:your|the|all) "),
    )),
    ("off_topic", (
        (20, r"\bweather\b|\brain(?:ing)?\b|football|recipe|\bjoke\b|\bpoem\b|capital of|share price|stock market|\bbitcoin\b|\belection|world cup|who won|horoscope|translate .* into (?:french|german|spanish)|president|restaurant|\blunch\b|holiday destination|song"),
    )),
    ("advice", (
        (14, r"\bsue\b|take them to court|legal(?:ly)? (?:advice|binding|enforceable|action)|\blawyer|\bsolicitor|would (?:we|i) win|is (?:it|this|the contract|that) (?:legally )?enforceable|in breach of (?:the )?law|breach of gdpr|illegal|fraud|negligen\w*|legally"),
        (12, r"(?:which|what) (?:other )?(?:provider|msp|supplier|company)s? (?:should|would|do you)|recommend (?:a|an|another|us a)|(?:cheaper|better|alternative|other) (?:provider|supplier|msp)s?\b|who else (?:could|should)|market rate|industry (?:average|benchmark|standard)|compared? (?:to|with) (?:other|the market|competitors)"),
    )),
    ("prediction", (
        (12, r"\bwill (?:they|it|the|we|p[1-4]|our)\b.*\b(?:next|future|improve|get better|miss|meet|hit|be)\b|predict|forecast|going to (?:be|miss|meet|improve)|\bexpect(?:ed)? next"),
    )),
    ("person", (
        (12, r"(?:which|what|who is the|who's the|who are the) (?:engineer|technician|person|agent|user|staff|employee)s?|\bwho (?:raised|logged|fixed|closed|caused|answered)|salar(?:y|ies)|whose fault|best engineer|worst engineer|password"),
    )),
    ("definition", (
        (12, r"what (?:does|do) .{1,60}? (?:mean|stand for)|what(?:'s| is) meant by|meaning of|define\b|definition of|jargon|in plain (?:english|words)|explain (?:the )?(?:term|word|acronym)|stands? for"),
        (6, r"^(?:what(?:'s| is| are| exactly is)|whats|explain) (?:an? |the )?[\w/&-]+(?: [\w/&-]+){0,2}\?*$"),
    )),
    ("look_up", (
        (12, r"(?:what|show|read|quote|give|tell|whats|explain|does|in|see|under|find).{0,40}\b(?:clauses?|sections?|paragraphs?|para|sched(?:ule)?|sch\.?|annex|appendix|exhibit|article|§)\s*\.?\s*\d"),
        (9, r"^(?:clause|section|paragraph|para|schedule|annex)\s+\d"),
    )),
    ("claims", (
        (9, r"(?:do|does|did) (?:their|the|the provider'?s?|its?) (?:own )?(?:monthly )?(?:reports?|figures?|numbers?|stats?) (?:match|agree|add up|tally|stack up|square)|(?:they|provider|their reports?|the reports?|monthly reports?) (?:say|says|said|claim\w*|report\w*|told|tell)\b|(?:they|provider) (?:reported|claimed)|what did (?:they|the provider) (?:report|claim|tell)|(?:report|reports|figures|numbers) (?:be )?(?:true|right|honest|accurate|trust\w*|believ\w*|wrong)|trust (?:their|the) (?:report|number|figure)s?|(?:their|the provider'?s) (?:own )?(?:reports?|figures?|numbers?|claims?)\b.{0,30}\b(?:match|agree|tickets|actual|real|truth)|(?:overstat|exaggerat|massag|inflat)\w*|discrepanc\w*|reported .{0,20}\b(?:vs|versus|against|compared)"),
    )),
    ("credit_deadline", (
        (14, r"(?:deadline|when|how long|last day|by when|what date|too late|still|time|until|latest|window|expire\w*|run out|lapse\w*).{0,45}\bclaim\w*|claim\w*.{0,40}\b(?:by when|deadline|too late|last day|expire|window|run out|in time)|how (?:do|can|should|would) (?:we|i|you) claim|how to claim"),
    )),
    ("credits", (
        (9, r"service credits?|\bcredits?\b|compensat\w*|refunds?\b|rebates?|money back|penalt(?:y|ies)|claim(?:ed|s|ing)?\b|(?:they|provider) owes?\b|owed? (?:us|to us)|are we owed|do they owe|what(?:'s| is) (?:a |the )?miss(?:ed)? .{0,20}worth|short-?chang\w*|what do we get (?:back|if)"),
    )),
    ("trigger", (
        (10, r"persistent\w*|(?:terminate|end|exit|get out|leave|walk away|cancel).{0,50}\b(?:poor|bad|performance|misse[sd]|failures?|service|because|failed|failing|keep|kept)|repeated(?:ly)? (?:fail|miss)\w*|grounds? (?:to|for) (?:terminat|leav|end|exit)\w*|failed often enough|right to (?:terminate|leave|end)|reached (?:the )?(?:point|threshold|trigger)|how close (?:are|were) (?:we|they) to"),
    )),
    ("trend", (
        (10, r"break-?\s?fix|(?:tickets?|incidents?|faults?|problems?|issues?|breakages?|things breaking|calls|breakdowns?) .{0,30}\b(?:going up|going down|rising|falling|declin\w*|increas\w*|decreas\w*|dropp\w*|trend\w*|climb\w*|creep\w*|more often|less often|getting (?:worse|better|more|fewer))|(?:more|fewer|less) (?:things )?(?:breaking|faults|problems|issues|tickets|incidents)|\btrend(?:ing|s)?\b|(?:is|are) (?:it|things|they|we|stuff) (?:getting|going) (?:better|worse|downhill|uphill)|breaking (?:more|less)|over time|since (?:the )?(?:start|beginning)|improving|deteriorat\w*|getting (?:worse|better)"),
    )),
    ("evidence", (
        (9, r"what (?:evidence|proof)|\bevidence\b|\bproof\b|prove[dn]?\b|(?:haven'?t|have not|never|not|didn'?t|missing).{0,20}(?:sent|supplied|provided|sent us|given us|shown|upload\w*)|what(?:'s| is| are we) missing|still (?:waiting|missing)|what can(?:'?t|not) (?:you|we) (?:tell|check|see)|gaps?\b"),
    )),
    ("report_duty", (
        (10, r"(?:monthly |service |their |the |provider |last |performance )reports?\b.{0,40}\b(?:on time|late|arriv\w*|sent|send|receiv\w*|due|come|came|get|got|missing|deliver\w*|turn(?:ed)? up)|(?:send|sent|receive\w*|get|got|deliver\w*|produce[ds]?|issue[ds]?|late|chase[ds]?).{0,40}\breports?\b|report(?:ing)? (?:duty|obligation|deadline)|when is (?:the|their|next) (?:monthly )?report due"),
    )),
    ("review_duty", (
        (10, r"(?:review|account|service|monthly|governance|catch[- ]?up|quarterly) (?:review )?meetings?|(?:monthly|service|quarterly) reviews?|account manager|\bqbr\b|(?:held|hold|had|have|skip\w*|miss\w*|cancel\w*) (?:a |the |our |any )?(?:\w+ )?reviews?|meet(?:ing)?s? with (?:us|them)|sit down with"),
    )),
    ("roadmap_duty", ((10, r"\broad-?\s?map\b|technology plan|it strategy|forward (?:plan|thinking)"),)),
    ("money", (
        (9, r"how much (?:do|did|are|have|does|is|was) (?:we|it|the|i|us|our|they).{0,25}(?:pay\w*|paid|cost\w*|spend\w*|spent|charg\w*|bill\w*|invoic\w*|fee|contract|month)|cost(?:s)? per (?:user|head|person|seat)|per (?:user|head|person|seat) (?:cost|price|charge|rate|fee)|(?:monthly|annual|yearly) (?:charge|fee|cost|bill|spend)s?|what (?:do|did|are) we pay|price (?:rise|increase|hike)s?|(?:put|putting|gone|went|going) (?:the |their |our )?(?:prices?|rates?|fees?|charges?|costs?|bill)s? (?:been )?(?:up|raised)|(?:charges?|prices?|fees?|rates?|bill|invoices?|costs?) .{0,20}\b(?:gone up|go up|went up|risen|rising|increase\w*|creep\w*|drift\w*|right|correct|match\w*|wrong)|over-?\s?charg\w*|invoice[ds]?\b|spend(?:ing)?\b|billed\b"),
    )),
    ("headcount", ((9, r"how many (?:users|people|staff|seats|devices|machines|laptops|pcs|sites|employees|heads)\b|head-?\s?count"),)),
    ("backlog", (
        (11, r"back-?log|(?:still|currently|remain\w*|left) (?:open|unresolved|outstanding|unsolved)|(?:open|outstanding|unresolved|unsolved) (?:tickets?|incidents?|requests?|calls?|issues?)|oldest (?:open )?(?:ticket|incident|issue)|how many .{0,25}(?:are|is|were) (?:still )?open|waiting to be (?:fixed|resolved)"),
    )),
    ("count", (
        (9, r"(?:how many|number of|count of|volume of|total|how much).{0,30}\b(?:tickets?|incidents?|requests?|calls?|issues?|problems?|faults?|p[1-5]s?|criticals?|cases|jobs)\b(?!.{0,30}\b(?:met|miss\w*|late|on time|in time|within|breach\w*|fail\w*))|how busy|ticket (?:volume|count)s?|how many (?:times|things) (?:did|have|has|broke)|did we (?:log|raise|have) (?:any|many)"),
    )),
    ("missed", (
        (11, r"(?:which|what|list|show|name)(?! are we).{0,40}\b(?:miss\w*|late|breach\w*|fail\w*|overdue|over-?ran|too slow|out of sla|outside)|how many.{0,50}\b(?:miss\w*|late|breach\w*|fail\w*|too slow|overdue|out of sla|outside)"),
    )),
    ("longest", (
        (10, r"(?:longest|slowest|worst|average|typical(?:ly)?|median|mean|usual(?:ly)?|on average|normal(?:ly)?)\b.{0,50}\b(?:respon\w*|resol\w*|fix\w*|repl\w*|wait\w*|take|took|time|answer\w*|ticket|outage|incident)|how (?:long|quick\w*|fast|slow\w*|soon) (?:did|do|does|were|was|have|has|are|is) (?:it|they|the|we|a|an|our|you|p[1-4]|critical|urgent|tickets?)\b.{0,40}|how long (?:are we|am i) waiting"),
    )),
    ("target", (
        (11, r"(?:what(?:'s| is| are| was)?|whats|tell me|which).{0,25}\b(?:target|promise\w*|commit\w*|sla|agreed|guarantee\w*|service level|goal|required|requirement|limit|threshold|deal)\b.{0,40}|how (?:long|quick\w*|fast|soon|many (?:minutes|hours|days)) (?:should|must|are they supposed|do they have|have they (?:got|promised|agreed|committed)|did they (?:promise|agree|commit)|is allowed|are they allowed|have they)|(?:should|must|supposed to|meant to|have to|required to|promised? to|obliged to|need to|commit(?:ted)? to) (?:they |be )?(?:respond\w*|repl\w*|fix\w*|resolv\w*|answer\w*|patch\w*|back|pick|call|get back)|how (?:quickly|fast|soon|long).{0,30}\b(?:should|must|supposed|promise[ds]?|contract|agreed|have to)|what (?:did|have|do) they (?:promise|agree|commit)\w*|(?:promised|agreed|contract(?:ual|ed)?) (?:response|resolution|fix|reply|uptime|availability|target|level|time)s?|what uptime"),
    )),
    ("comparison", (
        (10, r"\b(?:compar\w*|versus|vs\.?|against|than)\b.{0,40}\b(?:last|previous|month|quarter|year|before|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|20\d\d|contract)|\b(?:better|worse|faster|slower|quicker|higher|lower|more|fewer|up|down|improve[d]?|change[d]?|difference)\b.{0,40}\b(?:than|compared|versus|vs|between) |year[- ]on[- ]year|month[- ]on[- ]month|difference between .{0,40}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|month|quarter|year)"),
    )),
    ("value", (
        (10, r"(?:getting|get|got|receiving|receive) what we(?:'re| are)?(?: are)? pay\w*|what we pay for|value for (?:our |the )?money|worth (?:it|the money|what we|every|our|paying|the)|money'?s worth|are (?:they|we happy|you) any good|\b(?:any|a) good\b|good (?:provider|value|deal|job|enough|service)|great job|decent job|happy with|waste of money|rip+(?:ed|ing)? ?off|keep(?:ing)? (?:their|its|to (?:the|their)) (?:promises?|word|side|contract|end)|(?:doing|done) what (?:they|the contract) (?:promised|said|say|says)|deliver\w* (?:on )?(?:what|their|the)|hold(?:ing)? up their end|living up to|how (?:are|is|have|has|was|were|did) (?:they|it|our|the) ?(?:provider|msp|supplier|it company|it people|it provider|it support|contract|it|service|support)? ?(?:doing|performing|been|going|perform|do|get on|look\w*|shap\w*)|scorecard|overall (?:score|picture|verdict|view|performance)|big picture|should we (?:stay|leave|renew|switch|change|keep|fire|sack|drop)|stay or (?:go|leave)|summary|report card|health ?check|are things (?:ok|okay|fine|alright|good)|how(?:'s| is| are) (?:everything|things|it all)"),
    )),
    ("month_overview", (
        (5, r"how (?:did|was|were|has|have|is|are|do) .{0,40}(?:go|look|been|doing|perform|do|get on|like)?\b|(?:sla|service levels?|targets?|performance|promises?)\b|(?:meet|met|hit|miss\w*|kept|keep|fail\w*|pass\w*|achiev\w*|attain\w*|compl\w*|breach\w*|on time|in time|within target)|what happened in|what went wrong|what went well"),
    )),
)  # fmt: skip

# A question with none of these, no metric and no period is about nothing we know.
CONTRACTUAL = re.compile(
    r"\b(?:contract|agreement|clauses?|terms?|notice|terminat\w*|renew\w*|liab\w*|indemn\w*|insur\w*|confiden\w*|data|"
    r"gdpr|subcontract\w*|exit|handover|hand over|owns?|ownership|intellectual|ip|law|governing|disput\w*|escalat\w*|"
    r"audit\w*|assign\w*|force majeure|warrant\w*|liable|responsib\w*|oblig\w*|allowed|entitled|right|rights|must|has to|"
    r"have to|cap|capped|includ\w*|exclud\w*|cover\w*|scope|extra|out of hours|weekend|after hours|holiday|price|increase|"
    r"charge\w*|fee|fees|pay|payment|invoice\w*|leave|end|ends|expire\w*|cancel|get out|early|breach|hack\w*|tell us|inform|"
    r"notify|security|password|staff|poach|sla|support|provider|supplier|they|their|them|we|our|us)\b",
    re.IGNORECASE,
)
