"""The file that settings and policy stand in, and what of it is ours.

It is `reuse.toml`, or a `pyproject.toml` that has a table `[tool.reuse]`, whichever is met
first on the way up from the working folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from errno import EFBIG
from pathlib import Path
from typing import Any

from reuse.errors import SettingsError

_MOST_CHARACTERS = 10_000_000
_MOST_DOTS = 50
# Linear: it begins where a key does, and no part of a key holds a place where another of its
# kind begins; so each place is met by a few keys, of so many parts.
_DEEP = re.compile(
    r"""(?<![\w.\\-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
    rf"[ \t]*+\.[ \t]*+){{{_MOST_DOTS + 1}}}"
)


def find_file(start: Path | None = None) -> Path | None:
    """The nearest settings file upwards from `start`, by default from the working folder."""
    nearest = (start or Path.cwd()).resolve()
    for folder in (nearest, *nearest.parents):
        own, shared = folder / "reuse.toml", folder / "pyproject.toml"
        if own.is_file():
            return own
        if shared.is_file() and _is_ours(_parsed(text_of(shared), shared)):
            return shared
    return None


def own_table(path: Path) -> object:
    """What a file holds for this program: `[tool.reuse]`, or else its top level.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    return table_of(text_of(path), path)


def table_of(text: str, path: Path) -> object:
    """What the text of a file holds for this program, as `own_table` gives it.

    Raises:
        SettingsError: it is no TOML.
    """
    table = _parsed(text, path)
    if _is_ours(table):
        return table["tool"]["reuse"]
    return {} if path.name == "pyproject.toml" else table


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        SettingsError: it cannot be read, or is no text.
    """
    if is_closed_pipe(path):
        raise SettingsError(f"{path} is a named pipe, and not a file")
    try:
        return bounded_text(path)
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error


def bounded_text(path: Path, *, most: int = _MOST_CHARACTERS) -> str:
    """The text of a file that a user names; what is larger may have no end, as a device has none.

    Raises:
        OSError: it cannot be read, or has more than `most` characters.
        UnicodeDecodeError: it is no text.
    """
    with path.open(encoding="utf-8") as file:
        text = file.read(most + 1)
    if len(text) > most:
        raise OSError(EFBIG, f"larger than {most / 1e6:g} MB")
    return text


def is_closed_pipe(path: Path) -> bool:
    """Whether a path is a pipe that no shell opened for us: nobody may ever write to it."""
    return path.is_fifo() and not path.absolute().as_posix().startswith(("/dev/", "/proc/"))


def _parsed(text: str, path: Path) -> dict[str, Any]:
    _check_depth(text, path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path} is not valid TOML: nested too deeply") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not valid TOML: a number of too many digits") from error


def _check_depth(text: str, path: Path) -> None:
    """Refuse keys that take longer to read the more dots they have, by the square of these."""
    if deep := _DEEP.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise SettingsError(f"{path}:{line}: a key of more than {_MOST_DOTS} dots")


def _is_ours(table: Mapping[str, Any]) -> bool:
    tool = table.get("tool")
    return isinstance(tool, dict) and "reuse" in tool
