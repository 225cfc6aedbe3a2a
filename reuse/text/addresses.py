"""Web addresses: the host that names an outlet, and which addresses mean one page."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NOWHERE = SplitResult("", "", "", "", "")


def host_of(address: str) -> str:
    """The host of a web address or of a bare `host/path`, in small letters without `www.`.

    Empty when there is none: in an address of another kind, or without a dot.

    >>> host_of("https://www.RT.com/news/1"), host_of("rt.com:80/news"), host_of("mailto:a@b.c")
    ('rt.com', 'rt.com', '')
    """
    parts = _split(address)
    if not parts.netloc and (not parts.scheme or "." in parts.scheme):
        parts = _split(f"//{address}")
    host = _host(parts) if parts.scheme in ("http", "https", "") else ""
    return host if "." in host else ""


def web_host(url: str) -> str:
    """As `host_of`, but only of an http(s) address.

    >>> web_host("https://rt.com"), web_host("javascript://rt.com"), web_host("rt.com")
    ('rt.com', '', '')
    """
    parts = _split(url)
    return _host(parts) if parts.scheme in ("http", "https") else ""


def plain_address(url: str) -> str:
    """An address without what does not change the page: scheme, `www.`, `#...`, last `/`.

    >>> plain_address("https://www.rt.com/news/?id=1#top")
    'rt.com/news?id=1'
    """
    parts = _split(url)
    if parts is _NOWHERE:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{_host(parts)}{parts.path.rstrip('/')}{query}"


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return _NOWHERE


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.").rstrip(".")
