"""Files of kinds that are not read, by their suffix or first bytes, and what to give instead."""

from __future__ import annotations

BINARY = "not text: binary data"

_WORD = "an old or other kind of text document ({}): save it as .docx"
_PICTURE = "a picture ({}): its words are not read; give them as .txt"
_TABLE = "a spreadsheet ({}): save it as .csv, an article a row"
_SLIDES = "slides ({}): save them as .pdf"
_MAIL = "mail ({}): save its text as .txt or .html"
_PAGE = "a page saved with its pictures ({}): save it as .html"
_BOOK = "an electronic book ({}): save its text as .html or .txt"
_FOLDER = "a packed folder ({}): unpack it, and give the files"
_FILM = "sound or film ({}): its words are not read; give them as .txt"
_BY_SUFFIX = {
    f".{suffix}": told
    for told, suffixes in (
        (_WORD, "doc dot rtf odt ott fodt sxw pages wpd wps"),
        (_PICTURE, "png jpg jpeg gif tif tiff webp bmp heic svg"),
        (_TABLE, "xls xlsx xlsm ods numbers"),
        (_SLIDES, "ppt pptx odp key"),
        (_MAIL, "eml msg mbox"),
        (_PAGE, "mht mhtml webarchive"),
        (_BOOK, "epub mobi azw3"),
        (_FOLDER, "zip tar tgz 7z rar bz2 xz"),
        (_FILM, "mp3 m4a wav mp4 mov avi mkv"),
    )
    for suffix in suffixes.split()
}
# Signs that other programs write first, whatever a file is called.
_BY_BEGIN = (
    (b"{\\rtf", _WORD.format("Rich Text")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _WORD.format("Office before 2007")),
    (b"PK\x03\x04", "a zip file: a Word document is read as .docx; unpack any other"),
    (b"%PDF-", "a PDF file: it is read where its name ends in .pdf"),
    (b"\x1f\x8b", "packed by gzip: it is read where its name ends in .gz"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd: it is read where its name ends in .zst"),
    (b"\x89PNG\r\n", _PICTURE.format("PNG")),
    (b"\xff\xd8\xff", _PICTURE.format("JPEG")),
    (b"GIF8", _PICTURE.format("GIF")),
)


def of_name(suffix: str) -> str:
    """Why a file is not read whose suffix no reader has.

    >>> of_name(".doc")
    'an old or other kind of text document (.doc): save it as .docx'
    """
    told = _BY_SUFFIX.get(suffix)
    return told.format(suffix) if told else f"unknown kind of file ({suffix or 'no suffix'})"


def of_begin(data: bytes) -> str | None:
    """What bytes are that another program wrote, and no text; None where they do not say."""
    return next((told for begin, told in _BY_BEGIN if data.startswith(begin)), None)


def of_binary(data: bytes, suffix: str) -> str:
    """Why a file is not read whose bytes are no text."""
    told = _BY_SUFFIX.get(suffix)
    return of_begin(data) or (told.format(suffix) if told else BINARY)
