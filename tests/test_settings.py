"""Settings files: where they are found, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import reuse
from reuse.errors import SettingsError
from reuse.settings import MIN_WORDS, AlignSettings, FieldNames, Settings, load_settings


def test_defaults_where_no_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load_settings(start=tmp_path) == Settings()


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.reuse]\nmin_words = 20\n")
    assert load_settings(start=inner).min_words == 20
    (tmp_path / "a" / "reuse.toml").write_text(
        "min_words = 15\n[align]\nseed_cosine = 1\n[read.fields]\ntext = 'body'\n"
    )
    settings = load_settings(start=inner)
    assert (settings.min_words, settings.align.seed_cosine) == (15, 1.0)
    assert settings.read.fields.text == "body"


def test_a_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    inner = tmp_path / "package"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.other]\nmin_words = 9\n")
    (tmp_path / "pyproject.toml").write_text("[tool.reuse]\nmin_words = 20\n")
    assert load_settings(start=inner).min_words == 20
    assert load_settings(inner / "pyproject.toml") == Settings()
    (inner / "pyproject.toml").write_text("[tool.reuse]\n")
    assert load_settings(start=inner) == Settings()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("min_words = 2", "min_words must be at least 4"),
        ("min_words = 'x'", "min_words must be a whole number, not 'x'"),
        ("min_words = true", "min_words must be a whole number, not True"),
        ("mim_words = 12", "unknown key mim_words"),
        ("[align]\nseeds = 1", "unknown key align.seeds"),
        ("align = 3", "align must be a table"),
        ("[align]\nboundary_bonus = nan", "align.boundary_bonus must be at least 0, not nan"),
        ("[align]\nboundary_bonus = inf", "align.boundary_bonus must be at most 1,000,000"),
        ("[trace]\ncarry_share = 1.5", "trace.carry_share must be at most 1, not 1.5"),
        ("[find]\nbands = 99", "find.bands must be at most permutations"),
        ("[find]\nminhash_seed = -1", "minhash_seed must be at least 0"),
        ("min_words =", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_file_and_key(
    tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "reuse.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings(start=tmp_path)
    assert str(file) in str(caught.value)


def numbers() -> list[tuple[str, str]]:
    """Stage and name of every number that a settings file may hold."""
    stages = {"": Settings(), **{f.name: getattr(Settings(), f.name) for f in fields(Settings)}}
    return [
        (stage, field.name)
        for stage, owner in stages.items()
        if is_dataclass(owner)
        for field in fields(owner)
        if isinstance(getattr(owner, field.name), int | float)
        and not isinstance(getattr(owner, field.name), bool)
    ]


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (Settings, {"min_words": "12"}, "min_words must be a whole number, not '12'"),
        (Settings, {"min_words": True}, "min_words must be a whole number, not True"),
        (Settings, {"min_words": 12.5}, "min_words must be a whole number, not 12.5"),
        (AlignSettings, {"summary": 1}, "summary must be true or false, not 1"),
        (AlignSettings, {"boundary_bonus": None}, "boundary_bonus must be a number, not None"),
        (Settings, {"align": 3}, "align must be a AlignSettings, not 3"),
        (FieldNames, {"text": 3}, "text must be text in quotation marks, not 3"),
    ],
)
def test_a_wrong_kind_of_value_is_refused_in_python_too(
    kind: type[object], values: dict[str, object], words: str
) -> None:
    with pytest.raises(SettingsError, match=f"^{re.escape(words)}$"):
        kind(**values)


@pytest.mark.parametrize(("stage", "name"), numbers())
@pytest.mark.parametrize("value", ["-10000000", "100000000000000000000"])
def test_no_number_is_beyond_what_can_work(
    tmp_path: Path, stage: str, name: str, value: str
) -> None:
    key = f"{stage}.{name}".strip(".")
    (tmp_path / "reuse.toml").write_text(f"{key} = {value}\n")
    with pytest.raises(SettingsError, match=rf" {re.escape(key)} must be at (least|most) "):
        load_settings(start=tmp_path)


def test_the_longest_least_run_takes_no_time() -> None:
    most = Settings(min_words=MIN_WORDS[1])
    assert reuse.compare("a few words " * 50, "a few words " * 400, settings=most) == ()
    with pytest.raises(SettingsError, match="min_words must be at most 1,000"):
        Settings(min_words=1_000_000_000)


def test_the_fingerprint_changes_with_every_value() -> None:
    assert Settings().fingerprint() == Settings().fingerprint()
    assert Settings(min_words=13).fingerprint() != Settings().fingerprint()
    assert len(Settings().fingerprint()) == 64
