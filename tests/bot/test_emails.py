"""Emails taken in: kept under their contract once, with what they announce and what they carry."""

import shutil
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from bot.intake.adding import add
from bot.intake.emails import add_emails
from bot.intake.given import Asking, Options
from bot.intake.mail_records import as_mail, side_of
from bot.intake.sample import sample_folder
from bot.settings import Settings
from bot.wiring import build
from knowledge.mail.reading import read_mail
from store.facts.agreed import ContractFacts

REPORT = (
    b"From: Fiona Larch <fiona.larch@brindlecote.example>\r\nTo: r@marrowdale.example\r\nDate: Tue, 13 Oct 2026 10:02:00 +0100\r\n"
    b"Subject: September report\r\nMessage-ID: <r@brindlecote.example>\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
    b"--q\r\nContent-Type: text/plain\r\n\r\nReport attached.\r\n--q\r\nContent-Type: text/csv\r\n"
    b'Content-Disposition: attachment; filename="report.csv"\r\n\r\nmeasure,result\r\n--q--'
)
NOTICE = (
    b"From: Network <noc@brindlecote.example>\r\nDate: %s\r\nSubject: Planned maintenance CHG0012345\r\n\r\n"
    b"Start: 14 November 2026 22:00 GMT\r\nEnd: 15 November 2026 02:00 GMT\r\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The sample company's contract, with no mails yet."""
    folder = tmp_path_factory.mktemp("home")
    interpreter = _open(folder)
    add(interpreter, [sample_folder() / "contract.docx"], Options(accept=True, index=False))
    return folder


def _open(folder):
    return build(Settings(home=folder, _env_file=None), clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
def interpreter(home, tmp_path):
    shutil.copytree(home, tmp_path / "home")
    return _open(tmp_path / "home")


def given(tmp_path, data, name="a.eml"):
    file = tmp_path / name
    file.write_bytes(data)
    return file


def test_the_sample_companys_mails_are_kept_once_each_in_its_threads(interpreter):
    """All of them, and the same again changes nothing."""
    files = sorted((sample_folder() / "emails").glob("*.eml"))
    (ref,) = interpreter.stores.contracts.refs()
    first = add(interpreter, files, Options(index=False))
    again = add(interpreter, files, Options(index=False))
    kept = interpreter.stores.mails.listed(ref)
    assert len(kept) == len(files) == sum(one.counts["new"] for one in first)
    assert {one.state for one in again} == {"unchanged"}
    outage = [one for one in kept if "degraded performance" in one.mail.topic]
    assert len(outage) == 3
    assert len({one.thread for one in outage}) == 1
    assert [one.mail.sender_name for one in kept if one.mail.side == "customer"] == ["Rosalind Teague"]


def test_a_mail_that_is_not_the_providers_is_told_apart(interpreter):
    """The buyer's own claim must never be read as the provider's word."""
    (receipt,) = add(interpreter, [sample_folder() / "emails" / "2026-10-14-our-claim.eml"], Options(index=False))
    assert any("not from Brindlecote" in note and "marrowdale" in note for note in receipt.notes)


@pytest.mark.parametrize(
    ("address", "side"),
    [
        ("a@brindlecote.example", "provider"),
        ("a@mail.brindlecote.co.uk", "provider"),
        ("a@marrowdale.example", "customer"),
        ("a@brindlecote.example.evil.example", "provider"),
        ("a@limited.example", "other"),
        ("a@gmail.com", "other"),
        ("", "other"),
    ],
)
def test_the_side_is_told_by_the_domain_alone_and_allows_nothing(address, side):
    """A lookalike may pass for the provider here: that is why nothing is ever allowed by it."""
    facts = ContractFacts("R", "t", "Brindlecote IT Services Limited", "Marrowdale Foods Limited")
    assert side_of(address, facts) == side


def test_what_a_mail_carries_is_put_aside_and_offered_and_never_taken_in_unasked(interpreter, tmp_path):
    """Anybody can send a report in the provider's name."""
    (receipt,) = add(interpreter, [given(tmp_path, REPORT)], Options(accept=True, index=False))
    (kept,) = (interpreter.settings.home / "attachments").rglob("report.csv")
    assert kept.read_bytes().strip() == b"measure,result"
    assert any("itbot add" in note and str(kept) in note for note in receipt.notes)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"Tue, 10 Nov 2026 09:00:00 +0000", "4 days 13 hours; the contract asks for 2 days: enough"),
        (b"Fri, 13 Nov 2026 22:00:00 +0000", "1 day; the contract asks for 2 days: too little"),
        (b"Sun, 15 Nov 2026 01:00:00 +0000", "Told 3 hours after the start"),
    ],
)
def test_the_notice_given_is_set_against_the_notice_the_contract_asks_for(interpreter, tmp_path, sent, said):
    """Planned work without its notice is an outage like any other."""
    (receipt,) = add(interpreter, [given(tmp_path, NOTICE % sent)], Options(index=False))
    assert any(
        "planned work" in note and "14 November 2026 22:00 UTC" in note and "CHG0012345" in note
        for note in receipt.notes
    )
    assert any(said in note for note in receipt.notes)


def test_a_box_of_mails_is_taken_in_with_one_receipt(interpreter, tmp_path):
    """Years of mail come as one file."""
    box = b"From a@b Tue Oct 13 10:02:00 2026\n" + REPORT + b"\n\nFrom a@b Tue Oct 13 10:03:00 2026\n"
    (receipt,) = add(
        interpreter,
        [given(tmp_path, box + NOTICE % b"Tue, 10 Nov 2026 09:00:00 +0000", "old.mbox")],
        Options(index=False),
    )
    assert receipt.counts == {"new": 2, "unchanged": 0, "notices": 1}
    assert "2 emails kept; 1 of them announces work or an outage" in receipt.says


def test_nothing_is_kept_in_a_dry_run(interpreter, tmp_path):
    """To look is not to keep."""
    (receipt,) = add(interpreter, [given(tmp_path, REPORT)], Options(dry_run=True))
    assert receipt.state == "previewed"
    assert not interpreter.stores.mails.listed(interpreter.stores.contracts.refs()[0])


def test_a_kept_mail_comes_back_as_it_was_read(interpreter, tmp_path):
    """What is read from it later is read from the same words."""
    file = given(tmp_path, REPORT)
    add(interpreter, [file], Options(index=False))
    (record,) = interpreter.stores.mails.listed(interpreter.stores.contracts.refs()[0])
    back, read = as_mail(record), read_mail(file)
    fields = (
        "message_id",
        "subject",
        "sender",
        "to",
        "sent",
        "latest",
        "signature",
        "quoted",
        "warnings",
        "file",
        "key",
    )
    assert all(getattr(back, name) == getattr(read, name) for name in fields)
    assert [one.name for one in back.attachments] == ["report.csv"]


def test_an_attachment_is_taken_in_when_a_person_at_the_terminal_says_so(interpreter, tmp_path):
    """The one way in is a person's word."""
    headcount = REPORT.replace(b"report.csv", b"headcount.csv").replace(
        b"measure,result", b"date,users,devices\r\n2026-10-01,132,140"
    )
    asked = []
    asking = Asking(Console(force_terminal=True, file=StringIO()), lambda words: asked.append(words) or True)
    receipt = add_emails(interpreter, given(tmp_path, headcount), Options(index=False), asking)
    assert asked == ["The mail carries headcount.csv. Take it in too?"]
    assert any(note.startswith("headcount.csv: headcount") for note in receipt.notes)
