"""What fuzzing begins with: small inputs of each kind, and words that matter to its reader."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fuzz_texts import PASSAGE

from reuse.trace.patterns import grammars

_ROOT = Path(__file__).parent.parent
KEPT = _ROOT / "tests" / "fuzz" / "corpus"
_CUT = b"\xff\xff"
_RECORD = {
    "id": "a/1", "text": "(RT) – By Jane Doe\n\nIt rained.", "title": "Rain", "outlet": "RT",
    "author": "Jane Doe", "published": "2018-07-15T07:54:00-04:00", "url": "https://a.example/1",
    "language": "en-GB",
}  # fmt: skip
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rain</title>
<meta property="og:title" content="Rain"><link rel="canonical" href="https://a.example/1">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Rain",
"datePublished":"2018-07-15","author":[{"name":"Jane Doe"}],"publisher":{"name":"RT"}}]}</script>
</head><body><nav>Home</nav><article><h1>Rain</h1><p>It rained on <a href="/x">Monday</a>.</p>
<p hidden>Not seen</p><pre>a\n b</pre><template>x</template><table><tr><td>1<td>2</table>
<blockquote>“No,” said she.</blockquote><svg onload=x></svg></article></body></html>"""
_SETTINGS = """[tool.reuse]\nmin_words = 9\n[tool.reuse.read.fields]\ntext = "body"
[tool.reuse.find]\nbands = 4\n[tool.reuse.trace]\n"""
_POLICY = """[policy]\noutlet = "Ours"\ngroup = ["A"]\n[[policy.licences]]\noutlet = "AP"
credit = "Associated Press"\nparagraphs = 3\n[[policy.rules]]\nnature = ["copied"]\nmin_words = 60
decision = "fail"\nreason = "no"\n[[policy.waivers]]\nfingerprint = "190f2ee30a71d367"
reason = "x"\nauthor = "y"\nexpires = 2027-05-31\n"""
_DATES = (
    "2018-07-15T07:54:00-04:00", "14 February, 2020", "Sun, 15 Jul 2018 07:54:00 GMT",
    "15.07.2018 07:54 Uhr", "1531612440", "July 15, 2018 7:54 p.m. EST", "2018-W05-3",
    "le 5 août 2019 à 10h30", "20180715", "12/31/2019", "https://a.example/x", "en_US",
)  # fmt: skip
_SEEDS: dict[str, tuple[bytes | str, ...]] = {
    "read.txt": ("(RT) – By Jane Doe\nJuly 15, 2018\n\nIt rained.\n\n© 2018 RT", "\ufeffa"),
    "read.md": ("---\ntitle: Rain\ndate: 2018-07-15\ntags: [a, b]\n---\n# Rain\n\nIt rained.",
                "---\na: &x [1, 2]\nb: [*x, *x]\ntitle: !!python/name:os.system x\n---\nText"),
    "read.html": (_PAGE, "<p>" * 40 + "a", "<?xml version='1.0' encoding='utf-16'?><html>a"),
    "read.jsonl": (json.dumps(_RECORD), '{"text": "a"}\n{"text": "b", "id": 5}\n\n{'),
    "read.json": (json.dumps([_RECORD, {"text": "a"}]), json.dumps(_RECORD), "[[[[[["),
    "read.csv": (",".join(_RECORD) + "\n" + ",".join(f'"{v}"' for v in _RECORD.values()),
                 "id;text\n1;a\n2;\"b\nc\"\n", "text\tid\na\tb"),
    "sidecar": ("\0file,title,outlet\na.txt,Rain,RT\n../outside.txt,x,y\n/etc/passwd,,\n",
                b'\x80{"file": "a.txt", "title": "Rain"}\n{"filename": "../outside.txt"}'),
    "charset": (b"caf\xe9", b"\xff\xfea\0b\0", '<meta charset="windows-1251">', b"\x1b$B0!"),
    "dates": _DATES,
    "settings": (_SETTINGS,),
    "policy": (_POLICY,),
    "baseline": (json.dumps({"schema": "reuse.baseline/1", "findings": [
        {"fingerprint": "190f2ee30a71d367", "draft": "d", "source": "d.txt", "decision": "fail"}
    ]}),),
    "token-file": ("# tokens\na-token-of-the-newsroom-2\n\nBearer x",),
    "http": (
        f"POST /check?title=x&outlet=y\ncontent-type: text/plain\n\n{PASSAGE}",
        f"POST /check\ncontent-type: text/html; charset=utf-8\naccept: text/html\n\n<p>{PASSAGE}",
        "POST /check\ncontent-type: application/json\naccept: application/sarif+json\n\n"
        + json.dumps({"text": PASSAGE, "title": "<script>alert(1)</script>"}),
        "POST /check\ncontent-type: application/x-www-form-urlencoded\n\ntext=a+b&title=c",
        "GET /stats\nauthorization: Basic YTpi\norigin: https://cms.example\n\n",
        "GET /openapi.json\nhost: evil.example\n\n", "GET /\naccept: */*;q=0.5, text/*\n\n",
        "OPTIONS /check\norigin: https://cms.example\naccess-control-request-method: POST\n\n",
        "HEAD /health\nx-request-id: a\ncookie: a=b\n\n",
    ),
    "archive": (b"\0\0\0\x12\x05\x09", b"\0\0\x30\0\0\0",
                b"\0\1\x12\x34\x01\xff\0\0\x40\x10\x02\xf0"),
}  # fmt: skip
_XML = '<?xml version="1.0" encoding="utf-8"?>'
_SEEDS["read.xml"] = (
    f'{_XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>RT</title><language>en</language><item><title>Rain &amp; wind</title><guid>a/1</guid>"
    "<pubDate>Sun, 15 Jul 2018 07:54:00 GMT</pubDate><link>https://a.example/1</link>"
    "<author>jane@a.example (Jane Doe)</author><source>AP</source><description>It.</description>"
    "<content:encoded><![CDATA[<p>It rained.</p>]]></content:encoded></item></channel></rss>",
    f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>RT</title><entry><id>1'
    '</id><title type="html">Rain</title><published>2018-07-15</published><link href="https://a.'
    'example/1"/><author><name>Jane</name></author><content type="xhtml"><div>It&nbsp;rained.</div>'
    "</content></entry></feed>",
    f'{_XML}<nitf><head><title>Rain</title><docdata><date.issue norm="20180715T0754Z"/>'
    '<doc.copyright holder="RT"/></docdata></head><body><body.head><hedline><hl1>Rain</hl1>'
    "</hedline><byline>By Jane</byline><dateline><location>X</location></dateline></body.head>"
    "<body.content><p>It rained.</p></body.content></body></nitf>",
    f'{_XML}<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="u:1" '
    'xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="RT"/>'
    "<versionCreated>2018-07-15</versionCreated></itemMeta><contentMeta><headline>Rain</headline></contentMeta>"
    '<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>It rained.</p>'
    "</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss>&a;&c;</rss>',
)  # fmt: skip
_SEEDS["draft.html"] = _SEEDS["read.html"]
_SEEDS["content"] = tuple(
    bytes([n]) + b"Rain\0" + (s.encode() if isinstance(s, str) else s)
    for n, name in enumerate(("read.txt", "read.md", "read.html"))
    for s in _SEEDS[name]
)
_WORDS = (
    "\\x1b[31m \\xc2\\x9b \\xe2\\x80\\xae \\xff\\xff \\x00 \\xed\\xa0\\x80 <script> ]]> --> {{7*7}}"
    " javascript: data: ../ \\x0a\\x0a text title outlet published file Reuters AP RT said reports"
    " according&#32;to 1e999 -1 99999999999 null true !!python &a *a << --- ``` > <p> <br> </p>"
    " <![CDATA[ <!DOCTYPE <!ENTITY &#xd800; &lt; charset=utf-7 content-type: application/json"
    " \\xe2\\x80\\x9c \\xe2\\x80\\x9d \\xe2\\x80\\x93 \\xef\\xbc\\xa1 \\xc2\\xad \\xe4\\xb8\\xad"
    " \\xd9\\x85 \\xf0\\x9f\\x98\\x80 \\xcc\\x81 per&#32;cent percent 800"
).split()


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with."""
    given = _SEEDS.get(target) or _BUILT.get(target, lambda: None)()
    for seed in given if given is not None else _prose(target):
        yield seed.encode() if isinstance(seed, str) else seed
    for kept in sorted((KEPT / target).glob("*")):
        yield kept.read_bytes()


def dictionary() -> str:
    """Words as libFuzzer reads them, a line each."""
    words = (word.replace("&#32;", " ").replace('"', '\\"') for word in _WORDS)
    return "".join(f'"{word}"\n' for word in words)


def _prose(target: str) -> Iterator[bytes]:
    """Texts, and ways to credit them."""
    said = [PASSAGE, f"(Reuters) – {PASSAGE}", "“No,” he said. The Telegraph reports: it rained."]
    if target.startswith("read."):
        yield from (text.encode() for text in said)
        return
    for one, other in zip(said, [*said[1:], said[0]], strict=True):
        yield _CUT.join((one.encode(), other.encode(), b"Paper"))
    for grammar in grammars(None):
        for pattern in grammar.patterns[:: 1 if target == "credits" else 12]:
            yield from (example.encode() for example in pattern.examples[:2])
    for file in sorted((_ROOT / "seeds").glob("*.txt")):
        yield file.read_bytes()[:1_500]


def _http(body: bytes, headers: str, *, kind: str = "response") -> bytes:
    """A record of a web archive."""
    if kind == "response":
        body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/1\r\n"
        f"Content-Type: {'application/http' if kind == 'response' else 'text/html'}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


@cache
def _warc() -> tuple[bytes, ...]:
    page = _PAGE.encode()
    chunked = b"5\r\n<p>a \r\n6;x=y\r\nb</p>\n\r\n0\r\n\r\n"
    plain, resource = _http(page, ""), _http(b"<p>It rained.</p>", "", kind="resource")
    return (
        plain + resource,
        _http(gzip.compress(page, mtime=0), "Content-Encoding: gzip\r\n"),
        _http(chunked, "Transfer-Encoding: chunked\r\n") + plain,
        plain.replace(b"WARC-Type: response\r\n", b"") + resource,
        plain.replace(b"Content-Length: ", b"Content-Length: 9") + resource,
    )


@cache
def _docx() -> tuple[bytes, ...]:
    """Documents of Word, not deflated, so that bytes of them are changed as such."""
    office = "http://schemas.openxmlformats.org"
    relations = f'<Relationships xmlns="{office}/package/2006/relationships">{{}}</Relationships>'
    relation = (
        '<Relationship Id="r{}" Type="' + office + '/officeDocument/2006/relationships/{}" {}/>'
    )
    body = (
        "<w:p><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>rained.</w:t></w:r></w:ins>"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:hyperlink r:id="r7"><w:r><w:t>on'
        '</w:t></w:r></w:hyperlink></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/>'
        '<w:vMerge/></w:tcPr><w:p><w:r><w:sym w:font="Symbol" w:char="F061"/><w:br/></w:r></w:p>'
        "</w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )
    names = (
        f'xmlns:w="{office}/wordprocessingml/2006/main" '
        f'xmlns:r="{office}/officeDocument/2006/relationships"'
    )
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    parts = {
        "_rels/.rels": relations.format(
            relation.format(1, "officeDocument", 'Target="word/document.xml"')
        ),
        "word/_rels/document.xml.rels": relations.format(
            relation.format(2, "footnotes", 'Target="footnotes.xml"')
            + relation.format(7, "hyperlink", 'TargetMode="External" Target="https://a.example"')
        ),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {names}>{note}</w:footnotes>",
        "docProps/core.xml": "<p><title>Rain</title><modified>2018-07-15</modified></p>",
    }
    return tuple(_zipped(dict(list(parts.items())[:n])) for n in (5, 3))


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


@cache
def _pdf() -> tuple[bytes, ...]:
    shown = "BT /F1 12 Tf 72 700 Td (It rained on) Tj 0 -14 Td (Mon-) Tj T* <646179> Tj ET /X1 Do"
    objects = (
        "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<<"
        "/X1 6 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 6>>stream\n/X1 Do\nendstream",
        "<</Title(Rain)/CreationDate(D:20180715075400+02'00')>>",
    )  # fmt: skip
    body = "".join(f"{n} 0 obj{each}endobj\n" for n, each in enumerate(objects, start=1))
    return (f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Info 7 0 R>>\n%%EOF".encode(),)


@cache
def _parquet() -> tuple[bytes, ...]:
    import pyarrow as pa
    from pyarrow import parquet

    found = []
    for columns in (
        {name: [value, None] for name, value in _RECORD.items()},
        {"text": ["a b", "a b"], "author": [["Jane"], []], "published": [1.5, None]},
    ):
        held = io.BytesIO()
        parquet.write_table(
            pa.table(columns), held, compression="none", store_schema=False, write_statistics=False
        )
        found.append(held.getvalue())
    return tuple(found)


@cache
def _gz() -> tuple[bytes, ...]:
    packed = gzip.compress(json.dumps(_RECORD).encode() + b"\n", mtime=0)
    stored = gzip.compress(b'{"text": "a"}\n', compresslevel=0, mtime=0)
    return packed, stored * 3, packed + b"garbage", packed[:-5], packed + bytes(9) + packed


@cache
def _zst() -> tuple[bytes, ...]:
    # One block as it is, and one of a byte that is repeated: RFC 8878, 3.1.1.
    line = b'{"text": "a b c"}\n'
    magic = b"\x28\xb5\x2f\xfd"
    frame = magic + bytes([0x20, len(line)]) + (len(line) << 3 | 1).to_bytes(3, "little") + line
    run = magic + b"\0\x58" + (0x100 << 3 | 2 | 1).to_bytes(3, "little") + b"a"
    skipped = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    return frame, frame + skipped + frame, frame + run, frame[:-3]


_BUILT = {
    "read.warc": _warc, "read.docx": _docx, "read.pdf": _pdf, "read.parquet": _parquet,
    "read.gz": _gz, "read.zst": _zst,
}  # fmt: skip
