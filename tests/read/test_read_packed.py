"""Packed files: the kind inside, damage, bounds, and what was whole before them."""

import gzip
import sys

import pytest

from reuse.model import Article, Skipped
from reuse.read import read
from reuse.read.packed import kind_of_name
from reuse.settings import ReadSettings

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK = {".gz": lambda data: gzip.compress(data, mtime=0), ".zst": zstd.compress}
WORDS = b"Some words of an article that is packed.\n"


def both(test):
    return pytest.mark.parametrize("packing", sorted(PACK))(test)


@both
@pytest.mark.parametrize(
    ("suffix", "data", "text"),
    [
        (".txt", WORDS, WORDS.decode()),
        (".TXT", WORDS, WORDS.decode()),
        (".md", b"---\ntitle: A title\n---\nWords.\n", "Words.\n"),
        (".jsonl", b'{"text": "One."}\n', "One."),
        (".csv", b"text,title\nOne.,A\n", "One."),
    ],
)
def test_the_suffix_inside_decides_the_kind(tmp_path, packing, suffix, data, text):
    path = tmp_path / f"a{suffix}{packing}"
    path.write_bytes(PACK[packing](data))
    (article,) = read([tmp_path])
    assert article.text == text
    assert article.source.startswith(str(path))
    assert article.first_line is None


def test_a_packed_file_is_named_by_its_path_as_any_other(tmp_path):
    for name in ("a.txt.gz", "b/a.txt.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(PACK[".gz"](WORDS))
    assert [a.id for a in read([tmp_path])] == ["a.txt.gz", "b/a.txt.gz"]


def test_a_sidecar_names_a_packed_file(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(PACK[".gz"](WORDS))
    (tmp_path / "articles.csv").write_text("file,outlet\na.txt.gz,The Mill\n")
    (article,) = read([tmp_path])
    assert article.outlet == "The Mill"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jsonl.gz", (".jsonl", ".gz")),
        ("A.WARC.GZ", (".warc", ".gz")),
        ("a.gz", ("", ".gz")),
        (".gz", ("", "")),
        ("a.gz/b.txt", (".txt", "")),
        ("a.txt", (".txt", "")),
    ],
)
def test_kind_of_a_name(name, kind):
    assert kind_of_name(name) == kind


def test_a_packed_file_of_no_kind_is_text_where_it_is_asked_for_itself(tmp_path):
    path = tmp_path / "draft.gz"
    path.write_bytes(PACK[".gz"](WORDS))
    (article,) = read([path])
    assert article.text == WORDS.decode()
    (skipped,) = read([tmp_path])
    assert skipped.reason == "unknown kind of file (no suffix)"


@both
def test_members_one_after_the_other_are_one_stream(tmp_path, packing):
    (tmp_path / f"a.txt{packing}").write_bytes(PACK[packing](b"One ") + PACK[packing](b"two."))
    (article,) = read([tmp_path])
    assert article.text == "One two."


def records(count):
    return b"".join(b'{"text": "Record %d.", "note": "%d"}\n' % (i, i**9) for i in range(count))


@both
@pytest.mark.parametrize("damage", ["cut off", "garbage"])
def test_records_before_damage_stand_and_the_damage_is_named(tmp_path, packing, damage):
    packed = PACK[packing](records(20_000))
    data = packed + b"garbage" if damage == "garbage" else packed[: len(packed) * 9 // 10]
    path = tmp_path / f"a.jsonl{packing}"
    path.write_bytes(data)
    *articles, skipped = read([path])
    assert len(articles) > 1_000
    assert all(isinstance(a, Article) and a.text == f"Record {i}." for i, a in enumerate(articles))
    assert skipped.source == str(path)
    assert "damaged or cut off" in skipped.reason
    if damage == "garbage":
        assert len(articles) == 20_000


@both
def test_bytes_changed_in_the_middle_are_damage(tmp_path, packing):
    packed = PACK[packing](records(20_000))
    at = len(packed) // 2
    (tmp_path / f"a.jsonl{packing}").write_bytes(packed[:at] + bytes(64) + packed[at + 64 :])
    values = list(read([tmp_path]))
    assert [v.text for v in values[:1_000]] == [f"Record {i}." for i in range(1_000)]
    assert any(isinstance(v, Skipped) for v in values)


@both
@pytest.mark.parametrize("data", [b"", b"no packed data at all"])
def test_what_is_not_packed_is_skipped(tmp_path, packing, data):
    path = tmp_path / f"a.txt{packing}"
    path.write_bytes(data)
    (skipped,) = read([tmp_path])
    reasons = ("empty", "damaged or cut off, or not packed as its name says")
    assert skipped in [Skipped(str(path), reason) for reason in reasons]


@both
def test_half_a_text_is_no_article(tmp_path, packing):
    (tmp_path / f"a.txt{packing}").write_bytes(PACK[packing](WORDS * 100)[:-6])
    (skipped,) = read([tmp_path])
    assert "damaged or cut off" in skipped.reason


@both
def test_a_bomb_is_refused_before_it_has_unpacked(tmp_path, packing, monkeypatch):
    path = tmp_path / f"a.jsonl{packing}"
    path.write_bytes(PACK[packing](records(100) + b" " * 50_000_000 + b"\n" + records(1)))
    assert path.stat().st_size < 60_000
    *articles, skipped = read([path], settings=ReadSettings(max_file_bytes=100_000))
    assert len(articles) == 100
    assert skipped.reason == "unpacked larger than max_file_bytes (100,000 bytes)"


@both
def test_the_bound_of_one_article_holds_inside_too(tmp_path, packing):
    (tmp_path / f"a.txt{packing}").write_bytes(PACK[packing](b"word " * 100))
    (skipped,) = read([tmp_path], settings=ReadSettings(max_article_bytes=100))
    assert skipped.reason == "larger than max_article_bytes (100 bytes)"


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    (tmp_path / "a.txt.zst").write_bytes(PACK[".zst"](WORDS))
    (tmp_path / "b.txt").write_bytes(WORDS)
    skipped, article = read([tmp_path])
    assert skipped.reason == 'needs the extra zst: pip install "backports.zstd>=1.0"'
    assert article.id == "b.txt"
