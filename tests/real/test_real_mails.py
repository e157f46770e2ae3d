"""Mails that carriers, clouds and mail programs really wrote, read without a line of code for any one of them."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.documents.model import UnreadableError
from knowledge.mail.notices import read_notice
from knowledge.mail.reading import read_mail, read_mails

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CARRIERS, TALON, ZAPIER = (SHARED / "notices" / name for name in ("circuit-maintenance", "eml-talon", "eml-zapier"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not CARRIERS.exists(), reason="the real mails stand beside the project and are not here"),
]
STATES = {"RE-SCHEDULED": "rescheduled", "IN-PROCESS": "in progress"}
# The expected answers that the mails themselves contradict: "06/12/2021" read as December in a mail of May, a day
# read as a month, 1970 for an hour that was not given, the hour of sending for the hour of the work.
CONTRADICTED = {"cogent1", "cogent2", "cogent3", "gtt3"}


def expected(file):
    """What the other project reads from a mail."""
    named = (file.with_name(f"{file.stem}_result{kind}.json") for kind in ("_combined", ""))
    found = next((one for one in named if one.exists()), None)
    return json.loads(found.read_text())[0] if found else None


def subject_of(file):
    """Some mails were stored without their subject, which stands in a file of its own."""
    found = [
        one
        for one in (file.with_name(f"{file.stem}_email_subject"), file.with_name(f"{file.stem}_subject.txt"))
        if one.exists()
    ]
    return found[0].read_text().strip() if found else None


def carriers_mails():
    files = [
        one for one in sorted(CARRIERS.glob("*/*")) if one.suffix in {".eml", ".html", ""} and "subject" not in one.name
    ]
    for file in files:
        answer = expected(file) if not file.name.startswith("_") else None
        if answer:
            mail = read_mail(file)
            yield file.stem, replace(mail, subject=subject_of(file) or mail.subject), answer


def compared(stem, mail, answer):
    """(field, told, expected, whether told as sure) of the fields the other project names."""
    notice = read_notice(mail)
    for name in ("start", "end"):
        if name in answer:
            when = getattr(notice, name) if notice else None
            yield name, when and when.at and when.at.timestamp(), answer[name], bool(when and when.sure)
    if "status" in answer:
        yield "status", notice and notice.state.value, STATES.get(answer["status"], answer["status"].lower()), False
    reference = answer.get("maintenance_id", "")
    if reference and not re.fullmatch(r"[0-9a-f]{64}", reference):  # made up where the mail names none
        yield "reference", notice and notice.reference, reference, False


def test_at_least_nine_fields_in_ten_of_carriers_notices_are_right():
    """Start, end, state and reference, each as the other project's readers made for each carrier read them."""
    rows = [(stem, *row) for stem, mail, answer in carriers_mails() for row in compared(stem, mail, answer)]
    right = [row for row in rows if row[2] == row[3]]
    assert len(rows) >= 150
    assert len(right) / len(rows) >= 0.90, [row for row in rows if row not in right]


def test_no_wrong_hour_is_told_as_sure():
    """An hour that cannot be told is told as such; where the expected answer contradicts the mail, the mail counts."""
    rows = [(stem, *row) for stem, mail, answer in carriers_mails() for row in compared(stem, mail, answer)]
    wrong = [row for row in rows if row[4] and row[2] != row[3] and row[0] not in CONTRADICTED]
    assert not wrong


def test_hours_that_the_expected_answers_get_wrong_are_read_as_written():
    """Ten at night Central time on the third of November is not noon in London."""
    told = read_notice(read_mail(CARRIERS / "cogent" / "cogent3.eml"))
    assert told.start.at == datetime(2022, 11, 4, 3, tzinfo=UTC)
    assert told.end.at == datetime(2022, 11, 4, 10, tzinfo=UTC)
    assert read_notice(read_mail(CARRIERS / "cogent" / "cogent1.html")).start.at is None


def own(mail):
    """Latest words with the signature under them: what the other projects call the reply."""
    return re.sub(r"\W+", " ", f"{mail.latest} {mail.signature}").strip()


