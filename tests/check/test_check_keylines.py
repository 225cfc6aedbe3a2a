"""Lines of TOML keys: every key that tomllib reads is found, on the line where it stands."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reuse.check.policy.keylines import KeyPath, key_lines

TRICKY = '''# [not.a.table]
a = "]" # = ] }
"quoted key" = 'x = [1]'
b."c d".e = """
[not.a.table]
f = 1 \\""" still """""
g = \'\'\'
h = 2
\'\'\'\'\'
[t . u]
v = [ 1, [2, 3], # ]
  { w = "}", x = [ { y = 1 } ] },
]
[[t.list]]
one = 2026-01-31 07:00:00
[[t.list.inner]]
two = 1
[[t.list.inner]]
two = 2
[[t.list]]
[t.list.sub]
three = { }
'''


def paths(value: object, here: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key and item of what tomllib has read."""
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, inner in items:
        yield (*here, key)
        yield from paths(inner, (*here, key))


def test_every_key_of_a_tricky_text_is_found() -> None:
    assert set(key_lines(TRICKY)) == set(paths(tomllib.loads(TRICKY)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("quoted key",), 3),
        (("b", "c d", "e"), 4),
        (("g",), 7),
        (("t", "u"), 10),
        (("t", "u", "v", 1, 1), 11),
        (("t", "u", "v", 2, "x", 0, "y"), 12),
        (("t", "list", 0), 14),
        (("t", "list", 0, "inner", 1, "two"), 19),
        (("t", "list", 1), 20),
        (("t", "list", 1, "sub", "three"), 22),
    ],
)
def test_a_key_is_on_its_line(path: KeyPath, line: int) -> None:
    assert key_lines(TRICKY)[path] == line


KEYS = st.sampled_from(["a", "b-1", '"c.d"', "'e ] f'", '"\\u0041"'])
SCALARS = st.sampled_from(
    ["1", '"]"', "'}'", '"""\nx = 1\n"""', "'''#\n'''", "2026-01-31", "true", '"\\""']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda some: f"[ # ]\n {', '.join(some)} ]"),
        st.lists(inner, max_size=2).map(
            lambda some: f"{{{', '.join(f'k{n} = {v}' for n, v in enumerate(some))}}}"
        ),
    ),
    max_leaves=5,
)
HEADERS = st.sampled_from(["[[r]]", "[[r.s]]", "[[ 'w' . x ]]", "[r.t]", "# note"])
STATEMENTS = st.one_of(HEADERS, st.builds(lambda k, v: f"{k} = {v}", KEYS, VALUES))


@given(st.lists(STATEMENTS, max_size=8))
def test_whatever_tomllib_reads_is_found(statements: list[str]) -> None:
    text = "\n".join(statements)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = key_lines(text)
    assert set(found) == set(paths(table))
    lines = text.split("\n")
    for (*_, key), line in found.items():
        assert isinstance(key, int) or key[:1] in lines[line - 1] or "\\u0041" in lines[line - 1]


@given(st.text(max_size=60))
@example("'\x1f'")
def test_what_is_no_toml_gives_no_error(text: str) -> None:
    key_lines(text)


HOSTILE = ('"""' + "\\" * 200_000, "a=" + "[" * 200_000, "'" * 200_001, "a = " + '""""' * 50_000,
           "#" * 200_000, " " * 200_000)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    key_lines(text)
    assert time.process_time() - begin < 2
