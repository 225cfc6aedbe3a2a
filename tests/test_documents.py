"""README, docs and the other pages lead where they say, and what they say stands there."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import reuse

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT)
    for folder in (".", "docs", "bench", "examples", "examples/http")
    for path in ROOT.joinpath(folder).glob("*.md")
)
CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(<?([^)>\s]+)>?\)")
FIGURE = re.compile(r"(?<![\w.])\.?\d[\d,.]*\d|(?<![\w.,])\d(?![\w.,])")


def text_of(page: Path) -> str:
    return (ROOT / page).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found = re.findall(r"^#+ (.+)$", CODE.sub("", text_of(page)), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", title)) for title in found)
    return {title.strip().lower().replace(" ", "-") for title in plain}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in LINK.findall(CODE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page.parent / name).resolve() if name else ROOT / page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT)), link


def test_every_page_of_docs_is_reached_from_the_readme() -> None:
    linked = {name.partition("#")[0] for name in LINK.findall(text_of(Path("README.md")))}
    assert {str(page) for page in PAGES if page.parent == Path("docs")} <= linked
    assert {"CONTRIBUTING.md", "SECURITY.md", "CITATION.cff", "CHANGELOG.md", "LICENSE"} <= linked


def test_every_figure_in_the_readme_stands_in_the_measurements() -> None:
    table = text_of(Path("README.md")).split("<!-- measured -->\n")[1].split("\n\n")[0]
    measured = text_of(Path("bench/README.md"))
    for row in table.splitlines()[2:]:
        _, what, figures, by, _ = (cell.strip() for cell in row.split("|"))
        for figure in FIGURE.findall(figures):
            stands = re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", measured)
            assert stands, f"{figure}: {what}"
        for script in re.findall(r"bench/\w+\.py", by):
            assert f"python {script}" in measured, script


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load(text_of(Path("CITATION.cff")))
    project = tomllib.loads(text_of(Path("pyproject.toml")))["project"]

    assert citation["version"] == reuse.__version__
    assert citation["license"] == project["license"]
    assert citation["title"].startswith(f"{project['name']}:")
    assert citation["keywords"] == project["keywords"]
    bibtex = text_of(Path("README.md")).split("```bibtex\n")[1].split("```")[0]
    told = dict(re.findall(r"^  (\w+) += \{(.+?)\},?$", bibtex, re.MULTILINE))
    assert told["title"] == citation["title"]
    assert told["version"] == citation["version"]
    assert told["author"] == f"{{{citation['authors'][0]['name']}}}"


def test_every_page_is_in_the_source_distribution() -> None:
    project = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]
    included = {
        name.strip("/") for name in project["hatch"]["build"]["targets"]["sdist"]["include"]
    }
    assert {page.parts[0] for page in PAGES} | {"CITATION.cff"} <= included


def test_no_page_is_left_out_here() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no repository")
    said = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kept = {Path(line) for line in said.stdout.splitlines()}
    assert {page for page in kept if "tests" not in page.parts} <= set(PAGES)
