"""Every target of `bench/fuzz.py` holds on its seeds, and on what fuzzing found once.

What is in `corpus/TARGET` was found wrong, and mended; the fuzzer begins with it, too.
"""

from __future__ import annotations

from pathlib import Path

import fuzz_laws as laws
import pytest
from fuzz_seeds import KEPT, dictionary, seeds
from fuzz_targets import targets

from reuse.model import Article, ArticleId, Link, Span
from reuse.read import read
from reuse.read.kinds import readers
from reuse.read.packed import PACKINGS

_SEEDS_EACH = 25


@pytest.mark.parametrize("name", sorted(targets()))
def test_no_law_is_broken_by_what_is_known(name: str) -> None:
    run = targets()[name]
    kept = [path.read_bytes() for path in sorted((KEPT / name).glob("*"))]
    for data in (b"", *kept, *list(seeds(name))[:_SEEDS_EACH]):
        run(data)


@pytest.mark.parametrize(
    "suffix", [".docx", ".pdf", ".parquet", ".warc", ".xml", ".jsonl.gz", ".jsonl.zst"]
)
def test_the_first_seed_of_a_binary_kind_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(next(seeds(f"read{path.suffix}")))
    first = next(iter(read([path])))
    assert isinstance(first, Article)
    assert "rained" in first.text or suffix == ".jsonl.zst"


def test_every_reader_is_a_target() -> None:
    modules = {id(reader) for reader in readers().values()}
    held = {id(readers()[name.removeprefix("read")]) for name in targets() if _is_reader(name)}
    assert held == modules


def _is_reader(name: str) -> bool:
    return name.startswith("read.") and name.removeprefix("read") not in PACKINGS


def test_what_is_kept_is_small_and_of_a_target() -> None:
    files = [path for path in KEPT.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} <= set(targets())
    assert sum(path.stat().st_size for path in files) < 50_000


def test_the_dictionary_is_one_that_libfuzzer_reads() -> None:
    for line in dictionary().splitlines():
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.isascii()


@pytest.mark.parametrize(
    ("check", "broken"),
    [
        (laws.plain, "a\x1b[2Jb"),
        (laws.plain, "a\u202eb"),
        (laws.plain, "a\x9b31m"),
        (laws.table, "a,b\n=1+1,2\n"),
        (laws.table, "a,b\n\t=1,2\n"),
        (laws.table, "a,b\n1\n"),
        (laws.xml, "<a>\x0b</a>"),
        (laws.xml, "<a><b></a>"),
        (laws.as_json, '{"a": NaN}'),
        (laws.as_json, '"\ud800"'),
    ],
)
def test_a_broken_law_is_noticed(check: object, broken: str) -> None:
    with pytest.raises((laws.Broken, ValueError, SyntaxError)):
        check(broken)  # type: ignore[operator]


def test_markup_of_an_article_is_noticed() -> None:
    laws.page("<p>a</p>", {"html", "body", "p"})
    for page in ("<p>a<script>x</script>", "<p onclick=x>", "<p><a href='javascript:x'>"):
        with pytest.raises(laws.Broken):
            laws.page(page, {"html", "body", "p", "a", "a href", "a href https"})


def test_a_span_outside_of_an_article_is_noticed() -> None:
    read = Article(
        ArticleId("a"), "some words", "a", links=(Link("https://a.example", Span(5, 50)),)
    )
    with pytest.raises(laws.Broken, match="outside of 10 characters"):
        laws.article(read)
