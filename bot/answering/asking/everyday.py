"""Everyday words that say nothing about what is asked; any other word is one the question turns on."""

from __future__ import annotations

import re

COMMON = frozenset(
    """
    a about absolutely accordingly across actual actually advise after again against ago ah all almost already alright
    also although altogether always am amount an and another any anybody anyone anything anyway apparently are around as
    ask asking at away back bad badly basically be because been before being below best better between bit both boss
    brief briefly but by came can care case cases cause certain check clear clearly close closely come comes coming
    compare compared comparison completely confirm correct could count counted counting couple current currently curious
    customer data date day days deal decent delay delayed detail details did difference different directly do does doing
    done down due during each early either else end enough entire entirely especially etc even ever every everybody
    everyone everything exact exactly expect expected fair fairly fact far few figure figures find fine finally first
    following for found from full fully further general generally get gets getting give given gives glance go goes going
    gone good got great guess had half handle handled handling happen happened happening happens hard has have having he
    heard hello help her here hi high highest him his hour hours how however i if in including indeed info information
    inside instead into is it its itself just keep keeping keeps kept kind kindly know known last late lately later
    latest least leave left less let like list little long look looked looking looks lot lots low made main mainly make
    makes making manage managed many matter max maximum may maybe me mean meant mention might min mind minimum minute
    minutes month monthly months more most mostly much must my name near nearly need needed needs neither never nice no
    nobody none nor normal normally not note nothing now number numbers obviously odd of off often oh ok okay old on once
    one ones only open opposed or order other others otherwise ought our ours out over overall own part particular past
    people per percent percentage perhaps period person picture piece plain please point poor possible possibly pretty
    previous probably properly provide provided proportion pull put question quick quickly quite rate rather ratio read
    real really reason recent recently regard regarding regular remember remind report respect result results right
    roughly run running said same saw say says score second see seem seems seen send sent set several shall share she
    should show shown side since so some somebody someone something sometimes soon sorry sort speak staff stand standing
    start started state status still stuff such summary sure take taken takes taking talk tell than thank thanks that
    the their theirs them then there these they thing things think this those though thought through time times to
    today together told too took top total totals towards true try trying turn two type under understand until up upon
    us use used using usual usually very via view want wanted wants was way we week weekly weeks well went were what
    whatever when where whether which while who whole whose why will wise wish with within without wonder wondering word
    words work worked working works worse worst would wrong year yearly years yes yet you your yours
    ability above achieve achieved achieving agree agreed agreement allowed allow allows amber apply assume available average
    baseline behind below bill billed booked bottom bring brought busy call called calls cancel cancelled cancelling charge
    charged charges claim claimed committed commitment commit company complete contract contractual contractually cover
    covered credit credits deadline deliver delivered delivering desk devices device drop dropped duplicate duplicates
    exclude excluded excluding fail failed failing failure failures falling fast faster fault faults fee fell fewer firm
    frame goal grew grow growing guarantee guaranteed guys handed helpdesk hit hits hitting incident incidents increase
    increased issue issues it job jobs judge judged level levels limit log logged logs manager maximum measured median meet
    meeting meets met miss missed misses missing money msp nicely number obliged office opened outside overdue owe owed paid
    pass passed pay paying payment perform performance performed performing performs permitted print problem problems
    progress promise promised promises promising prompt promptly proper proposed provider providers queue raise raised
    rapidly reach reached reaching receive received reckon record recorded records request requested requests require
    required requirement rise rising rose scratch service services short sign signed slow slower slowest slowly software
    speed speedily standard standards stats stick stuck supplier support supported supposed system systems target targets
    team terms threshold ticket tickets timely timescale timescales tool track trend turnaround undertake undertaken
    users user volume volumes wait waited waiting within work yardstick zero
    seconds second three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty sixty hundred
    morning afternoon night evening weekend business working breach breached breaches breaching breakage breakages break
    breaks broke broken breaking breakdown breakdowns fix-rate alert alerts incidents machine machines kit equipment
    computer computers laptop laptops account accounts logins login coverage success rate job installed protected
    switched enabled turned rolled green red happy quality standards compliance compliant attained attainment
    pct priorities priority prio severity category ok'd yr yrs mth mths wk wks qtr asap fyi btw hey team folks guys
    hundred thousand couple percentage share answered reply response respond it'd arrived finished entitled entitlement
    allowance allotted allocated minimum upper lower figure stated written paper document says spell spelt text wording
    sites site seats seat pcs headcount head heads employees servers offices covered
    benchmark benchmarks apply applies applied applying suffer suffered suffers stop stopped stops sustain sustained
    experience experienced encounter encountered occur occurred occurs arise arose reported altogether log
    sla slas contracted passes passed agreed-upon
    longest shortest biggest worst planned unplanned average
    crop cropped crops loss lost
    """.split()
)
WORD = re.compile(r"[a-z][a-z'-]*[a-z]")


def turning_words(text: str) -> tuple[str, ...]:
    """The words of a plain text that are not everyday ones, in order: what the question turns on."""
    return tuple(word for word in WORD.findall(text) if word not in COMMON and word.removesuffix("'s") not in COMMON)


# Where a word narrows a count to a part of it: "about printers", "for the warehouse", "network faults".
NARROWING = re.compile(
    r"\b(?:about|for|from|by|with|on|at|in|involving|regarding|concerning|related to|because of|due to|caused by|of|running|using|"
    r"have|has|had|need|needs|lack|lacks)\s+(?:the |our |a |an |any |all |my |their )*(?P<after>[a-z][\w'-]*[a-z])|"
    r"\bdid (?:the |our |a |my )?(?P<who>[a-z][\w'-]*[a-z])(?: \w+)? (?:raise|log|open|report|submit|send|close|fix|handle|resolve|answer|cause)\b|"
    r"\b(?P<before>[a-z][\w'-]*[a-z]) (?:tickets?|incidents?|requests?|calls?|issues?|problems?|faults?|breakages?|breakdowns?|failures?|"
    r"alerts?|jobs|cases|users?|people|staff|laptops?|devices?|machines?|accounts?)\b"
)


def narrowing_words(text: str) -> tuple[str, ...]:
    """The words of a plain text that narrow what is counted to something that we do not count by."""
    found = (match.group("after") or match.group("who") or match.group("before") for match in NARROWING.finditer(text))
    return tuple(word for word in found if turning_words(word))
