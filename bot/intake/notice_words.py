"""A notice in one sentence, with the notice it gave set against the notice the contract asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from store.facts.agreed import ServiceLevel
from store.mail_records import MailRecord, NewMail


def announced(record: MailRecord, levels: Iterable[ServiceLevel], *, many: bool = False) -> list[str]:
    """What a mail announces, in sentences; nothing for a mail that is no notice."""
    notice = record.mail.notice
    if notice is None:
        return []
    subject = f"“{record.mail.subject[:60]}”: " if many else ""
    said = [f"{subject}{_sentence(record.mail, notice)}"]
    ahead = told_ahead(record)
    asked = notice_asked(levels, record.sent)
    if (
        ahead is not None
        and notice["kind"] == "maintenance"
        and notice["state"] in {"confirmed", "tentative", "rescheduled"}
    ):
        said.append(f"{subject}{_notice_given(ahead, asked)}")
    doubts = [
        one["doubt"]
        for window in notice["windows"][:1]
        for one in (window["start"], window["end"])
        if one and one["doubt"]
    ]
    return said + [f"{subject}{one}" for one in dict.fromkeys([*doubts, *notice["doubts"]])]


def told_ahead(record: MailRecord) -> timedelta | None:
    """How long before the start the notice came; None where the start or the sending is not sure."""
    start, sent = record.mail.notice_start, record.sent
    return start - sent if start and sent else None


def notice_asked(levels: Iterable[ServiceLevel], sent: datetime | None) -> timedelta | None:
    """The notice of planned work that the contract asks for on that day; None where it names none, or several."""
    day = sent.date() if sent else None
    asked = {
        level.planned_notice_s
        for level in levels
        if level.planned_notice_s is not None and (day is None or level.effective_from <= day <= level.effective_to)
    }
    return timedelta(seconds=asked.pop()) if len(asked) == 1 else None


def _sentence(mail: NewMail, notice: dict[str, Any]) -> str:
    what = (
        "planned work"
        if notice["kind"] == "maintenance" and not notice["emergency"]
        else "emergency work"
        if notice["kind"] == "maintenance"
        else "an outage"
    )
    services = f" on {', '.join(notice['services'][:3])}" if notice["services"] else ""
    start, end = mail.notice_start, mail.notice_end
    when = f" from {_at(start)}" + (f" to {_at(end)}" if end else "") if start else ", at a time that is not sure"
    reference = f", reference {notice['reference']}" if notice["reference"] else ""
    return f"It tells of {what}{services}{when} ({notice['state']}{reference})."


def _at(moment: datetime | None) -> str:
    return f"{moment.day} {moment:%B %Y %H:%M} UTC" if moment else ""


def _notice_given(ahead: timedelta, asked: timedelta | None) -> str:
    given = f"Notice given: {length(ahead)}" if ahead >= timedelta() else f"Told {length(-ahead)} after the start"
    if asked is None:
        return f"{given}; no single notice period was found in the contract."
    enough = "enough" if ahead >= asked else "too little"
    return f"{given}; the contract asks for {length(asked)}: {enough}."


def length(span: timedelta) -> str:
    """A span in days, hours and minutes, in words."""
    minutes = int(span.total_seconds()) // 60
    parts = [(minutes // 1440, "day"), (minutes % 1440 // 60, "hour"), (minutes % 60, "minute")]
    said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts if count]
    return " ".join(said[:2]) or "no time"
