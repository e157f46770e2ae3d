"""A real IMAP server on this machine alone, with mails in it; for the tests of the mailbox."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BINARY = shutil.which("dovecot") or next((p for p in ("/usr/sbin/dovecot",) if Path(p).exists()), None)
WHY_NOT = "dovecot is not installed (Debian: apt-get install dovecot-imapd)"
CONFIGURATION = """
base_dir = {run}
state_dir = {run}
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
listen = 127.0.0.1
default_login_user = {nobody}
default_internal_user = {nobody}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail
}}
"""


@dataclass
class Server:
    """The server's address and its mail folder."""

    port: int
    mail: Path

    @property
    def url(self):
        return f"imap://reader:secret@127.0.0.1:{self.port}/INBOX"

    def deliver(self, name, data):
        """Put a mail into the inbox as a delivery agent would."""
        waiting = self.mail / "tmp" / name
        waiting.write_bytes(data)
        os.chown(waiting, self.mail.stat().st_uid, self.mail.stat().st_gid)
        waiting.rename(self.mail / "new" / name)


@contextmanager
def running():
    """Start a server in a folder of its own and stop it at the end; it never runs its mail as root."""
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    folder.chmod(0o755)
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    for name in ("mail/new", "mail/cur", "mail/tmp", "run"):
        (folder / name).mkdir(parents=True)
    for path in (folder / "mail").rglob("*"):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = CONFIGURATION.format(
        run=folder / "run", folder=folder, port=port, uid=owner.pw_uid, gid=owner.pw_gid,
        nobody=owner.pw_name, group=grp.getgrgid(owner.pw_gid).gr_name,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(text)
    with (folder / "err").open("wb") as errors:
        command = [BINARY, "-F", "-c", str(folder / "dovecot.conf")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        _wait(port, process, folder)
        yield Server(port, folder / "mail")
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port, process, folder):
    for _ in range(100):
        if process.poll() is not None:
            raise AssertionError((folder / "err").read_text() + _log(folder))
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as tried:
                if tried.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"dovecot did not start: {_log(folder)}")


def _log(folder):
    log = folder / "log"
    return log.read_text() if log.exists() else ""


@pytest.fixture(scope="module")
def server():
    """A server of its own for the tests of a file; they are skipped where none is installed."""
    if BINARY is None:
        pytest.skip(WHY_NOT)
    with running() as started:
        yield started
