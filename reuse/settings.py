"""Every setting with its default, one frozen dataclass per stage.

A settings file is TOML with one table per stage; keys are the field names
below.  `reuse.tomlfile` says where it is looked for; its table `policy` is read by
`reuse.check.policy`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from reuse.errors import SettingsError
from reuse.tomlfile import find_file, own_table

_S = TypeVar("_S")


# Where nothing else is said: large enough for any use, small enough for 32-bit arithmetic.
_MOST = 1_000_000
_SIGNED = ("paraphrase_odds", "collection_odds", "prose_odds", "summary_odds")
_SHARE = (0, 1)
_KINDS: dict[str, tuple[Any, ...]] = {
    "int": ("a whole number", int), "float": ("a number", float, int),
    "bool": ("true or false", bool), "str": ("text in quotation marks", str),
}  # fmt: skip
MIN_WORDS = (4, 1_000)


def _check(owner: object, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Refuse values of a wrong kind, and numbers outside of `ranges`, or else of 0 to `_MOST`."""
    for own in dataclasses.fields(owner):  # type: ignore[arg-type]  # every owner is a dataclass
        name, value = own.name, getattr(owner, own.name)
        kind = _KINDS.get(str(own.type), (f"a {own.type}", own.default_factory))
        if type(value) not in kind[1:]:
            raise SettingsError(f"{name} must be {kind[0]}, not {value!r}")
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        least, most = ranges.get(name, (0, _MOST))
        if not value >= least:  # a NaN is not either
            raise SettingsError(f"{name} must be at least {least:,}, not {value}")
        if not value <= most:
            raise SettingsError(f"{name} must be at most {most:,}, not {value}")


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Which field of a record (JSON lines, CSV, sidecar, front matter) holds what."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    outlet: str = "outlet"
    author: str = "author"
    published: str = "published"
    url: str = "url"
    language: str = "language"

    def __post_init__(self) -> None:
        _check(self, {})


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How inputs become articles; sizes in bytes."""

    max_file_bytes: int = 2_000_000_000
    max_article_bytes: int = 20_000_000
    fields: FieldNames = field(default_factory=FieldNames)

    def __post_init__(self) -> None:
        # The offsets of one article are 32-bit numbers.
        _check(self, {"max_file_bytes": (1, 10**12), "max_article_bytes": (1, 10**9)})


@dataclass(frozen=True, slots=True)
class FindSettings:
    """Where two articles may meet (reuse.find).

    Groups of equal grams of up to `..._group` members give all their pairs,
    larger ones a chain; one article keeps `repeats_per_article` members of a
    large group.  Nats are natural units of information (1 nat = 1.44 bits).
    A collection of `telling_tokens` and more (2,000 of one article at most count) tells
    what is common, which the aligner then weighs (`AlignSettings.collection_odds`).
    """

    verbatim_group: int = 16
    edited_gram: int = 4
    edited_group: int = 8
    repeats_per_article: int = 4
    accept_nats: float = 24.0
    accept_nats_least: float = 12.0
    permutations: int = 32
    bands: int = 16
    minhash_seed: int = 1
    reworded_group: int = 8
    reworded_nats: float = 40.0
    reworded_share: float = 0.3
    gap_tokens: int = 30
    diagonal_step: int = 12
    telling_tokens: int = 1_000_000

    def __post_init__(self) -> None:
        # The pairs of a group grow with the square of its limit.
        groups = dict.fromkeys(("verbatim_group", "edited_group", "reworded_group"), (2, 256))
        sketch = {"permutations": (1, 1_024), "bands": (1, 1_024), "minhash_seed": (0, 2**32 - 1)}
        sizes = {
            "edited_gram": (2, 64),
            "repeats_per_article": (1, 256),
            "telling_tokens": (0, 10**12),
        }
        _check(self, {**groups, **sketch, **sizes, "reworded_share": _SHARE})
        if self.bands > self.permutations:
            raise SettingsError(
                f"bands must be at most permutations ({self.permutations}), not {self.bands}"
            )


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """What is reported as a match (reuse.align).

    Scores are nats, gaps and lengths tokens unless the name says otherwise; cosine, Dice
    and shares lie between 0 and 1, odds are natural logarithms.

    Seeds: two sentences seed a passage above `seed_cosine` and `seed_dice`; seeds
    form a cluster while at most `gap_sentences` (or `gap_tokens`, for equal grams)
    are skipped on either side, kept above `cluster_cosine` and with `rare_stems`
    rare stems in common.  Borders: every token weighs at least `least_weight`;
    a border at a sentence start earns `boundary_bonus`.  Acceptance, near-verbatim
    tier: `verbatim_...`, and "certain" from `certain_evidence` on; paraphrase tier:
    `paraphrase_...`; short ones need `prose_odds` to be more than names and stock phrases.
    In a collection large enough to tell what is common, a passage without a long run of equal
    words needs `collection_odds` instead, and may be shorter.  Passages up to `merge_gap_tokens`
    apart are one; one that lost more than `overlap_share` of a side to stronger ones is dropped.
    Summaries (`summary...`): a segment of at most `summary_tokens` against the whole of
    the other article, at least `summary_ratio` times as long; `summary_odds` (nats) that it
    is one, by how much more it shares than what is around it, and how widely spread.
    """

    seed_cosine: float = 0.22
    seed_dice: float = 0.22
    gap_sentences: int = 2
    cluster_cosine: float = 0.30
    gap_tokens: int = 25
    rare_stems: int = 5
    least_weight: float = 0.2
    boundary_bonus: float = 20.0
    verbatim_evidence: float = 12.0
    certain_evidence: float = 45.0
    verbatim_characters: int = 60
    paraphrase_rare_stems: int = 12
    paraphrase_score: float = 60.0
    paraphrase_characters: int = 150
    paraphrase_odds: float = 0.5
    collection_odds: float = -0.2
    prose_odds: float = 0.0
    merge_gap_tokens: int = 30
    overlap_share: float = 0.30
    summary: bool = True
    summary_score: float = 100.0
    summary_tokens: int = 180
    summary_ratio: float = 2.0
    summary_rare_stems: int = 20
    summary_odds: float = 0.0

    def __post_init__(self) -> None:
        shares = ("seed_cosine", "seed_dice", "cluster_cosine", "overlap_share")
        odds = dict.fromkeys(_SIGNED, (-_MOST, _MOST))
        _check(self, {**dict.fromkeys(shares, _SHARE), **odds})


@dataclass(frozen=True, slots=True)
class TraceSettings:
    """How matches become families and lineages (reuse.trace); shares from 0 to 1.

    A witness of a passage carries at least `carry_share` of it; reworded matches and those
    less alike than `sure_similarity` add witnesses but make no passages one. A credit counts
    for a passage when its mean strength over it is at least `credit_cover`; the block that a
    lead-in introduces has at most `block_paragraphs` paragraphs, each worth `block_decay` of
    the one before. A passage is quoted when `quoted_share` of it stands in quotation marks,
    boilerplate when `boilerplate_share` of it is known to be.
    """

    carry_share: float = 0.5
    sure_similarity: float = 0.6
    credit_cover: float = 0.4
    block_paragraphs: int = 8
    block_decay: float = 0.8
    quoted_share: float = 0.8
    boilerplate_share: float = 0.6

    def __post_init__(self) -> None:
        shares = ("sure_similarity", "block_decay", "quoted_share", "boilerplate_share")
        parts = dict.fromkeys(("carry_share", "credit_cover"), (0.01, 1))
        _check(self, {**dict.fromkeys(shares, _SHARE), **parts, "block_paragraphs": (1, 1_000)})


@dataclass(frozen=True, slots=True)
class Settings:
    """All stages, and what several of them share.

    `min_words` is the shortest verbatim run that is reported, in words: in scripts that do not
    space theirs, as many characters as make so many words (`reuse.text.units`).  A verbatim run
    of that length always is, unless its words are in another match.  `language` is assumed
    where an article does not say its own.
    """

    min_words: int = 12
    language: str = "en"
    read: ReadSettings = field(default_factory=ReadSettings)
    find: FindSettings = field(default_factory=FindSettings)
    align: AlignSettings = field(default_factory=AlignSettings)
    trace: TraceSettings = field(default_factory=TraceSettings)

    def __post_init__(self) -> None:
        _check(self, {"min_words": MIN_WORDS})

    def to_dict(self) -> dict[str, Any]:
        """All values as nested plain dicts, as the JSON report shows them."""
        return dataclasses.asdict(self)

    def fingerprint(self) -> str:
        """SHA-256 in hexadecimal over every value; equal settings, equal fingerprint."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def load_settings(path: Path | None = None, start: Path | None = None) -> Settings:
    """The settings of `path`, else of the nearest file found upwards from `start`.

    Args:
        path: a TOML file, whose top level or `[tool.reuse]` table holds the settings.
        start: folder where the search begins; the working folder by default.

    Raises:
        SettingsError: the file cannot be read, or a key or value in it is wrong.
    """
    file = path or find_file(start)
    return _settings(file) if file else Settings()


def _settings(path: Path) -> Settings:
    table = own_table(path)
    try:
        return _build(Settings, table, "")
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def _build(kind: type[_S], table: object, prefix: str) -> _S:
    if not isinstance(table, dict):
        raise SettingsError(f"{prefix.rstrip('.') or 'settings'} must be a table")
    defaults = kind()
    values: dict[str, Any] = {}
    known = {f.name for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for key, value in table.items():
        if (prefix, key) == ("", "policy"):
            continue
        if key not in known:
            raise SettingsError(f"unknown key {prefix}{key} (known: {', '.join(sorted(known))})")
        default, values[key] = getattr(defaults, key), value
        if dataclasses.is_dataclass(default):
            values[key] = _build(type(default), value, f"{prefix}{key}.")
        elif isinstance(default, float) and type(value) is int:
            values[key] = float(value)
    try:
        return kind(**values)
    except SettingsError as error:
        raise SettingsError(f"{prefix}{error}") from error
