"""Whatever bytes come as a mail: an answer or one plain sentence, never a crash."""

import json
from dataclasses import asdict, replace
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.documents.model import UnreadableError
from knowledge.mail.notices import read_notice
from knowledge.mail.reading import read_mails

SEED = (
    b"From: Desk <desk@provider.example>\r\nTo: a@b.example\r\nDate: Wed, 07 Oct 2026 09:58:00 +0100\r\n"
    b"Subject: =?utf-8?B?UGxhbm5lZCBtYWludGVuYW5jZQ==?= CHG0012345\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: multipart/alternative; boundary=r\r\n\r\n"
    b"--r\r\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Start: 14/11/2026 22:00 GMT\r\nEnd: 15/11/2026 02:00 GMT\r\n\r\nOn 6 Oct 2026 at 17:10, R <r@b.example> wrote:\r\n> When=3F\r\n"
    b"--r\r\nContent-Type: text/html\r\n\r\n<table><tr><td>Start</td><td>14/11/2026 22:00 GMT</td></tr></table><blockquote>x</blockquote>\r\n"
    b"--r--\r\n--q\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261114T220000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    b"--q\r\nContent-Type: application/pdf; name*=utf-8''r%C3%A9port.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--q--\r\n"
)
QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def swallowed(data):
    """Read a mail and all that is made of it; the mails, or none where it is refused in a sentence."""
    try:
        mails = list(read_mails(data))
    except UnreadableError as refused:
        return [] if str(refused).endswith(".") else pytest.fail(f"no sentence: {refused}")
    for mail in mails:
        read_notice(mail)
        assert mail.key
        kept = json.dumps(asdict(replace(mail, attachments=())), default=str, ensure_ascii=False)
        assert "\\u0000" not in kept
        assert "\0" not in kept
        assert kept.encode()  # no half letters: every database must take it
        assert all(one.endswith((".", "?")) for one in mail.warnings), mail.warnings
    return mails


@QUICK
@given(st.binary(max_size=400))
def test_random_bytes(data):
    """Any file may be dropped on the product."""
    swallowed(data)


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 60), st.binary(max_size=30)), min_size=1, max_size=12)
)
def test_a_mail_broken_in_many_places(cuts):
    """Mails are cut, joined and rewritten on their way."""
    data = SEED
    for at, length, put in cuts:
        data = data[:at] + put + data[at + length :]
    swallowed(data)


@QUICK
@given(st.text(max_size=300), st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60))
def test_any_words_in_a_sound_mail_are_kept_once(words, subject):
    """A sound mail of any letters gives one mail, and reading it again gives the same."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Desk <desk@provider.example>", " ".join(subject.split()) or "x"
    message.set_content(words.encode("utf-8", "replace").decode())
    (first,), (second,) = swallowed(message.as_bytes()), swallowed(message.as_bytes())
    assert (first.key, first.latest) == (second.key, second.latest)
