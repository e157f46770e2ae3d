"""Questions about words and deeds: what the agreement says, what a term means, whether a duty was done."""

from __future__ import annotations

from demo.expecting import NO_WAY, Asked, clause, fact, figure

DEFINED = ("1.1", "1", "Definitions")


def agreed() -> list[Asked]:
    """Clauses, some asked for without their words."""
    p1 = (figure("limit_minutes", "15", "minutes", priority="P1"),)
    table = ("Schedule 2, 2.1", "Schedule 2, Table 2", "2.1", "Table 2")
    rows = [
        ("how quickly must they answer a P1?", clause(*table, says=("15 minutes",), figures=p1)),
        (
            "What was the P1 response time before the amendment?",
            clause("Schedule 2, 2.1", "Schedule 2, Table 2", says=("30 minutes",)),
        ),
        ("whats the target for P2 fixes", clause(*table, says=("8 hours", "90"))),
        ("how long do they have to fix a P3", clause(*table, says=("16 hours",))),
        (
            "do they work weekends?",
            clause("Schedule 2, 3.1", "Schedule 2, 3.2", "Schedule 1, 1.1", *DEFINED, says=("08:00",)),
        ),
        ("Does an automatic reply count as a response?", clause("Schedule 2, 3.3", verdict=["no"])),
        ("When does the clock stop while they wait for us?", clause("Schedule 2, 3.4", says=("Waiting on Customer",))),
        ("does waiting for a part stop the clock", clause("Schedule 2, 3.4")),
        ("what happens if a ticket is reopened", clause("Schedule 2, 3.5", says=("ten Working Days",))),
        ("Can they lower the priority without asking?", clause("Schedule 2, 1.2")),
        ("how often must they update us on a P1", clause("Schedule 2, 2.2", says=("60 minutes",))),
        (
            "what uptime did they promise for the hosted desktop",
            clause("Schedule 2, 4.1", "Schedule 2, Table 3", says=("99.90",)),
        ),
        ("how is availability worked out?", clause("Schedule 2, 4.2")),
        ("How much notice for planned maintenance?", clause(*DEFINED, "Schedule 2, 4.4", says=("48 hours",))),
        ("what do we get back if they miss a P1", clause("Schedule 3, 1.1", "Schedule 3, Table 4", says=("5 %",))),
        ("is there a limit on service credits", clause("Schedule 3, 3.1", says=("10 %",))),
        ("are credits automatic or do we have to ask", clause("Schedule 3, 4.1", "Schedule 3, 4.2", says=("30 days",))),
        ("What if they miss the same target twice running?", clause("Schedule 3, 2.1", says=("doubled",))),
        ("do we get credits for P3", clause("Schedule 3, 1.3", verdict=["no"])),
        ("what is persistent failure in our contract", clause("8.1", *DEFINED, says=("three consecutive months",))),
        ("what can we do about a persistent failure?", clause("8.2", "8.3")),
        ("how do we get out of this contract and how much notice", clause("2.3", says=("90 days",))),
        ("when does the contract run out", clause("2.2", says=("31 October 2027",))),
        ("does it renew by itself?", clause("2.3", says=("12 months",))),
        ("how much can they put the price up each year", clause("Schedule 4, 3.1", says=("4 %",))),
        ("What do we pay per user under the contract?", clause("Schedule 4, 1.1", "2.2", says=("66.00",))),
        ("whats their hourly rate for projects", clause("Schedule 4, 2.1", says=("85.00",))),
        (
            "how fast must critical patches go on",
            clause("Schedule 5, 1.1", "Schedule 5, 1.2", "Schedule 5, Table 6", says=("14 days",)),
        ),
        ("How often should they test the backups?", clause("Schedule 5, 2.2", says=("quarter",))),
        ("how soon must they tell us about a security breach", clause("9.2", says=("24 hours",))),
        ("how much are they liable for if it all goes wrong", clause("17.3", says=("125 %",))),
        ("who owns our passwords and documentation?", clause("15.1")),
        ("what help do we get when we leave them", clause("19.2", "19.3", says=("20 hours",))),
        ("what is NOT included in the fee?", clause("4.1")),
        ("what do WE have to do under the contract", clause("5.1")),
        ("who do I complain to and how fast must they answer", clause("20.1", says=("two Working Days",))),
        ("may they use subcontractors", clause("10.1")),
        ("where is our data kept", clause("13.3", says=("United Kingdom",))),
        ("how long for a new starter to be set up?", clause("Schedule 1, 2.4", says=("three Working Days",))),
        ("do they have to explain a missed P1 in writing", clause("6.5", says=("five Working Days",))),
        ("which law governs the agreement", clause("22.1", "22", says=("England and Wales",))),
        ("when must the monthly report arrive", clause("7.1", says=("tenth Working Day",))),
    ]
    return [(text, "clause", expect) for text, expect in rows]


