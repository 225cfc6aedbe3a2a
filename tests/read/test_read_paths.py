"""Folders, single files, standard input, sidecars: which articles a path gives, under which id."""

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from reuse.errors import InputMissing
from reuse.model import Article, Skipped
from reuse.read import paths as module
from reuse.read import read
from reuse.read.identity import MAX_ID_CHARS
from reuse.settings import ReadSettings


def write(path: Path, data: str | bytes = "Some words.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def ids(*paths):
    return [a.id for a in read(paths) if isinstance(a, Article)]


def reasons(*paths, settings=None):
    found = [s for s in read(paths, settings=settings) if isinstance(s, Skipped)]
    return {s.source: s.reason for s in found}


def test_folder_is_read_recursively_in_sorted_order(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.md", "c/d/e.TXT"):
        write(tmp_path / name, name)
    assert ids(tmp_path) == ["a/b.md", "a/z.txt", "b.txt", "c/d/e.TXT"]


def test_hidden_names_are_left_out_without_a_word(tmp_path):
    write(tmp_path / ".git/a.txt")
    write(tmp_path / ".hidden.txt")
    assert list(read([tmp_path])) == []


def test_text_is_not_altered(tmp_path):
    raw = b"\xef\xbb\xbf \r\n a\rb\x0bc\t \n\n"
    (article,) = read([write(tmp_path / "a.txt", raw)])
    assert article.text == raw[3:].decode()


def test_single_file_is_named_by_its_name(tmp_path):
    assert ids(write(tmp_path / "deep/down/a.txt")) == ["a.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)"),
        (b"r\xc3\xa9sum\xc3\xa9 \xc3(", "charset"),
    ],
)
def test_unusable_text_file_is_skipped_with_the_reason(tmp_path, data, reason):
    path = write(tmp_path / "a.txt", data)
    assert reason in reasons(tmp_path)[str(path)]


def test_large_text_file_names_the_bound(tmp_path):
    path = write(tmp_path / "a.txt", "word " * 100)
    reason = reasons(tmp_path, settings=ReadSettings(max_article_bytes=100))[str(path)]
    assert reason == "larger than max_article_bytes (100 bytes)"


def test_ten_megabytes_on_one_line_are_an_article(tmp_path):
    (article,) = read([write(tmp_path / "a.txt", "word " * 2_000_000)])
    assert len(article.text) == 10_000_000


def test_unknown_kind_in_a_folder_is_skipped_and_given_directly_is_text(tmp_path):
    path = write(tmp_path / "a.xyz")
    bare = write(tmp_path / "README")
    assert reasons(tmp_path) == {
        str(path): "unknown kind of file (.xyz)",
        str(bare): "unknown kind of file (no suffix)",
    }
    assert ids(path, bare) == ["README", "a.xyz"]


@pytest.mark.parametrize("path", ["no/such/place", "", "a\0b", "https://example.com/x"])
def test_missing_path_is_an_error_before_anything_is_read(path):
    with pytest.raises(InputMissing, match="no such file or folder"):
        read([path])


def test_dangling_link_is_skipped(tmp_path):
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "gone.txt")
    expected = {str(link): "cannot be read: link to a file that does not exist"}
    assert reasons(tmp_path) == reasons(link) == expected


