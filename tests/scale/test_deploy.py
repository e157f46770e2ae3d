"""What is in deploy/ names only what exists: settings, files, versions, commands; systemd itself reads the unit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings

DEPLOY = Path("deploy")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
UNIT = DEPLOY / "itbot@.service"


def settings():
    """Every name that the environment may set."""
    named = (str(field.validation_alias or f"ITBOT_{name.upper()}") for name, field in Settings.model_fields.items())
    return set(named)


@pytest.mark.parametrize("path", ["compose.yaml", "itbot.env.example", "itbot@.service", "Dockerfile"])
def test_every_setting_that_is_named_is_one(path):
    """A setting misspelt would be ignored in silence."""
    named = set(re.findall(r"\b((?:ITBOT|SLACK)_[A-Z_]+)\b", (DEPLOY / path).read_text()))
    assert named - settings() - {"ITBOT_DATABASE_PASSWORD"} == set()


def test_the_image_is_made_from_files_that_are_there_and_runs_a_command_that_is_one():
    """Each COPY has its source, and everything that is packed or read at run time is copied."""
    text = (DEPLOY / "Dockerfile").read_text()
    copied = [part for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for part in line.split()[:-1]]
    assert all(Path(one).exists() for one in copied)
    packages = re.search(r"packages = \[(.+)\]", Path("pyproject.toml").read_text())[1]
    assert set(re.findall(r'"(\w+)"', packages)) | {"demo", "manifest.json"} <= set(copied)
    from bot.cli.app import app

    command = re.search(r'CMD \["itbot", "(\w+)"\]', text)[1]
    assert command in {one.name for one in app.registered_commands}


def test_two_processes_share_a_database_and_a_vector_store_and_nothing_else():
    """Each has a home of its own, so that one can be replaced while the other works."""
    services = COMPOSE["services"]
    first, second = services["itbot-1"], services["itbot-2"]
    assert first["environment"] == second["environment"]
    assert first["environment"].keys() == {"ITBOT_DATABASE_URL", "ITBOT_CHROMA_URL"}
    assert set(first["volumes"]).isdisjoint(second["volumes"])
    assert set(first["depends_on"]) <= set(services)
    used = {one.split(":")[0] for service in services.values() for one in service["volumes"]}
    assert used == set(COMPOSE["volumes"])


def test_the_vector_stores_server_is_of_the_version_that_the_code_speaks():
    """A server of another version may answer otherwise."""
    pinned = re.search(r'"chromadb==([\d.]+)"', Path("pyproject.toml").read_text())[1]
    assert COMPOSE["services"]["vectors"]["image"] == f"chromadb/chroma:{pinned}"


def test_systemd_reads_the_unit_without_a_complaint(tmp_path):
    """Where systemd is; the program stands elsewhere on this machine."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed here")
    unit = tmp_path / "itbot@1.service"
    unit.write_text(re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", UNIT.read_text(), flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
