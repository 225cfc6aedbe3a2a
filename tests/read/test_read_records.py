"""JSON lines, JSON and tables: one record, one article; a bad one costs itself only."""

import io
import json
import sys
import types
from pathlib import Path

import pytest

from reuse.model import Article, Skipped
from reuse.read import paths, read
from reuse.settings import FieldNames, ReadSettings


def articles(*paths, **settings):
    return [a for a in read(paths, settings=ReadSettings(**settings)) if isinstance(a, Article)]


def skipped(*paths, **settings):
    return [s for s in read(paths, settings=ReadSettings(**settings)) if isinstance(s, Skipped)]


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


RECORD = {
    "id": "one", "text": "Some text.\n", "title": "T", "outlet": "RT", "author": "Jane Doe",
    "published": "2018-07-15T10:00:00Z", "url": "https://www.rt.com/1", "language": "en-US",
}  # fmt: skip


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.JSONL"])
def test_record_becomes_an_article(tmp_path, name):
    (article,) = articles(write(tmp_path / name, json.dumps(RECORD)))
    assert (article.id, article.text, article.title) == ("one", "Some text.\n", "T")
    assert (article.outlet, article.author, article.language) == ("RT", "Jane Doe", "en")
    assert (article.url, article.published.isoformat()) == (
        "https://www.rt.com/1",
        "2018-07-15T10:00:00+00:00",
    )
    assert {p.basis for p in article.provenance} == {"record"}


def test_malformed_line_is_skipped_and_the_rest_goes_on(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "a b"}\n{"text": \n\n[1]\n{"text": "c d"}\n')
    assert [a.id for a in articles(path)] == ["a.jsonl:1", "a.jsonl:5"]
    problems = skipped(path)
    assert [s.source for s in problems] == [f"{path}:2", f"{path}:4"]
    assert all("malformed JSON line" in s.reason for s in problems)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": "x"}', 'no field "text"'),
        ('{"text": 5}', "is int, not text"),
        ('{"text": null}', "empty"),
        ('{"text": " \\n "}', "empty"),
        ("[" * 100_000, "malformed"),
        ('{"text": "a", "n": ' + "9" * 5_000 + "}", "malformed"),
    ],
    ids=range(6),
)
def test_record_without_usable_text_is_skipped(tmp_path, line, reason):
    (problem,) = skipped(write(tmp_path / "a.jsonl", line))
    assert reason in problem.reason


def test_file_that_holds_no_records_is_left_after_a_thousand_lines(tmp_path):
    problems = skipped(write(tmp_path / "a.jsonl", "no record\n" * 5_000))
    assert len(problems) == 1_001
    assert "the rest is not read" in problems[-1].reason


def test_record_larger_than_the_bound_names_it(tmp_path):
    path = write(tmp_path / "a.jsonl", f'{{"text": "{"x " * 300}"}}\n{{"text": "short"}}\n')
    (problem,) = skipped(path, max_article_bytes=200)
    assert "max_article_bytes (200 bytes)" in problem.reason
    assert [a.text for a in articles(path, max_article_bytes=200)] == ["short"]


def test_file_larger_than_the_bound_names_it(tmp_path):
    (problem,) = skipped(write(tmp_path / "a.jsonl", '{"text": "x"}\n' * 9), max_file_bytes=50)
    assert "max_file_bytes (50 bytes)" in problem.reason


def test_field_names_are_mappable(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"body": "a b", "headline": "H", "text": "no"}')
    names = FieldNames(text="body", title="headline")
    (article,) = articles(path, fields=names)
    assert (article.text, article.title) == ("a b", "H")


def test_lone_surrogate_becomes_a_replacement_character(tmp_path):
    (article,) = articles(write(tmp_path / "a.jsonl", r'{"text": "a\ud800b", "title": "\udfff"}'))
    assert article.text == "a\ufffdb"
    assert article.title == "\ufffd"


def test_nul_and_controls_of_a_record_are_kept_in_the_text_only(tmp_path):
    record = r'{"text": "a\u0000b\u001b[31m", "title": "a\u0000b\u001b[31m\u202ec"}'
    (article,) = articles(write(tmp_path / "a.jsonl", record))
    assert article.text == "a\0b\x1b[31m"
    assert article.title == "a b [31m c"


def test_outlet_is_the_host_when_the_record_gives_only_an_address(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "a b", "url": "https://www.rt.com/news/1"}')
    (article,) = articles(path)
    assert (article.outlet, article.basis("outlet").basis) == ("rt.com", "record")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/etc/passwd", "http://[", "https://", 7])
