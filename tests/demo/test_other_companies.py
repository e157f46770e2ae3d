"""The other sample companies' files are what their makers write, and their oracle counts what is planted."""

import importlib
import json
import re
from pathlib import Path

import pytest

from demo import companies, expect
from demo.counting import month
from demo.quillabar import oracle

ROOT = Path(expect.__file__).parent
OTHERS = ("dunnock", "quillabar")


@pytest.mark.parametrize("company", OTHERS)
def test_the_maker_writes_the_same_bytes_every_time(company: str, tmp_path: Path) -> None:
    """What is committed is what the maker writes today."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "emails.txt").write_bytes((ROOT / company / "text" / "emails.txt").read_bytes())
    importlib.import_module(f"demo.{company}.files").write(tmp_path)
    names = [path.relative_to(tmp_path) for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert len(names) > 2
    assert [name for name in names if (ROOT / company / name).read_bytes() != (tmp_path / name).read_bytes()] == []


@pytest.mark.parametrize("company", OTHERS)
def test_the_expected_answers_are_what_the_oracle_counts_today(company: str) -> None:
    """No expected figure is typed by hand."""
    assert (ROOT / company / "questions.jsonl").read_text(encoding="utf-8").splitlines() == expect.lines(company)


def test_all_sets_together_ask_more_than_three_hundred_different_questions() -> None:
    """Of at least three companies, with every follow-up after a question that is there."""
    sets = {name: [json.loads(line) for line in expect.lines(name)] for name in companies()}
    assert len(sets) >= 3
    assert sum(map(len, sets.values())) >= 360
    for lines in sets.values():
        assert len({line["question"] for line in lines}) == len(lines)
        ids = [line["id"] for line in lines]
        assert all(ids.index(line["after"]) < ids.index(line["id"]) for line in lines if "after" in line)


def test_the_nights_of_the_clock_change_count_real_minutes() -> None:
    """Near five hours on the wall are under four in spring, and 200 minutes are 260 in autumn."""
    took = {
        f"{row.opened:%Y-%m-%d}": oracle.DESK.minutes(row.opened, row.resolved, always=True)
        for row in oracle.tickets()
        if row.priority == 1
    }
    assert (took["2025-10-04"], took["2026-04-04"], took["2026-10-03"]) == (230, 260, 235)


def test_the_oracle_counts_few_requests_by_the_rule_for_few() -> None:
    """One late of two is enough with fewer than ten; two late of three are not."""
    assert oracle.counted("response", 1, month("2025-09")) == (1, 2)
    assert oracle.met(1, 1, 2)
    assert not oracle.met(1, 1, 3)
    assert not oracle.met(2, 10, 12)


def test_points_grow_by_half_for_a_second_month_and_turn_into_a_rebate() -> None:
    """March 2026: 4 and 2 half as much again, 4 and 4 more, 17 together, a tenth of the fee."""
    assert (oracle.points("2026-03"), oracle.rebate_pct("2026-03")) == (17, 10)
    assert (str(oracle.owed("2026-03")), str(oracle.credited("2026-03"))) == ("907.20", "362.88")


@pytest.mark.parametrize("company", OTHERS)
def test_every_email_has_its_promises_beside_it(company: str) -> None:
    """A careful reader's list speaks of each message once, with times that name their zone."""
    folder = ROOT / company / "emails"
    listed = json.loads((folder / "promises.json").read_text("utf-8"))
    assert sorted(entry["email"] for entry in listed) == sorted(path.name for path in folder.glob("*.eml"))
    times = [promise["by"] for entry in listed for promise in entry["promises"] if "T" in promise.get("by", "")]
    assert times
    assert all(re.search(r"[+-]\d\d:\d\d$", time) for time in times)
