"""Who may ask, and what every answer has."""

from __future__ import annotations

import json
import logging
import time
from base64 import b64encode
from io import StringIO
from pathlib import Path

import pytest
from applications import OTHER_TOKEN, TOKEN, app_of
from asking import Client, asking
from desks import COPY

from reuse.errors import UsageError
from reuse.server.door import Door, origin_of
from reuse.server.logs import set_up_logs
from reuse.server.tokens import Tokens, load_tokens

DRAFT = {"text": COPY}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("token", [TOKEN, OTHER_TOKEN])
def test_each_of_several_tokens_lets_in(guarded: Client, token: str) -> None:
    assert guarded.post("/check", json=DRAFT, headers=bearer(token)).status_code == 200
    assert guarded.get("/stats", headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Token {TOKEN}",
        "Basic !",
        f"Basic {b64encode(b'editor').decode()}",
        "Bearer \xe9\xff",
    ],
)
def test_nothing_else_does(guarded: Client, authorization: str) -> None:
    headers = {"Authorization": authorization.encode("latin-1")}
    answer = guarded.request("POST", "/check", json=DRAFT, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert guarded.get("/stats").status_code == 401


def test_only_who_sends_a_wrong_token_hears_that_it_is_wrong(guarded: Client) -> None:
    nothing = guarded.post("/check", json=DRAFT).headers["www-authenticate"]
    wrong = guarded.post("/check", json=DRAFT, headers=bearer(f"{TOKEN}x"))
    # No `Basic`: a browser would ask for a password over the head of a script.
    assert nothing == 'Bearer realm="reuse"'
    assert wrong.headers["www-authenticate"] == 'Bearer realm="reuse", error="invalid_token"'


def test_health_and_the_page_need_no_token(guarded: Client) -> None:
    assert guarded.get("/").status_code == 200
    assert guarded.get("/openapi.json").status_code == 200
    assert guarded.get("/health").status_code in (200, 503)


def test_a_browser_without_scripts_asks_for_the_token_as_a_password(guarded: Client) -> None:
    navigating = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
    refused = guarded.post("/check", data=DRAFT, headers=navigating)
    assert 'Basic realm="reuse"' in refused.headers["www-authenticate"]
    basic = {"Authorization": f"Basic {b64encode(f'any:{TOKEN}'.encode()).decode()}"}
    assert guarded.post("/check", data=DRAFT, headers={**navigating, **basic}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/health", "/stats"])
def test_a_foreign_name_for_this_machine_is_refused(client: Client, host: str, path: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8765", "[::1]:8765"])
def test_each_name_of_this_machine_is_right(client: Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "http://127.0.0.1:8765.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9"},
    ],
)
def test_a_page_of_another_site_may_not_ask(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/check", json=DRAFT, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1:8765"},
        {"Origin": "https://127.0.0.1:8765"},  # behind a proxy
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},  # a person, who repeats what a form has sent
    ],
)
def test_our_own_page_and_programs_may(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/check", json=DRAFT, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("said", "origin"),
    [
        ("https://cms.example", "https://cms.example"),
        ("HTTPS://CMS.Example/", "https://cms.example"),
        ("https://cms.example:443", "https://cms.example"),
        ("http://cms.example:80/", "http://cms.example"),
        ("http://cms.example:443", "http://cms.example:443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("moz-extension://0a-1b", "moz-extension://0a-1b"),
    ],
)
def test_an_origin_is_taken_as_browsers_send_it(said: str, origin: str) -> None:
    assert origin_of(said) == origin
    assert Door("localhost", 1, Tokens(), (origin,)).origins == (origin,)


@pytest.mark.parametrize(
    "said",
    [
        *("", "*", "null", "cms.example", "https://", "https://*.example", "https://cms.example//"),
        *("https://cms.example/edit", "https://me@cms.example", "https://cms.example:0"),
        *("https://cms.example, https://b.example", "https://b\xfccher.example", "https://a\n"),
    ],
)
def test_what_no_browser_sends_as_an_origin_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="--allow-origin"):
        origin_of(said)
    with pytest.raises(UsageError, match="--allow-origin"):
        Door("localhost", 1, Tokens(), (said,))


def test_a_door_wants_origins_as_browsers_send_them() -> None:
    with pytest.raises(UsageError, match=r"https://CMS\.example/ is not"):
        Door("localhost", 1, Tokens(), ("https://CMS.example/",))


@pytest.mark.parametrize("cookie", ["\\" * 60_000, "a=" + "\\1" * 30_000])
def test_a_cookie_takes_no_time(client: Client, cookie: str) -> None:
    begun = time.process_time()
    for _ in range(3):
        assert client.get("/openapi.json", headers={"Cookie": f'"{cookie}"'}).status_code == 200
    assert time.process_time() - begun < 2


