"""Who is calling: auth.test, the ticket for a socket, an installation and the renewal of its token."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.errors import SlackError
from bot.desk.registry import Call, method
from bot.desk.state import Slack
from bot.desk.world import Install, Json


@method("api.test", token="none", tier=4)  # noqa: S106 - a kind of token, not one
def api_test(call: Call) -> Json:
    """Echo."""
    if call.get("error"):
        raise SlackError(str(call.get("error")))
    return {"args": call.arguments}


@method("auth.test", tier=5)
def auth_test(call: Call) -> Json:
    """Whose token this is."""
    team = call.slack.teams[call.install.team]
    bot = call.slack.users[call.bot]
    return {
        "url": f"https://{team.domain}.slack.com/", "team": team.name, "user": bot.name, "team_id": team.id,
        "user_id": bot.id, "bot_id": call.install.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


@method("auth.revoke")
def auth_revoke(call: Call) -> Json:
    """End the token."""
    call.install.revoked = not call.flag("test")
    return {"revoked": call.install.revoked}


@method("apps.connections.open", tier=2, token="app")  # noqa: S106
def connections_open(call: Call) -> Json:
    """A ticket for one socket."""
    ticket = call.slack.new_id("", 24)
    call.slack.tickets[ticket] = call.slack.clock()
    return {"url": f"{call.slack.link}/link/?ticket={ticket}&app_id={call.slack.app.id}"}


@method("oauth.v2.access", token="none", tier=4)  # noqa: S106
def oauth_access(call: Call) -> Json:
    """An installation from a code, or a new token from a refresh token."""
    slack = call.slack
    who = call.basic or (str(call.get("client_id")), str(call.get("client_secret")))
    if who != (slack.app.client_id, slack.app.client_secret):
        raise SlackError("invalid_client_id" if who[0] != slack.app.client_id else "bad_client_secret")
    if call.get("grant_type") == "refresh_token":
        return _installed(slack, _renewed(slack, str(call.get("refresh_token"))))
    team = slack.codes.pop(str(call.get("code")), None)
    if team is None:
        raise SlackError("invalid_code")
    from bot.desk.workspace import install

    return _installed(slack, install(slack, team))


def _renewed(slack: Slack, refresh: str) -> Install:
    found = next((i for i in slack.installs.values() if i.refresh_token == refresh and not i.revoked), None)
    if found is None:
        raise SlackError("invalid_refresh_token")
    slack.installs.pop(found.token)
    found.token, found.refresh_token = f"xoxe.xoxb-1-{slack.new_id('', 24)}", f"xoxe-1-{slack.new_id('', 24)}"
    found.expires = slack.clock() + timedelta(seconds=slack.times.token)
    slack.installs[found.token] = found
    return found


def _installed(slack: Slack, install: Install) -> Json:
    team = slack.teams[install.team]
    granted: Json = {
        "access_token": install.token, "token_type": "bot", "scope": ",".join(sorted(install.scopes)),
        "bot_user_id": install.bot_user, "app_id": slack.app.id, "team": {"id": team.id, "name": team.name},
        "enterprise": None, "is_enterprise_install": False,
        "authed_user": {"id": next((u.id for u in slack.users.values() if u.team == team.id and u.kind == "owner"), "")},
    }  # fmt: skip
    if install.expires is not None:
        granted |= {"refresh_token": install.refresh_token, "expires_in": int(slack.times.token)}
    return granted
