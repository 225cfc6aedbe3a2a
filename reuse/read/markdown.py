"""Markdown: metadata from YAML front matter, the text as it stands after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reuse.model import Skipped
from reuse.read.document import Document, Fact, Source, own_id
from reuse.read.lines import load_text
from reuse.read.record import facts_of
from reuse.settings import FieldNames, ReadSettings

SUFFIXES: tuple[str, ...] = (".md", ".markdown")

_MAX_FRONT_MATTER = 65_536
_MAX_DEPTH, _MAX_MERGES, _MAX_ALIASES = 100, 3, 200
_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
# What the common site generators call these fields; names in the settings come first.
_OTHER_NAMES = FieldNames(published="date", language="lang", url="canonical_url", outlet="source")


def read_file(source: Source, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """The one article of a Markdown file.

    Front matter that is not a YAML mapping, or longer than 65,536 characters, is text.
    """
    text = load_text(source, settings)
    if isinstance(text, Skipped):
        yield text
        return
    fields, start = _front_matter(text)
    names = settings.fields
    facts: list[Fact] = [*facts_of(fields, "front-matter", names=names)]
    facts += facts_of(fields, "front-matter", names=_OTHER_NAMES)
    yield Document(
        id=own_id(fields.get(names.id)) or source.name,
        text=text[start:],
        source=source.shown,
        facts=tuple(facts),
        first_line=text.count("\n", 0, start) + 1,
    )


def _front_matter(text: str) -> tuple[Mapping[str, object], int]:
    """The fields of the front matter and where the text begins after it."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), _MAX_FRONT_MATTER) if opening else None
    if opening is None or closing is None:
        return {}, 0
    fields = _yaml(text[opening.end() : closing.start()])
    return ({}, 0) if fields is None else (fields, closing.end())


def _yaml(block: str) -> Mapping[str, object] | None:
    import yaml

    # libyaml's loader where PyYAML was built with it: the same values, ten times faster.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if not _is_shallow(yaml.parse(block, Loader=loader)):
            return None
        fields = yaml.load(block, Loader=loader)
    # ValueError: a date such as 2018-13-45; the others: odd tags and deep nesting.
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    return {key: value for key, value in fields.items() if isinstance(key, str)}


def _is_shallow(events: Iterator[Any]) -> bool:
    """Whether a block can be loaded: libyaml's loader would run out of stack, and end the program.

    Merge keys (`<<`) of merge keys multiply what they hold at every step: few are allowed.
    """
    import yaml

    depth = merges = aliases = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        merges += isinstance(event, yaml.ScalarEvent) and event.value == "<<"
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > _MAX_DEPTH or merges > _MAX_MERGES or aliases > _MAX_ALIASES:
            return False
    return True
