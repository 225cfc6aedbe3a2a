from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from coast import coast_report
from hypothesis import given
from hypothesis import strategies as st
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from small_reports import UNKNOWN

from reuse.model import Article, ArticleId, Change, FamilyId, Report, Skipped
from reuse.report import BINARY, FORMATS, render, render_pieces
from reuse.report.console.pages import scan_page
from reuse.report.escapes import without_surrogates
from reuse.report.formats.csv import COLUMNS, lines
from reuse.report.formats.json import pieces, to_json
from reuse.report.formats.text import comparison, summary
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.site import site_of
from reuse.report.plain.columns import display_width

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
TEXTS = tuple(name for name in FORMATS if name not in BINARY)


def test_formats_are_the_output_modules_of_the_room() -> None:
    assert FORMATS == ("csv", "gexf", "graphml", "html", "json", "parquet", "tei", "text")


@given(st.text(alphabet=" \n'=+-@\ta＝1", max_size=8))
def test_taking_one_apostrophe_away_gives_back_the_cell(words: str) -> None:
    (shown,) = next(csv.reader(io.StringIO(lines([[words]]), newline="")), [""])
    assert not re.match(r"[ \n]*[=+\-@\t＝＋－＠]", shown)
    assert re.sub(r"^'(?=[ \n']*[=+\-@\t＝＋－＠])", "", shown) == words
    assert r"""re.sub(r"^'(?=[ \n']*[=+\-@\t＝＋－＠])", "", cell)""" in DOCS.read_text("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_is_encodable_text_that_ends_in_a_newline(name: str) -> None:
    for report in (seed_report(), hostile_report()):
        text = render(report, name)

        assert text.endswith("\n")
        assert text.encode("utf-8")


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="sarif"):
        render(seed_report(), "sarif")


@pytest.mark.parametrize("name", TEXTS)
def test_equal_reports_are_equal_bytes(name: str) -> None:
    assert render(seed_report(), name) == render(seed_report(), name)


def test_json_follows_the_schema_in_key_order(report: Report) -> None:
    read = json.loads(to_json(report))

    assert list(read) == [
        "schema", "tool", "settings", "articles", "skipped", "matches", "families",
        "disguises", "notes",
    ]  # fmt: skip
    assert read["schema"] == "reuse.report/1"
    assert list(read["families"][0]) == ["id", "words", "nature", "witnesses", "origin",
                                         "derivations"]  # fmt: skip
    credit = read["families"][0]["witnesses"][0]["credit"]
    assert (credit["status"], credit["outlet"], credit["phrase"]) == (
        "credited", "The Telegraph", "As The Telegraph points out",
    )  # fmt: skip
    text = report.article(BLAZE).text
    assert text[credit["start"] : credit["end"]] == credit["phrase"]
    assert read["families"][0]["origin"]["article"] is None
    assert read["articles"][1]["metadata"]["outlet"]["from"] == "dateline"


def test_json_keeps_readable_text_and_escapes_only_what_utf8_cannot_carry() -> None:
    report = hostile_report()

    text = to_json(report)

    assert "\\ud800" in text
    assert "“" in to_json(seed_report())
    assert text == without_surrogates(_as_the_library_writes_it(text))


@pytest.mark.parametrize("lists", [("articles", "matches", "families"), ("skipped", "notes"), ()])
def test_json_is_set_out_as_the_standard_library_does(report: Report, lists: tuple[str]) -> None:
    empty = dict.fromkeys((*lists, *(("lineages",) if "families" in lists else ())), ())

    text = to_json(replace(report, **empty))

    assert text == _as_the_library_writes_it(text)


def _as_the_library_writes_it(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_json_of_many_rows_comes_in_small_pieces(report: Report) -> None:
    many = replace(report, matches=report.matches * 1000)

    found = list(pieces(many))

    assert "".join(found) == to_json(many)
    assert max(map(len, found)) * 5 < len(to_json(many))


@pytest.mark.parametrize("name", TEXTS)
def test_pieces_of_a_format_are_its_text(report: Report, name: str) -> None:
    assert "".join(render_pieces(report, name)) == render(report, name)


def test_csv_has_one_row_for_each_witness(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(render(report, "csv"))))

    assert tuple(rows[0]) == COLUMNS
    assert [row[7] for row in rows[1:]] == [BLAZE, NEWS, RT, NEWS, RT, NEWS]


