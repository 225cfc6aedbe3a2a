"""Pages: the article's text, its links, and metadata that says where it came from."""

import json

import pytest

from reuse.model import Article, Skipped
from reuse.read import read

PARAGRAPHS = "".join(
    f"<p>Officials said on day {i} that the strike had been confirmed by "
    f'<a href="/story/{i}">an earlier report</a> and that more would follow.</p>\n'
    for i in range(5)
)
LD = {
    "@graph": [
        {"@type": "Organization", "name": "Elsewhere"},
        {
            "@type": ["NewsArticle"],
            "headline": "From JSON-LD",
            "datePublished": "2018-07-15T10:00:00+02:00",
            "author": [{"name": "Jane Doe"}, {"name": "Joe Bloggs"}],
            "publisher": {"name": "The Example"},
            "mainEntityOfPage": {"@id": "https://www.example.com/a/b"},
        },
    ]
}


def page(head: str = "", body: str = PARAGRAPHS) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Title</title>{head}</head><body>'
        f'<nav><a href="/">Home page of it</a></nav><article>{body}</article></body></html>'
    )


def read_page(tmp_path, content):
    path = tmp_path / "a.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (value,) = read([path])
    return value


def test_article_text_is_kept_and_navigation_is_not(tmp_path):
    article = read_page(tmp_path, page())
    assert "Officials said on day 4" in article.text
    assert "Home page" not in article.text
    assert "](" not in article.text
    assert article.language == "en"


def test_json_ld_outweighs_meta(tmp_path):
    head = (
        '<meta property="og:title" content="From OG"><meta property="og:site_name" content="OG">'
        f'<script type="application/ld+json">{json.dumps(LD)}</script>'
    )
    article = read_page(tmp_path, page(head))
    assert (article.title, article.outlet) == ("From JSON-LD", "The Example")
    assert article.author == "Jane Doe, Joe Bloggs"
    assert article.published.isoformat() == "2018-07-15T10:00:00+02:00"
    assert article.basis("published").basis == "json-ld"


def test_meta_is_read_where_there_is_no_json_ld(tmp_path):
    head = (
        '<meta property="og:title" content="From OG"><meta property="og:site_name" content="OG">'
        '<meta property="article:published_time" content="2018-07-15">'
        '<link rel="canonical" href="https://og.example/x">'
    )
    article = read_page(tmp_path, page(head))
    assert (article.title, article.outlet, article.url) == ("From OG", "OG", "https://og.example/x")
    assert article.published.precision == "day"
    assert {p.basis for p in article.provenance} == {"meta"}


def test_date_of_the_markup_is_the_last_resort(tmp_path):
    body = '<h1>Some headline here</h1><time datetime="2018-07-15">15 July</time>' + PARAGRAPHS
    article = read_page(tmp_path, page(body=body))
    assert article.published.isoformat() == "2018-07-15"
    assert article.basis("published").basis == "html"


def test_links_are_absolute_and_tied_to_their_words(tmp_path):
    head = '<link rel="canonical" href="https://www.example.com/a/b">'
    article = read_page(tmp_path, page(head))
    assert [link.url for link in article.links] == [
        f"https://www.example.com/story/{i}" for i in range(5)
    ]
    assert {link.span.of(article.text) for link in article.links} == {"an earlier report"}
    assert len({link.span for link in article.links}) == 5


def test_declared_charset_is_used(tmp_path):
    text = "Привет, как дела сегодня в большом городе Москве, спросил он."
    article = read_page(
        tmp_path, page("<meta charset=windows-1251>", f"<p>{text}</p>").encode("cp1251")
    )
    assert text in article.text


@pytest.mark.parametrize(
    "content",
    [
        "<html></html>",
        "<div>" * 60_000,
        "<p " + " ".join(f"a{i}=b" for i in range(50_000)) + ">x</p>",
        "<p " + "".join(f"a{i}='<'" for i in range(50_000)) + ">x</p>",
        "<b>x</b>" * 60_000,
        "<!--" * 10_000,
    ],
    ids=range(6),
)
def test_hostile_page_is_skipped_with_a_reason(tmp_path, capfd, content):
    value = read_page(tmp_path, content)
    assert isinstance(value, Skipped)
    assert value.reason
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "head",
    [
        "<script type='application/ld+json'>" + "[" * 90_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": 5, "@graph": {}}</script>',
        "<script type='application/ld+json'>" + '{"@type":"Article","author":[[["x"]]]}</script>',
        "<meta property='og:url' content='javascript:alert(1)'>",
        "<meta property='article:published_time' content='the other day'>",
    ],
    ids=range(5),
)
def test_hostile_metadata_is_ignored(tmp_path, head):
    article = read_page(tmp_path, page(head))
    assert isinstance(article, Article)
    assert (article.url, article.published, article.author) == (None, None, None)