def test_unusable_address_is_dropped(tmp_path, url):
    (article,) = articles(write(tmp_path / "a.jsonl", json.dumps({"text": "a b", "url": url})))
    assert (article.url, article.outlet) == (None, None)


def test_json_list_gives_its_records(tmp_path):
    path = write(tmp_path / "a.json", '[{"text": "a b"}, 5,\n {"text": "c d"}]')
    assert [a.id for a in articles(path)] == ["a.json:1", "a.json:3"]
    assert [s.source for s in skipped(path)] == [f"{path}:2"]


def test_json_file_of_lines_is_read_as_lines(tmp_path):
    path = write(tmp_path / "a.json", '{"text": "a b"}\n{"text": "c d"}\n')
    assert [a.id for a in articles(path)] == ["a.json:1", "a.json:2"]


@pytest.mark.parametrize("text", ['{"text": ', "5", "[[[[" * 50_000])
def test_broken_json_file_is_skipped(tmp_path, text):
    (problem,) = skipped(write(tmp_path / "a.json", text))
    assert "JSON" in problem.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_lines_in_other_charsets_are_decoded(tmp_path, encoding):
    line = json.dumps({"text": "Le président a été réélu à la tête du comité."}, ensure_ascii=False)
    path = write(tmp_path / "a.jsonl", f"{line}\n{line[:-1]}  }}\n", encoding)
    assert {a.text for a in articles(path)} == {json.loads(line)["text"]}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("a.csv", 'id,text,title\n1,"a ""b""\nc, d",T\n'),
        ("a.csv", 'id;text;title\n1;"a ""b""\nc, d";T\n'),
        ("a.tsv", 'id\ttext\ttitle\n1\t"a ""b""\nc, d"\tT\n'),
        ("a.csv", '\ufeffid,text,title\r\n1,"a ""b""\nc, d",T\r\n\r\n'),
    ],
)
def test_row_becomes_an_article(tmp_path, name, table):
    (article,) = articles(write(tmp_path / name, table))
    assert (article.id, article.text, article.title) == ("1", 'a "b"\nc, d', "T")


def test_row_without_id_is_named_by_its_line(tmp_path):
    path = write(tmp_path / "a.csv", 'text\n"a\nb"\nc d\n')
    assert [a.id for a in articles(path)] == ["a.csv:2", "a.csv:4"]


def test_large_cell_is_read_and_the_global_limit_stays(tmp_path):
    import csv

    before = csv.field_size_limit()
    (article,) = articles(write(tmp_path / "a.csv", f"text\n{'x ' * 300_000}\n"))
    assert len(article.text) == 600_000
    assert csv.field_size_limit() == before


def test_row_beyond_the_bound_costs_itself_only(tmp_path):
    path = write(tmp_path / "a.csv", 'text\n"' + "x,\n" * 300 + '"\nshort one\n')
    assert [a.text for a in articles(path, max_article_bytes=200)] == ["short one"]
    (problem,) = skipped(path, max_article_bytes=200)
    assert (problem.source, "max_article_bytes" in problem.reason) == (f"{path}:2", True)


def test_malformed_rows_say_what_is_wrong(tmp_path):
    path = write(tmp_path / "a.csv", 'id,text\n1,a b,c\n2\n3,fine\n4,"open\n5,lost\n')
    assert [a.id for a in articles(path)] == ["3"]
    reasons = " | ".join(s.reason for s in skipped(path))
    assert "3 cells under 2 columns" in reasons
    assert 'no field "text"' in reasons
    assert "never closed" in reasons


def test_a_small_input_needs_little_memory_however_large_it_might_be(tmp_path, monkeypatch):
    class Piecewise(io.BytesIO):
        def read(self, size=-1):
            assert 0 <= size <= 1 << 24, "memory is reserved before it is known to be needed"
            return super().read(size)

    list_file, text_file = tmp_path / "a.json", tmp_path / "b.txt"
    list_file.write_text('[{"id": "a", "text": "One record of a list."}]')
    text_file.write_text("One text.")
    stdin = types.SimpleNamespace(buffer=Piecewise(b"One text from standard input."))
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(paths, "open_file", lambda path: Piecewise(Path(path).read_bytes()))
    largest = ReadSettings(max_file_bytes=10**12, max_article_bytes=10**9)
    found = [a.id for a in read([list_file, text_file, "-"], settings=largest)]
    assert found == ["a", "b.txt", "stdin"]


def test_metadata_that_articles_state_alike_is_kept_once(tmp_path):
    lines = [json.dumps({**RECORD, "id": str(n), "text": f"Text {n}."}) for n in range(2)]
    first, second = articles(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert first.provenance
    assert first.provenance is second.provenance
    assert first.published is second.published
