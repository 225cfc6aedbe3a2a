"""JSON text is that of the standard library, whatever it holds."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.report.jsontext import indented

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_text_is_that_of_the_standard_library(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_tuples_sets_and_iterators_are_lists() -> None:
    assert json.loads(indented({"a": (1, 2), "b": iter("xy"), "c": {3}})) == {
        "a": [1, 2],
        "b": ["x", "y"],
        "c": [3],
    }


def test_subclass_of_a_scalar_is_written_as_the_scalar() -> None:
    class Name(str):
        __slots__ = ()

    assert indented([Name("a")]) == '[\n  "a"\n]'


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_number_that_json_lacks_is_an_error(number: float) -> None:
    with pytest.raises(ValueError, match="JSON has no number"):
        indented([number])


def test_value_that_json_lacks_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        indented([object()])
