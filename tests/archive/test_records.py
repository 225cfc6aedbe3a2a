"""Whatever is known of an article comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.archive import open_archive
from reuse.archive.records import digest, packed, unpacked, without_text
from reuse.model import Article, ArticleId, Link, Provenance, Span, Timestamp

# Lone surrogates, too: JSON may hold them.
TEXTS = st.text(st.characters(), max_size=30)
KNOWN = st.none() | TEXTS
SPANS = st.none() | st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 9), st.integers(1, 9)
)
ZONES = st.builds(
    lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-14 * 60, 14 * 60)
)
MOMENTS = st.builds(
    Timestamp,
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES),
    st.sampled_from(["year", "month", "day", "minute", "second"]),
    st.booleans(),
)
ARTICLES = st.builds(
    Article,
    id=TEXTS.map(ArticleId),
    text=TEXTS,
    source=TEXTS,
    title=KNOWN,
    outlet=KNOWN,
    author=KNOWN,
    published=st.none() | MOMENTS,
    url=KNOWN,
    language=st.none() | st.sampled_from(["en", "de", "zh-Hant"]),
    links=st.lists(st.builds(Link, TEXTS, SPANS), max_size=3).map(tuple),
    provenance=st.lists(
        st.builds(Provenance, TEXTS, st.sampled_from(["record", "text"]), SPANS), max_size=3
    ).map(tuple),
)


@given(ARTICLES)
def test_an_article_comes_back_as_it_was_packed(article: Article) -> None:
    assert unpacked(packed(article)) == article


@given(ARTICLES, TEXTS)
def test_a_digest_names_all_but_where_an_article_was_read(article: Article, other: str) -> None:
    assert digest(replace(article, source=other)) == digest(article)
    assert (digest(replace(article, text=other)) == digest(article)) == (other == article.text)
    assert (digest(replace(article, title=other)) == digest(article)) == (other == article.title)


@given(ARTICLES)
def test_an_article_without_text_keeps_no_words_of_it(article: Article) -> None:
    kept = without_text(article)
    assert (kept.text, kept.title, kept.author) == ("", None, None)
    assert (kept.links, kept.provenance) == ((), ())
    assert (kept.id, kept.outlet, kept.published, kept.url) == (
        article.id,
        article.outlet,
        article.published,
        article.url,
    )


@settings(max_examples=30)
@given(st.lists(ARTICLES, max_size=4, unique_by=lambda article: article.id))
def test_any_articles_come_back_from_a_file(articles: list[Article]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.reuse"
        with open_archive(path) as archive:
            assert archive.add(articles).new == len(articles)
        with open_archive(path, write=False) as archive:
            assert archive.faults() == ()
            found = {article.text: article for article in archive.sample(99)}
            for article in articles:
                stored = found[article.text]
                if article.id.isprintable():
                    assert replace(stored, text="") == replace(article, text="") or (
                        sum(other.text == article.text for other in articles) > 1
                    )
            assert len(list(archive.entries())) == len(articles)
            assert archive.stats().articles == len(articles)
