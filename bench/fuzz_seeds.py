"""What fuzzing begins with: small inputs of each kind, and words that matter to its reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    given = _SEEDS.get(target)
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