def test_link_loops_end(tmp_path):
    write(tmp_path / "sub/a.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert ids(tmp_path) == ["sub/a.txt"]
    assert len(reasons(tmp_path)) == 2


def test_link_to_a_read_file_is_no_second_article(tmp_path):
    write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert ids(tmp_path) == ["a.txt"]
    assert "the same file as" in reasons(tmp_path)[str(tmp_path / "b.txt")]


def test_folder_named_like_a_text_is_a_folder(tmp_path):
    write(tmp_path / "x.txt/a.txt")
    assert ids(tmp_path) == ["x.txt/a.txt"]


def test_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert reasons(tmp_path) == {str(tmp_path / "a.txt"): "not a regular file"}


def test_unreadable_file_is_skipped_and_the_rest_goes_on(tmp_path, monkeypatch):
    # Root may read everything, so the system's refusal is imitated.
    def refuse(path):
        if path.endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return open(path, "rb")

    monkeypatch.setattr(module, "open_file", refuse)
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    assert ids(tmp_path) == ["b.txt"]
    assert reasons(tmp_path) == {str(tmp_path / "a.txt"): "cannot be read: Permission denied"}


def test_overlapping_paths_give_each_file_once(tmp_path):
    path = write(tmp_path / "sub/a.txt")
    assert ids(tmp_path, tmp_path / "sub", path, str(path)) == ["sub/a.txt"]
    assert reasons(tmp_path, path) == {}


def test_same_id_with_other_text_gets_a_number(tmp_path):
    for name in ("x", "y", "z"):
        write(tmp_path / name / "a.txt", f"text {name}")
    roots = [tmp_path / name for name in ("z", "x", "y")]
    found = {a.id: a.text for a in read(roots)}
    assert found == {"a.txt": "text x", "a.txt~2": "text y", "a.txt~3": "text z"}


def test_same_id_with_the_same_text_is_skipped_and_names_both(tmp_path):
    first, second = write(tmp_path / "x/a.txt"), write(tmp_path / "y/a.txt")
    assert ids(tmp_path / "x", tmp_path / "y") == ["a.txt"]
    assert reasons(tmp_path / "y", tmp_path / "x") == {
        str(second): f'same id "a.txt" and same text as {first}'
    }


def test_ids_are_printable_bounded_and_no_outlet(tmp_path):
    lines = [r'{"id": "a\u0007\u202eb\ud800", "text": "1"}', '{"id": " ", "text": "2"}',
             '{"id": "outlet:RT", "text": "3"}', '{"id": 7, "text": "4"}']  # fmt: skip
    lines += [f'{{"id": "{"x" * size}", "text": "5"}}' for size in (900, 901)]
    found = ids(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert found[:4] == ["a\ufffd\ufffdb\ufffd", "a.jsonl:2", "outlet_RT", "7"]
    assert len({*found}) == 6
    assert all(len(i) <= MAX_ID_CHARS for i in found)


def test_name_that_is_not_text_becomes_printable(tmp_path):
    path = os.fsencode(tmp_path) + b"/a\xff\n.txt"
    Path(os.fsdecode(path)).write_text("Some words.")
    (article,) = read([tmp_path])
    assert article.id == "a\ufffd\ufffd.txt"
    assert article.source.encode()


def test_markdown_keeps_the_text_after_its_front_matter(tmp_path):
    text = "---\ntitle: A: b\n---\n"
    good = "---\ntitle: A title\ndate: 2018-07-15\nauthor: [Jane Doe, Joe Bloggs]\n---\n"
    write(tmp_path / "bad.md", text + "Words.")
    write(tmp_path / "good.md", good + "\n# Head of it\n\n*Words*  \n")
    write(tmp_path / "none.md", "---\n\nWords.")
    bad, fine, none = read([tmp_path])
    assert bad.text == text + "Words."
    assert fine.text == "\n# Head of it\n\n*Words*  \n"
    assert (fine.title, fine.author) == ("A title", "Jane Doe, Joe Bloggs")
    assert fine.published.isoformat() == "2018-07-15"
    assert fine.basis("title").basis == "front-matter"
    assert none.text == "---\n\nWords."


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_text_knows_the_line_of_its_file_at_which_it_begins(tmp_path, newline, mark):
    lines = ["---", "title: A title", "---", "", "# Head", "", "Words."]
    for name in ("front.md", "all.txt"):
        write(tmp_path / name, mark + newline.join(lines).encode())
    write(tmp_path / "none.md", "Words.")
    whole, front, none = read([tmp_path])
    assert (whole.first_line, front.first_line, none.first_line) == (1, 4, 1)
    assert newline.join(lines[front.first_line - 1 :]) == front.text


def test_a_text_that_was_taken_out_of_a_file_has_no_first_line(tmp_path):
    write(tmp_path / "a.html", "<p>Some words of a page, which are long enough to be a text.</p>")
    write(tmp_path / "b.jsonl", '{"id": "b", "text": "Some words."}')
    assert [article.first_line for article in read([tmp_path])] == [None, None]


@pytest.mark.parametrize(
    "block",
    ["date: 2018-13-45", "? [a]\n: b", "a: !!python/object:os.system x", "[" * 5_000, "- a\n- b",
     "&a [*a]", "title: " + "[" * 900, "=: {}", "a: !!timestamp x", "a: !!int x", "<<: x"],
)  # fmt: skip
def test_no_front_matter_breaks_the_reader(tmp_path, block):
    (article,) = read([write(tmp_path / "a.md", f"---\n{block}\n---\nWords.")])
    assert article.text.endswith("Words.")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("articles.csv", "file,title,outlet,id\na.txt,T,RT,own\n../x.txt,U,V,w\n"),
        ("articles.jsonl", '{"filename": "a.txt", "title": "T", "outlet": "RT", "id": "own"}\n'),
    ],
)
def test_sidecar_describes_the_files_beside_it(tmp_path, name, table):
    path = write(tmp_path / "sub/a.txt")
    write(tmp_path / "sub" / name, table)
    write(tmp_path / "other/a.txt", "Other words.")
    other, article = read([tmp_path])
    assert (article.id, article.title, article.outlet) == ("own", "T", "RT")
    assert article.basis("title").basis == "sidecar"
    assert (other.id, other.title) == ("other/a.txt", None)
    assert next(read([path])).title == "T"


