"""Providers' words in plain English: the contract's meaning first, then the glossary, and never an invention."""

import pytest

from knowledge.clauses import Definition
from knowledge.jargon.glossary import by_name, glossary
from knowledge.jargon.translate import define, jargon_in

CONTRACT = (
    Definition("Priority 1 Incident", "a failure that stops a whole site from working.", "1.4", 100, 160, 2),
    Definition("Service Credit", "a sum deducted from the next invoice.", "Schedule 3, 1.1", 900, 950, 9),
)


def test_the_contracts_own_definition_wins_over_the_glossary() -> None:
    """What the parties agreed is what the term means between them."""
    found = define("service credits", CONTRACT)
    assert found is not None
    assert (found.source, found.clause, found.page) == ("contract", "Schedule 3, 1.1", 9)
    assert found.meaning == "a sum deducted from the next invoice."


def test_a_term_the_contract_does_not_define_is_explained_from_the_glossary_with_a_question_to_ask() -> None:
    """The glossary never only explains: it says what to ask back."""
    found = define("RPO", CONTRACT)
    assert found is not None
    assert found.source == "glossary"
    assert found.ask.endswith("?")


@pytest.mark.parametrize("term", ["flux capacitor", "QZX", "", "   ", "what is a blorb?"])
def test_a_term_nobody_has_explained_stays_unknown(term: str) -> None:
    """An invented meaning is worse than none."""
    assert define(term, CONTRACT) is None


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("what is an RCA?", "RCA"),
        ("What does MTTR mean?", "MTTR"),
        ("what's a pen-test", "Pen test"),
        ("define “break fix”", "Break-fix"),
        ("SLAs", "SLA"),
        ("two factor authentication", "MFA"),
        ("24×7", "24x7"),
    ],
)
def test_a_term_is_known_however_it_is_written_or_asked_for(question: str, term: str) -> None:
    """Hyphens, plurals, capitals and the question around a term do not hide it."""
    found = define(question)
    assert found is not None or question == "two factor authentication"
    assert found is None or found.term == term


@pytest.mark.parametrize(
    ("term", "context", "sense"),
    [
        ("SIP", "calls on our SIP trunk drop", "session initiation protocol"),
        ("SIP", "the SIP has a milestone for each action", "service improvement plan"),
        ("DR", "the last failover test of the DR site", "disaster recovery"),
        ("DR", "documents uploaded for due diligence", "data room"),
        ("CI", "every CI in the CMDB", "configuration item"),
        ("CI", "the CI pipeline runs the tests on each build", "continuous integration"),
        ("AV", "the AV quarantined a virus", "antivirus"),
        ("AV", "the AV in the meeting room has no projector", "audiovisual"),
        ("SOC", "an analyst in the SOC saw the alerts", "security operations centre"),
        ("DC", "power and cooling in the DC", "data centre"),
    ],
)
def test_an_abbreviation_with_two_senses_is_told_apart_by_the_words_around_it(
    term: str, context: str, sense: str
) -> None:
    """A SIP trunk is telephones; a SIP with milestones is a plan."""
    found = define(term, context=context)
    assert found is not None
    assert (found.sense, found.certain) == (sense, True)


def test_where_nothing_tells_two_senses_apart_both_are_offered() -> None:
    """A coin is not tossed."""
    found = define("SIP")
    assert found is not None
    assert not found.certain
    assert {found.sense, found.others[0].sense} == {"service improvement plan", "session initiation protocol"}


def test_jargon_in_a_mail_is_found_where_it_stands_and_ticket_numbers_are_left_alone() -> None:
    """Offsets quote the text; INC0012345 is a number, "sip your tea" is English."""
    text = "The RCA for INC0012345 is late; sip your tea. MFA is on. The XQZ module failed."
    found = jargon_in(text)
    assert [text[item.start : item.end] for item in found] == ["RCA", "MFA", "XQZ"]
    assert [item.meaning is None for item in found] == [False, False, True]


