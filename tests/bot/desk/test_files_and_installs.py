"""Files up and down, emails into a channel, installations and tokens that are renewed."""

import urllib.request

import pytest
from slack_sdk import WebClient

from bot.desk.app import App
from bot.desk.desk import Desk
from bot.desk.workspace import PRIVATE

pytestmark = [pytest.mark.enable_socket]


def fetched(url, token):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return answer.headers.get_content_type(), answer.read()


def test_the_real_client_uploads_a_file_and_it_stands_in_the_thread(desk, slack):
    """In the three steps of today's upload."""
    asked = desk.person("hanna").post("it-provider", "the pack, please")
    slack.files_upload_v2(
        channel=PRIVATE, thread_ts=asked.ts, filename="pack.pdf", content=b"%PDF-1.7 pack", initial_comment="Here."
    )
    said = desk.reply(asked)
    shown = desk.person("hanna").sees("it-provider", asked.ts)[-1]["files"][0]
    assert (said.text, shown["name"], shown["mimetype"], shown["size"]) == ("Here.", "pack.pdf", "application/pdf", 13)


def test_a_persons_file_is_downloaded_with_the_token_and_only_with_it(desk, slack):
    """Anybody else gets a login page with status 200, which must not be taken for the file."""
    said = desk.person("hanna").upload("it-provider", "contract.docx", b"PK\x03\x04 words")
    file = slack.files_info(file=said.files[0])["file"]
    assert fetched(file["url_private_download"], slack.token)[1] == b"PK\x03\x04 words"
    kind, page = fetched(file["url_private"], "xoxb-wrong")
    assert (kind, b"Sign in" in page) == ("text/html", True)
    desk.faults.arm("login_page")
    assert fetched(file["url_private"], slack.token)[0] == "text/html"


def test_a_file_where_the_app_is_not_a_member_is_not_found(desk, slack, refused):
    """What people share among themselves stays there."""
    desk.add_channel("board", "private", "hanna")
    said = desk.person("hanna").upload("board", "plan.txt", b"plan")
    assert refused(slack.files_info, file=said.files[0])["error"] == "file_not_found"


def test_an_email_to_a_channels_address_is_posted_by_slackbot_as_a_file(desk, slack):
    """With its subject, its people, its text and its date; the message itself is empty."""
    said = desk.person("hanna").email(
        "it-provider", "September report", "We met 100 % of P1s.\nKind regards", from_name="Dana Orrell",
        attachments=[{"name": "report.csv", "content": b"a,b"}], **{"from": "dana@brindlecote.example"},
    )  # fmt: skip
    file = slack.files_info(file=said.files[0])["file"]
    assert (said.user, said.text, said.subtype) == ("USLACKBOT", "", "file_share")
    assert (file["filetype"], file["mode"], file["mimetype"]) == ("email", "email", "text/html")
    assert (file["subject"], file["from"][0]["address"]) == ("September report", "dana@brindlecote.example")
    assert file["plain_text"].startswith("We met 100 % of P1s.")
    assert (file["original_attachment_count"], file["attachments"][0]["filename"]) == (1, "report.csv")


def test_a_second_workspace_installs_by_a_code_that_works_once(desk, refused):
    """Each workspace has its own token and its own bot."""
    desk.add_team("T0OTHER", "Other Company")
    anyone = WebClient(base_url=desk.api_url)
    secrets = {"client_id": desk.app.client_id, "client_secret": desk.app.client_secret}
    code = desk.code("T0OTHER")
    granted = anyone.oauth_v2_access(code=code, **secrets)
    assert (granted["team"]["id"], granted["token_type"]) == ("T0OTHER", "bot")
    assert WebClient(granted["access_token"], base_url=desk.api_url).auth_test()["team"] == "Other Company"
    assert refused(anyone.oauth_v2_access, code=code, **secrets)["error"] == "invalid_code"
    assert (
        refused(anyone.oauth_v2_access, code="x", client_id=secrets["client_id"], client_secret="y")["error"]
        == "bad_client_secret"
    )


def test_a_token_that_ends_is_renewed_once_by_its_refresh_token(clock, refused):
    """After twelve hours the old one is refused."""
    with Desk(App(rotates=True), clock=clock) as desk:
        old, refresh = desk.installed.token, desk.installed.refresh_token
        clock.on(hours=13)
        assert refused(WebClient(old, base_url=desk.api_url).auth_test)["error"] == "token_expired"
        ask = {"grant_type": "refresh_token", "refresh_token": refresh}
        ask |= {"client_id": desk.app.client_id, "client_secret": desk.app.client_secret}
        granted = WebClient(base_url=desk.api_url).oauth_v2_access(**ask)
        assert granted["expires_in"] == 43200
        assert WebClient(granted["access_token"], base_url=desk.api_url).auth_test()["ok"]
        assert refused(WebClient(base_url=desk.api_url).oauth_v2_access, **ask)["error"] == "invalid_refresh_token"


def test_statuses_prompts_and_titles_are_seen_by_the_person(desk, slack, refused):
    """At most ten loading messages, one to four prompts, in a DM; a new message clears the status."""
    hanna = desk.person("hanna")
    asked = hanna.ask("how are we doing?")
    where = {"channel_id": asked.channel, "thread_ts": asked.ts}
    slack.assistant_threads_setStatus(**where, status="is reading the contract…", loading_messages=["Counting…"])
    from bot.desk import driver

    def read():
        return driver.messages(desk.slack, hanna.user, asked.channel, asked.ts)["status"]

    assert read()["status"] == "is reading the contract…"
    slack.chat_postMessage(channel=asked.channel, thread_ts=asked.ts, text="5 of 7")
    assert read() is None
    assert (
        refused(slack.assistant_threads_setStatus, **where, status="x", loading_messages=["x"] * 11)["error"]
        == "invalid_arguments"
    )
    slack.assistant_threads_setSuggestedPrompts(
        channel_id=asked.channel, prompts=[{"title": "Credits", "message": "What do they owe us?"}]
    )
    assert driver.state(desk.slack, hanna.user)["app"]["prompts"]["prompts"][0]["title"] == "Credits"
    five = [{"title": "x", "message": "y"}] * 5
    assert (
        refused(slack.assistant_threads_setSuggestedPrompts, channel_id=asked.channel, prompts=five)["error"]
        == "invalid_arguments"
    )
    assert slack.agents_sessions_setStatus(**where, status="processing")["status"] == "processing"
