"""`make scale` in small: look-alike businesses on two processes, one killed; nothing lost, doubled or leaked."""

from __future__ import annotations

import pytest

from benchmarks import postgres, scale

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]


def test_three_businesses_on_two_processes_lose_nothing_when_one_is_killed(tmp_path):
    """From files through itbot move to PostgreSQL and a Chroma server, and everybody asks at once, three times."""
    if postgres.missing():
        pytest.skip(postgres.missing())
    outcomes = scale.run(tmp_path, count=3, each=6)
    assert [one.asked for one in outcomes] == [18, 18, 18]
    for one in outcomes:
        assert (one.lost, one.doubled, one.leaked, one.apologies) == (0, 0, 0, 0), one.name
        assert one.named >= 3, "the answers hold the asker's own word, so that another's would be seen"
    fetched = list((tmp_path / "replica-1" / "workspaces").glob("*/library/contract-*.npz"))
    assert fetched, "a machine that indexed nothing itself has its vectors from the server"
