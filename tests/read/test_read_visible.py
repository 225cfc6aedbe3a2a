"""A page that is a draft: all words that may be seen of it, in lines, with its links."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reuse.model import Article, Skipped
from reuse.read import read, read_content, read_drafts

OWN = (
    "<p>The council met on Monday evening and spoke about the bridge, and about its cost.</p>"
    "<p>Nobody was surprised when the mayor rose and said that there would be none by spring.</p>"
)
MORE = "The reservoir above the old mill town has lost eleven feet since April."


def drafted(body: str, head: str = "<title>A bridge</title>") -> Article:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    read = read_content(page.encode(), ".html", fields={})
    assert isinstance(read, Article), read
    return read


@pytest.mark.parametrize(
    "tag",
    "aside footer header nav figcaption textarea article main form noscript pre details dialog"
    " blockquote table button label custom-element iframe".split(),
)
def test_no_element_is_left_out_for_its_name(tag: str) -> None:
    lines = drafted(f"{OWN}<{tag}>{MORE}</{tag}>").text.split("\n")
    assert lines[-1].strip().endswith(MORE)


def test_an_article_beside_the_main_one_is_read() -> None:
    assert MORE in drafted(f"<article>{OWN * 3}</article><article><p>{MORE}</p></article>").text


def test_a_page_is_read_whole_as_a_file_that_is_a_draft_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<title>A bridge</title>{OWN}<aside><p>{MORE}</p></aside>")
    (draft,), (article,) = read_drafts([path]), read([path])
    assert isinstance(draft, Article)
    assert isinstance(article, Article)
    assert MORE in draft.text
    assert MORE not in article.text
    assert draft.title == article.title == "A bridge"


def test_blocks_are_lines_and_markup_within_a_line_is_none() -> None:
    body = (
        "<h1>A  bridge\n of stone</h1><p>One <b>wo</b>rd,<wbr> two<br>lines.</p> and"
        "<ul><li>one<li>two</ul><pre>as\n\ntyped</pre><td>cell<td>cell"
    )
    said = "A bridge of stone\nOne word, two\nlines.\nand\none\ntwo\nas\n\ntyped\ncell"
    assert drafted(body).text.startswith(said)


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (f"<div hidden>{MORE}</div>", 13),
        (f"<div style='color:red; DISPLAY : none'><p>{MORE}</p> one</div>", 14),
        (f"<template><p>{MORE}</p><script>x y</script></template>", 13),
        (f"<script>{MORE}</script><style>{MORE}</style>", 0),
        (f"<!-- {MORE} -->", 0),
    ],
    ids=range(5),
)
def test_what_is_hidden_is_left_out_and_its_words_are_counted(hidden: str, words: int) -> None:
    read = drafted(f"<p>Before</p>{hidden} after")
    assert (read.text, read.left_out) == ("Before\nafter", words)


def test_links_are_absolute_and_tied_to_their_words() -> None:
    body = (
        '<p>See <a href="/a"> the <i>report</i></a>, <a href="https://b.example/"><img></a>'
        'and <a href="http://[">this</a> and <a href="javascript:x">that</a>.</p>'
    )
    read = drafted(body, '<link rel="canonical" href="https://www.example.com/x/y">')
    second, first = read.links
    assert (first.url, first.span and first.span.of(read.text)) == (
        "https://www.example.com/a",
        "the report",
    )
    assert (second.url, second.span) == ("https://b.example/", None)


def test_what_a_page_says_about_itself_is_read_as_ever() -> None:
    head = '<meta property="og:site_name" content="The Lamp">'
    read = drafted(f"{OWN}<footer>{MORE}</footer>", head)
    assert (read.outlet, read.url) == ("The Lamp", None)


@pytest.mark.parametrize(
    "body", ["", "<div hidden>Some words.</div>", "<!-- words -->", "<script>words"], ids=range(4)
)
def test_a_page_without_words_that_are_seen_is_not_read(body: str) -> None:
    read = read_content(f"<html><body>{body}</body></html>".encode(), ".html", fields={})
    assert isinstance(read, Skipped)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + "words",
        "<a>" * 10_000 + "words",
        "<pre>" + "\n" * 500_000 + "words",
        "<p>" + "word " * 400_000,
        f"<p style='{'display:' * 50_000}'>words",
        "<p hidden>" * 10_000 + "</p>words",
    ],
    ids=range(6),
)
def test_a_hostile_page_takes_no_longer_than_its_length(body: str) -> None:
    begun = time.process_time()
    read_content(f"<html><body>{body}</body></html>".encode(), ".html", fields={})
    assert time.process_time() - begun < 8