def test_scripts_of_other_sites_read_nothing_unless_allowed(
    client: Client, guarded: Client
) -> None:
    asked = {"Origin": "https://cms.example", "Access-Control-Request-Method": "POST"}
    assert (
        "access-control-allow-origin"
        not in client.request("OPTIONS", "/check", headers=asked).headers
    )
    allowed = guarded.request("OPTIONS", "/check", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "https://cms.example"
    origin = {"Origin": "https://cms.example", "Sec-Fetch-Site": "cross-site"}
    answer = guarded.post("/check", json=DRAFT, headers={**origin, **bearer(TOKEN)})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://cms.example"


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("story-17.draft_3", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("a b", False),
        ("a\x1b[31m", False),
        ('"}', False),
        ("", False),
    ],
)
def test_a_request_id_is_taken_if_it_is_well_formed(
    client: Client, given: str, is_kept: bool
) -> None:
    answer = client.get("/", headers={"X-Request-Id": given})
    assert (answer.headers["x-request-id"] == given) == is_kept
    assert answer.headers["x-request-id"].isprintable()


@pytest.mark.parametrize("path", ["/", "/health", "/stats", "/openapi.json", "/nowhere"])
def test_head_is_answered_as_get_is(client: Client, path: str) -> None:
    got, head = client.get(path), client.request("HEAD", path)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["cache-control"] == "no-store"


def test_a_draft_cannot_be_checked_by_head_and_other_methods_are_told(client: Client) -> None:
    log = StringIO()
    set_up_logs(log)
    assert client.request("HEAD", "/check").headers["allow"] == "POST"
    refused = client.post("/")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    assert [json.loads(line)["method"] for line in log.getvalue().splitlines()] == ["HEAD", "POST"]


@pytest.mark.parametrize("path", ["/", "/check", "/health", "/nowhere"])
def test_no_answer_is_kept_by_anybody(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_the_log_says_what_was_done_and_nothing_of_the_draft(client: Client) -> None:
    log = StringIO()
    set_up_logs(log)
    secret = "Zebrafish scandal at town hall"
    known = {"title": secret, "outlet": "Zebrafish Gazette", "url": "https://zebrafish.example/a"}
    headers = {"X-Request-Id": "id-1", "Authorization": "Bearer zebrafish-token-zebrafish"}
    client.post("/check", json={"text": f"{secret}. {COPY}", **known}, headers=headers)
    client.post("/check?published=zebrafish", json=DRAFT)
    client.get("/zebrafish%0a%7B%22level%22:%22error%22%7D", headers={"User-Agent": "zebrafish"})
    client.request("ZEBRAFISH", "/check")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert "zebrafish" not in log.getvalue().lower()
    assert log.getvalue().isascii()
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/check", 200),
        ("/check", 422),
        ("elsewhere", 404),
        ("/check", 405),
    ]
    assert {"time", "level", "seconds", "decision", "findings", "bytes"} <= lines[0].keys()
    assert lines[0]["request_id"] == "id-1"


def test_an_error_that_quotes_does_not_do_so_in_the_log() -> None:
    log = StringIO()
    set_up_logs(log)
    try:
        raise ValueError("zebrafish\nzebrafish")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in %s", "zebrafish")
    assert "zebrafish" not in log.getvalue()
    assert json.loads(log.getvalue())["error"] == "ValueError"


def test_what_a_library_says_again_and_again_is_a_line_a_second_in_ascii() -> None:
    log = StringIO()
    set_up_logs(log)
    library = logging.getLogger("uvicorn.error")
    for _ in range(50):
        library.warning("Ung\u00fcltige Anfrage \u2028 \x1b[31m")
    library.warning("Something else.")
    lines = log.getvalue().splitlines()
    assert [json.loads(line)["event"][:4] for line in lines] == ["Ung\u00fc", "Some"]
    assert log.getvalue().isascii()
    assert "\x1b" not in log.getvalue()


def test_an_error_in_the_server_itself_is_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reuse.server.app.draft_of", broken)
    with asking(app_of()) as client:
        answer = client.post("/check", json=DRAFT)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "news.example", ""])
def test_without_a_token_others_cannot_be_let_in(host: str) -> None:
    with pytest.raises(UsageError, match="--token-file"):
        Door(host, 1, Tokens())
    assert Door(host, 1, load_tokens(None, TOKEN)).is_meant("any.example")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_without_a_token_this_machine_is_let_in(host: str) -> None:
    assert Door(host, 1, Tokens()).is_local


def test_tokens_come_from_lines_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text(f"# of the newsroom\n\n  {TOKEN}  \n{OTHER_TOKEN}\n", "utf-8")
    tokens = load_tokens(file, "and-one-of-the-environment")
    assert tokens.admit(f"bearer {OTHER_TOKEN}")
    assert tokens.admit("Bearer and-one-of-the-environment")
    assert not tokens.admit("Bearer # of the newsroom")


@pytest.mark.parametrize(
    "words", ["", "# none\n", "short\n", "two words of a token\n", "\xff" * 16]
)
def test_a_file_without_good_tokens_is_an_error_that_shows_none(tmp_path: Path, words: str) -> None:
    file = tmp_path / "tokens"
    file.write_bytes(words.encode("latin-1"))
    with pytest.raises(UsageError) as raised:
        load_tokens(file, None)
    assert not words.strip() or words.strip() not in str(raised.value)
