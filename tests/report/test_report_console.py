"""What a terminal shows: the plain report's words, in colour or not, in any width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from rich.cells import cell_len

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
    Match,
    Origin,
    Report,
    Skipped,
    Span,
    Timestamp,
    Witness,
)
from reuse.report.console.pages import compare_page, scan_page
from reuse.report.escapes import is_plain
from reuse.report.plain.brevity import changes_said, grounds

GOLDEN = Path(__file__).parent / "golden"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def pair_of(report: Report, left: str, right: str) -> Report:
    kept = [m for m in report.matches if {m.left_article, m.right_article} == {left, right}]
    return replace(report, matches=tuple(kept))


def pair_page(report: Report, *, width: int = 80, color: bool = False) -> str:
    left, right = report.article(RT), report.article(NEWS)
    return compare_page(left, right, pair_of(report, RT, NEWS), width=width, color=color)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("scan-80.txt", lambda: scan_page(seed_report(), width=80, color=False)),
        ("scan-40.txt", lambda: scan_page(seed_report(), width=40, color=False)),
        ("compare-80.txt", lambda: pair_page(seed_report())),
        ("compare-40.txt", lambda: pair_page(seed_report(), width=40)),
    ],
)
def test_a_sample_report_looks_as_it_was_read_by_people(name: str, page: Callable[[], str]) -> None:
    assert page() == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("width", [1, 40, 57, 80, 160, 500])
def test_no_line_is_wider_than_the_terminal_and_none_ends_in_spaces(width: int) -> None:
    text = scan_page(seed_report(), width=width, color=False) + pair_page(
        seed_report(), width=width
    )

    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= min(max(width, 40), 160)
    assert [line for line in lines if line != line.rstrip()] == []


def test_colour_adds_nothing_but_colour(report: Report) -> None:
    for page in (
        lambda color: scan_page(report, width=80, color=color),
        lambda color: pair_page(report, color=color),
    ):
        assert "\x1b" not in page(False)
        assert SGR.search(page(True))
        assert SGR.sub("", page(True)) == page(False)


def test_every_credit_status_has_its_words_beside_its_colour(report: Report) -> None:
    text = scan_page(report, width=160, color=True)

    assert "\x1b[32mcredited, “As The Telegraph points out”" in text
    assert "\x1b[33mno credit found" in text
    assert re.search(
        r"\x1b\[1;35mThe Telegraph\x1b\[0m ?· ?\x1b\[1;35mnot among these articles", text
    )


def test_a_change_stands_under_the_copy_that_made_it_before_the_evidence(report: Report) -> None:
    lines = scan_page(report, width=160, color=False).splitlines()

    (at,) = (n for n, line in enumerate(lines) if "changed: " in line)
    assert lines[at].endswith(
        "changed: words of doubt “it is yet unclear” left out; name “Syria” → “Russia”"
    )
    assert "no credit found" in lines[at - 2]
    assert "from there: probable" in lines[at + 1]


def test_long_wordings_are_cut_where_they_agree_and_not_where_they_part() -> None:
    same = "the same words on both sides of a number " * 4
    change = Change("number", Span(0, 1), Span(0, 1), f"{same}800 {same}", f"{same}80 {same}")

    assert (
        changes_said([change]) == "number “… a number 800 the same …” → “… a number 80 the same …”"
    )


def test_what_speaks_against_a_step_comes_with_the_longest_odds_first() -> None:
    entries = (
        Evidence("credit", "c", "b", 1.2),
        Evidence("wording", "w", "b", 2.0),
        Evidence("time", "t", "b", 12.5),
        Evidence("link", "l", "a", 5.7),
        Evidence("time", "u", "b", 1.2),
    )

    for order in (entries, entries[::-1]):
        found = grounds(Derivation("a", "b", "possible", order))

        assert found.strongest == entries[3]
        assert found.against == ("time (12.5 to 1)", "wording (2 to 1)", "credit (1.2 to 1)")


def story(ids: str, steps: str, *, origin: str | None = None) -> Report:
    """One passage carried by articles with the letters as ids, and steps as `ab` for a to b."""
    articles = tuple(
        Article(
            ArticleId(letter),
            "some words",
            letter,
            outlet=f"Outlet {letter}",
            # The later letter was published first.
            published=Timestamp(datetime(2020, 1, 28 - n % 28, tzinfo=UTC), "day"),
        )
        for n, letter in enumerate(ids)
    )
    family = Family(
        FamilyId("f1"),
        tuple(Witness(a.id, Span(0, 10), Credit("none")) for a in articles),
        "copied",
        2,
    )
    first = ArticleId(origin) if origin else None
    lineage = Lineage(
        family.id,
        Origin(None, first, bool(origin), "probable" if origin else "unknown", ()),
        tuple(Derivation(a, b, "possible", ()) for a, b in steps.split()),
    )
    return replace(
        seed_report(), articles=articles, matches=(), families=(family,), lineages=(lineage,),
        skipped=(), words={},
    )  # fmt: skip


def outline(report: Report, width: int = 100) -> list[str]:
    """The heads of the articles with the guides before them."""
    lines = scan_page(report, width=width, color=False).splitlines()
    heads = (re.match(r"    (\W*)(Outlet (\w)|not placed|below)", line) for line in lines)
    return [f"{hit[1].rstrip()}{hit[3] or hit[2]}" for hit in heads if hit]


def test_copies_stand_below_their_sources_the_earlier_first() -> None:
    assert outline(story("abcd", "ab ac bd", origin="a")) == ["a", "├──c", "└──b", "    └──d"]


def test_witnesses_that_no_step_reaches_stand_apart() -> None:
    assert outline(story("abc", "")) == ["not placed", "├──c", "├──b", "└──a"]
    assert outline(story("abc", "ab", origin="a")) == ["a", "└──b", "not placed", "└──c"]
    assert outline(story("abc", "ab ba", origin="c"))[:2] == ["c", "not placed"]


def test_a_chain_that_is_too_deep_for_the_terminal_goes_on_beside_its_source() -> None:
    chain = story("abcdefgh", "ab bc cd de ef fg gh", origin="a")

    text = scan_page(chain, width=40, color=False)

    assert outline(chain)[-1] == " " * 24 + "└──h"
    assert outline(chain, 40)[-2:] == ["    └──below", "h"]
    below = [line.split("below ")[1] for line in text.splitlines() if "below" in line]
    assert below == ["Outlet c:", "Outlet d:", "Outlet e:", "Outlet f:", "Outlet g:"]
    assert max(map(cell_len, text.splitlines())) <= 40


def test_a_wire_story_lists_twelve_witnesses_and_counts_the_rest() -> None:
    letters = "abcdefghijklmnopqrst"
    star = story(letters, " ".join(f"a{x}" for x in letters[1:15]), origin="a")

    assert len(outline(star)) == 12
    assert "... and 8 more witnesses in the full report" in scan_page(star, width=80, color=False)


def test_what_is_not_listed_is_counted(report: Report) -> None:
    skipped = tuple(Skipped(f"in/{n:03d}.bin", "not text") for n in range(23))
    plate = replace(report.families[0], nature="boilerplate")
    cut = replace(
        report, skipped=skipped, families=(plate, *report.families[1:]), notes=("a b was thinned",)
    )

    text = scan_page(cut, width=80, color=False)

    assert "1 passage of boilerplate is not listed." in text
    assert "If the strike" not in text
    assert text.endswith(
        "- in/019.bin: not text\n... and 3 more inputs; the report lists all.\n\n"
        "Note: a b was thinned\n"
    )


def test_a_name_stands_without_its_id_where_it_is_the_only_one(report: Report) -> None:
    assert "from there: certain; credit: “As The Telegraph" in " ".join(
        scan_page(report, width=160, color=False).split()
    )
    same = replace(report, articles=tuple(replace(a, outlet="NPR") for a in report.articles))
    steps = tuple(
        replace(line, origin=replace(line.origin, basis=(f'{BLAZE}: "NPR" (by-line)',)))
        for line in report.lineages
    )
    assert f'NPR ({BLAZE}): "NPR"' in scan_page(
        replace(same, lineages=steps), width=160, color=False
    )


def test_the_words_of_a_credit_are_said_once(report: Report) -> None:
    phrase = "As The Telegraph points out"
    first, *others = report.lineages
    steps = tuple(
        replace(step, evidence=(Evidence("credit", f'{BLAZE} says "{phrase}" (lead-in)', None),))
        for step in first.derivations
    )

    text = scan_page(
        replace(report, lineages=(replace(first, derivations=steps), *others)), width=160,
        color=False,
    )  # fmt: skip

    assert "from there: certain; credit: its own words (lead-in)" in text
    assert f'from there: certain; credit: Blaze Media says "{phrase}" (lead-in)' in text
    assert text.count(phrase) == 2


def test_passages_come_in_the_order_of_the_left_article(report: Report) -> None:
    both = pair_of(report, RT, NEWS)
    turned = replace(both, matches=both.matches[::-1])
    left, right = report.article(RT), report.article(NEWS)

    for pair in ((left, right), (right, left)):
        text = compare_page(*pair, turned, width=120, color=False)

        starts = [pair[0].text.index(words) for words in _openings(text)]
        assert starts == sorted(starts)
        assert len(starts) == 2


def _openings(page: str) -> list[str]:
    blocks = re.split(r"^Passage .*\n.*\n\n", page, flags=re.MULTILINE)[1:]
    return [" ".join(block.split("│")[0].split()[:3]) for block in blocks]


def test_equal_words_stand_level_after_a_long_insertion() -> None:
    shared = "the same words stand in both of the articles at the end of them"
    left, right = f"Ten words {shared}.", f"Ten words {'that are only here, ' * 12}{shared}."
    articles = (Article(ArticleId("a"), left, "a"), Article(ArticleId("b"), right, "b"))
    spans = Span(0, len(left)), Span(0, len(right))
    match = Match(ArticleId("a"), ArticleId("b"), *spans, "edited", 0.5, 16, "certain")
    report = replace(
        seed_report(), articles=articles, matches=(match,), families=(), lineages=(), skipped=()
    )

    rows = [
        row.split("│")
        for row in compare_page(*articles, report, width=80, color=False).splitlines()
        if "│" in row
    ]

    for words in ("both of", "end of them"):
        assert [words in row[0] for row in rows] == [words in row[1] for row in rows]


def test_a_credit_inside_a_passage_is_marked_in_place() -> None:
    left = right = "As Le Monde says, ten words of a passage that both of them carry here."
    articles = tuple(Article(ArticleId(i), left, i, outlet=i.upper()) for i in "ab")
    span, phrase = Span(0, len(right)), Span(0, 16)
    match = Match(ArticleId("a"), ArticleId("b"), span, span, "verbatim", 1.0, 14, "certain")
    credit = Credit("credited", "Le Monde", phrase)
    family = Family(
        FamilyId("f1"), tuple(Witness(a.id, span, credit) for a in articles), "copied", 14
    )
    lineage = Lineage(family.id, Origin("Le Monde", None, False, "probable", ()), ())
    report = replace(
        seed_report(), articles=articles, matches=(match,), families=(family,),
        lineages=(lineage,), skipped=(),
    )  # fmt: skip

    text = compare_page(*articles, report, width=90, color=False)

    assert text.count("[=As Le Monde says=], ten") == 2
    assert "Le Monde is named by both as the source. Origin: Le Monde (not one of the two)" in text


def test_no_character_of_a_text_controls_the_terminal() -> None:
    report = hostile_report(long_word=300)

    for color in (False, True):
        text = scan_page(report, width=80, color=color)
        text += compare_page(*report.articles, report, width=80, color=color)

        rest = SGR.sub("", text)
        assert "\\x1b" in rest
        assert [c for c in rest if unicodedata.category(c) in ("Cc", "Cf", "Cs") if c != "\n"] == []


def test_markup_and_emoji_names_of_a_text_are_only_text(report: Report) -> None:
    said = "[bold red]:smile: [link=http://e.vil]x[/link] [/]"
    articles = tuple(replace(a, outlet=said, title=said) for a in report.articles)

    text = scan_page(replace(report, articles=articles), width=160, color=True)

    assert said in SGR.sub("", text)
    assert "\x1b]" not in text


def two(left: str, right: str) -> tuple[tuple[Article, Article], Report]:
    """A report on two texts that are one passage."""
    one, other = (Article(ArticleId(i), text, i) for i, text in (("a", left), ("b", right)))
    spans = Span(0, len(left)), Span(0, len(right))
    match = Match(one.id, other.id, *spans, "edited", 0.5, 16, "certain")
    empty = seed_report()
    report = replace(
        empty, articles=(one, other), matches=(match,), families=(), lineages=(), skipped=()
    )
    return (one, other), report


def columns_of(page: str) -> list[str]:
    """Left and right without marks and white space, as one text each."""
    rows = [row.split("│") for row in page.split("certain match\n")[1].splitlines() if "│" in row]
    sides = ("".join(row[side] for row in rows) for side in (0, 1))
    return [re.sub(r"\[-|-\]|\{\+|\+\}|\s", "", side) for side in sides]


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(
        st.text(st.sampled_from("ab\u00ad日本語。「」é\u0301\u200dא🎉-"), min_size=1, max_size=70),
        min_size=1, max_size=12,
    ),
    width=st.integers(51, 100),
)  # fmt: skip
def test_no_character_of_a_passage_is_lost_in_its_column(words: list[str], width: int) -> None:
    left, right = " ".join(words), " ".join(words[::-1])
    pair, report = two(left, right)

    for color in (False, True):
        page = SGR.sub("", compare_page(*pair, report, width=width, color=color))

        assert columns_of(page) == [
            re.sub(r"\[-|-\]|\{\+|\+\}|\s", "", side) for side in (left, right)
        ]


def test_text_without_spaces_stays_level_too() -> None:
    shared = "東京都は月曜日に新しい計画を発表したと関係者が語った。" * 3
    pair, report = two(f"{shared}終わり。", f"号外{shared}終わり。")

    page = compare_page(*pair, report, width=80, color=False)

    last = [row.split("│") for row in page.splitlines() if "終わり" in row]
    assert [["終わり" in side for side in row] for row in last] == [[True, True]]
    assert max(map(cell_len, page.splitlines())) <= 80


ANY_TEXT = st.text(st.characters(codec=None), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(title=ANY_TEXT, words=ANY_TEXT, width=st.integers(40, 120))
def test_only_style_codes_control_the_terminal_whatever_an_article_holds(
    title: str, words: str, width: int
) -> None:
    sample = hostile_report(long_word=5)
    text = f"{words} the same words {title}"
    articles = tuple(
        replace(a, text=text, title=title, outlet=words, source=title) for a in sample.articles
    )
    witnesses = tuple(
        Witness(a.id, Span(0, len(text)), Credit("credited", title, Span(0, len(words))))
        for a in articles
    )
    family = replace(sample.families[0], witnesses=witnesses)
    change = Change("name", Span(0, 1), None, title, words)
    step = replace(sample.lineages[0].derivations[0], changes=(change,))
    lineage = replace(sample.lineages[0], derivations=(step,))
    match = replace(sample.matches[0], left=Span(0, len(text)), right=Span(0, len(text)))
    report = replace(
        sample, articles=articles, families=(family,), lineages=(lineage,), matches=(match,)
    )

    pages = [
        scan_page(report, width=width, color=color)
        + compare_page(*articles, report, width=width, color=color)
        for color in (False, True)
    ]

    assert is_plain(pages[0])
    assert SGR.sub("", pages[1]) == pages[0]
