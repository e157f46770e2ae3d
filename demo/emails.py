"""Writes a provider's emails as .eml files from a company's `text/emails.txt`, headers and words as they stand there."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path


def write(folder: Path, senders: dict[str, str]) -> None:
    """Write one .eml for each message; `senders` gives the domain by what stands in a message's name, "" for all others."""
    target = folder / "emails"
    target.mkdir(exist_ok=True)
    for part in (folder / "text" / "emails.txt").read_text(encoding="utf-8").split("===== ")[1:]:
        name, _, rest = part.partition("\n")
        head, _, body = rest.partition("\n\n")
        message = EmailMessage()
        for line in head.splitlines():
            key, _, value = line.partition(": ")
            message[key] = value
        domain = next(domain for part_of_name, domain in senders.items() if part_of_name in name)
        message["Message-ID"] = f"<{name}@{domain}.example>"
        message.set_content(body, charset="utf-8", cte="8bit")
        (target / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))
