"""`POST /check`: what a draft may come as, and what its verdict may go out as."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

import pytest
from asking import Client
from desks import COPY, OWN, WIRE

import reuse
from reuse.model import Article, ArticleId
from reuse.report.check import render_verdict

HTML = (
    "<html><head><title>Rain</title><meta property='og:site_name' content='The Lamp'></head><body>"
    f"<article>{''.join(f'<p>{line}</p>' for line in COPY.split(chr(10)) if line)}</article></body>"
)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (COPY, "text/plain"),
        (COPY, "Text/Plain; charset=UTF-8"),
        (COPY, "text/markdown"),
        (HTML, "text/html"),
        (json.dumps({"text": COPY}), "application/json"),
        (json.dumps({"html": HTML, "outlet": "The Lamp"}), "application/json; charset=utf-8"),
    ],
)
def test_every_kind_of_draft_is_judged(client: Client, body: str, media_type: str) -> None:
    answer = client.post("/check", content=body, headers={"Content-Type": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    verdict = answer.json()
    assert verdict["schema"] == "reuse.verdict/1"
    assert verdict["decision"] == "fail"
    assert verdict["compared"] == 1
    assert "reservoir" in verdict["findings"][0]["text"]


def test_the_margin_of_a_page_is_judged_too(client: Client) -> None:
    page = f"<p>{OWN}</p><aside><p>{COPY}</p></aside>"
    answer = client.post("/check", content=page, headers={"Content-Type": "text/html"})
    assert answer.json()["decision"] == "fail"


def test_a_draft_without_findings_passes(client: Client) -> None:
    assert client.post("/check", json={"text": OWN}).json()["decision"] == "pass"


def test_the_server_says_what_the_library_says(client: Client) -> None:
    answer = client.post("/check", content=COPY, headers={"Content-Type": "text/plain"})
    assert answer.text == render_verdict(reuse.check(COPY, [WIRE]), "json")


@pytest.mark.parametrize("way", ["query", "json"])
def test_what_is_known_of_a_draft_is_in_the_verdict(client: Client, way: str) -> None:
    known = {
        "title": "Warten auf Regen – Lédbury",
        "outlet": "Die Lampe",
        "author": "A. Licht",
        "published": "2018-07-15",
        "url": "https://lamp.example/1",
        "language": "en-GB",
    }
    if way == "query":
        plain = {"Content-Type": "text/plain"}
        answer = client.post("/check", content=COPY, params=known, headers=plain)
    else:
        answer = client.post("/check", json={"text": COPY, **known})
    articles = {row["id"]: row for row in answer.json()["report"]["articles"]}
    said = {name: articles["draft"][name] for name in known}
    assert said == {**known, "language": "en"}


def test_what_json_says_is_believed_before_the_query(client: Client) -> None:
    body = {"text": COPY, "outlet": "The Lamp"}
    answer = client.post("/check", json=body, params={"outlet": "Other", "title": "Rain"})
    draft = next(a for a in answer.json()["report"]["articles"] if a["id"] == "draft")
    assert (draft["outlet"], draft["title"]) == ("The Lamp", "Rain")


def test_a_header_says_the_language_of_a_draft(client: Client) -> None:
    headers = {"Content-Type": "text/plain", "Content-Language": "de-AT, en"}
    answer = client.post("/check", content=COPY, headers=headers)
    draft = next(a for a in answer.json()["report"]["articles"] if a["id"] == "draft")
    assert draft["language"] == "de"


def test_the_charset_of_a_draft_is_that_of_its_media_type(client: Client) -> None:
    words = COPY.replace("The town", "The café’s town")
    headers = {"Content-Type": "text/plain; charset=windows-1252"}
    answer = client.post("/check", content=words.encode("cp1252"), headers=headers)
    at = answer.json()["findings"][0]["start"]
    assert words[at:].startswith("The reservoir")


def test_the_query_is_believed_before_the_header(client: Client) -> None:
    headers = {"Content-Type": "text/plain", "Content-Language": "de"}
    answer = client.post("/check?language=fr", content=COPY, headers=headers)
    draft = next(a for a in answer.json()["report"]["articles"] if a["id"] == "draft")
    assert draft["language"] == "fr"


def test_a_mark_of_utf_8_is_no_part_of_a_draft(client: Client) -> None:
    body = COPY.encode()
    for media_type in ("text/plain", "text/plain; charset=utf-8"):
        plain, marked = (
            client.post("/check", content=content, headers={"Content-Type": media_type})
            for content in (body, b"\xef\xbb\xbf" + body)
        )
        assert marked.json()["findings"][0]["start"] == COPY.index("The reservoir")
        assert marked.text == plain.text


@pytest.mark.parametrize(
    "said",
    [
        'text/plain;CHARSET="windows-1252"',
        'text/plain; a="; charset=utf-8"; charset = windows-1252 ; format=flowed',
        'text/plain; a="\\"; charset=utf-8"; charset=windows-1252; charset=utf-8',
    ],
)
def test_the_charset_is_the_first_parameter_of_that_name(client: Client, said: str) -> None:
    content = COPY.replace("The town", "The café’s town").encode()
    answer = client.post("/check", content=content, headers={"Content-Type": said})
    at = answer.json()["findings"][0]["start"]
    assert content.decode("cp1252")[at:].startswith("The reservoir")


@pytest.mark.parametrize(
    "said",
    [
        "text/plain; charset*" + "1" * 5_000 + "=a",
        'text/plain; a="' + ";" * 60_000,
        "text/plain;" + " " * 190,
        "; charset" * 8_000,
    ],
)
def test_a_content_type_that_is_too_long_is_not_read(client: Client, said: str) -> None:
    begun = time.process_time()
    assert client.post("/check", content=COPY, headers={"Content-Type": said}).status_code == 415
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16"])
def test_what_a_page_in_json_says_of_its_charset_is_not_believed(
    client: Client, charset: str
) -> None:
    page = HTML.replace("<head>", f"<head><meta charset='{charset}'>").replace("Rain", "Le café")
    said = client.post("/check", json={"html": page}).json()
    draft = next(a for a in said["report"]["articles"] if a["id"] == "draft")
    assert draft["title"] == "Le café"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html;q=0.4, application/json;q=0.5", "application/json"),
        ("text/*, application/json;q=0.9", "text/html; charset=utf-8"),
        ("application/json;q=0, */*;q=0.1, text/html;q=0.2", "text/html; charset=utf-8"),
    ],
)
def test_the_answer_has_the_form_that_is_accepted(
    client: Client, accept: str, media_type: str
) -> None:
    answer = client.post("/check", json={"text": COPY}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert answer.headers["vary"] == "Accept"


def test_code_hosts_get_sarif(client: Client) -> None:
    accept = {"Accept": "application/sarif+json, application/json;q=0.5"}
    answer = client.post("/check", json={"text": COPY}, headers=accept)
    assert answer.headers["content-type"] == "application/sarif+json"
    draft = Article(ArticleId("draft"), COPY, "draft", first_line=1)
    assert answer.text == render_verdict(reuse.check(draft, [WIRE]), "sarif")


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/html;q=2"])
def test_what_is_not_accepted_is_not_sent(client: Client, accept: str) -> None:
    answer = client.post("/check", json={"text": COPY}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_gets_a_page(client: Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    form = {"text": COPY.replace("\n", "\r\n"), "outlet": "", "published": ""}
    answer = client.post("/check", data=form, headers=browser)
    assert answer.status_code == 200
    assert "According to Coast Wire:" in answer.text
    assert "script-src 'sha256-" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "text"),
        ([], "body"),
        ({"text": ""}, "text"),
        ({"text": 1}, "text"),
        ({"text": COPY, "html": HTML}, "text"),
        ({"text": COPY, "publishd": "2018"}, "publishd"),
        ({"text": COPY, "published": "soon"}, "published"),
        ({"text": COPY, "url": "javascript:alert(1)"}, "url"),
        ({"text": COPY, "language": "English, please"}, "language"),
        ({"text": COPY, "title": "x" * 501}, "title"),
        ({"text": " \n "}, "empty"),
        ({"html": "<p></p>"}, "no article text"),
    ],
)
def test_a_request_that_is_not_as_described_is_told_why(
    client: Client, body: object, said: str
) -> None:
    answer = client.post("/check", json=body)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_of_much_that_is_wrong_a_little_is_told_and_nothing_repeated_that_is_no_name(
    client: Client,
) -> None:
    unknown = {f"<b>evil {n}</b>": "x" for n in range(3)} | {f"wrong_{n}": "x" for n in range(30)}
    said = client.post("/check", json={"text": COPY, **unknown}).json()["detail"]
    assert "evil" not in said
    assert "wrong_0" in said
    assert said.count(";") == 4


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"{", "application/json"),
        (b"[" * 100_00, "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"", "text/plain"),
        (b"\x00\x01\x02" * 99, "text/plain"),
        (b"a=1&" * 200, "application/x-www-form-urlencoded"),
        (COPY.encode(), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_cannot_be_read_is_no_fault_of_the_server(
    client: Client, body: bytes, media_type: str
) -> None:
    answer = client.post("/check", content=body, headers={"Content-Type": media_type})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/pdf"},
        {"Content-Type": "x" * 2_000},
        {"Content-Type": "text/plain; charset=unicode_escape"},
        {"Content-Type": "text/plain; charset=utf-8"},
        {"Content-Type": "text/plain", "Content-Encoding": "gzip"},
    ],
)
def test_a_kind_of_body_that_is_not_known_is_refused(
    client: Client, headers: dict[str, str]
) -> None:
    assert client.post("/check", content=b"\xff\xfe\xfd words", headers=headers).status_code == 415


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_draft_that_is_too_large_is_refused(client: Client, is_chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(21):
            yield b"x" * 1_000

    body = pieces() if is_chunked else b"x" * 21_000
    answer = client.post("/check", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 413
    assert "20,000 bytes" in answer.json()["detail"]


def test_a_draft_of_the_largest_size_is_taken(client: Client) -> None:
    body = COPY.encode() + b" " * (20_000 - len(COPY.encode()))
    plain = {"Content-Type": "text/plain"}
    assert client.post("/check", content=body, headers=plain).status_code == 200
    assert client.post("/check", content=body + b" ", headers=plain).status_code == 413


def test_a_form_of_many_fields_is_refused(client: Client) -> None:
    form = {"text": COPY, **{f"f{n}": "x" for n in range(100)}}
    answer = client.post("/check", data=form)
    assert (answer.status_code, "too many fields" in answer.json()["detail"]) == (422, True)


def test_a_length_that_is_not_true_changes_nothing(client: Client) -> None:
    headers = {"Content-Type": "text/plain", "Content-Length": "5"}
    answer = client.post("/check", content=b"x" * 21_000, headers=headers)
    assert answer.status_code == 413


def test_an_error_of_ours_says_nothing_of_the_draft(
    client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/check", json={"text": f"please fail {COPY}"})
    assert answer.status_code == 500
    assert "reservoir" not in answer.text
    assert "reservoir" not in "".join(capfd.readouterr())


def test_what_cannot_be_judged_does_not_pass(client: Client) -> None:
    answer = client.post("/check", json={"text": "please judge nothing"})
    assert answer.status_code == 503
    assert "no article to compare with" in answer.json()["detail"]


def test_a_browser_is_told_in_words_what_went_wrong(client: Client) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    answer = client.post("/check", data={"text": " x" * 30_000}, headers=browser)
    assert answer.status_code == 413
    assert '<h1 class="title-main">The draft is too large</h1>' in answer.text


@pytest.mark.parametrize("body", ["!!!", "… — …"])
def test_a_draft_without_words_is_no_draft_to_check(client: Client, body: str) -> None:
    answer = client.post("/check", json={"text": body})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "The draft cannot be read: holds no words."
