"""Advice that is taken, by one who does what it says and nothing else: it is not given again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reuse
from reuse.check.doubts import Doubt, isolated
from reuse.check.fix import block_start, sentence_start
from reuse.check.stretches import Quoting, equal_stretches
from reuse.model import Article, ArticleId, Link, Span
from reuse.report.words import index_words
from reuse.verdict import Verdict

SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").iterdir())
SENTENCES = (
    "The reservoir above the old mill town has lost eleven feet since April, and engineers say "
    "the intake pipe will stand dry by the first week of September unless rain comes.",
    "“We have asked every farmer along the valley to water by night,” the mayor told the council, "
    "adding that nobody had been fined so far and that the fountain stays shut.",
    "Harvest mice moved into the abandoned signal box last winter, railway volunteers found, and "
    "nobody had the heart to turn them out before the spring timetable began.",
)
PASSAGE = "\n\n".join(SENTENCES[:2])
BEFORE, AFTER = "The choir sang at noon on Friday.", "Nobody asked the singers a question."


def article(name: str, text: str, **fields: object) -> Article:
    return Article(ArticleId(name), text, name, first_line=1, **fields)  # type: ignore[arg-type]  # fields by name


def published(text: str = PASSAGE) -> Article:
    return article("a-1", f"{text}\n\nSo much for the day.", outlet="The Mill Herald")


def draft_of(*paragraphs: str) -> Article:
    return article("draft", "\n\n".join([BEFORE, *paragraphs, AFTER]))


def taken(verdict: Verdict) -> Article:
    """The only draft of a verdict after what its findings advise."""
    draft = verdict.report.article(verdict.drafts[0])
    added: set[tuple[int, int, str]] = set()
    for fix in (finding.fix for finding in verdict.findings):
        if fix.credit is not None and fix.credit_at is not None:
            added.add((fix.credit_at, 1, fix.credit + ("\n\n" if fix.is_line else " ")))
        for span in fix.quote:
            added |= {(span.start, 2, "“"), (span.end, 0, "”")}
    text = draft.text
    for at, _, words in sorted(added, reverse=True):
        text = text[:at] + words + text[at:]
    return replace(draft, text=text)


def advised(verdict: Verdict) -> list[str]:
    """What is advised that one can do without knowing more."""
    steps = (step for finding in verdict.findings for step in finding.fix.steps)
    return [step.kind for step in steps if step.kind in ("credit", "quote")]


def check_marks(verdict: Verdict) -> None:
    """No mark is to be put inside a word, or inside what is quoted already."""
    draft = verdict.report.article(verdict.drafts[0])
    for finding in verdict.findings:
        for span in finding.fix.quote:
            before, words, after = (
                draft.text[span.start - 1],
                span.of(draft.text),
                draft.text[span.end : span.end + 2],
            )
            assert not before.isalnum()
            assert not after[:1].isalnum()
            assert words == words.strip()
            assert "“" not in words
            assert "”" not in words


EDITED = SENTENCES[0].replace("engineers say", "experts think")
WRAPPED = SENTENCES[0].replace(" lost ", "\nlost ").replace(" pipe ", "\npipe ")
STRAIGHT = SENTENCES[1].replace("“", '"').replace("”", '"')
DRAFTS = {
    "as it stands": (PASSAGE,),
    "a word edited": (EDITED,),
    "two words of two": (SENTENCES[0].replace("old mill", "mill").replace("stand dry", "run dry"),),
    "with somebody's speech in it": (SENTENCES[1],),
    "with straight marks": (STRAIGHT,),
    "in wrapped lines": (
        f"{WRAPPED}\nIt was dry in the hills\nas well, said all of them,\nand hot.",
    ),
    "twice": (SENTENCES[0], SENTENCES[0]),
    "three times": (SENTENCES[0],) * 3,
    "five times": (SENTENCES[0],) * 5,
    "with a little between": (SENTENCES[0], "And so on.", SENTENCES[0], "Thus.", SENTENCES[0]),
    "quoted and not credited": (f"“{SENTENCES[0]}”",),
    "quoted in part": (f"They said “{SENTENCES[0][:60]}”{SENTENCES[0][60:]}",),
    "quoted in French": (f"« {SENTENCES[0]} »",),
    "quoted in German": (f"„{SENTENCES[0]}“",),
    "quoted in one mark": (f"‘{SENTENCES[0]}’",),
    "within a sentence": (
        f"The U.S. council heard that {SENTENCES[0][0].lower()}{SENTENCES[0][1:]}",
    ),
    "sentences in another order": (" ".join(SENTENCES[1::-1]),),
    "in a block quotation": (f"> {SENTENCES[0]}\n>\n> — a paper",),
    "in a second paragraph of one": (f"> Our own words, so many of them.\n>\n> {SENTENCES[0]}",),
    "in wrapped lines of one": ("> And we say so.\n> " + WRAPPED.replace("\n", "\n> "),),
    "half of a word": (SENTENCES[0].replace("lost eleven", "lost-eleven"),),
}


@pytest.mark.parametrize("paragraphs", DRAFTS.values(), ids=DRAFTS)
def test_advice_that_was_taken_is_not_given_again(paragraphs: tuple[str, ...]) -> None:
    first = reuse.check(draft_of(*paragraphs), [published()])
    assert (first.decision, bool(advised(first))) == ("fail", True)
    check_marks(first)

    second = reuse.check(taken(first), [published()])

    assert (second.decision, advised(second)) == ("pass", [])


def test_a_credit_stands_before_a_block_quotation_on_a_line_of_its_own() -> None:
    verdict = reuse.check(draft_of(f"> {SENTENCES[0]}\n>\n> — a paper"), [published()])

    (fix,) = (finding.fix for finding in verdict.findings)
    assert (fix.is_line, fix.credit_at) == (True, len(BEFORE) + 2)
    assert "before the block quotation, on a line of its own" in fix.steps[0].words
    credited = taken(verdict).text
    assert (
        f"\n\nAccording to the Mill Herald:\n\n> {SENTENCES[0]}".casefold() in credited.casefold()
    )


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("> one", "one", 0),
        ("So.\n> one\n> two", "two", 4),
        ("So.\r\n  > one\r\n>> two", "two", 5),
        ("> one\n>\n> two", "two", 8),
        ("> one\n\ntwo", "two", None),
        ("one > two", "two", None),
        ("> " + "x" * 10_000 + " two", "two", None),
        ("> x\n" * 9_000 + "> two", "two", 26_004),
    ],
)
def test_a_block_quotation_begins_after_what_is_none(
    text: str, words: str, start: int | None
) -> None:
    assert block_start(text, text.index(words)) == start


LINK = "https://www.mill.example/news/1?a=b"


@pytest.mark.parametrize(
    "said",
    [
        f"Read more in [the report]({LINK}).",
        f"Read more at {LINK}.",
        f"Read more ({LINK}#top), all of you.",
        "Read <HTTPS://WWW.MILL.EXAMPLE/news/1?a=b>, then.",
        "Read www.mill.example/news/1?a=b, then.",
    ],
)
def test_nobody_is_told_to_link_to_what_the_draft_links_to(said: str) -> None:
    against = [replace(published(), url=LINK)]

    def links(*paragraphs: str, **fields: object) -> set[str | None]:
        draft = replace(draft_of(*paragraphs), **fields)  # type: ignore[arg-type]  # by name
        findings = reuse.check(draft, against).findings
        assert all(f.fix.link or "link" not in {s.kind for s in f.fix.steps} for f in findings)
        return {finding.fix.link for finding in findings}

    assert links(PASSAGE) == {LINK}
    assert links(PASSAGE, f"See {LINK}&c=d or {LINK}x.") == {LINK}
    assert links(PASSAGE, said) == {None}
    assert links(PASSAGE, links=(Link(LINK.replace("https", "http")),)) == {None}


@pytest.mark.parametrize("number", range(5))
def test_the_advice_on_the_seeds_ends(number: int) -> None:
    seeds = [article(path.name, path.read_text("utf-8")) for path in SEEDS]
    draft, others = seeds[number], seeds[:number] + seeds[number + 1 :]
    first = reuse.check(draft, others)
    check_marks(first)

    second = reuse.check(taken(first), others)

    assert second.decision != "fail"
    assert advised(second) == []


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_advice_on_a_passage_edited_anyhow_ends(data: st.DataObject) -> None:
    words = f"{SENTENCES[0]} {SENTENCES[2]}".split()
    signs = st.sampled_from(["word", "“", "”", '"', "drop", "hyphen", "line"])
    for at in sorted(data.draw(st.lists(st.integers(0, len(words) - 1), max_size=5)), reverse=True):
        edit = data.draw(signs)
        if at >= len(words):
            continue
        if edit == "word":
            words[at] = "perhaps"
        elif edit == "drop":
            del words[at]
        elif edit == "hyphen":
            words[at] = f"half-{words[at]}"
        elif edit == "line":
            words[at] += "\n\nMeanwhile"
        else:
            words[at] = edit + words[at] if edit == "“" else words[at] + edit
    against = [published(f"{SENTENCES[0]} {SENTENCES[2]}")]
    verdict = reuse.check(draft_of(" ".join(words)), against)

    for _ in range(3):
        if not advised(verdict):
            break
        verdict = reuse.check(taken(verdict), against)
    assert advised(verdict) == []


def quoting(draft: str, other: str) -> tuple[list[str], list[str]]:
    """The stretches of two texts, and those of them that are in no quotation marks."""
    articles = [article("a", draft), article("b", other)]
    index = index_words(articles)
    one, two = (index.of(each.id, Span(0, len(each.text))) for each in articles)
    marks = Quoting(draft)
    copied = marks.copied(one, two, at=0)
    unquoted = marks.unquoted(copied, one, at=0)
    return [s.of(draft) for s in copied], [s.of(draft) for s in unquoted]


def test_a_passage_of_few_words_is_quoted_whole() -> None:
    few = "Four words, all told."
    assert quoting(few, f"{few} So.") == ([few], [few])


def test_few_equal_words_of_a_long_passage_need_no_quotation_marks() -> None:
    assert quoting(SENTENCES[0], f"{SENTENCES[0][:25]} {SENTENCES[2]}") == ([], [])


def test_a_stretch_ends_before_a_word_that_goes_on_otherwise() -> None:
    words = "nobody had told the first of all readers"
    assert quoting(f"{words}-to-be", f"{words} there") == ([words[:-8]], [words[:-8]])
    assert quoting(f"{words}’s own", f"{words} there") == ([words[:-8]], [words[:-8]])


def test_words_in_a_bracket_are_quoted_with_the_bracket() -> None:
    words = "(RT) — A video shows the bridge from above (both lanes of it)."
    assert quoting(words, words) == ([words], [words])
    assert quoting(f"See RT) {words[7:]}", words[7:])[0] == [words[7:]]


@pytest.mark.parametrize("between", ["", " ", "\u200b", " \u2009"])
def test_a_sentence_begins_before_its_bracket(between: str) -> None:
    text = f"One came. ({between}Two of them) left."
    assert sentence_start(article("a", text), text.index("left")) == text.index("(")


def test_only_what_is_outside_of_quotation_marks_is_to_be_quoted() -> None:
    speech = "“We have asked every farmer along the valley,”"
    tail = "the mayor told all of the council on Monday."
    copied, unquoted = quoting(f"{speech} {tail}", f"{speech} {tail}")
    assert (copied, unquoted) == ([f"We{speech[3:]} {tail}"], [tail])
    assert quoting(f"{speech} he said.", f"{speech} he said.")[1] == []


def test_single_marks_quote_and_apostrophes_do_not() -> None:
    speech = "‘We haven’t asked a single farmer along the valley,’"
    tail = "the farmers’ own mayor told all of the council on Monday."
    assert quoting(f"{speech} {tail}", f"{speech} {tail}")[1] == [tail]
    assert quoting(tail, tail)[1] == [tail]


def test_equal_stretches_are_found_wherever_they_stand() -> None:
    published_words = list(range(20))
    passage = [*range(8, 16), 99, *range(8), *range(8, 14)]
    found = [passage[run.start : run.stop] for run in equal_stretches(passage, published_words, 6)]
    assert found == [list(range(8, 16)), list(range(14))]
    assert list(equal_stretches([], published_words, 0)) == []


@pytest.mark.parametrize("words_between", [0, 5, 25])
@pytest.mark.parametrize("times", [1, 2, 3, 4, 8])
def test_a_passage_that_stands_several_times_fails_as_one_that_stands_once(
    times: int, words_between: int
) -> None:
    between = " ".join(f"own{n}" for n in range(words_between))
    verdict = reuse.check(draft_of(*[f"{SENTENCES[0]} {between}"] * times), [published()])

    assert verdict.decision == "fail"
    assert {finding.certainty for finding in verdict.findings} == {"certain"}


def test_of_doubtful_passages_each_stretch_stands_once_for_itself() -> None:
    text = "aa bb cc. Of it dd ee ff gg. aa bb cc. So hh."
    draft = article("draft", text)
    index = index_words([draft])

    def doubt(passage: str, stretch: str, begin: int = 0) -> Doubt:
        spans = [
            Span(text.index(s, begin), text.index(s, begin) + len(s)) for s in (passage, stretch)
        ]
        return Doubt(draft.id, ArticleId("a"), *spans)

    around = doubt("Of it dd ee ff gg. aa bb cc", "dd ee ff gg")
    within, again = doubt("ee ff", "ee ff"), doubt("aa bb cc", "aa bb", begin=20)
    words = {each: tuple(index.of(draft.id, each.stretch).keys) for each in (around, within, again)}

    shown = isolated(text, words, index.of(draft.id, Span(0, len(text))))
    assert shown == "      cc.       dd ee ff gg  aa bb   . So hh."
