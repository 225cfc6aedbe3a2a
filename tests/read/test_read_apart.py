"""A process apart runs what this program is made of, and nothing of the folder it is run in."""

import sys

import pytest
from test_read_pdf import lines, pdf

from reuse.model import Article
from reuse.read import read


@pytest.mark.parametrize("name", ["json.py", "pypdfium2.py", "reuse/__init__.py"])
def test_nothing_of_the_folder_of_the_articles_is_imported(name, tmp_path, monkeypatch):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()", "utf-8")
    (tmp_path / "a.pdf").write_bytes(pdf(lines("The ferry sank.")))
    monkeypatch.chdir(tmp_path)
    # As the command has it, whose folder is no part of it.
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place])
    (article,) = read(["a.pdf"])
    assert isinstance(article, Article)
    assert not (tmp_path / "ran").exists()
