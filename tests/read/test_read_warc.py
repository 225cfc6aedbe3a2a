"""Web archives: pages as articles, what is no page, what is packed, damaged or lies of its size."""

import gzip
import sys

import pytest

from reuse.model import Article, Skipped
from reuse.read import read, read_drafts
from reuse.settings import ReadSettings

HTML = b"Content-Type: text/html; charset=utf-8\r\n"


def page(name, head=""):
    paragraphs = "".join(
        f"<p>Officials in {name} said on day {i} that the bridge had been closed for good.</p>"
        for i in range(5)
    )
    text = f"<html><head><title>Of {name}</title>{head}</head><body><nav>Home</nav>{paragraphs}"
    return f"{text}</body></html>".encode()


def record(body, *, url="https://mill.example/1", kind="response", extra=""):
    content = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{extra}"
        f"WARC-Date: 2020-05-06T07:08:09Z\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body, headers=HTML, status=b"200 OK"):
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def read_archive(tmp_path, *records, name="a.warc", settings=None):
    data = b"".join(records)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(read([path], settings=settings))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_every_page_is_an_article_named_by_its_address(tmp_path, name):
    info = record(b"software: none\r\n", kind="warcinfo")
    one, two = read_archive(
        tmp_path,
        info,
        record(http(page("Ulm"))),
        record(page("Bonn"), url="https://mill.example/2", kind="resource"),
        name=name,
    )
    assert (one.id, one.url) == ("https://mill.example/1",) * 2
    assert one.text.startswith("Officials in Ulm said on day 0")
    assert "Home" not in one.text
    assert (one.title, one.source) == ("Of Ulm", f"{tmp_path}/{name}:1")
    assert (two.id, two.outlet) == ("https://mill.example/2", "mill.example")


def test_when_it_was_fetched_is_not_when_it_was_published(tmp_path):
    dated = page("Bonn", '<meta property="article:published_time" content="2019-01-02">')
    one, two = read_archive(
        tmp_path,
        record(http(page("Ulm"))),
        record(http(dated), url="https://mill.example/2"),
    )
    assert one.published is None
    assert two.published.isoformat() == "2019-01-02"


def test_an_address_of_the_same_host_that_the_page_states_counts_before(tmp_path):
    head = '<link rel="canonical" href="https://{}/story">'.format
    one, two = read_archive(
        tmp_path,
        record(http(page("Ulm", head("mill.example"))), url="https://mill.example/1?from=x"),
        record(http(page("Bonn", head("rival.example"))), url="https://mill.example/2"),
    )
    assert one.url == "https://mill.example/story"
    assert two.url == "https://mill.example/2"


def packed(kind, body):
    if kind == "chunked":
        return http(
            b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n",
            HTML + b"Transfer-Encoding: chunked\r\n",
        )
    return http(gzip.compress(body), HTML + b"Content-Encoding: gzip\r\n")


@pytest.mark.parametrize("kind", ["chunked", "gzip"])
def test_a_page_is_unpacked_as_its_server_packed_it(tmp_path, kind):
    (article,) = read_archive(tmp_path, record(packed(kind, page("Ulm"))))
    assert article.text.startswith("Officials in Ulm")


def test_the_charset_that_the_server_names_is_believed(tmp_path):
    body = page("Орёл").decode().encode("cp1251")
    headers = b"Content-Type: text/html; charset=windows-1251\r\n"
    (article,) = read_archive(tmp_path, record(http(body, headers)))
    assert article.text.startswith("Officials in Орёл")


def test_what_is_no_page_is_passed_over(tmp_path):
    others = (
        record(http(b"\x89PNG", b"Content-Type: image/png\r\n"), url="https://mill.example/p"),
        record(http(page("Ulm"), status=b"404 Not Found"), url="https://mill.example/x"),
        record(http(b"", status=b"301 Moved"), url="https://mill.example/y"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(b"", kind="response"),
    )
    (article,) = read_archive(tmp_path, *others, record(http(page("Bonn"))))
    assert article.text.startswith("Officials in Bonn")
    (skipped,) = read_archive(tmp_path, *others)
    assert skipped.reason == "no page in it, 4 records of other kinds"


@pytest.mark.parametrize("data", [b"no archive\r\n\r\n", b"WARC/1.0\r\n", bytes(1_000)])
def test_what_is_no_archive_is_skipped(tmp_path, data):
    values = read_archive(tmp_path, data)
    assert values
    assert all(isinstance(value, Skipped) for value in values)


def test_pages_before_damage_stand_and_the_damage_is_named(tmp_path):
    data = record(http(page("Ulm"))) + record(http(page("Bonn")), url="https://mill.example/2")
    one, skipped = read_archive(tmp_path, data[:-400])
    assert one.text.startswith("Officials in Ulm")
    assert skipped.reason == "the record is cut off, or states a wrong length"


def test_damage_of_the_packing_is_named_after_the_pages_before_it(tmp_path):
    data = b"".join(
        gzip.compress(record(http(page(f"Ulm{i}")), url=f"https://mill.example/{i}"))
        for i in range(20)
    )
    (tmp_path / "a.warc.gz").write_bytes(data[:-100])
    *pages, skipped = read([tmp_path])
    assert len([p for p in pages if isinstance(p, Article)]) == 19
    assert "damaged or cut off" in skipped.reason


def test_a_page_that_is_packed_badly_costs_that_page(tmp_path):
    bad = http(b"no gzip at all", HTML + b"Content-Encoding: gzip\r\n")
    worse = http(b"zz\r\nwords", HTML + b"Transfer-Encoding: chunked\r\n")
    one, two, article = read_archive(
        tmp_path, record(bad), record(worse), record(http(page("Ulm")))
    )
    assert "cannot be unpacked" in one.reason
    assert "cannot be unpacked" in two.reason
    assert article.source.endswith(":3")


def test_no_sign_of_a_broken_page_reaches_the_reason(tmp_path):
    broken = http(b"5\r\x1b[2JWARC", HTML + b"Transfer-Encoding: chunked\r\n")
    (value,) = [v for v in read_archive(tmp_path, record(broken)) if isinstance(v, Skipped)]
    assert value.reason.isprintable()


def test_a_bomb_and_a_record_that_lies_of_its_length_take_no_memory(tmp_path):
    bomb = packed("gzip", bytes(50_000_000))
    lies = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nwords"
    settings = ReadSettings(max_article_bytes=1_000_000)
    values = read_archive(tmp_path, record(bomb), lies, settings=settings)
    assert [v.reason for v in values[:2]] == ["larger than max_article_bytes (1,000,000 bytes)"] * 2
    assert all(isinstance(v, Skipped) for v in values)


def test_a_page_fetched_twice_is_one_article(tmp_path):
    one, again = read_archive(tmp_path, record(http(page("Ulm"))), record(http(page("Ulm"))))
    assert isinstance(one, Article)
    assert "same id" in again.reason


def test_of_a_draft_all_words_are_read(tmp_path):
    (tmp_path / "a.warc").write_bytes(record(http(page("Ulm"))))
    (draft,) = read_drafts([tmp_path / "a.warc"])
    assert draft.text.startswith("Home\n")


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (skipped,) = read_archive(tmp_path, record(http(page("Ulm"))))
    assert skipped.reason == 'needs the extra warc: pip install "fastwarc>=2.0.1"'
