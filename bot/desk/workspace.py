"""The workspaces the desk opens with: the sample company's, and the provider's own at the other end of one channel.

All companies and people in it are invented.
"""

from __future__ import annotations

from datetime import timedelta

from bot.desk.state import Slack
from bot.desk.world import Channel, ChannelKind, Install, Team, User

HOME, PROVIDER = "T0MARROW", "T0BRINDLE"
OWNER, MEMBER, ADMIN, GUEST, OUTSIDER = "U0HANNA", "U0TOMAS", "U0PRIYA", "U0LEEPARR", "U0DANA"
PRIVATE, GENERAL, SHARED = "C0ITPROV", "C0GENERAL", "C0CONNECT"


def furnish(slack: Slack) -> None:
    """Fill an empty Slack with the sample workspace and install the app there."""
    slack.teams = {
        HOME: Team(HOME, "Marrowdale Kitchens", "marrowdale"),
        PROVIDER: Team(PROVIDER, "Brindlecote IT Services", "brindlecote"),
    }
    for user in (
        User(OWNER, HOME, "hanna", "Hanna Ashby", "hanna@marrowdale.example", "Operations director", "owner"),
        User(ADMIN, HOME, "priya", "Priya Tolland", "priya@marrowdale.example", "IT and systems", "admin"),
        User(MEMBER, HOME, "tomas", "Tomas Wicken", "tomas@marrowdale.example", "Workshop manager"),
        User(GUEST, HOME, "lee", "Lee Parr", "lee@fitters.example", "Contract fitter", "guest"),
        User(OUTSIDER, PROVIDER, "dana", "Dana Orrell", "dana@brindlecote.example", "Service manager, Brindlecote"),
    ):
        slack.users[user.id] = user
    place(slack, "private", "it-provider", {OWNER, ADMIN}, PRIVATE, topic="What our IT provider promised, and did")
    place(slack, "public", "general", {OWNER, ADMIN, MEMBER, GUEST}, GENERAL, topic="Everybody")
    shared = place(slack, "public", "brindlecote-support", {OWNER, ADMIN, MEMBER, OUTSIDER}, SHARED)
    shared.shared, shared.topic = {PROVIDER}, "Shared with our IT provider"
    installed = install(slack, HOME)
    for channel in slack.channels.values():
        channel.members.add(installed.bot_user)


def place(
    slack: Slack, kind: ChannelKind, name: str, members: set[str], channel_id: str | None = None, *,
    team: str = HOME, topic: str = "",
) -> Channel:  # fmt: skip
    """Add a channel."""
    made = Channel(
        channel_id or slack.new_id("C"), team, name, kind, set(members), topic=topic,
        created=int(slack.clock().timestamp()),
    )  # fmt: skip
    slack.channels[made.id] = made
    return made


def install(slack: Slack, team: str, scopes: set[str] | None = None) -> Install:
    """Install the app in a workspace (again): a bot user, a token; with rotation a token that ends."""
    bot = next((u for u in slack.users.values() if u.team == team and u.is_bot), None)
    if bot is None:
        bot = User(slack.new_id("U0BOT", 5), team, "itbot", slack.app.name, title="App", kind="bot")
        slack.users[bot.id] = bot
    made = Install(
        team, bot.id, slack.new_id("B"), f"xoxb-desk-{slack.new_id('', 24)}", scopes or set(slack.app.scopes)
    )
    if slack.app.rotates:
        made.refresh_token = f"xoxe-1-{slack.new_id('', 24)}"
        made.expires = slack.clock() + timedelta(seconds=slack.times.token)
    slack.installs[made.token] = made
    return made
