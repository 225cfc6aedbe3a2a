"""Inputs made to cost much, to be followed elsewhere or to be read half: refused, or read whole."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from planted import PASSAGE

import reuse
from reuse.model import Article, ArticleId, Skipped
from reuse.read import read, read_drafts

WORDS = "It rained on the harbour in the night before the feast, they said."
_CPU_SECONDS, _MEGABYTES = 60, 3_000


def bounded(code: str, *arguments: str) -> str:
    """What a program of its own prints that may use so much of processor and memory."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEGABYTES << 20, _MEGABYTES << 20))

    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        preexec_fn=bound,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(reuse.__file__).parents[1],
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout


_READ = """
import sys
from reuse.model import Article
from reuse.read import read, read_drafts
for way in (read, read_drafts):
    for value in way(sys.argv[1:]):
        print(ascii(value.text[:80]) if isinstance(value, Article) else value.reason)
"""

DEEP = 30_000
_BOMB = 'a0: &a0 "lol"\n' + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
_MERGED = "b0: &b0 {<<: *a}\n" + "".join(
    f"b{n}: &b{n} {{<<: [*b{n - 1}, *b{n - 1}], k{n}: 1}}\n" for n in range(1, 40)
)
_MANY = (
    "b: &b {<<: [" + ",".join(["*a"] * 9_000) + "]}\nc: {<<: [" + ",".join(["*b"] * 3_000) + "]}\n"
)


@pytest.mark.parametrize(
    "matter",
    [
        "a: " + "[" * DEEP + "]" * DEEP,
        "a: " + "{a: " * 15_000 + "}" * 15_000,
        "".join(" " * n + "a:\n" for n in range(300)),
        f"{_BOMB}title: *a11",
        f"a: &a {{k: v}}\n{_MERGED}",
        f"a: &a {{k: v}}\n{_MANY}",
        'title: !!python/object/apply:os.system ["touch pwned"]',
        "title: !!python/name:os.system",
        f"title: {'1:' * 30_000}1",
        f"title: {'1' * 60_000}",
    ],
    ids="brackets braces indent laughs merges many-merges tag name sixty digits".split(),
)
def test_front_matter_that_is_a_bomb_is_text_or_is_read(tmp_path: Path, matter: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"---\n{matter}\n---\n{WORDS}", "utf-8")
    said = bounded(_READ, str(file)).splitlines()
    assert len(said) == 2
    assert all(line.startswith(("'---", "'It rained")) for line in said)
    assert not list(tmp_path.glob("pwned"))


def test_front_matter_with_a_few_merges_and_aliases_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        f"---\nbase: &b {{title: Rain}}\nmore: {{<<: *b}}\n<<: *b\n---\n{WORDS}", "utf-8"
    )
    (article,) = read([file])
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Rain", WORDS)


@pytest.mark.parametrize("element", ["div", "b", "span", "blockquote", "ul><li", "table><tr><td"])
def test_words_nested_too_deeply_are_never_left_out_of_a_draft(
    tmp_path: Path, element: str
) -> None:
    """A check that did not see them would pass them."""
    file = tmp_path / "a.html"
    file.write_text(f"<body><p>{WORDS}</p>{f'<{element}>' * 300}{PASSAGE}</body>", "utf-8")
    for way in (read, read_drafts):
        (value,) = way([file])
        assert isinstance(value, Skipped)
        assert "nested too deeply" in value.reason


def test_words_that_are_nested_deeply_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(f"<body>{'<div>' * 240}{WORDS}{'</div>' * 240}<p>After.</p></body>", "utf-8")
    (draft,) = read_drafts([file])
    assert isinstance(draft, Article)
    assert draft.text == f"{WORDS}\nAfter."


