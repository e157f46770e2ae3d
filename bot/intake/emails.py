"""Mails come in: from files, from a mailbox, from Slack; each is kept once, under the contract it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.intake.apart import reading
from bot.intake.enclosures import offers, put_aside
from bot.intake.given import Asking, Options, Receipt, contract_for
from bot.intake.mail_records import as_new, side_of
from bot.intake.notice_words import announced
from bot.intake.progress import bar
from knowledge.mail.boxes import count_mails
from knowledge.mail.model import Mail
from store.facts.common import InterpreterError
from store.mail_records import MailRecord, NewMail

if TYPE_CHECKING:
    from bot.wiring import Interpreter

MOST_NOTES = 20


@dataclass(slots=True)
class Kept:
    """What became of a handful of mails: the new ones as kept, and what a person should know of them."""

    new: list[MailRecord] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)
    contracts: list[str] = field(default_factory=list)


def add_emails(interpreter: Interpreter, file: Path, options: Options, asking: Asking) -> Receipt:
    """Take in a file of one mail or of many. The same mail again, by whatever route, changes nothing."""
    zone = ZoneInfo(options.tz or interpreter.settings.timezone)
    mails: list[Mail] = []
    total = count_mails(file)
    with bar(asking.console if total > 1 else None, f"reading {file.name}") as moved:
        for mail in reading.mails(file, zone=zone):
            mails.append(mail)
            if moved:
                moved(len(mails), max(total, len(mails)))
    if options.dry_run:
        return Receipt(file.name, "email", f"{_counted(len(mails))} read, not kept (dry run)", None, "previewed")
    kept = keep(interpreter, mails, options)
    offered, taken = offers(interpreter, mails, asking, options) if kept.new else ([], [])
    return _receipt(file, kept, offered, taken)


def keep(interpreter: Interpreter, mails: Iterable[Mail], options: Options | None = None) -> Kept:
    """Keep mails under the contracts they belong to; one whose contract cannot be told is said and left out."""
    options = options or Options()
    kept = Kept()
    placed: dict[str, list[Mail]] = {}
    contract_of = _placing(interpreter, options)
    for mail in mails:
        try:
            placed.setdefault(contract_of(mail), []).append(mail)
        except InterpreterError as trouble:
            kept.rejects.append(f"{mail.file}: {trouble}")
    for ref, own in placed.items():
        _keep_under(interpreter, ref, own, kept, options)
    return kept


def _placing(interpreter: Interpreter, options: Options) -> Callable[[Mail], str]:
    """How a mail finds its contract: the one named, the only one, or the one whose provider wrote or received it."""
    contracts = interpreter.stores.contracts
    refs = contracts.refs()
    if options.contract or options.provider or len(refs) < 2:
        only = cache(lambda: contract_for(interpreter, options))
        return lambda _: only()
    facts = {ref: contracts.facts(ref) for ref in refs}

    def by_people(mail: Mail) -> str:
        people = [mail.sender, *mail.to, *mail.cc, *([mail.forwarded_by] if mail.forwarded_by else [])]
        found = [ref for ref in refs if any(side_of(one.address, facts[ref]) == "provider" for one in people)]
        return found[0] if len(found) == 1 else contract_for(interpreter, options)

    return by_people


def _keep_under(interpreter: Interpreter, ref: str, mails: Sequence[Mail], kept: Kept, options: Options) -> None:
    facts = interpreter.stores.contracts.facts(ref)
    zone = ZoneInfo(options.tz or facts.tz)
    new = [as_new(mail, side_of(mail.sender.address, facts), zone) for mail in mails]
    added = interpreter.stores.mails.add(ref, new)
    if added.new:
        from bot.digest.keeping import brought_up

        brought_up(interpreter.stores, ref, interpreter.clock())
    records = interpreter.stores.mails.several(added.new)
    kept.new += records
    kept.unchanged += added.unchanged
    kept.contracts.append(ref)
    levels = interpreter.stores.terms.agreed(ref).levels
    for record in records:
        kept.notes += _notes(record, facts.provider, many=len(mails) > 1)
        kept.notes += announced(record, levels, many=len(mails) > 1)
    put_aside(interpreter, mails)


def judge_sides(interpreter: Interpreter, ref: str) -> None:
    """Tell again which side wrote each mail, for when a contract that names the parties comes after its mails."""
    facts = interpreter.stores.contracts.facts(ref)
    interpreter.stores.mails.judge_sides(ref, lambda address: side_of(address, facts))


def _notes(record: MailRecord, provider: str, *, many: bool) -> list[str]:
    """What a person should know of one mail; of many, each is named."""
    mail = record.mail
    said = list(mail.warnings)
    if provider and mail.side != "provider" and mail.notice is None:
        writer = mail.sender_address or mail.sender_name or "somebody who is not named"
        said.insert(
            0, f"It is not from {provider} but from {writer}; it is kept as correspondence, not as the provider's word."
        )
    return [f"“{mail.subject[:60]}”: {one}" if many else one for one in said]


def _receipt(file: Path, kept: Kept, offered: Sequence[str], taken: Sequence[Receipt]) -> Receipt:
    notices = sum(record.mail.notice is not None for record in kept.new)
    says = _says(kept.new, kept.unchanged, notices)
    ref = kept.contracts[0] if len(kept.contracts) == 1 else None
    counts = {"new": len(kept.new), "unchanged": kept.unchanged, "notices": notices}
    notes = [*kept.notes[:MOST_NOTES], *offered, *(f"{one.file}: {one.kind}, {one.says}" for one in taken)]
    if len(kept.notes) > MOST_NOTES:
        notes.append(f"… and {len(kept.notes) - MOST_NOTES} more things to know; they are kept with the mails.")
    state = "added" if kept.new else "unchanged"
    head = f"{', '.join(kept.contracts)}: " if kept.contracts else ""
    return Receipt(file.name, "email", f"{head}{says}", ref, state, counts, tuple(notes), tuple(kept.rejects))


def _says(new: Sequence[MailRecord], unchanged: int, notices: int) -> str:
    if not new:
        return f"{_counted(unchanged)}, there already" if unchanged else "no email kept"
    parts = [_one(new[0].mail) if len(new) == 1 else f"{_counted(len(new))} kept"]
    if notices and len(new) > 1:
        parts.append(f"{notices} of them {'announces' if notices == 1 else 'announce'} work or an outage")
    if unchanged:
        parts.append(f"{unchanged} there already")
    return "; ".join(parts)


def _one(mail: NewMail) -> str:
    writer = mail.sender_name or mail.sender_address or "an unnamed sender"
    when = f", {mail.sent.day} {mail.sent:%B %Y}" if mail.sent else ""
    return f"an email from {writer}{when}, kept"


def _counted(number: int) -> str:
    return "1 email" if number == 1 else f"{number} emails"
