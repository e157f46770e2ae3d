"""The sample company's files are what their maker writes, and hold what their README says."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from demo import expect
from demo.counting import month
from demo.marrowdale import files, oracle, oracle_money

DEMO = Path(files.__file__).parent


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file of the sample written a second time, somewhere else."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(DEMO / "text", folder / "text")
    files.write(folder)
    return folder


def test_the_maker_writes_the_same_bytes_every_time(made_again: Path) -> None:
    """What is committed is what the maker writes today."""
    names = [path.relative_to(made_again) for path in sorted(made_again.rglob("*")) if path.is_file()]
    assert len(names) > 35
    assert [name for name in names if (DEMO / name).read_bytes() != (made_again / name).read_bytes()] == []


def test_no_clause_number_is_typed_into_the_agreement() -> None:
    """Word computes the numbers, so a reader that sees only the text finds none."""
    paragraphs = docx.Document(str(DEMO / "contract.docx")).paragraphs
    assert len(paragraphs) > 200
    assert [p.text for p in paragraphs if re.match(r"(\d+\.|\([a-z]\)|Schedule \d)", p.text)] == []


def test_the_p1_reply_misses_in_september_and_october_only_in_the_last_half_year() -> None:
    """Two misses running, but not three: no Persistent Failure on the P1 reply."""
    counted = {name: oracle.response(1, month(name)) for name in ("2026-08", "2026-09", "2026-10")}
    assert counted == {"2026-08": (6, 6), "2026-09": (6, 8), "2026-10": (5, 7)}


def test_septembers_credit_reaches_the_limit_and_half_of_it_was_paid() -> None:
    """5 % for P1 and 5 % for P2 of £8,184.00."""
    assert (oracle_money.owed("2026-09"), oracle_money.credited("2026-09")) == ("818.40", Decimal("409.20"))


def test_every_question_stands_once_and_a_quarter_of_them_are_traps() -> None:
    """Enough questions, no two alike, and many that must not be answered."""
    lines = [json.loads(line) for line in (DEMO / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 150
    assert len({line["question"] for line in lines}) == len({line["id"] for line in lines}) == len(lines)
    assert sum(line["id"].startswith("T") for line in lines) >= 40


def test_the_expected_answers_are_what_the_oracle_counts_today() -> None:
    """No expected figure is typed by hand."""
    assert (DEMO / "questions.jsonl").read_text(encoding="utf-8").splitlines() == expect.lines("marrowdale")


def test_the_folder_stays_small() -> None:
    """A sample is no burden: under three megabytes."""
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 3_000_000
