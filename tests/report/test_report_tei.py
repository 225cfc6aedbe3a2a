from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from coast import coast_report
from lxml import etree
from report_samples import hostile_report, seed_report
from report_variants import empty, without_derivations
from small_reports import article, family, place, report_of, traced

from reuse.model import Credit, Precision, Report, Timestamp
from reuse.report import render, render_pieces

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTER = re.compile(r"text:(a\d+)#char=(\d+),(\d+)")


def parsed(report: Report) -> etree._Element:
    return etree.fromstring(render(report, "tei").encode())


def resolved(report: Report, pointer: str) -> str:
    found = POINTER.fullmatch(pointer)
    assert found, pointer
    return report.articles[int(found[1][1:]) - 1].text[int(found[2]) : int(found[3])]


@pytest.mark.parametrize(
    "make",
    [
        seed_report,
        hostile_report,
        coast_report,
        lambda: empty(seed_report()),
        lambda: without_derivations(seed_report()),
    ],
    ids=["seeds", "hostile", "coast", "empty", "no derivations"],
)
def test_the_document_is_valid_tei(make: Callable[[], Report]) -> None:
    from trafilatura.xml import TEI_SCHEMA  # the DTD of TEI P5 4.8 with the modules used here

    with open(TEI_SCHEMA, encoding="utf-8") as file:
        dtd = etree.DTD(file)

    assert dtd.validate(parsed(make())), dtd.error_log


def test_pointers_find_the_words_that_they_mean(report: Report) -> None:
    root = parsed(report)

    places = [hit.get("target") for hit in root.iterfind(".//t:annotation", TEI)]
    witnesses = [(w.article, w.span) for family in report.families for w in family.witnesses]
    assert [resolved(report, place) for place in places] == [
        span.of(report.article(article).text) for article, span in witnesses
    ]
    for note in root.iterfind(".//t:note[@target]", TEI):
        assert resolved(report, note.get("target")) == note.text


def test_every_reference_has_its_element(report: Report) -> None:
    root = parsed(report)
    ids = {element.get(ID) for element in root.iter() if element.get(ID)}

    used = " ".join(
        element.get(name, "")
        for element in root.iter()
        for name in ("active", "passive", "corresp")
    )

    assert {reference.removeprefix("#") for reference in used.split()} <= ids


def test_an_article_is_told_by_its_hash_and_never_by_its_text(report: Report) -> None:
    text = render(report, "tei")

    for one in report.articles:
        assert hashlib.sha256(one.text.encode()).hexdigest() in text
        assert one.text[200:400] not in text
        assert one.source not in text.replace(f">{one.id}<", "")


def test_relations_say_who_has_the_passage_from_whom(report: Report) -> None:
    root = parsed(report)
    names = {e.get(ID): e.findtext("{*}orgName") for e in root.iterfind(".//t:org", TEI)}

    steps = [
        (r.get("active"), names.get(r.get("passive")[1:], r.get("passive")), r.get("cert"))
        for r in root.iterfind(".//t:relation", TEI)
    ]

    assert steps == [
        ("#a1", "The Telegraph", "high"), ("#a3", "The Telegraph", "high"),
        ("#a3", "#a2", "medium"), ("#a2", "Reuters", "high"), ("#a3", "Reuters", "low"),
    ]  # fmt: skip
    quotes = [q.text for q in root.iterfind(".//t:list[@type='changes']//t:quote", TEI)]
    assert quotes == ["it is yet unclear", "Syria", "Russia"]


@pytest.mark.parametrize(
    ("precision", "has_zone", "when"),
    [
        ("year", True, "2018"),
        ("month", True, "2018-07"),
        ("day", True, "2018-07-15"),
        ("minute", True, "2018-07-15T07:54:00-04:00"),
        ("second", True, "2018-07-15T07:54:09-04:00"),
        ("minute", False, "2018-07-15T11:54:00"),
    ],
)
def test_dates_are_those_of_w3c(
    report: Report, precision: Precision, has_zone: bool, when: str
) -> None:
    moment = datetime(2018, 7, 15, 7, 54, 9, tzinfo=timezone(timedelta(hours=-4)))
    published = Timestamp(moment if has_zone else moment.astimezone(UTC), precision, has_zone)
    first, *others = report.articles

    root = parsed(replace(report, articles=(replace(first, published=published), *others)))

    assert root.find(".//t:date", TEI).get("when") == when


def test_a_long_document_comes_in_small_pieces(report: Report) -> None:
    many = replace(report, matches=report.matches * 1000)

    found = list(render_pieces(many, "tei"))

    assert max(map(len, found)) * 4 < sum(map(len, found))


def test_an_article_called_like_an_outlet_is_not_that_outlet() -> None:
    articles = [article("a", outlet="A"), article("outlet:B", outlet="C")]
    places = (place("a", credit=Credit("credited", "B")), place("outlet:B", credit=None))
    report = report_of(articles, [traced(family("f001", places), "outlet:B", takers=["a"])])

    tree = parsed(report)

    targets = [found.get("target") for found in tree.iterfind(".//t:annotation", TEI)]
    assert [pointer.split("#")[0] for pointer in targets if pointer] == ["text:a1", "text:a2"]
    (org,) = tree.iterfind(".//t:org", TEI)
    assert org.findtext("t:orgName", None, TEI) == "B"
    (step,) = tree.iterfind(".//t:relation", TEI)
    assert (step.get("active"), step.get("passive")) == ("#a1", "#a2")
    notes = tree.iterfind(".//t:annotation/t:note", TEI)
    assert {note.get("corresp") for note in notes} == {f"#{org.get(ID)}"}
