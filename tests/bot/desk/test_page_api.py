"""The driver API that the browser page sits on: closed to strangers, and live."""

import http.client
import json
import urllib.error
import urllib.request

import pytest

from bot.desk.workspace import GENERAL, PRIVATE

pytestmark = [pytest.mark.enable_socket]


@pytest.fixture
def ask(desk):
    """Make a request as the page does."""

    def send(path, body=None, token=None, **headers):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{desk.slack.base}{path}", data, {"X-Desk-Token": token or desk.token, **headers}
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                text = refused.read().decode()
            return refused.code, json.loads(text) if text.startswith("{") else text

    return send


@pytest.mark.parametrize(
    "path", ["/", "/desk/state", "/desk/messages", "/desk/events", "/desk/journal", "/desk/files/F1"]
)
def test_without_the_token_nothing_is_shown(ask, path):
    """Another page in the same browser must not read along."""
    assert ask(path, token="guessed")[0] == 403


def test_a_request_in_another_hosts_name_is_refused_even_with_the_token(desk, ask):
    """So that no website can point its own name at this machine."""
    assert ask("/desk/state", Host="evil.example")[0] == 403


def test_the_printed_address_opens_the_page_and_leaves_the_token_out_of_sight(desk):
    """The token moves into a cookie that no other site can send."""
    line = http.client.HTTPConnection("127.0.0.1", desk.running.port)
    line.request("GET", f"/?token={desk.token}")
    moved = line.getresponse()
    moved.read()
    cookie = moved.headers["set-cookie"]
    assert (moved.status, moved.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    line.request("GET", "/", headers={"Cookie": cookie.split(";")[0]})
    assert line.getresponse().status == 200
    line.close()


def test_each_person_sees_their_own_channels(ask, desk):
    """A guest and an outsider less than an owner."""

    def seen(name):
        return {c["name"] for c in ask(f"/desk/state?as={desk.person(name).id}")[1]["channels"]}

    assert seen("hanna") >= {"general", "it-provider", "brindlecote-support"}
    assert seen("lee") == {"general"}
    assert seen("dana") == {"brindlecote-support"}


def test_an_act_is_done_as_the_person_named_and_a_wrong_one_is_one_sentence(ask, desk):
    """Writing, reading back, and being refused."""
    hanna = desk.person("hanna").id
    status, done = ask("/desk/act", {"as": hanna, "do": "post", "channel": GENERAL, "text": "good morning"})
    assert (status, done["ok"]) == (200, True)
    assert ask(f"/desk/messages?as={hanna}&channel={GENERAL}")[1]["messages"][0]["author"]["real_name"] == "Hanna Ashby"
    status, refused = ask("/desk/act", {"as": desk.person("lee").id, "do": "post", "channel": PRIVATE, "text": "x"})
    assert (status, refused["message"]) == (400, "Lee Parr cannot see that conversation.")
    assert ask("/desk/act", {"do": "fly"})[1]["error"] == "unknown_act"
    assert ask("/desk/act", [1])[1]["message"] == "The request is not a JSON object."


def test_faults_are_armed_and_cleared_from_the_page(ask):
    """By name; an unknown one is refused."""
    assert ask("/desk/fault", {"name": "slow_api", "times": 2, "seconds": 1})[1]["armed"] == {"slow_api": 2}
    assert ask("/desk/fault", {"clear": True})[1]["armed"] == {}
    assert ask("/desk/fault", {"name": "earthquake"})[1]["error"] == "unknown_fault"


def test_the_live_feed_tells_what_happens_and_what_was_missed(desk):
    """To those who may see it, in order, with a number to go on from."""
    hanna, lee = desk.person("hanna"), desk.person("lee")

    def listen(person, since):
        line = http.client.HTTPConnection("127.0.0.1", desk.running.port, timeout=5)
        line.request("GET", f"/desk/events?as={person.id}&since={since}&token={desk.token}")
        return line, line.getresponse()

    def read(stream):
        while not (text := stream.readline().decode()).startswith("data:"):
            pass
        return json.loads(text[5:])

    hanna.post("it-provider", "before")
    line, stream = listen(hanna, 0)
    other_line, other = listen(lee, 0)
    assert read(stream)["message"]["text"] == "before"
    hanna.post("it-provider", "secret")
    hanna.post("general", "for all")
    assert [read(stream)["message"]["text"] for _ in range(2)] == ["secret", "for all"]
    assert read(other)["message"]["text"] == "for all"
    for each in (stream, line, other, other_line):
        each.close()
