"""Nothing that scans, compares, checks or archives opens a connection or asks for a name.

Every process started here has an audit hook of the interpreter, which no library gets
around from Python; and the inputs name a listening port of this machine wherever a page, a
record or a document type can name an address, which a parser in C would come to.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from reuse.report import FORMATS
from reuse.report.check import CHECK_FORMATS

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").iterdir())
TRAP = """
import os, socket, sys

def trap(event, given):
    # A socket is no connection: urllib3, which trafilatura imports, makes one and binds it
    # to this machine to learn whether there is IPv6.
    if not event.startswith("socket.") or event[7:] in ("__new__", "bind", "gethostname"):
        return
    # Between processes of this machine: multiprocessing's, whose addresses are paths.
    if getattr(given[0], "family", None) == socket.AF_UNIX:
        return
    with open(os.environ["TRAPPED"], "a") as file:
        file.write(f"{event} {given[1:]}\\n")
    raise PermissionError(f"this test has no network: {event}")

sys.addaudithook(trap)
"""
# Each command is run as by a user who stands in the folder of the inputs.
RUN = """
import json, sys
from reuse.cli import main
for arguments, status in json.loads(sys.argv[1]):
    sys.argv = ["reuse", *arguments]
    try:
        main()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    assert code == status, (arguments, code)
