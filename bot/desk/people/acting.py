"""Every act a person can do, and how one is carried out; both the page and the tests act through here."""

from __future__ import annotations

from bot.desk.acts import ACTS, Deed, Done
from bot.desk.errors import ActError
from bot.desk.people import filling, messages, places, pressing, starting  # noqa: F401 - each enters its acts
from bot.desk.state import Slack
from bot.desk.world import Json


def begin(slack: Slack, person: str, name: str, arguments: Json) -> Done:
    """Carry an act out, as far as the app's acknowledgement.

    Raises:
        ActError: this person cannot do that.
    """
    if person not in slack.users:
        raise ActError("user_not_found", "There is no such person on this desk.")
    run = ACTS.get(name)
    if run is None:
        raise ActError("unknown_act", f"There is no act '{name}'; there are {', '.join(sorted(ACTS))}.")
    with slack.lock:
        slack.journal.note("act", who=person, act=name, arguments=arguments)
        return run(Deed(slack, slack.users[person], arguments))
