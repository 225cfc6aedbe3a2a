"""What is fuzzed of the room `read`, and of the files that settings and policy stand in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fuzz_laws as laws

from reuse.errors import ReuseError
from reuse.model import Article
from reuse.read import apart, pdf, read, read_content, read_drafts
from reuse.read import charset as charsets
from reuse.read.dates import timestamp
from reuse.read.document import language_tag, one_line, own_id, web_address
from reuse.read.kinds import readers
from reuse.read.packed import PACKINGS
from reuse.server.tokens import load_tokens
from reuse.settings import load_settings

Target = Callable[[bytes], None]
_FOLDER = TemporaryDirectory(prefix="fuzz-")
_HERE = Path(_FOLDER.name)
_DRAFTS = (".txt", ".md", ".html")


def input_targets() -> Mapping[str, Target]:
    """Every reader by its suffix, drafts of a page, and what stands around them."""
    found: dict[str, Target] = {
        f"read{suffix}": partial(_read_file, suffix) for suffix in sorted(_kinds())
    }
    for packing in PACKINGS:
        found[f"read{packing}"] = partial(_read_file, f".jsonl{packing}")
    found["draft.html"] = partial(_read_draft, ".html")
    found["content"] = _content
    found["sidecar"] = _sidecar
    found["charset"] = _charset
    found["dates"] = _dates
    found["settings"] = _settings
    found["policy"] = _policy
    found["baseline"] = _baseline
    found["token-file"] = _token_file
    return found


def _kinds() -> Iterator[str]:
    """A suffix of each reader; of JSON both, as they are read in two ways."""
    known: set[int] = set()
    for suffix, reader in readers().items():
        if id(reader) not in known or suffix == ".json":
            known.add(id(reader))
            yield suffix


def _written(name: str, data: bytes) -> Path:
    path = _HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def _answers(values: list[object]) -> None:
    laws.law(values, "no answer")
    for value in values:
        if isinstance(value, Article):
            laws.article(value)
        else:
            laws.skipped(value)  # type: ignore[arg-type]
    ids = [value.id for value in values if isinstance(value, Article)]
    laws.law(len(ids) == len(set(ids)), "an id twice")


def _read_file(suffix: str, data: bytes) -> None:
    _answers(list(read([_written(f"a{suffix}", data)])))


def ask_here() -> None:
    """Let what is done of PDF in a process apart be done in this one, where the fuzzer sees it.

    A file that ends the process is found then, though the program outlives it.  Parquet is tried
    apart first: a seed with one byte changed ends pyarrow.
    """
    apart.ask = partial(_ask_here, apart.ask)


def _ask_here(ask: Callable[..., object], module: str, given: Any, *arguments: str) -> object:
    if module.endswith(".pdf"):
        return json.loads(json.dumps(pdf._told(given, int(arguments[0]))))
    return ask(module, given, *arguments)


def _read_draft(suffix: str, data: bytes) -> None:
    _answers(list(read_drafts([_written(f"a{suffix}", data)])))


def _content(data: bytes) -> None:
    """What comes over HTTP: the first byte chooses the kind, the next ones a field."""
    kind, rest = _DRAFTS[data[0] % len(_DRAFTS)] if data else ".txt", data[1:]
    given, _, body = rest.partition(b"\0")
    said = given.decode("utf-8", "replace")
    fields = dict.fromkeys(("title", "outlet", "author", "published", "url", "language"), said)
    _answers([read_content(body, kind, fields=fields)])


def _sidecar(data: bytes) -> None:
    name = "articles.csv" if data[:1] < b"\x80" else "articles.jsonl"
    folder = _HERE / "beside"
    for old in folder.glob("articles.*"):
        old.unlink()
    _written("beside/a.txt", b"Some words of an article.")
    _written("beside/../outside.txt", b"Nobody asked for these words.")
    _written(f"beside/{name}", data[1:])
    values: list[object] = list(read([folder]))
    _answers(values)
    found = [value for value in values if isinstance(value, Article)]
    laws.law(all("Nobody asked" not in each.text for each in found), "a path was followed")


def _charset(data: bytes) -> None:
    declared = charsets.declared(data)
    for label in ("", declared):
        text = charsets.decode(data, declared=label)
        if text is not None:
            text.encode("utf-8", "surrogatepass")
    charsets.is_binary(data)
    charsets.named(data[:100].decode("latin-1"))


def _dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    stated = timestamp(text)
    if stated is not None:
        again = timestamp(stated.isoformat())
        laws.law(again is not None, f"{stated.isoformat()} is no date")
        laws.law(stated.moment.tzinfo is not None, "a moment without a zone")
    for way in (one_line, own_id, web_address, language_tag):
        said = way(text)
        if way is not own_id:
            laws.one_line_of(said, way.__name__)
    if text.removeprefix("-").isdigit() and text.isascii():
        timestamp(int(text)) if len(text) < 4_000 else None


def _refused_or_right(load: Callable[[], object]) -> None:
    """Right, or refused in a message; which may hold orders: `reuse.output.say` takes them out."""
    try:
        load()
    except ReuseError as error:
        laws.law(str(error), "an error without words")
        laws.law(len(str(error)) < 20_000, "an error that quotes a book")


def _settings(data: bytes) -> None:
    _refused_or_right(lambda: load_settings(_written("reuse.toml", data)))


def _policy(data: bytes) -> None:
    from reuse.check.policy import load_policy

    _refused_or_right(lambda: load_policy(_written("policy.toml", data)))


def _baseline(data: bytes) -> None:
    from reuse.check.policy import load_baseline

    _refused_or_right(lambda: load_baseline(_written("baseline.json", data)))


def _token_file(data: bytes) -> None:
    path = _written("tokens", data)
    first, _, header = data.decode("latin-1").partition("\n")
    _refused_or_right(lambda: load_tokens(path, None))
    try:
        tokens = load_tokens(path, "a-token-of-the-newsroom")
    except ReuseError:
        return
    laws.law(tokens.admit("Bearer a-token-of-the-newsroom"), "a token is not known")
    laws.law(not tokens.admit(f"Basic {header}:") or header, "nothing is a token")
    tokens.admit(f"{first} {header}")
