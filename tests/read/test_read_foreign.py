"""Kinds of files that are not read: each says what it is, and what to give instead."""

import gzip
import io
import zipfile

import pytest

from reuse.model import Article, Skipped
from reuse.read import read

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
RICH = rb"{\rtf1\ansi The council voted on Tuesday.}"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


def open_document():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<a>Words.</a>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("a.doc", OLD, "save it as .docx"),
        ("a.rtf", RICH, "save it as .docx"),
        ("a.odt", open_document(), "save it as .docx"),
        ("a.png", PICTURE, "a picture (.png): its words are not read; give them as .txt"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "a picture (.jpg)"),
        ("a.xlsx", b"PK\x03\x04" + bytes(50), "save it as .csv"),
        ("a.zip", b"PK\x03\x04" + bytes(50), "unpack it"),
        ("a.mp3", bytes(50), "sound or film"),
    ],
)
def test_a_kind_that_is_not_read_says_what_to_give(tmp_path, name, data, hint):
    path = tmp_path / name
    path.write_bytes(data)
    (skipped,) = read([tmp_path])
    assert skipped.source == str(path)
    assert hint in skipped.reason
    (given,) = read([path])
    assert isinstance(given, Skipped)
    assert given.reason != "not text: binary data"


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("a.txt", RICH, "Rich Text"),
        ("a.docx", RICH, "Rich Text"),
        ("a.docx", OLD, "of Word before 2007 (.doc): save it as .docx"),
        ("a.docx", open_document(), "another kind of document, save it as .docx"),
        ("a.docx", PICTURE, "a picture (PNG)"),
        ("a.txt", PICTURE, "a picture (PNG)"),
        ("a.txt", b"%PDF-1.4 and so on", "a PDF file: it is read where its name ends in .pdf"),
        ("a.jsonl", gzip.compress(b"{}", mtime=0), "where its name ends in .gz"),
        ("a.json", OLD, "before 2007"),
        ("a.md", open_document(), "a zip file"),
        ("a.txt", bytes(100), "not text: binary data"),
    ],
)
def test_a_file_of_another_name_is_known_by_its_first_bytes(tmp_path, name, data, hint):
    (tmp_path / name).write_bytes(data)
    (skipped,) = read([tmp_path])
    assert hint in skipped.reason


def test_a_text_of_a_foreign_suffix_is_read_where_it_is_given(tmp_path):
    path = tmp_path / "a.doc"
    path.write_text("The council voted on Tuesday.")
    (article,) = read([path])
    assert isinstance(article, Article)
