"""Bytes become text without loss, or the input is skipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.read.charset import declared, decode, is_binary

FRENCH = "Le président a été réélu à la tête du comité, après un débat très animé."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_survives_its_charset(encoding):
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_quotes_of_windows_are_quotes():
    text = "“We are not certain,” he said — and that was all there was to it, wasn’t it?"
    assert decode(text.encode("cp1252")) == text


def test_mark_is_no_part_of_the_text_and_only_one_is_taken():
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa") == "\ufeffa"


@pytest.mark.parametrize("data", [b"r\xc3\xa9sum\xc3\xa9 \xe9t", "é".encode() * 9 + b"\xc3"])
def test_damaged_utf8_is_not_read_as_something_else(data):
    assert decode(data) is None


def test_declared_charset_is_believed_for_what_is_not_utf8():
    page = "<meta charset=windows-1251>Привет".encode("cp1251")
    assert decode(page, declared=declared(page)).endswith("Привет")


def test_declared_charset_does_not_overrule_utf8():
    page = "<meta charset=iso-8859-1>Привет".encode()
    assert decode(page, declared=declared(page)).endswith("Привет")


@pytest.mark.parametrize(
    "label", [b"idna", b"unicode_escape", b"rot13", b"hex", b"zlib", b"x" * 30]
)
def test_codecs_that_are_no_charsets_are_not_used(label):
    assert declared(b"<meta charset='" + label + b"'>") == ""


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", bytes(range(1, 32)), b"\x7fELF\0"])
def test_binary_data_is_seen(data):
    assert is_binary(data)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_the_identity(text):
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_no_bytes_break_decoding(data):
    text = decode(data, declared=declared(data))
    assert text is None or text.encode() is not None
