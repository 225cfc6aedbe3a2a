"""Laws of the room: no bytes raise, ids are unique, the order of paths changes nothing."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.identity import MAX_ID_CHARS
from reuse.read.kinds import readers
from reuse.read.packed import PACKINGS

SUFFIXES = [*sorted(readers()), *(f"{kind}{p}" for kind in (".txt", ".jsonl") for p in PACKINGS)]
FRAGMENTS = st.sampled_from(
    [b'{"text": "a b c"', b"}", b"\n", b'"', b"---\n", b"title: x", b"text,id", b",", b"<p>",
     b"<html>", b"</p>", b"<a href='//[x'>", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\xe9",
     b"\\ud800", b"[", b"]", b": ", b"'", b"\r", b"(RT) \xe2\x80\x94 ", b"By Jane Doe",
     b"July 15, 2018", b"&#xd800;", b"<!--", b"<meta charset=utf-7>", b"<script>", b"1e999",
     b"<script type='application/ld+json'>", b"<?xml version='1.0'?>", b"<!DOCTYPE a [", b"]>",
     b"<!ENTITY a 'b'>", b"&a;", b"<rss><channel>", b"<item><description>words",
     b"</description></item>", b"</channel></rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>",
     b"<entry><content type='xhtml'>", b"<nitf><body>", b"<newsMessage>", b"<newsItem>",
     b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 9\r\n\r\n",
     b"HTTP/1.1 200 OK\r\n",
     b"PK\x03\x04", b"PK\x05\x06", b"%PDF-1.4\n", b"1 0 obj", b"<< /Type /Catalog", b"stream",
     b"%%EOF", b"PAR1", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd"]
)  # fmt: skip
HOSTILE = st.binary(max_size=80) | st.lists(FRAGMENTS, max_size=14).map(b"".join)
# Few names and texts, so that ids and contents collide.
NAMES = st.sampled_from(["a", "b", "a~2", "c/a", "x" * 60])
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"text": st.sampled_from(["one", "two", "three", "\0", ""])},
        optional={"id": st.sampled_from(["a", "a.txt", "a.txt~2", "", " ", "\x1b", "y" * 300])},
    ),
    max_size=6,
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=HOSTILE)
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise_and_every_file_answers(suffix, data):
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        values = list(read([folder]))
        again = list(read([path]))
    assert values
    assert [v for v in values if isinstance(v, Article)] == [
        v for v in again if isinstance(v, Article)
    ]
    for value in values:
        assert isinstance(value, Article | Skipped)
        assert isinstance(value, Skipped) or value.text.encode()
        assert json.dumps(str(value)).encode()


def packages(draw_bytes):
    """Word documents whose parts are any bytes, and files of every packing with any bytes in it."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        for name in (
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "docProps/core.xml",
        ):
            made.writestr(name, draw_bytes)
    yield "a.docx", package.getvalue()
    yield "a.html.gz", gzip.compress(draw_bytes)
    yield "a.warc.gz", gzip.compress(draw_bytes)
    yield "a.xml.gz", gzip.compress(draw_bytes)


@given(data=HOSTILE)
@settings(max_examples=60, deadline=None)
def test_no_bytes_in_a_package_raise(data):
    with TemporaryDirectory() as folder:
        for name, content in packages(data):
            Path(folder, name).write_bytes(content)
        values = list(read([folder]))
    assert len(values) >= 4
    assert all(isinstance(value, Article | Skipped) for value in values)


@given(
    folders=st.lists(st.dictionaries(NAMES, st.sampled_from(["one", "two", ""]), max_size=4),
                     min_size=1, max_size=3),
    records=RECORDS,
    data=st.data(),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_ids_are_unique_and_independent_of_the_order_of_paths(folders, records, data):
    with TemporaryDirectory() as top:
        roots = [Path(top, f"root{i}") for i in range(len(folders))]
        for root, files in zip(roots, folders, strict=True):
            for name, text in files.items():
                path = root / f"{name}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            root.mkdir(exist_ok=True)
        lines = Path(top, "records.jsonl")
        lines.write_text("\n".join(map(json.dumps, records)))
        paths = [*roots, lines]
        first = list(read(paths))
        second = list(read(data.draw(st.permutations(paths))))
    found = [value.id for value in first if isinstance(value, Article)]
    assert len(found) == len(set(found))
    assert all(0 < len(i) <= MAX_ID_CHARS and i.isprintable() for i in found)
    assert first == second