"""
EVERY_NAME = "import reuse; print([getattr(reuse, name) for name in reuse.__all__])"
PAGE = """<!DOCTYPE html SYSTEM "{at}/page.dtd" [<!ENTITY remote SYSTEM "{at}/entity">]>
<html lang="en"><head><base href="{at}/base/"><title>The harbour</title>
<link rel="stylesheet" href="{at}/style.css"><link rel="canonical" href="{at}/canonical">
<meta property="og:url" content="{at}/og"><meta property="og:image" content="{at}/og.png">
<meta http-equiv="refresh" content="0; url={at}/refresh"><script src="{at}/script.js"></script>
<script type="application/ld+json">{{"@context": "{at}/schema", "@type": "NewsArticle",
"url": "{at}/article", "datePublished": "2026-03-04", "image": "{at}/ld.png"}}</script></head>
<body><article><h1>The harbour</h1><p>{words}</p><img src="{at}/picture.png" alt="A harbour">
<iframe src="{at}/frame"></iframe><object data="{at}/object"></object>
<video src="{at}/film"></video><p>More at <a href="{at}/more">the paper</a>. &remote;</p>
</article></body></html>"""
WORDS = (
    "The old bridge over the river was closed on Monday after engineers found three cracks in "
    "its second pier, the town council said, and it will stay closed until the autumn. "
)
OWN = {
    "en": "Nobody was hurt, and the ferry goes every hour from the market to the mill.",
    "de": "Niemand wurde verletzt, sagte die Sprecherin der Stadt am Abend den Zeitungen.",
    "ar": "وقال المتحدث باسم المدينة إن الجسر سيبقى مغلقا حتى الخريف بعد العثور على شقوق.",
    "fi": "Kaupungin edustaja sanoi illalla, että silta pysyy suljettuna syksyyn asti.",
}


@dataclass(frozen=True)
class Trap:
    """A folder of inputs that name a port where nobody should come."""

    folder: Path
    port: socket.socket

    def runs(self, code: str, *arguments: str) -> str:
        """Run Python with the hook; what was attempted, a line each."""
        said = self.folder / "trapped"
        said.unlink(missing_ok=True)
        path = os.pathsep.join([str(self.folder / "hook"), str(ROOT)])
        ran = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder / "inputs",
            env={**os.environ, "PYTHONPATH": path, "TRAPPED": str(said)},
        )
        assert ran.returncode == 0, ran.stderr
        return said.read_text("utf-8") if said.exists() else ""

    def commands(self, *lines: str, status: int = 0) -> str:
        """Run command lines of `reuse` one after the other, as `runs`."""
        return self.runs(RUN, json.dumps([(line.split(), status) for line in lines]))

    def visited(self) -> bool:
        """Whether anybody came to the port."""
        try:
            self.port.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    folder = tmp_path_factory.mktemp("trap")
    with socket.create_server(("127.0.0.1", 0)) as port:
        port.setblocking(False)
        write_inputs(folder / "inputs", f"http://127.0.0.1:{port.getsockname()[1]}")
        (folder / "hook").mkdir()
        (folder / "hook" / "sitecustomize.py").write_text(TRAP)
        yield Trap(folder, port)


def write_inputs(folder: Path, at: str) -> None:
    """Articles of every kind, one passage in all of them, and drafts of it."""
    wire, drafts = folder / "wire", folder / "drafts"
    wire.mkdir(parents=True)
    drafts.mkdir()
    for place, own in ((wire, "First page. "), (drafts, "Other page. ")):
        (place / "page.html").write_text(PAGE.format(at=at, words=own + WORDS * 2), "utf-8")
        (place / "plain.txt").write_text(f"{own}{WORDS}\n\nSee {at}/text", "utf-8")
        front = f"---\ntitle: A bridge\nurl: {at}/front\n---\n"
        (place / "front.md").write_text(f"{front}![]({at}/a.png) {own}{WORDS}", "utf-8")
    records = [
        {
            "id": language,
            "language": language,
            "text": f"{words} {WORDS}",
            "url": f"{at}/{language}",
        }
        for language, words in OWN.items()
    ]
    (wire / "records.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    (wire / "list.json").write_text(json.dumps(records[:1]), "utf-8")
    (wire / "table.csv").write_text(f'id,url,text\nrow,{at}/row,"In a table. {WORDS}"\n', "utf-8")
    (folder / "reuse.toml").write_text("[find]\npermutations = 96\n")


def test_the_trap_sees_a_name_that_is_asked_for_and_a_connection(trap: Trap) -> None:
    address = trap.port.getsockname()
    for attempt in (
        "socket.getaddrinfo('example.org', 80)",
        "socket.gethostbyname('example.org')",
        f"socket.socket().connect({address})",
        f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'', {address})",
        f"urllib.request.urlopen('http://127.0.0.1:{address[1]}')",
    ):
        code = f"import socket, urllib.request\ntry: {attempt}\nexcept OSError: pass"
        assert trap.runs(code).startswith("socket.")
    assert not trap.visited()
    with socket.create_connection(address):
        pass
    assert trap.visited()


def test_importing_every_public_name_asks_for_nothing(trap: Trap) -> None:
    assert trap.runs(EVERY_NAME) == ""


def test_a_scan_asks_for_nothing_in_any_format(trap: Trap) -> None:
    formats = [f"scan wire --format {name} -o out.{name} --no-report" for name in FORMATS]
    attempted = trap.commands(
        "scan wire --report pages --jobs 2",
        "scan wire --report one.html",
        "compare wire/page.html drafts/page.html --report both.html",
        *formats,
    )
    assert attempted == ""
    assert not trap.visited()


def test_an_archive_asks_for_nothing(trap: Trap) -> None:
    attempted = trap.commands(
        "archive add texts.reuse wire",
        "archive add marks.reuse wire --no-text",
        "archive list texts.reuse",
        "archive stats texts.reuse --format json",
        "archive verify texts.reuse --canaries 2",
        "archive verify marks.reuse --canaries 2",
        "archive remove texts.reuse fi",
    )
    assert attempted == ""
    assert not trap.visited()


def test_a_check_asks_for_nothing_in_any_format(trap: Trap) -> None:
    trap.commands("archive add published.reuse wire")
    formats = [
        f"check drafts --archive published.reuse --format {name} -o check.{name}"
        for name in CHECK_FORMATS
    ]
    attempted = trap.commands(
        "check drafts --against wire --report draft.html --jobs 2", *formats, status=1
    )
    assert attempted == ""
    assert not trap.visited()


def test_pages_load_nothing_from_elsewhere(trap: Trap) -> None:
    trap.commands("scan wire --report written", "scan wire --report whole.html")
    trap.commands("check drafts --against wire --report checked.html", status=1)
    inputs = trap.folder / "inputs"
    pages = [inputs / "whole.html", inputs / "checked.html", *inputs.glob("written/**/*.html")]
    assert len(pages) > 5
    for page in pages:
        text = page.read_text("utf-8")
        tree = html.fromstring(text.encode())
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; ")
        assert not re.search(r"https?:|\*|unsafe", policy)
        loaded = tree.xpath("//@src | //@srcset | //link/@href | //object/@data | //@poster")
        assert not [name for name in loaded if re.match(r"([a-z]+:)?//|[a-z]+:", name)]
        assert not re.search(
            r"@import|url\(\s*['\"]?(?!#|data:)", " ".join(tree.xpath("//style/text()"))
        )
