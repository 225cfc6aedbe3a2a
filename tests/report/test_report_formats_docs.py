"""docs/formats.md names every column, attribute and element that is written, and no other."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from coast import coast_report
from lxml import etree
from report_samples import hostile_report, seed_report

import reuse
from reuse.model import DisguiseKind
from reuse.report import FORMATS, render
from reuse.report.formats.csv import COLUMNS
from reuse.report.research.graphparts import Edge, Node
from reuse.text.disguises import TYPOGRAPHIC

DOCS = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
CODE = re.compile(r"`([^`]+)`")


def table(name: str) -> list[list[str]]:
    """The cells of the table under the comment of that name."""
    lines = DOCS.split(f"<!-- columns: {name} -->\n")[1].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.split(" | ")] for line in lines[2:]]


def names(name: str) -> list[str]:
    return [CODE.findall(row[0])[0] for row in table(name)]


def test_columns_of_csv_are_told_in_their_order() -> None:
    assert names("csv") == list(COLUMNS)


def test_columns_of_parquet_are_told_with_their_types() -> None:
    pytest.importorskip("pyarrow")
    from reuse.report.formats.parquet import schema_of

    written = dict(described(schema_of(seed_report())))

    assert {row[0].strip("|` "): row[1] for row in table("parquet")} == written
    assert names("parquet") == list(written)


def described(fields_of: Any, prefix: str = "") -> list[tuple[str, str]]:
    """Every field with its type in the words of the page, nested ones after their parent."""
    import pyarrow as pa

    told = []
    for column in fields_of:
        kind, name = column.type, f"{prefix}{column.name}"
        inner = kind.value_type if pa.types.is_list(kind) else kind
        words = "category" if pa.types.is_dictionary(kind) else str(inner).split("<")[0]
        words = "timestamp (us, UTC)" if pa.types.is_timestamp(kind) else words
        told.append((name, f"list of {words}" if pa.types.is_list(kind) else words))
        if pa.types.is_struct(inner):
            told += described(list(inner), f"{name}.")
    return told


@pytest.mark.parametrize(("kind", "name"), [(Node, "nodes"), (Edge, "edges")])
def test_attributes_of_the_graph_are_told(kind: type, name: str) -> None:
    ends = {"id", "source", "target"}

    assert names(name) == [f.name for f in fields(kind) if f.name not in ends]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_attributes_that_are_written_are_told_with_their_types(name: str) -> None:
    pytest.importorskip("networkx")
    types = {CODE.findall(row[0])[0]: row[1] for part in ("nodes", "edges") for row in table(part)}

    for report in (seed_report(), hostile_report(long_word=9), coast_report()):
        root = etree.fromstring(render(report, name).encode())
        columns = [*root.iter("{*}key"), *root.iter("{*}attribute")]
        title, kind = ("attr.name", "attr.type") if name == "graphml" else ("title", "type")
        assert {c.get(title): c.get(kind) for c in columns}.items() <= types.items()
    starts = {"published_utc", "date_utc", "label", "weight"} if name == "gexf" else set()
    assert {c.get(title) for c in columns} == set(types) - starts


def test_elements_and_attributes_of_tei_are_told() -> None:
    told = {CODE.findall(row[0])[0]: set(CODE.findall(row[1])) for row in table("tei")}
    written: dict[str, set[str]] = {}
    for report in (seed_report(), hostile_report(long_word=9), coast_report()):
        for element in etree.fromstring(render(report, "tei").encode()).iter("{*}*"):
            held = {name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
                    for name in element.attrib}  # fmt: skip
            written.setdefault(etree.QName(element).localname, set()).update(held)

    assert written == told


def test_every_format_has_a_section() -> None:
    told = set(re.findall(r"^## (.+)$", DOCS, re.MULTILINE))

    assert told == {"json", "csv", "parquet", "graphml and gexf", "tei"}
    assert {"json", "csv", "parquet", "graphml", "gexf", "tei"} <= set(FORMATS)


def test_the_members_of_json_in_the_docs_are_those_of_a_report() -> None:
    members = DOCS.split("<!-- members: json -->")[1].split("\n### ")[0]
    first = [row.split("|")[1] for row in members.splitlines() if row.startswith("| `")]
    told = [name for cell in first for name in re.findall(r"`(\w+)`", cell)]
    assert told == list(json.loads(reuse.to_json(seed_report())))


def test_the_kinds_of_disguises_in_the_docs_are_all() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (yes|no) \|$", DOCS, re.MULTILINE)
    told = {kind: typographic == "yes" for kind, typographic in rows}
    assert told == {kind: kind in TYPOGRAPHIC for kind in get_args(DisguiseKind)}