# The last words of each reply, read by a person; in the order of the files.
ZAPIER_ENDS = {
    "correct_sig": "correct -- signature.", "email_1_1": "using the Java HTTP API.", "email_1_2": 'delete them all individually."',
    "email_1_3": "function would be great.", "email_1_4": "another problem with it.", "email_1_5": "goes on and on\nfor a while.",
    "email_1_6": "rendering as well.", "email_1_7": ":+1:", "email_1_8": "and under this.", "email_2_1": "Outlook with a reply",
    "email_2_2": "reply directly above line", "email_2_3": "using unusual format", "email_BlackBerry": "another email",
    "email_bullets": "- and another", "email_gmail": "to a github message.", "email_headers_no_delimiter": "And another reply!",
    "email_iPhone": "another email", "email_multi_word_sent_from_my_mobile_device": "another email",
    "email_one_is_not_on": "when I run...", "email_partial_quote_header": "tunnel is not working.",
    "email_sent_from_my_not_signature": "then my mobile phone.", "email_sig_delimiter_in_middle_of_line": "kthxbai",
    "greedy_on": "tunnel is not working.", "pathological": "get back to a computer.",
}  # fmt: skip
ZAPIER_NOT = (
    ">",
    "wrote:",
    "riak-users mailing",
    "From:",
    "Sent from my iPhone",
    "Joe Smith",
    "rick",
    "my signature",
    "Abhishek",
)


def test_the_latest_reply_of_the_mailing_list_mails_ends_where_its_author_ends():
    """Nothing of theirs is lost, nothing of another's is theirs."""
    assert len(ZAPIER_ENDS) == len(list(ZAPIER.glob("*.txt")))
    wrong = []
    for name, end in ZAPIER_ENDS.items():
        latest = read_mail(ZAPIER / f"{name}.txt").latest
        if not latest.endswith(end) or any(mark in latest for mark in ZAPIER_NOT):
            wrong.append((name, latest[-80:]))
    assert len(wrong) <= len(ZAPIER_ENDS) * 0.05, wrong


def test_the_latest_reply_of_the_mail_programs_is_what_was_written():
    """Fourteen programs quote in fourteen ways."""
    wrong = [
        file.name for file in sorted((TALON / "standard_replies").glob("*.eml")) if read_mail(file).latest != "Hello"
    ]
    pages = sorted((TALON / "html_replies").glob("*.html"))
    wrong += [file.name for file in pages if own(read_mail(file)) != "Hi I am fine Thanks Alex"]
    assert not wrong
    assert all(read_mail(file).quoted[0].author for file in pages)


def test_signatures_are_cut_where_the_senders_name_begins_them():
    """As marked by hand in the other project."""
    for stem in ("jeff", "long", "short_url", "sparse"):
        folder = TALON / "signature" / "emails" / "stripped"
        words, name = (folder / f"{stem}_body").read_text(), (folder / f"{stem}_sender").read_text().strip()
        mail = read_mail(f"From: {name} <x@x.example>\nSubject: x\n\n{words}".encode())
        marked = (folder / f"{stem}_signature").read_text()
        assert re.sub(r"[\W_]+", "", mail.signature) == re.sub(r"[\W_]+", "", marked), stem


def test_every_file_beside_the_project_is_read_or_refused_in_a_sentence():
    """Contracts, payloads, pages and all: dropped on the reader as if they were mails."""
    for file in (*(SHARED / "notices").rglob("*"), *(SHARED / "adversarial").rglob("*")):
        if file.is_file():
            try:
                assert all(mail.key and (read_notice(mail) or True) for mail in read_mails(file))
            except UnreadableError as refused:
                assert file.name in str(refused)  # noqa: PT017  # either answer is right


def test_orders_hidden_in_mails_stay_words():
    """The published attacks, appended to mails: kept whole and, most of them being no orders to a machine, never acted on."""
    attacks = json.loads((SHARED / "adversarial" / "bipia" / "text_attack_train.json").read_text())
    for attack in (one for kind in attacks.values() for one in kind):
        mail = read_mail(f"From: a@b.example\nSubject: Report\n\nP1 was 95 % in October.\n\n{attack}".encode())
        assert mail.latest.startswith("P1 was 95 % in October.")
        assert re.sub(r"\W+", "", attack)[:40] in re.sub(
            r"\W+", "", mail.latest + mail.signature + mail.disclaimer + "".join(q.text for q in mail.quoted)
        )
