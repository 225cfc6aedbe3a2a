"""What is fuzzed between reading and showing: tokens, credits, a scan, and its renderings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import fuzz_laws as laws
import numpy as np

import reuse
from reuse.errors import ReuseError
from reuse.model import Article, ArticleId, Report, Span
from reuse.report import render
from reuse.report.check import render_verdict
from reuse.report.check.terminal import verdict_text
from reuse.report.console.pages import compare_page, scan_page
from reuse.report.formats.text import comparison, summary
from reuse.settings import TraceSettings
from reuse.text.columns import TokenTable
from reuse.text.layout import Layout, quoted
from reuse.text.normal import fold, with_accents
from reuse.text.tokens import tokenize
from reuse.trace.corpus import Corpus
from reuse.trace.credits import read_all
from reuse.trace.drift import changes

Target = Callable[[bytes], None]
_CUT = b"\xff\xff"
_LANGUAGES = (None, "en", "de", "fr", "es", "zh", "ar", "xx")
_TEMPLATES = Path(__file__).parent.parent / "templates"
PASSAGE = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers say "
    "the intake pipe will stand dry by the first week of September unless rain comes."
)


def text_targets() -> Mapping[str, Target]:
    """Targets by their names."""
    return {
        "tokens": _tokens,
        "credits": _credits,
        "drift": _drift,
        "scan": _scan,
        "check": _check,
        "renderers": _renderers,
    }


def _texts(data: bytes, most: int) -> list[str]:
    """Up to so many texts, cut at two bytes that no text has; lone surrogates are in them."""
    return [part.decode("utf-8", "surrogateescape") for part in data.split(_CUT)[:most]]


def _tokens(data: bytes) -> None:
    texts = _texts(data, 3)
    language = _LANGUAGES[len(data) % len(_LANGUAGES)]
    table = tokenize(texts, [language] * len(texts))
    laws.law(table.offsets[-1] == len(table) == table.sentences[-1], "tokens are lost")
    for number, text in enumerate(texts):
        own = slice(table.offsets[number], table.offsets[number + 1])
        start, end = table.start[own], table.end[own]
        laws.law((start < end).all() and (end <= len(text)).all(), "a token outside its text")
        laws.law((start[1:] >= end[:-1]).all(), "tokens that overlap")
        alone = tokenize([text], [language])
        laws.law(np.array_equal(alone.key, table.key[own]), "keys depend on the neighbours")
        laws.law(np.array_equal(alone.start, start), "places depend on the neighbours")
        _layout(text)
    laws.law((np.diff(table.sentences) > 0).all(), "sentences do not grow")
    _folds(texts, table)


def _folds(texts: Sequence[str], table: TokenTable) -> None:
    for text in texts:
        once = fold(text)
        laws.law(fold(once) == once, f"folded twice: {once[:30]!r}")
        with_accents(text)
    numbers = np.repeat(np.arange(len(texts)), np.diff(table.offsets))[:200]
    words = [
        texts[number][start:end]
        for number, start, end in zip(numbers, table.start, table.end, strict=False)
    ]
    alone = tokenize(words)
    single = np.diff(alone.offsets) == 1
    keys = alone.key[alone.offsets[:-1][single]]
    laws.law((keys == table.key[: len(words)][single]).all(), "a word alone has another key")


def _layout(text: str) -> None:
    layout = Layout(text)
    spans = [paragraph.span for paragraph in layout.paragraphs]
    for span in spans:
        laws.span_is_in(span, text)
    laws.law(all(a.end <= b.start for a, b in pairwise(spans)), "paragraphs that overlap")
    for span in quoted(text):
        laws.span_is_in(span, text)
    if text:
        share = layout.quoted_share(Span(0, len(text)))
        laws.law(0 <= share <= 1, f"a share of {share}")


def _articles(texts: Sequence[str]) -> tuple[Article, ...]:
    """Articles of texts, with fields of the last one."""
    *bodies, said = texts
    line = " ".join(laws.ORDERS.sub(" ", said).split())[:80] or None
    return tuple(
        Article(
            ArticleId(f"{name}"),
            body,
            f"{name}.txt",
            title=line,
            author=line if number % 2 else None,
            outlet=line if number % 2 else "Reuters",
            url=f"https://{name}.example/",
            language=_LANGUAGES[len(said) % 4],
        )
        for number, (name, body) in enumerate(zip("abc", bodies, strict=False))
    )


def _credits(data: bytes) -> None:
    articles = _articles([*_texts(data, 2), "Reuters"])
    corpus = Corpus.of(articles)
    for article, (reading, _) in zip(
        articles, read_all(articles, settings=TraceSettings(), corpus=corpus), strict=True
    ):
        for claim in reading.claims:
            if claim.phrase:
                laws.span_is_in(claim.phrase, article.text)
            for reach in claim.reach:
                laws.span_is_in(reach.span, article.text)
        for mention in reading.mentions:
            laws.span_is_in(mention.span, article.text)


def _drift(data: bytes) -> None:
    texts = [text for text in _texts(data, 2) if text.strip()]
    if not texts:
        return
    one, other = texts[0], texts[-1] if len(texts) > 1 else texts[0][::2]
    if not other.strip():
        return
    spans = Span(0, len(one)), Span(0, len(other))
    language = _LANGUAGES[len(data) % 5]
    for change in changes(Layout(one), Layout(other), spans=spans, language=language):
        for span, text, words in (
            (change.source, one, change.before),
            (change.derivative, other, change.after),
        ):
            if span:
                laws.span_is_in(span, text)
                laws.law(words or not span, "a change without words")


def _scan(data: bytes) -> None:
    articles = _articles([*_texts(data, 3), "The Mill Herald"])
    if not articles:
        return
    report = reuse.scan(articles)
    laws.report(report)
    said = reuse.to_json(report)
    laws.law(laws.as_json(said)["schema"] == "reuse.report/1", "no schema")
    laws.law(reuse.to_json(reuse.scan(articles[::-1])) == said, "the order matters")


def _check(data: bytes) -> None:
    texts = _texts(data, 3)
    draft, *others = texts
    articles = _articles([*others, PASSAGE, "The Mill Herald"])
    try:
        verdict = reuse.check(draft, articles)
    except ReuseError:
        return
    laws.report(verdict.report)
    for finding in verdict.findings:
        laws.span_is_in(finding.span, draft)
        for span in finding.fix.quote:
            laws.span_is_in(span, draft)
    laws.as_json(reuse.to_json(verdict))


def _renderers(data: bytes) -> None:
    words = [part.decode("utf-8", "surrogateescape") for part in data.split(_CUT)[:3]]
    shown(*[*words, "", "", ""][:3])


def hostile_articles(first: str, second: str, said: str) -> tuple[Article, ...]:
    """Three articles with a passage between foreign words, that are in every field, too."""

    def article(number: int, text: str) -> Article:
        return Article(
            ArticleId(f"{number}{said}"),
            text,
            f"{said}{number}",
            title=said or None,
            outlet=f"{said} {number}" if number else said or None,
            author=said or None,
            url=said or None,
            language=said or None,
        )

    half = len(PASSAGE) // 2
    return (
        article(0, f"{first}\n\n{PASSAGE[:half]}{second}{PASSAGE[half:]}\n\n{second} Reuters"),
        article(1, f"{second} According to Reuters: {PASSAGE[:half]}{first}{PASSAGE[half:]}"),
        article(2, f"{first}{second} {PASSAGE} {said}"),
    )


def shown(first: str, second: str, said: str) -> None:
    """Show what is found in hostile articles in every form, and hold each to its laws."""
    articles = hostile_articles(first, second, said)
    report = reuse.scan(articles)
    _shown(report)
    pair = articles[0], articles[1]
    for text in (
        summary(report, width=60),
        comparison(*pair, report, width=60),
        scan_page(report, width=100, color=True),
        compare_page(*pair, report, width=100, color=True),
    ):
        laws.plain(text)
    if articles[2].text.strip():
        _verdict(articles)


def _shown(report: Report) -> None:
    laws.as_json(render(report, "json"))
    laws.table(render(report, "csv"))
    for name in ("tei", "graphml", "gexf"):
        laws.xml(render(report, name))
    laws.page(render(report, "html"), _usual())


def _verdict(articles: Sequence[Article]) -> None:
    verdict = reuse.check(articles[2], articles[:2])
    laws.plain(verdict_text(verdict, width=80))
    laws.as_json(render_verdict(verdict, "json"))
    laws.as_json(render_verdict(verdict, "sarif"))
    laws.table(render_verdict(verdict, "csv"))
    laws.xml(render_verdict(verdict, "junit"))
    laws.page(render_verdict(verdict, "html"), _usual())


@cache
def _usual() -> frozenset[str]:
    """The elements, and the attributes of any, that our templates have."""
    sources = [path.read_text("utf-8") for path in sorted(_TEMPLATES.rglob("*.html"))]
    elements = {n.lower() for source in sources for n in re.findall(r"<([a-zA-Z][\w-]*)", source)}
    attributes = {
        n.lower() for source in sources for n in re.findall(r"\s([a-zA-Z][\w:-]*)", source)
    }
    elements |= {"h1", "h2", "h3", "h4"}  # of a level that is counted
    attributes |= {"href relative"}
    return frozenset(
        {*elements, *(f"{e} {a}" for e in elements for a in attributes)}
        | {"a href http", "a href https", "html", "head", "body", "tbody"}
    )
