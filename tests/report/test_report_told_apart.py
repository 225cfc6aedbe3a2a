"""Articles of one name are shown by the least of their paths that tells them apart."""

import pytest
from click.testing import CliRunner

from reuse.cli import cli
from reuse.model import Article, ArticleId
from reuse.report.naming import name_of, told_apart

WORDS = "The council voted on Tuesday to close the old mill bridge for the whole of the winter."


def labels(*pairs, outlet=None):
    articles = (Article(ArticleId(i), "", source, outlet=outlet) for i, source in sorted(pairs))
    return [str(name_of(article)) for article in told_apart(tuple(articles))]


@pytest.mark.parametrize(
    ("pairs", "shown"),
    [
        ([("a.txt", "x/a.txt"), ("b.txt", "y/b.txt")], ["a.txt", "b.txt"]),
        ([("a.txt", "x/a.txt"), ("a.txt~2", "y/a.txt")], ["x/a.txt", "y/a.txt"]),
        ([("a.txt", "x/d/a.txt"), ("a.txt~2", "y/d/a.txt")], ["x/d/a.txt", "y/d/a.txt"]),
        ([("d/a.txt", "x/d/a.txt"), ("d/a.txt~2", "y/d/a.txt")], ["x/d/a.txt", "y/d/a.txt"]),
        ([("a.txt", "a.txt"), ("a.txt~2", "y/a.txt")], ["a.txt", "y/a.txt"]),
        ([("a.txt", "x\\a.txt"), ("a.txt~2", "y\\a.txt")], ["x/a.txt", "y/a.txt"]),
        ([("7", "x/a.jsonl:1"), ("7~2", "x/b.jsonl:9")], ["7 in a.jsonl:1", "7 in b.jsonl:9"]),
        ([("a.txt~643e185263d74c24", "/news/y/a.txt")], ["y/a.txt"]),
        ([("x~2", "news/a.jsonl:4")], ["x~2"]),
        ([("a.txt", "same"), ("a.txt~2", "same")], ["a.txt", "a.txt~2"]),
    ],
)
def test_the_least_of_a_path_that_tells_apart_is_shown(pairs, shown):
    assert labels(*pairs) == shown


def test_no_label_is_the_id_of_another():
    pairs = [("a.txt", "/r/x/a.txt"), ("a.txt~2", "/r/y/a.txt"), ("x/a.txt", "/q/x/a.txt")]
    assert labels(*pairs) == ["r/x/a.txt", "r/y/a.txt", "x/a.txt"]


def test_the_label_stands_beside_the_outlet():
    pairs = [("a.txt", "x/a.txt"), ("a.txt~2", "y/a.txt")]
    assert labels(*pairs, outlet="The Mill") == ["The Mill (x/a.txt)", "The Mill (y/a.txt)"]


@pytest.fixture
def folders(tmp_path, monkeypatch):
    for folder, outlet in (("x", "Ships"), ("y", "Ships"), ("z", "Mills")):
        (tmp_path / folder).mkdir()
        text = f"© 2020 The {outlet} Inc.\n\n{WORDS}\n" if folder != "y" else WORDS
        (tmp_path / folder / "story.txt").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, [*arguments], catch_exceptions=False).stdout


def test_every_output_for_people_shows_it(folders):
    scanned = run("scan", "x", "y", "z", "--report", "out")
    assert "The Ships (x/story.txt)" in scanned
    assert "- y/story.txt" in scanned
    assert "story.txt~" not in scanned
    compared = run("compare", "x/story.txt", "y/story.txt")
    assert "x/story.txt" in compared.splitlines()[0]
    assert "y/story.txt" in compared.splitlines()[0]
    checked = run("check", "x/story.txt", "--against", "y")
    assert "stand in y/story.txt" in checked
    assert "Also in: y/story.txt" in checked
    pages = "".join(path.read_text("utf-8") for path in (folders / "out").rglob("*.html"))
    assert "z/story.txt" in pages


def test_an_archived_article_of_a_taken_name_is_shown_by_its_path(folders):
    run("archive", "add", "news.reuse", "y", "z")
    assert "y/story.txt" in run("check", "x/story.txt", "--archive", "news.reuse")
    assert "~" not in run("check", "x/story.txt", "--archive", "news.reuse")