def meanings() -> list[Asked]:
    """Jargon, the agreement's own meaning first."""
    rows = [
        ("what does P1 mean", clause("Schedule 2, 1.1", "Schedule 2, Table 1", says=("cannot be used",))),
        ("what is EDR", clause(*DEFINED, says=("endpoint detection",))),
        ("MFA?? what is that", clause(*DEFINED, says=("second proof",))),
        ("define Service Hours", clause(*DEFINED, says=("08:00 to 18:00",))),
        ("what counts as a working day", clause(*DEFINED, says=("public holiday in England",))),
        ("what's a first response exactly", clause(*DEFINED, says=("person",))),
        ("what does Resolution mean for us", clause(*DEFINED, says=("workaround",))),
        ("difference between an incident and a service request?", clause(*DEFINED, says=("unplanned interruption",))),
        ("what is Planned Maintenance", clause(*DEFINED, says=("48 hours",))),
        ("whats an RCA", fact("cause")),
        ("they keep talking about RMM, what is it", fact("emote")),
        ("what is a QBR", fact("uarterly")),
        ("what does RPO mean", fact("data")),
        ("what do they mean by degraded performance", fact()),
        ("what does CPI mean in the contract", clause(*DEFINED, says=("Consumer Prices Index",))),
        ("explain 'Monthly Charge' please", clause(*DEFINED, says=("recurring",))),
    ]
    return [(text, "jargon", expect) for text, expect in rows]


def done() -> list[Asked]:
    """Duties: done, late, or no evidence."""
    no = {"verdict": ["no", "missed"]}
    nothing = {"state": [*NO_WAY, "partly", "answered"], "verdict": ["no", "cannot_tell", "missed"]}
    evidence = {**nothing, "why": ["provider_did_not_supply", "not_uploaded"]}
    yes = {"verdict": ["yes", "met"]}
    rows = [
        ("did they send the august report on time?", fact("18 September", "14 September", **no)),
        ("Was the September report on time?", fact("13 October", **yes)),
        ("was the october report in time", fact("12 November", **yes)),
        ("did we get a report for May 2026?", evidence),
        ("when was the last restore test?", fact("March 2026")),
        ("did they do a restore test last quarter", evidence),
        ("restore test in Q2 2026?", evidence),
        ("was there a restore test in Q1 this year", fact(**yes)),
        ("did the review meeting happen in september 2026?", nothing),
        ("when did we last have a review meeting with them", fact("20 October")),
        ("did we have our monthly review in October", fact("20 October", **yes)),
        ("is the IT roadmap up to date?", fact("28 April", verdict=["no", "missed", "cannot_tell", "partly"])),
        ("have they hit persistent failure?", fact("atching", verdict=["yes", "no", "missed"])),
        ("patching: is it a persistent failure yet", fact(verdict=["yes", "no", "missed"])),
        ("when must we give notice if we dont want to renew", fact("2 August 2027")),
    ]
    return [(text, "obligation", expect) for text, expect in rows]


def everything() -> list[Asked]:
    """All of them."""
    return [*agreed(), *meanings(), *done()]