GRAPHS = '{"@graph":[' * DEEP
_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", f"<p>{WORDS}</p>" + "<div>" * 100_000),
        ("links.html", f"<p>{WORDS}</p>" + "<a href=x>" * 100_000),
        ("open.html", f"<p>{WORDS}</p>" + "<p>" * 45_000),
        ("less.html", f"<p>{WORDS}</p>" + "<" * 1_000_000),
        ("comment.html", f"<p>{WORDS}</p>" + "<!--" * 500_000),
        ("script.html", f"<p>{WORDS}</p>" + "<script>" * 200_000),
        ("attributes.html", "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{WORDS}</p>"),
        (
            "laughs.xhtml",
            f'<!DOCTYPE l [<!ENTITY l0 "lol">{_ENTITIES}]><html><body><p>&l11; {WORDS}</p></body>',
        ),
        ("data.html", f'<script type="application/ld+json">{GRAPHS}</script><p>{WORDS}</p>'),
        ("deep.json", "[" * DEEP + "]" * DEEP),
        ("deep.jsonl", '{"text":' * DEEP + "1" + "}" * DEEP),
        ("digits.jsonl", '{"text": "' + WORDS + '", "id": ' + "1" * 100_000 + "}"),
        ("open.csv", 'id,text\n1,"' + "a\n" * 300_000),
        ("wide.csv", "".join(f"c{n}," for n in range(99_999)) + "text\n" + "1," * 99_999 + "x\n"),
        ("quotes.csv", "id,text\n" + '"' * 1_000_000),
    ],
)  # fmt: skip
def test_an_input_made_to_cost_much_is_answered(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    said = bounded(_READ, str(file))
    assert said.strip()
    assert "lollollol" not in said


def test_no_entity_of_a_page_is_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may know", "utf-8")
    page = tmp_path / "a.html"
    page.write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<html><body><p>&x; {WORDS}</p><iframe src='{secret.as_uri()}'></iframe></body></html>",
        "utf-8",
    )
    for value in (*read([page]), *read_drafts([page])):
        assert "nobody may know" not in str(value)


@pytest.mark.parametrize("key", ["file", "filename", "id"])
def test_no_path_of_a_sidecar_or_a_record_is_followed(tmp_path: Path, key: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may know", "utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(WORDS, "utf-8")
    paths = [
        "../secret.txt",
        str(secret),
        "/etc/passwd",
        "a.txt/../../secret.txt",
        "..\\secret.txt",
    ]
    told = [{key: path, "title": f"t{n}", "outlet": path} for n, path in enumerate(paths)]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
    records = [{"text": WORDS, "id": path, "source": path, "url": path} for path in paths]
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    values = list(read([folder]))
    articles = [value for value in values if isinstance(value, Article)]
    assert len(articles) == 1 + len(paths)
    assert all("nobody may know" not in str(value) for value in values)
    assert next(a for a in articles if a.source.endswith("a.txt")).title is None


def test_hostile_ids_and_names_write_nothing_outside_of_the_report_and_the_work(
    tmp_path: Path,
) -> None:
    before = tmp_path / "outside"
    before.mkdir()
    place = tmp_path / "run" / "deep"
    place.mkdir(parents=True)
    ids = ["../../outside/a", "/tmp/../outside/b", "..", "a/../../b", "CON", "x\0y", "a" * 300]
    records = [{"id": i, "text": PASSAGE, "outlet": i, "title": i} for i in ids]
    (place / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    for report in ("report", "one.html"):
        bounded(
            "import os, sys; os.chdir(sys.argv[1]); sys.argv[1:] = sys.argv[2:]\n"
            "from reuse.cli import main; main()",
            str(place), "scan", "records.jsonl", "--report", report, "--work", "work",
        )  # fmt: skip
    assert list(before.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside", "run"]
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == ["deep"]
    names = {path.name for path in place.iterdir()}
    assert names == {"records.jsonl", "report", "one.html", "work"}


def test_a_template_of_a_hostile_title_is_text(tmp_path: Path) -> None:
    title = "{{ 7*7 }}{% include '/etc/passwd' %}{{ self.__init__.__globals__ }}</title><script>"
    articles = [Article(ArticleId(n), PASSAGE, n, title=title, outlet=title) for n in "ab"]
    from reuse.report import render

    page = render(reuse.scan(articles), "html")
    assert "{{ 7*7 }}" in page
    assert "root:" not in page
    assert "</title><script>" not in page
