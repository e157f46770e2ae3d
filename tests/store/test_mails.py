"""Mails are kept once, in their threads, and found by contract, thread, date and notice."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from store.contracts import Contracts
from store.mail_records import NewMail
from store.mails import Mails

ONE_AHEAD = timezone(timedelta(hours=1))


@pytest.fixture
def mails(db, document):
    Contracts(db).add_version(document("msa.docx", "3.1 | x"))
    return Mails(db)


def mail(key, words="Fixed.", *, day=7, topic="order system", **more):
    given = {
        "key": key, "words_hash": f"{topic}/{words}", "topic": topic, "subject": topic, "sender_name": "Fiona Larch",
        "sender_address": "fiona@brindlecote.example", "side": "provider", "latest": words, "file": "a.eml",
        "sent": datetime(2026, 10, day, 9, 58, tzinfo=ONE_AHEAD), "message_id": key,
    }  # fmt: skip
    return NewMail(**{**given, **more})


def test_a_mail_comes_back_as_it_was_with_the_zone_it_was_written_in(mails):
    """Nothing of it may change in keeping."""
    given = mail("a", said={"quoted": [{"text": "When?"}]}, warnings=("Odd.",), attachments=({"name": "r.csv"},))
    added = mails.add("MSA-1", [given])
    record = mails.get(added.new[0])
    assert record.mail == given
    assert record.sent.utcoffset() == timedelta(hours=1)
    assert (record.contract, record.thread) == ("MSA-1", "a")
    assert mails.get(999) is None


def test_the_same_mail_again_changes_nothing(mails):
    """By its id, however often it comes."""
    mails.add("MSA-1", [mail("a")])
    assert mails.add("MSA-1", [mail("a"), mail("a")]).unchanged == 2
    assert len(mails.listed("MSA-1")) == 1


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ({}, 1),
        ({"sent": datetime(2026, 10, 7, 3, 58, tzinfo=UTC)}, 1),
        ({"sender_address": ""}, 1),
        ({"sent": datetime(2026, 10, 9, 9, tzinfo=UTC)}, 2),
        ({"sender_address": "tomasz@brindlecote.example", "sender_name": "Tomasz"}, 2),
        ({"message_id": "another"}, 2),
    ],
)
def test_a_forwarded_copy_without_an_id_is_the_mail_it_copies(mails, again, kept):
    """The words, the author and the day tell; a copy with an id of its own is a mail of its own."""
    mails.add("MSA-1", [mail("a")])
    mails.add("MSA-1", [mail("hash:b", **{"message_id": "", **again})])
    assert len(mails.listed("MSA-1")) == kept


def test_answers_join_the_thread_of_what_they_answer_in_whatever_order_they_come(mails):
    """Archives are not sorted."""
    mails.add("MSA-1", [mail("c", "Still broken.", day=9, references=("a", "b"), topic="other")])
    mails.add("MSA-1", [mail("b", "Is it?", day=8, references=("a",), topic="x"), mail("z", "Rates", topic="rates")])
    mails.add("MSA-1", [mail("a", "Fixed.", topic="y")])
    thread = next(one.thread for one in mails.listed("MSA-1") if one.mail.key == "a")
    assert [one.mail.key for one in mails.thread("MSA-1", thread)] == ["a", "b", "c"]


def test_a_mail_between_two_threads_makes_them_one(mails):
    """The missing link may come last."""
    mails.add("MSA-1", [mail("a", "1", topic="p"), mail("c", "3", day=9, references=("b",), topic="q")])
    mails.add("MSA-1", [mail("b", "2", day=8, references=("a",), topic="r")])
    assert len({one.thread for one in mails.listed("MSA-1")}) == 1


def test_without_ids_an_answer_is_joined_by_its_subject_and_a_new_mail_is_not(mails):
    """“RE: Order system” answers; a monthly report with last month's subject does not."""
    first = mail("a")
    answer = mail("b", "Thanks", day=8, reply=True)
    report = mail("r1", "July", topic="service report"), mail("r2", "August", day=20, topic="service report")
    mails.add("MSA-1", [first, answer, *report])
    threads = {one.mail.key: one.thread for one in mails.listed("MSA-1")}
    assert threads["a"] == threads["b"]
    assert threads["r1"] != threads["r2"]


def test_mails_are_found_by_date_and_side(mails):
    """What the provider said in October is asked for as that."""
    undated = mail("d", "4", sent=None)
    mails.add("MSA-1", [mail("b", "2", day=8, side="customer"), mail("a", "1"), mail("c", "3", day=9), undated])
    assert [one.mail.key for one in mails.listed("MSA-1")] == ["a", "b", "c", "d"]
    since = datetime(2026, 10, 8, tzinfo=UTC)
    assert [one.mail.key for one in mails.listed("MSA-1", since=since)] == ["b", "c"]
    assert [one.mail.key for one in mails.listed("MSA-1", until=since)] == ["a"]
    assert [one.mail.key for one in mails.listed("MSA-1", side="customer")] == ["b"]


def test_notices_are_found_by_when_they_were_sent_or_when_the_work_begins(mails):
    """A crisis is told from the mails around it."""
    start = datetime(2026, 11, 14, 22, tzinfo=UTC)
    mails.add("MSA-1", [mail("n", notice={"kind": "maintenance"}, notice_start=start), mail("a", "1")])
    assert [one.mail.key for one in mails.notices("MSA-1")] == ["n"]
    assert mails.notices("MSA-1", since=datetime(2026, 11, 14, tzinfo=UTC))
    assert mails.notices("MSA-1", until=datetime(2026, 10, 8, tzinfo=UTC))
    assert not mails.notices("MSA-1", since=datetime(2026, 11, 20, tzinfo=UTC))


def test_a_contract_that_comes_later_tells_the_sides_of_earlier_mails(mails):
    """The parties are known from the contract alone."""
    mails.add("MSA-1", [mail("a", side="other")])
    assert mails.judge_sides("MSA-1", lambda address: "provider" if "brindlecote" in address else "other") == 1
    assert mails.listed("MSA-1", side="provider")
