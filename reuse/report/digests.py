"""The hash by which two people know that they have the same text before them."""

from __future__ import annotations

from hashlib import sha256


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate as its three bytes.

    >>> text_digest("")[:8]
    'e3b0c442'
    """
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