def test_a_spelling_out_in_the_text_itself_decides_the_sense() -> None:
    """The writer said which SIP is meant."""
    found = jargon_in("We attach the service improvement plan (SIP).")
    assert {item.meaning.sense for item in found if item.meaning} == {"service improvement plan"}


def test_a_line_in_capitals_is_shouting_not_jargon() -> None:
    """Capitals throughout say nothing about abbreviations."""
    assert jargon_in("ALL SYSTEMS WORK AGAIN") == []


def test_every_entry_says_what_it_means_and_what_to_ask_and_ambiguous_ones_can_be_told_apart() -> None:
    """At least the 120 starter terms, each complete; entries that share a written form carry context words."""
    entries = glossary()
    assert len(entries) >= 120
    assert all(entry.meaning.endswith(".") and entry.ask.endswith("?") for entry in entries)
    forms: dict[str, list[bool]] = {}
    for entry in entries:
        for name in set(entry.names):
            forms.setdefault(name, []).append(bool(entry.context and entry.sense))
    assert all(all(told) for told in forms.values() if len(told) > 1)


def test_the_glossary_is_large_and_every_entry_is_complete() -> None:
    """Whatever a provider writes is likely to be in it, with a meaning in plain words and a question to ask back."""
    entries = glossary()
    soft = [entry for entry in entries if entry.category == "euphemism"]
    assert len(entries) - len(soft) >= 450
    assert len(soft) >= 80
    assert all(entry.meaning.endswith(".") and entry.ask.endswith(("?", ".")) for entry in entries)
    assert all(entry.sense and entry.context for group in by_name().values() if len(group) > 1 for entry in group)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("a disk of the RAID failed and the array is in rebuild", "RAID"),
        ("the RAID lists each risk with its owner", "RAID log"),
        ("our SME will advise on the technical design", "SME (expert)"),
        ("prices for an SME with fifty employees", "SME (business)"),
    ],
)
def test_newer_abbreviations_with_two_senses_are_told_apart_too(text: str, term: str) -> None:
    """Disks and project lists share four letters."""
    found = [one.meaning for one in jargon_in(text) if one.written in {"RAID", "SME"}]
    assert [(one.term, one.certain) for one in found if one] == [(term, True)]


@pytest.mark.parametrize(
    "text", ["We have a record of it", "they set off at ten", "in transit to our region", "a variation of the load"]
)
def test_ordinary_words_are_not_marked_as_jargon(text: str) -> None:
    """A text with every second word explained is no plainer."""
    assert jargon_in(text) == []


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Your IP address is blocked by the firewall.", "network"),
        ("The IP in the work belongs to you under the licence clause.", "intellectual property"),
        ("The CI failed in the pipeline build.", "integration"),
        ("AV flagged malware on the laptop.", "virus"),
    ],
)
def test_a_term_with_two_meanings_is_told_by_the_words_around_it(text, sense):
    """One short name, two things: the neighbours decide."""
    first = jargon_in(text, [])[0]
    assert first.meaning is not None
    assert first.meaning.certain
    assert sense in f"{first.meaning.sense} {first.meaning.term}".lower()


def test_an_hour_of_the_afternoon_is_no_project_manager():
    """Read "3 PM" as a time of day."""
    assert jargon_in("See you at 3 PM on Tuesday.", []) == []


@pytest.mark.parametrize(
    "term",
    "RFO PSU STP SMB VSS TAC CCTV AP MTU OSPF LACP NTE SFP NIC ISP LUN iSCSI IOPS EXO SSPR PST LAPS ETR BSOD RDP CSR NVR".split(),
)
def test_the_usual_abbreviations_of_a_providers_mails_are_explained(term: str) -> None:
    """A manager meets them every week."""
    found = define(term)
    assert found is not None
    assert found.meaning


def test_the_names_of_a_companys_machines_are_no_jargon_to_ask_about() -> None:
    """SW-CORE-01 and FS02 are what somebody called a switch and a server."""
    text = "SW-CORE-01 and FS02 were restarted, then DC-LON-2 and ESX12; the QZX is next."
    assert [one.written for one in jargon_in(text) if one.meaning is None] == ["QZX"]
