"""Months missed in a row."""

import re

from hypothesis import given
from hypothesis import strategies as st

from store.facts.common import Result
from store.measures.runs import runs_of_misses

MARKS = {"x": Result.MISSED, ".": Result.MET, "-": Result.NO_DEMAND, "?": Result.CANNOT_TELL}


def lengths(marks):
    return [len(run) for run in runs_of_misses([(f"{place:03d}", MARKS[mark]) for place, mark in enumerate(marks)])]


def test_a_month_without_demand_neither_breaks_nor_builds_a_run_and_one_untold_breaks_it():
    """X missed, . met, - no demand, ? cannot be told."""
    assert lengths("xx.x-x?xxx") == [2, 2, 3]
    assert lengths(".-?") == []


@given(st.text("x.-?", max_size=30))
def test_runs_are_those_of_a_search_in_the_marks(marks):
    """The marks without the empty months, cut wherever a level was met or cannot be told."""
    assert lengths(marks) == [len(run) for run in re.findall("x+", marks.replace("-", ""))]
