"""Reports built by hand: the three families of the seeds, and one made of hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reuse.model import (
    Article,
    ArticleId,
    Change,
    Credit,
    Derivation,
    Evidence,
    Family,
    FamilyId,
    Lineage,
    Link,
    Match,
    Origin,
    Provenance,
    Report,
    Skipped,
    Span,
    Timestamp,
    Witness,
)
from reuse.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds"
BLAZE = ArticleId("000_11911e22db428e34.txt")
RT = ArticleId("001_541f97202361231a.txt")
NEWS = ArticleId("002_a795fa3c02f38345.txt")


def between(text: str, first: str, last: str) -> Span:
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last))


def only(text: str, words: str) -> Span:
    return between(text, words, words)


def _seed_article(name: ArticleId) -> Article:
    text = (SEEDS / name).read_bytes().decode("utf-8")
    return Article(id=name, text=text, source=f"seeds/{name}", language="en")


def seed_articles() -> tuple[Article, Article, Article]:
    blaze, rt, news = (_seed_article(name) for name in (BLAZE, RT, NEWS))
    title = "Escalation: U.S.-Backed Syrian 'Rebels' Reportedly Take Out Russian Rescue Helicopter"
    notice = only(blaze.text, "© 2024 Blaze Media LLC. All rights reserved.")
    return (
        replace(
            blaze,
            outlet="Blaze Media",
            title=title + " With TOW Missile (UPDATE: Video Surfaces)",
            provenance=(
                Provenance("outlet", "copyright", notice),
                Provenance("title", "headline", only(blaze.text, title)),
            ),
        ),
        replace(
            rt,
            outlet="RT",
            title=rt.text.split("\n", 1)[0],
            provenance=(Provenance("outlet", "dateline", only(rt.text, "(RT) —")),),
        ),
        replace(
            news,
            title=news.text.split("\n", 1)[0],
            provenance=(Provenance("title", "headline", Span(0, news.text.index("\n"))),),
        ),
    )


def seed_report() -> Report:
    articles = seed_articles()
    blaze, rt, news = (a.text for a in articles)
    a = (
        between(blaze, "If the strike is", "armoured vehicles."),
        between(news, "If the strike is", "armoured vehicles."),
    )
    b = tuple(between(t, "It is yet unclear", "a Syrian chopper.") for t in (rt, news))
    c = tuple(between(t, "to make an emergency landing", "Latakia province") for t in (rt, news))
    families = (
        Family(
            id=FamilyId("f1"),
            witnesses=(
                Witness(
                    BLAZE, a[0], _credit("The Telegraph", blaze, "As The Telegraph points out")
                ),
                Witness(NEWS, a[1], _credit("The Telegraph", news, "The Telegraph reports:")),
            ),
            nature="copied",
            words=72,
        ),
        Family(
            id=FamilyId("f2"),
            witnesses=(
                Witness(RT, b[0], _credit("RT", rt, "(RT) —")),
                Witness(NEWS, b[1], Credit("none")),
            ),
            nature="copied",
            words=32,
        ),
        Family(
            id=FamilyId("f3"),
            witnesses=(
                Witness(RT, c[0], _credit("Reuters", rt, "Reuters earlier reported")),
                Witness(NEWS, c[1], Credit("none")),
            ),
            nature="wire",
            words=13,
        ),
    )
    return Report(
        version="0.1.0",
        settings=Settings().to_dict(),
        articles=articles,
        skipped=(Skipped("seeds/broken.bin", "not text: holds null bytes"),),
        matches=(
            Match(
                BLAZE,
                NEWS,
                a[0],
                a[1],
                kind="verbatim",
                similarity=1.0,
                words=72,
                certainty="certain",
            ),
            Match(
                RT, NEWS, c[0], c[1], kind="edited", similarity=0.96, words=13, certainty="certain"
            ),
            Match(
                RT, NEWS, b[0], b[1], kind="edited", similarity=0.9, words=32, certainty="certain"
            ),
        ),
        families=families,
        lineages=_seed_lineages(),
        words={BLAZE: 484, RT: 442, NEWS: 319},
        notes=(),
    )


def _credit(outlet: str, text: str, phrase: str) -> Credit:
    return Credit("credited", outlet, only(text, phrase))


def _seed_lineages() -> tuple[Lineage, ...]:
    telegraph, reuters = "outlet:The Telegraph", "outlet:Reuters"
    spelling = Evidence("spelling", "“per cent”, “armoured”, “programme” in a US outlet", telegraph)
    return (
        Lineage(
            FamilyId("f1"),
            Origin(
                "The Telegraph", None, False, "certain", ("Both articles credit The Telegraph.",)
            ),
            (
                Derivation(
                    telegraph,
                    BLAZE,
                    "certain",
                    (Evidence("credit", "“As The Telegraph points out”", telegraph), spelling),
                ),
                Derivation(
                    telegraph,
                    NEWS,
                    "certain",
                    (Evidence("credit", "“The Telegraph reports:”", telegraph),),
                ),
            ),
        ),
        Lineage(
            FamilyId("f2"),
            Origin("RT", RT, True, "probable", ("The article is RT’s own (dateline “(RT) —”).",)),
            (
                Derivation(
                    RT,
                    NEWS,
                    "probable",
                    (
                        Evidence("boundary", "the passage opens a paragraph in both", None),
                        Evidence("wording", "the reworded clause reads as a correction", RT),
                    ),
                    (
                        Change("hedge", Span(10, 20), None, "it is yet unclear", ""),
                        Change("name", Span(30, 35), Span(40, 46), "Syria", "Russia"),
                    ),
                ),
            ),
        ),
        Lineage(
            FamilyId("f3"),
            Origin("Reuters", None, False, "probable", ("RT credits Reuters for this clause.",)),
            (
                Derivation(
                    reuters,
                    RT,
                    "certain",
                    (Evidence("credit", "“Reuters earlier reported”", reuters),),
                ),
                Derivation(
                    reuters,
                    NEWS,
                    "possible",
                    (Evidence("containment", "the same clause, without “nearby”", reuters),),
                ),
            ),
        ),
    )


HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} ]]> "
    "\u202eevil\u202c \x00 \x1b[31m \ud800 'q\" &amp;"
)


def hostile_report(*, witnesses: int = 2, long_word: int = 20_000) -> Report:
    """Every field that comes from outside holds hostile text; one word is very long."""
    passage = f"{HOSTILE} shared words of a passage {'x' * long_word} end"
    articles = tuple(_hostile_article(n, passage) for n in range(witnesses))
    spans = [only(article.text, passage) for article in articles]
    family = Family(
        id=FamilyId(f"../../{HOSTILE}"),
        witnesses=tuple(
            Witness(article.id, span, Credit("credited", HOSTILE, Span(0, 10)))
            for article, span in zip(articles, spans, strict=True)
        ),
        nature="copied",
        words=9,
    )
    evidence = (Evidence("credit", HOSTILE, f"outlet:{HOSTILE}"),)
    lineage = Lineage(
        family.id,
        Origin(HOSTILE, None, False, "possible", (HOSTILE,)),
        tuple(Derivation(f"outlet:{HOSTILE}", a.id, "possible", evidence) for a in articles),
    )
    return Report(
        version="0.1.0",
        settings={HOSTILE: (HOSTILE, 1)},
        articles=articles,
        skipped=(Skipped(HOSTILE, HOSTILE),),
        matches=tuple(
            Match(articles[0].id, a.id, spans[0], s, "verbatim", 1.0, 9, "certain")
            for a, s in list(zip(articles, spans, strict=True))[1:]
        ),
        families=(family,),
        lineages=(lineage,),
        words={a.id: 20 for a in articles},
        notes=(HOSTILE,),
    )


def _hostile_article(number: int, passage: str) -> Article:
    return Article(
        id=ArticleId(f"../{number:04d}/{HOSTILE}"),
        text=f"{HOSTILE}\n\n{number} before {passage} after {number}\n{HOSTILE}",
        source=HOSTILE,
        title=HOSTILE,
        outlet=f"{HOSTILE} {number}",
        author=HOSTILE,
        published=Timestamp(datetime(2020, 1, 1 + number % 28, tzinfo=UTC), "day"),
        url=f"javascript:alert({number})//{HOSTILE}",
        language='en" onload="alert(1)',
        links=(Link("javascript:alert(1)"),),
        provenance=(Provenance("title", "headline", Span(0, 5)),),
    )