@pytest.mark.parametrize("title", ["=1+1", "@sum", "-2", "+3", "\t=4", " =5", "＝6"])
def test_csv_cells_never_begin_a_formula(report: Report, title: str) -> None:
    articles = tuple(replace(article, title=title) for article in report.articles)

    rows = csv.DictReader(io.StringIO(render(replace(report, articles=articles), "csv")))

    assert all(row["title"].startswith("'") for row in rows)


def test_summary_names_origin_credit_and_evidence_of_every_family(report: Report) -> None:
    text = summary(report, width=400)

    assert text.startswith("3 articles read, 1 skipped: 3 shared passages (117 words)")
    assert "Origin: The Telegraph (not among these articles), certain – Both" in text
    assert "credited, “As The Telegraph points out”" in text
    assert f"The Telegraph → Blaze Media ({BLAZE}): certain; credit:" in text
    assert "no credit found" in text
    assert "seeds/broken.bin: not text" in text


def changing(*numbers: int) -> Report:
    """The seeds' first family with so many changes in its copies, one after the other."""
    report = seed_report()
    first = report.lineages[0]
    made = tuple(
        replace(
            first.derivations[n % 2],
            changes=tuple(Change("number", None, None, f"{n}{k}", "") for k in range(number)),
        )
        for n, number in enumerate(numbers)
    )
    return replace(report, lineages=(replace(first, derivations=made), *report.lineages[1:]))


def test_summary_tells_the_changes_of_each_copy_under_its_own_name() -> None:
    said = [
        line.strip()
        for line in summary(changing(4, 1), width=400).split("\n\n1. ")[1].splitlines()
        if "Changed in" in line
    ]

    assert said == [
        f"Changed in Blaze Media ({BLAZE}): number “00” left out; number “01” left out; "
        "number “02” left out; and 1 more change",
        f"Changed in “Syrian Rebels Destroy Russian Helicopter With US…” ({NEWS}): "
        "number “10” left out",
    ]


def test_summary_counts_the_copies_whose_changes_it_does_not_list() -> None:
    assert "more cop" not in summary(changing(1, 1, 1), width=400)
    assert "Changed in 1 more copy, not listed here\n" in summary(changing(*[1] * 4), width=400)
    assert "Changed in 2 more copies, not listed here\n" in summary(changing(*[1] * 5), width=400)


def test_a_text_without_title_is_named_once_above_its_column() -> None:
    left, right = (Article(ArticleId(i), "some words", i) for i in ("a.txt", "b.txt"))
    report = replace(seed_report(), articles=(left, right), matches=(), families=(), lineages=())

    shown = comparison(left, right, report, width=80)

    assert shown.count("a.txt") == 1
    assert shown.count("b.txt") == 1


def test_summary_counts_boilerplate_and_does_not_list_it(report: Report) -> None:
    first, *others = report.families
    hidden = replace(report, families=(replace(first, nature="boilerplate"), *others))

    text = summary(hidden, width=80)

    assert "1 passage of boilerplate is not listed." in text
    assert "2 shared passages" in text
    assert "If the strike" not in text


@pytest.mark.parametrize("width", [30, 60, 100])
def test_no_line_is_wider_than_asked(report: Report, width: int) -> None:
    left, _, right = report.articles
    one = replace(report, matches=report.matches[:1], notes=("a note " * 20,))
    shown = comparison(left, right, one, width=width)

    for text in (summary(report, width=width).split("\n", 1)[1], shown):
        assert max(display_width(line) for line in text.splitlines()) <= width


def only(report: Report, left: str) -> Report:
    return replace(report, matches=tuple(m for m in report.matches if m.left_article == left))


def test_comparison_tells_what_was_thinned(report: Report) -> None:
    _, rt, news = report.articles
    noted = replace(report, matches=(), notes=("three repetitions were not searched",))

    text = comparison(rt, news, noted, width=100)

    assert "No shared passage of 12 words or more was found." in text
    assert "Note: three repetitions were not searched" in text


