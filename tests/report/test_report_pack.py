from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report

from reuse.errors import UsageError
from reuse.model import FamilyId, Report
from reuse.report.escapes import in_script
from reuse.report.formats.json import to_json
from reuse.report.formats.text import summary
from reuse.report.pack import check_file, render, write_html_file
from reuse.report.pages.proof import proof_view
from reuse.report.pages.site import site_of
from reuse.report.picking import picked


def data_of(page: str) -> object:
    found = re.search('<script type="application/json" id="report-data">(.*?)</script>', page)
    block = page[page.index('id="report-data">') + len('id="report-data">') :]
    assert found or "\n" in block
    return json.loads(block[: block.index("</script>")])


@pytest.mark.parametrize("make", [seed_report, hostile_report])
def test_one_file_holds_the_report_as_data(make: object) -> None:
    report = make()  # type: ignore[operator]  # one of two makers

    assert data_of(render(report)) == json.loads(to_json(report))


def test_data_in_a_page_cannot_end_its_element() -> None:
    text = '["</script><!--", "\u202e\u2028", "\U000e0041", "x"]'

    said = in_script(text)
    assert json.loads(said) == json.loads(text)
    assert not re.search("[<>&\u2028\u202e\U000e0041]", said)


def test_every_text_and_place_has_its_hash(report: Report) -> None:
    proof = proof_view(site_of(report))

    texts = {a.id: a.text for a in report.articles}
    for row in proof.texts:
        assert row.digest == hashlib.sha256(texts[row.article].encode()).hexdigest()
    assert len(proof.texts) == 3
    assert len(proof.places) == 6
    for place in proof.places:
        words = texts[place.article][place.start : place.end]
        assert place.digest == hashlib.sha256(words.encode()).hexdigest()


def test_json_names_the_hash_of_each_text(report: Report) -> None:
    rows = json.loads(to_json(report))["articles"]

    assert [r["sha256"] for r in rows] == [
        hashlib.sha256(a.text.encode()).hexdigest() for a in report.articles
    ]


def test_a_picked_passage_keeps_its_number_its_articles_and_its_matches(report: Report) -> None:
    part = picked(report, ["f3"])

    assert [family.id for family in part.families] == ["f3"]
    assert part.lineages == (report.lineages[2],)
    assert [article.id for article in part.articles] == [RT, NEWS]
    assert part.matches == (report.matches[1],)
    assert part.notes[0].startswith("Only a part is shown (f3): 1 of 3 passages, 2 of 3 articles.")
    shown = summary(replace(part, notes=part.notes[:1]), width=85)
    assert "articles. Only a part is shown" in " ".join(shown.split())
    assert shown.startswith("2 articles shown, ")
    assert not shown.endswith("\n\n")
    assert max(map(len, shown.splitlines())) <= 85
    assert part.words == {RT: 442, NEWS: 319}
    assert "Passage 3" in render(part)


def test_of_picked_passages_no_match_is_kept_that_joins_one_with_another(report: Report) -> None:
    second, third = (family.witnesses for family in report.families[1:])
    crossed = replace(report.matches[1], left=second[0].span, right=third[1].span)
    matches = (*report.matches, crossed)

    assert picked(replace(report, matches=matches), ["f2", "f3"]).matches == report.matches[1:]


def test_picked_articles_keep_what_all_of_them_carry(report: Report) -> None:
    assert [f.id for f in picked(report, [BLAZE]).families] == ["f1"]
    assert [f.id for f in picked(report, [RT, NEWS]).families] == ["f2", "f3"]
    assert [f.id for f in picked(report, [BLAZE, "f2"]).families] == ["f1", "f2"]


def test_a_passage_is_picked_by_its_number_however_many_zeros_its_id_has(report: Report) -> None:
    assert [f.id for f in picked(report, ["3", "f001"]).families] == ["f1", "f3"]

    many = replace(report, families=(replace(report.families[0], id=FamilyId("f07")),))
    for asked in ("7", "f7", "f07", "f007", "passage:7"):
        assert [f.id for f in picked(many, [asked]).families] == ["f07"]
    for asked in ("0", "f70", "article:7"):
        with pytest.raises(UsageError, match="no passage and no article of that id"):
            picked(many, [asked])


def test_what_cannot_be_picked_is_named(report: Report) -> None:
    with pytest.raises(UsageError, match="f99"):
        picked(report, ["f1", "f99"])
    with pytest.raises(UsageError, match="no passage is shared"):
        picked(report, [BLAZE, RT])


def test_a_file_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")

    check_file(tmp_path / "new" / "x.html")
    with pytest.raises(UsageError, match="is a folder"):
        check_file(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        check_file(tmp_path / "plain" / "x.html")


def test_a_file_is_replaced_as_a_whole(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text("old")

    write_html_file(replace(report, notes=("new",)), file)

    assert file.read_text("utf-8") == render(replace(report, notes=("new",)))
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]


def test_an_id_of_a_passage_and_of_an_article_must_say_which(report: Report) -> None:
    named = replace(report.families[1], id=FamilyId(BLAZE))
    both = replace(report, families=(report.families[0], named, report.families[2]))

    assert [f.id for f in picked(both, [f"passage:{BLAZE}"]).families] == [BLAZE]
    assert [f.id for f in picked(both, [f"article:{BLAZE}"]).families] == ["f1"]
    assert [f.id for f in picked(report, ["passage:f1"]).families] == ["f1"]
    for asked in (BLAZE, "passage:f99", "article:f1", "x:f1"):
        with pytest.raises(UsageError, match=re.escape(asked)):
            picked(both, [asked])
