"""The plugin's PHP: what it asks the service, what it makes of the answer, and what it keeps."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from canned import EMPTY, Canned
from newsroom import COPY, CREDIT, OWN, PASSAGE, TOKEN
from served import Served
from wordpress import AUTHOR, PLUGIN, call, check, site_of

pytestmark = pytest.mark.php

HERE = Path(__file__).parent
SOURCES = sorted([*PLUGIN.rglob("*.php"), *HERE.glob("*.php")])


def release(site: dict[str, Any], **given: object) -> dict[str, Any]:
    known = {"post": 5, "reason": "A licence by telephone.", "fingerprints": ["0123456789abcdef"]}
    return call("rest", site, path="/reuse-check/v1/release", given={**known, **given})


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_php_has_no_syntax_error(source: Path) -> None:
    done = subprocess.run(
        ["php", "-d", "error_reporting=-1", "-l", str(source)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("No syntax errors")


@pytest.mark.parametrize("source", sorted(PLUGIN.rglob("*.php")), ids=lambda path: path.name)
def test_no_file_of_the_plugin_runs_by_itself(source: Path) -> None:
    words = source.read_text("utf-8")
    guards = ("defined( 'ABSPATH' ) || exit;", "defined( 'WP_UNINSTALL_PLUGIN' ) || exit;")
    assert any(guard in words for guard in guards)


def test_findings_come_back_with_the_words_and_the_fix(service: Served) -> None:
    site = site_of({"url": service.address.rstrip("/"), "outlet": "The Lamp", "token": TOKEN})
    answer = check(site, COPY, title="Rain &amp; mud", published="2026-11-22T10:00:00")
    assert answer["status"] == 200, answer
    (finding,) = answer["content"]["findings"]
    assert answer["content"]["decision"] == finding["decision"] == "fail"
    assert finding["text"] == PASSAGE == COPY[finding["start"] : finding["end"]]
    assert (finding["credit"], finding["creditAt"]) == (CREDIT, finding["start"])
    assert finding["alsoIn"] == {
        "title": "Reservoir runs <low>",
        "outlet": "Coast Wire",
        "published": "",
        "url": "https://wire.example/reservoir",
    }
    assert finding["origin"]["outlet"] == "Coast Wire"
    assert next(step["kind"] for step in finding["steps"]) == "credit"
    assert answer["meta"] == []


def test_the_editor_gets_nothing_else(service: Served) -> None:
    site = site_of({"url": service.address.rstrip("/"), "token": TOKEN})
    content = check(site, COPY)["content"]
    assert content.keys() == {"decision", "compared", "findings"}
    said = json.dumps(content)
    assert "The council meets" not in said
    assert TOKEN not in said
    assert "wire/1.txt" not in said


def test_the_service_is_asked_as_it_wants_to_be(canned: Canned) -> None:
    site = site_of({"url": f"{canned.address}/pass", "outlet": "The Lamp", "token": TOKEN})
    words = ' Fish & <b>"chips"</b>\\n 𝔘 \n'
    answer = check(site, words, title=" Fish &amp; <b>chips</b>", published="2026-11-22T10:00:00")
    assert answer["status"] == 200
    ((path, headers, body),) = canned.asked
    assert path == "/pass/check"
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {
        "text": words,
        "title": "Fish & chips",
        "published": "2026-11-22T10:00:00",
        "outlet": "The Lamp",
    }
    assert answer["asked"] == [{"url": f"{canned.address}/pass/check", "timeout": 35}]


@pytest.mark.parametrize("published", ["", "Invalid date", "2026-11-22\n", "yesterday"])
def test_a_date_that_is_none_is_left_out(canned: Canned, published: str) -> None:
    check(site_of({"url": f"{canned.address}/pass", "outlet": ""}), OWN, published=published)
    ((_, headers, body),) = canned.asked
    assert json.loads(body) == {"text": OWN}
    assert "authorization" not in headers


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (301, "status 301 (request r-1)"),
        (307, "status 307"),
        (401, "does not let this site in"),
        (403, "does not let this site in"),
        (408, "took too long to arrive"),
        (413, "too large"),
        (422, "What the service says."),
        (500, "status 500 (request r-1)"),
        (503, "Try again in 7 seconds"),
        (504, "took too long, and was ended"),
    ],
)
def test_what_is_no_verdict_is_told_in_words(canned: Canned, status: int, said: str) -> None:
    answer = check(site_of({"url": f"{canned.address}/{status}", "token": TOKEN}), OWN)
    assert answer["status"] == 424
    assert said in answer["content"]["message"]
    # A redirect is not followed: draft and token went to one place.
    assert [path for path, _, _ in canned.asked] == [f"/{status}/check"]


@pytest.mark.parametrize(
    "content",
    [
        [],
        "pass",
        {},
        {**EMPTY, "schema": "reuse.verdict/9"},
        {**EMPTY, "decision": "fine"},
        {**EMPTY, "findings": None},
    ],
)
def test_what_only_looks_like_a_verdict_is_none(canned: Canned, content: object) -> None:
    answer = check(site_of({"url": canned.answer("other", content)}), OWN)
    assert answer["status"] == 424
    assert "not the service, or another version" in answer["content"]["message"]


@pytest.mark.parametrize(
    "finding", [None, [], {"decision": "new", "origin": 3, "also_in": [], "fix": {"steps": [1]}}]
)
def test_a_finding_that_is_not_understood_counts_as_the_worst(
    canned: Canned, finding: object
) -> None:
    site = site_of({"url": canned.answer("odd", {**EMPTY, "findings": [finding]})})
    (told,) = check(site, OWN)["content"]["findings"]
    assert told["decision"] == "fail"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 3])
def test_an_address_that_is_not_of_the_web_is_dropped(canned: Canned, url: object) -> None:
    finding = {"also_in": {"article": "a", "url": url}, "fix": {"link": url}}
    site = site_of({"url": canned.answer("odd", {**EMPTY, "findings": [finding]})})
    (told,) = check(site, OWN)["content"]["findings"]
    assert (told["alsoIn"]["url"], told["link"]) == ("", "")


def test_a_service_that_is_away_or_slow_is_told_without_its_address(canned: Canned) -> None:
    away = check(site_of({"url": "http://127.0.0.1:9"}), OWN)
    slow = check(site_of({"url": f"{canned.address}/never"}), OWN, timeout="0.3")
    for answer in (away, slow):
        assert answer["status"] == 424
        assert "cannot be reached, or did not answer in time" in answer["content"]["message"]
        assert "127.0.0.1" not in json.dumps(answer["content"])


def test_without_a_service_nobody_is_asked() -> None:
    answer = check(site_of(), OWN)
    assert (answer["status"], answer["asked"]) == (424, [])
    assert "No service is set up" in answer["content"]["message"]


def test_a_draft_without_words_is_not_sent(canned: Canned) -> None:
    answer = check(site_of({"url": f"{canned.address}/pass"}), " \n")
    assert (answer["status"], canned.asked) == (422, [])


@pytest.mark.parametrize(
    "given", [{"text": ["x"]}, {"text": OWN, "post": "5"}, {"text": OWN, "post": 0}, {"post": 5}]
)
def test_a_request_that_is_none_is_refused(canned: Canned, given: dict[str, object]) -> None:
    site = site_of({"url": f"{canned.address}/pass"})
    answer = call("rest", site, path="/reuse-check/v1/check", given={"post": 5, **given})
    assert (answer["status"], canned.asked) == (400, [])


def test_who_may_not_edit_the_post_may_not_ask(canned: Canned) -> None:
    answer = check(site_of({"url": f"{canned.address}/pass"}, can={}), OWN)
    assert (answer["status"], canned.asked) == (403, [])


def test_a_reason_is_kept_with_the_post_and_no_word_of_the_draft() -> None:
    answer = release(site_of({}), reason=' A "licence" <b>by</b>\n tele\\phone. ')
    assert answer["status"] == 200
    (kept,) = answer["meta"]
    assert (kept["post"], kept["key"]) == (5, "_reuse_check_release")
    assert kept["value"].keys() == {"user", "time", "reason", "fingerprints"}
    assert kept["value"]["reason"] == 'A "licence" by tele\\phone.'
    assert kept["value"]["user"] == 7


@pytest.mark.parametrize(
    ("given", "can", "status"),
    [
        ({"reason": "  "}, None, 422),
        ({"reason": "<br>"}, None, 422),
        ({"fingerprints": ["<script>"]}, None, 400),
        ({"fingerprints": "0123"}, None, 400),
        ({}, AUTHOR, 403),
        ({}, {"edit_others_posts": True}, 403),
    ],
)
def test_what_is_no_reason_or_nobodys_to_give_is_not_kept(
    given: dict[str, object], can: dict[str, bool] | None, status: int
) -> None:
    answer = release(site_of({}, can=can), **given)
    assert (answer["status"], answer["meta"]) == (status, [])


@pytest.mark.parametrize(
    ("url", "saved"),
    [
        ("https://reuse.example/", "https://reuse.example"),
        (" https://reuse.example:8443/a/ ", "https://reuse.example:8443/a"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://localhost:8765/", "http://localhost:8765"),
        ("http://[::1]:8765", "http://[::1]:8765"),
        ("", ""),
    ],
)
def test_an_address_of_a_service_is_saved(url: str, saved: str) -> None:
    told = call("save", site_of(), given={"url": url, "outlet": "The <b>Lamp</b>", "token": ""})
    assert told["saved"] == {"url": saved, "outlet": "The Lamp", "lock": False, "token": ""}
    assert told["errors"] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://reuse.example",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://name:word@reuse.example",
        "https://reuse.example/?to=1",
        "https://reuse.example/#x",
        "ftp://reuse.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//reuse.example",
        "reuse.example",
        ["https://reuse.example"],
    ],
)
def test_another_address_is_not_saved(url: object) -> None:
    before = {"url": "https://before.example", "token": TOKEN}
    told = call("save", site_of(before), given={"url": url})
    assert told["saved"]["url"] in ("https://before.example", "")
    assert told["errors"] == (["url"] if isinstance(url, str) else [])


def test_plain_http_elsewhere_needs_a_word_in_the_configuration() -> None:
    site = site_of(constants={"REUSE_CHECK_ALLOW_HTTP": True})
    told = call("save", site, given={"url": "http://reuse:8765"})
    assert told["saved"]["url"] == "http://reuse:8765"


def test_a_token_is_kept_for_its_address_only() -> None:
    site = site_of({"url": "https://reuse.example", "token": TOKEN})
    same = {"url": "https://reuse.example", "token": ""}
    assert call("save", site, given=same)["saved"]["token"] == TOKEN
    assert call("save", site, given={**same, "forget": "1"})["saved"]["token"] == ""
    other = {**same, "url": "https://elsewhere.example"}
    assert call("save", site, given=other)["saved"]["token"] == ""
    fresh = call("save", site, given={**other, "token": "another-token"})
    assert fresh["saved"]["token"] == "another-token"


def test_a_token_with_a_line_end_is_not_saved() -> None:
    given = {"url": "https://reuse.example", "token": "a-token\r\nHost: evil.example"}
    told = call("save", site_of(), given=given)
    assert (told["saved"]["token"], told["errors"]) == ("", ["token"])


def test_settings_that_are_saved_anew_stay_as_they_are() -> None:
    # WordPress calls the function twice when there is no option yet.
    given = {"url": "https://reuse.example/", "outlet": "Lamp", "lock": "1", "token": TOKEN}
    told = call("save", site_of(), given=given)
    assert told["again"] == told["saved"]
    assert told["saved"]["lock"] is True


def test_the_settings_page_shows_no_token_and_runs_nothing() -> None:
    hostile = '"><script>alert(1)</script>'
    site = site_of({"url": hostile, "outlet": hostile, "lock": True, "token": TOKEN})
    told = call("page", site)
    assert told["capability"] == "manage_options"
    assert TOKEN not in told["page"]
    assert "<script>" not in told["page"]
    assert 'name="_wpnonce"' in told["page"]
    assert "There is a token; it is not shown." in told["page"]
    assert call("page", site_of(can=AUTHOR))["page"] == ""


def test_a_token_of_the_configuration_comes_first(canned: Canned) -> None:
    options = {"url": f"{canned.address}/pass", "token": TOKEN}
    site = site_of(options, constants={"REUSE_CHECK_TOKEN": "the-token-of-the-file"})
    check(site, OWN)
    assert canned.asked[0][1]["authorization"] == "Bearer the-token-of-the-file"
    page = call("page", site)["page"]
    assert "the-token-of-the-file" not in page
    assert "set in wp-config.php" in page


def test_the_editors_script_is_told_no_secret() -> None:
    site = site_of({"url": "https://reuse.example", "lock": True, "token": TOKEN}, can=AUTHOR)
    scripts = call("editor", site)["scripts"]
    assert scripts["before"] == 'window.reuseCheck = {"lock":true,"mayRelease":false};'
    assert scripts["script"]["url"] == "/plugin/editor.js"


def test_uninstalling_leaves_nothing() -> None:
    told = call("uninstall", site_of({"url": "https://reuse.example", "token": TOKEN}))
    assert told["options"] == []
    assert told["meta"] == [{"deleted": "_reuse_check_release"}]


def test_the_plugin_writes_nothing_to_a_log() -> None:
    words = "\n".join(path.read_text("utf-8") for path in PLUGIN.rglob("*.php"))
    for name in ("error_log", "trigger_error", "var_dump", "print_r", "set_transient", "wp_cache"):
        assert name not in words
