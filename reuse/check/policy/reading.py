"""A policy file: TOML, the table `[policy]` of reuse.toml or `[tool.reuse.policy]`.

Each table is a mapping of its keys to what reads their values; what is wrong is told with
file, line and key, and an unknown key with the known ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

from reuse.check.policy.keylines import KeyPath, key_lines
from reuse.check.policy.licences import Licence
from reuse.check.policy.policy import Policy
from reuse.check.policy.rules import Rule
from reuse.errors import PolicyError
from reuse.model import Certainty, CreditStatus, Nature
from reuse.settings import Settings
from reuse.tomlfile import find_file, table_of, text_of
from reuse.verdict import DECISIONS, Waiver

_Reader = Callable[[object, KeyPath], Any]
_FINGERPRINT = re.compile("[0-9a-f]{16}")
_MOST = 1_000_000


class _Wrong(Exception):
    """What is wrong with the value of a key, or with the table that lacks one."""

    def __init__(self, path: KeyPath, what: str) -> None:
        super().__init__(what)
        self.path = path


def load_policy(
    path: Path | None = None, start: Path | None = None, *, settings_file: Path | None = None
) -> Policy:
    """The policy of `path`; else of the settings file, if it has one; else the default one.

    Args:
        path: a TOML file with a table `[policy]` or `[tool.reuse.policy]`.
        start: folder where the search for a settings file begins; the working folder by default.
        settings_file: the one to take, instead of the one found.

    Raises:
        PolicyError: a key or value is wrong, or there is no policy in `path`.
        SettingsError: the file cannot be read, or is no TOML.
    """
    file = path or settings_file or find_file(start)
    if file is None:
        return Policy()
    text = text_of(file)
    table = table_of(text, file)
    if not isinstance(table, dict) or "policy" not in table:
        if path is None:
            return Policy()
        name = "[tool.reuse.policy]" if path.name == "pyproject.toml" else "[policy]"
        raise PolicyError(f"{path} has no table {name}")
    try:
        if path is not None:
            _check_beside(table)
        return Policy(**_values(table["policy"], ("policy",), POLICY_KEYS))
    except _Wrong as wrong:
        raise PolicyError(f"{file}:{_told(text, wrong)}") from wrong


def _check_beside(table: Mapping[str, object]) -> None:
    """Refuse what stands beside the policy and is no setting; a settings file is told by itself."""
    known = {"policy", *(setting.name for setting in fields(Settings))}
    for key in table:
        if key in POLICY_KEYS:
            raise _Wrong((key,), f"stands outside of the policy: write policy.{key}")
        if key not in known:
            raise _Wrong((key,), f"is unknown (known: {', '.join(sorted(known))})")


def _told(text: str, wrong: _Wrong) -> str:
    """What is wrong with a key, after the line on which it stands, or else its table."""
    lines = key_lines(text)
    prefix = next((p for p in (("tool", "reuse"), ()) if (*p, "policy") in lines), ())
    path: KeyPath = (*prefix, *wrong.path)
    lengths = range(len(path), 0, -1)
    line = next((lines[path[:n]] for n in lengths if path[:n] in lines), 1)
    name = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)
    return f"{line}: {name.lstrip('.')} {wrong}"


def _values(value: object, path: KeyPath, keys: Mapping[str, _Reader]) -> dict[str, Any]:
    """The values of a table by key."""
    if not isinstance(value, dict):
        raise _Wrong(path, "must be a table")
    for key in value:
        if key not in keys:
            raise _Wrong((*path, key), f"is unknown (known: {', '.join(sorted(keys))})")
    return {key: keys[key](item, (*path, key)) for key, item in value.items()}


def _text(value: object, path: KeyPath) -> str:
    if not isinstance(value, str) or not any(map(str.isalnum, value)):
        raise _Wrong(path, f"must be words in quotation marks, not {value!r}")
    return value


def _fingerprint(value: object, path: KeyPath) -> str:
    if not isinstance(value, str) or not _FINGERPRINT.fullmatch(value):
        raise _Wrong(path, f"must be the 16 digits that a check shows, not {value!r}")
    return value


def _day(value: object, path: KeyPath) -> date:
    if type(value) is not date:
        raise _Wrong(path, f"must be a date without quotation marks, as 2027-01-31, not {value!r}")
    return value


def _number(least: int) -> _Reader:
    def read(value: object, path: KeyPath) -> int:
        if type(value) is not int or not least <= value <= _MOST:
            raise _Wrong(path, f"must be a whole number from {least} to {_MOST:,}, not {value!r}")
        return value

    return read


def _one_of(*known: str) -> _Reader:
    def read(value: object, path: KeyPath) -> str:
        if not isinstance(value, str) or value not in known:
            raise _Wrong(path, f"must be one of {', '.join(known)}; not {value!r}")
        return value

    return read


def _some(each: _Reader) -> _Reader:
    """One value or a list of them, as a tuple."""

    def read(value: object, path: KeyPath) -> tuple[Any, ...]:
        if not isinstance(value, list):
            return (each(value, path),)
        if not value:
            raise _Wrong(path, "must not be empty: leave the key out")
        return tuple(each(item, (*path, number)) for number, item in enumerate(value))

    return read


def _tables(kind: Callable[..., Any], keys: Mapping[str, _Reader], *needed: str) -> _Reader:
    """An array of tables, each of which has the keys that are needed."""

    def read(value: object, path: KeyPath) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Wrong(path, "must be tables: each has a header in double brackets, [[...]]")
        return tuple(one(item, (*path, number)) for number, item in enumerate(value))

    def one(value: object, path: KeyPath) -> object:
        values = _values(value, path, keys)
        missing = [key for key in needed if key not in values]
        if missing:
            raise _Wrong(path, f"needs {' and '.join(missing)}")
        if values.get("min_words", 0) > (values.get("max_words") or _MOST):
            raise _Wrong((*path, "max_words"), "must not be less than min_words")
        return kind(**values)

    return read


RULE_KEYS: Mapping[str, _Reader] = {
    "decision": _one_of(*DECISIONS),
    "nature": _some(_one_of(*get_args(Nature))),
    "credit": _some(_one_of(*get_args(CreditStatus), "own")),
    "certainty": _some(_one_of(*get_args(Certainty))),
    "min_words": _number(0),
    "max_words": _number(1),
    "reason": _text,
}
LICENCE_KEYS: Mapping[str, _Reader] = {
    "outlet": _text,
    "credit": _some(_text),
    "paragraphs": _number(1),
    "missing": _one_of(*DECISIONS),
}
WAIVER_KEYS: Mapping[str, _Reader] = {
    "fingerprint": _fingerprint,
    "reason": _text,
    "author": _text,
    "expires": _day,
}
POLICY_KEYS: Mapping[str, _Reader] = {
    "outlet": _text,
    "group": _some(_text),
    "rules": _tables(Rule, RULE_KEYS, "decision"),
    "licences": _tables(Licence, LICENCE_KEYS, "outlet"),
    "waivers": _tables(Waiver, WAIVER_KEYS, *WAIVER_KEYS),
}