def test_sidecar_keyed_by_id_leaves_the_id(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "articles.csv", "id,title\na.txt,T\n")
    (article,) = read([tmp_path])
    assert (article.id, article.title) == ("a.txt", "T")


def test_bad_sidecar_line_is_skipped_once(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "Other.")
    side = write(tmp_path / "articles.jsonl", '{"file": "a.txt", "title": "T"}\n{"file":\n')
    assert list(reasons(tmp_path)) == [f"{side}:2"]


def test_articles_file_with_text_is_a_corpus(tmp_path):
    write(tmp_path / "articles.jsonl", '{"id": "x", "file": "a.txt", "text": "Words."}\n')
    assert ids(tmp_path) == ["x"]


def test_sidecar_given_alone_says_that_it_has_no_text(tmp_path):
    side = write(tmp_path / "articles.csv", "file,title\na.txt,T\n")
    assert "no text" in reasons(side)[str(side)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Just words.\n", ["stdin"]),
        (b'\n {"text": "a b"}\n{"text": "c d"}\n', ["stdin:2", "stdin:3"]),
        (b'{\n"text": "a b"\n}\n', ["stdin:1"]),
        (b"{not json} words\n", ["stdin"]),
        (b"", []),
    ],
)
def test_standard_input_is_records_or_one_text(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert ids("-") == expected


def test_folder_of_texts_loads_no_page_parser(tmp_path):
    write(tmp_path / "a.txt")
    script = (
        "import sys; from reuse.read import read; list(read([sys.argv[1]]));"
        "print({'trafilatura', 'lxml', 'htmldate', 'yaml', 'cchardet', 'dateutil', 'numpy'}"
        " & set(sys.modules))"
    )
    run = [sys.executable, "-c", script, str(tmp_path)]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_work_of_a_scan_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "An article.")
    (tmp_path / "work").mkdir()
    write(tmp_path / "work" / "reuse-work.json", '{"scan": "1"}')
    write(tmp_path / "work" / "candidates.npz", "columns")
    assert ids(tmp_path) == ["a.txt"]
    assert reasons(tmp_path) == {}


def test_an_earlier_report_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "An article.")
    (tmp_path / "reuse-report" / "pairs").mkdir(parents=True)
    write(tmp_path / "reuse-report" / ".reuse-report", "index.html")
    write(tmp_path / "reuse-report" / "pairs" / "x.html", "<p>An article.</p>")
    assert ids(tmp_path) == ["a.txt"]
