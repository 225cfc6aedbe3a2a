"""The folder of many files: as many as asked for, with a sidecar that names each."""

import json
from pathlib import Path

from folder import endless, write_folder

from reuse.model import Article
from reuse.read import read


def test_every_file_is_an_article_with_its_outlet(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"text": f"Words of {i}."}) + "\n" for i in range(3)))
    folder = tmp_path / "wire"
    folder.mkdir()
    size = write_folder(endless(corpus, 100), 5, folder)
    articles = [value for value in read([folder]) if isinstance(value, Article)]
    assert [a.text for a in articles][2:4] == ["Words of 2.", "Words of 0.\n\nRun 1."]
    assert size == sum(len(a.text) for a in articles)
    assert {a.outlet for a in articles} == {f"The Paper {i}" for i in range(5)}
