"""The app stops and starts again: what was asked meanwhile is answered, what was answered is not answered again."""

import pytest

from tests.bot.slack_end_to_end.conftest import serving

pytestmark = [pytest.mark.enable_socket]
PATIENCE = 30


def test_a_question_asked_while_the_app_is_away_is_answered_when_it_is_back(open_desk, home):
    """It arrives as a retry, which is then the only copy."""
    hanna = open_desk.person("hanna")
    with serving(open_desk, home):
        first = hanna.ask("what does RCA mean?")
        open_desk.reply(first, patience=PATIENCE)
    away = hanna.ask("what does SLA mean?")
    with serving(open_desk, home):
        open_desk.reply(away, patience=PATIENCE)
        open_desk.quiet(1.2)
    assert [len(open_desk.replies(each)) for each in (first, away)] == [1, 1]
