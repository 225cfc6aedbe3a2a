"""Laws of the room: no bytes raise, ids are unique, the order of paths changes nothing."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.identity import MAX_ID_CHARS
from reuse.read.kinds import readers

SUFFIXES = sorted(readers())
FRAGMENTS = st.sampled_from(
    [b'{"text": "a b c"', b"}", b"\n", b'"', b"---\n", b"title: x", b"text,id", b",", b"<p>",
     b"<html>", b"</p>", b"<a href='//[x'>", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\xe9",
     b"\\ud800", b"[", b"]", b": ", b"'", b"\r", b"(RT) \xe2\x80\x94 ", b"By Jane Doe",
     b"July 15, 2018", b"&#xd800;", b"<!--", b"<meta charset=utf-7>", b"<script>", b"1e999",
     b"<script type='application/ld+json'>"]
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