def test_comparison_brackets_changed_words_on_their_own_side(report: Report) -> None:
    _, rt, news = report.articles
    pair = only(report, RT)

    text = comparison(rt, news, pair, width=100)

    assert "[-nearby-]" in text
    assert "{+being+}" in text
    assert "Passage 2 of 2" in text
    assert "{+nearby+}" in comparison(news, rt, pair, width=100)


def test_no_control_or_direction_character_of_a_text_reaches_the_terminal() -> None:
    report = hostile_report(long_word=300)
    left, right = report.articles

    text = summary(report, width=80)
    text += comparison(left, right, report, width=80)

    assert "\\x1b" in text
    hostile = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"}
    assert hostile == set()


@pytest.mark.parametrize("name", TEXTS)
def test_words_are_neutral(name: str) -> None:
    text = render(seed_report(), name).lower()

    assert not any(word in text for word in ("plagiar", "victim", "stolen", "theft", "steal"))


def test_what_an_editor_looks_for_comes_first_and_then_the_longest() -> None:
    report = coast_report()
    rows = rows_of(site_of(report)).news

    for text in (summary(report, width=100), scan_page(report, width=100, color=False)):
        shown = re.findall(r"^(\d+)\. +“(\w+)", text, re.MULTILINE)

        assert [int(number) for number, _ in shown] == [row.number for row in rows[:20]]
        assert [word for _, word in shown] == [
            re.findall(r"\w+", row.opening)[0] for row in rows[:20]
        ]


def test_a_passage_opens_in_the_words_of_its_origin_wherever_that_stands(report: Report) -> None:
    text = report.article(RT).text[report.families[1].witnesses[0].span.start :][:17]
    family = report.families[1]
    last = replace(family, witnesses=tuple(reversed(family.witnesses)))
    turned = replace(report, families=(report.families[0], last, report.families[2]))

    assert f"2. “{text}" in summary(turned, width=100)


def test_articles_that_do_not_name_a_known_origin_are_counted(report: Report) -> None:
    nobody = replace(
        report, lineages=tuple(replace(line, origin=UNKNOWN) for line in report.lineages)
    )

    for text in (summary(report, width=80), scan_page(report, width=80, color=False)):
        assert text.split("\n")[1] == "1 article does not name a known origin."
    assert "known origin" not in summary(nobody, width=80)


def many(families: int) -> Report:
    """The seeds' first family again and again, under new ids."""
    report = seed_report()
    ids = [FamilyId(f"f{n:02d}") for n in range(1, families + 1)]
    family, lineage = report.families[0], report.lineages[0]
    return replace(
        report,
        families=tuple(replace(family, id=i) for i in ids),
        lineages=tuple(replace(lineage, family=i) for i in ids),
    )


@pytest.mark.parametrize(
    ("families", "line"),
    [(21, "... and 1 more passage; the report lists all."),
     (50, "... and 30 more passages; the report lists all.")],
)  # fmt: skip
def test_a_long_summary_lists_twenty_families_and_counts_the_rest(families: int, line: str) -> None:
    text = summary(many(families), width=100)

    assert line in text.splitlines()
    assert "\n20. " in text
    assert "\n21. " not in text
    assert "more passage" not in summary(many(20), width=100)


def test_a_long_list_of_skipped_inputs_is_counted(report: Report) -> None:
    skipped = tuple(Skipped(f"in/{n:03d}.bin", "not text") for n in range(23))

    text = summary(replace(report, skipped=skipped), width=100)

    assert "- in/019.bin: not text\n... and 3 more inputs; the report lists all.\n" in text


def test_one_witness_beyond_the_list_is_one() -> None:
    text = summary(hostile_report(witnesses=13, long_word=1), width=100)

    assert "... and 1 more witness in the full report" in text


def test_a_step_names_every_kind_of_its_evidence(report: Report) -> None:
    text = summary(report, width=400)

    assert "“As The Telegraph points out”; also: spelling" in text
    assert "wording: the reworded clause reads as a correction; also: boundary" in text
