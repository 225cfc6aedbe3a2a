"""Verdicts that the formats for machines are tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from passages import OTHER, PASSAGE
from report_samples import HOSTILE, SEEDS

import reuse
from reuse.check import check_sources
from reuse.model import Article, ArticleId, Skipped
from reuse.verdict import Fix, Ruling, Verdict, Waiver


def seeds_verdict() -> Verdict:
    files = sorted(SEEDS.iterdir())
    return check_sources([files[2]], files[:2])


def clean_verdict() -> Verdict:
    return reuse.check(OTHER, [Article(ArticleId("a"), PASSAGE, "a")])


def hostile_verdict() -> Verdict:
    """Every field that comes from outside holds hostile text."""
    draft, copied = (
        Article(
            ArticleId(f"{name} {HOSTILE}"),
            f"{HOSTILE}\n\n{name} {HOSTILE} {PASSAGE} {HOSTILE}\r\n{name}",
            f"{name} {HOSTILE}",
            title=f"[{HOSTILE}](javascript:x) {{0}}",
            outlet=f"{name} {HOSTILE}",
            author=HOSTILE,
            url=f"https://x.example/a)b[c]/{HOSTILE}",
            language='en" onload="alert(1)',
            first_line=1,
        )
        for name in ("draft", "wire")
    )
    found = reuse.check(replace(draft, outlet=None, url=None), [copied])
    skipped = (Skipped(HOSTILE, HOSTILE),)
    report = replace(found.report, skipped=skipped, notes=(HOSTILE,))
    return replace(found, report=report, notes=(HOSTILE,))


def checked(folder: Path, name: str, draft: str | bytes, **published: object) -> Verdict:
    """A draft in a file of a folder, against a wire that has both passages."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(draft if isinstance(draft, bytes) else draft.encode())
    wire = Article(
        ArticleId("wire"),
        f"Council votes on roads.\n\n{PASSAGE}\n\nAnd more.\n\n{OTHER}\n",
        "wire",
        **{"outlet": "The Mill Herald", "url": "https://mill.example/a", **published},  # type: ignore[arg-type]  # fields by name
    )
    return check_file_against(file, wire)


def check_file_against(file: Path, wire: Article) -> Verdict:
    drafts = [article for article in reuse.read([file]) if isinstance(article, Article)]
    return reuse.check(drafts, [wire])


def waived_verdict() -> Verdict:
    """Of the seeds: the first finding waived, the second known before, the third as it was."""
    verdict = seeds_verdict()
    first, second, third = verdict.findings
    waiver = Waiver(first.fingerprint, "[agreed](x)\nby phone", "Desk", date(2099, 1, 1))
    said = Ruling("tell", "waived by Desk", "waiver"), Ruling("tell", "known before", "baseline")
    findings = (
        replace(first, ruling=said[0], otherwise=first.ruling, waiver=waiver, fix=Fix()),
        replace(second, ruling=said[1], otherwise=second.ruling, is_baselined=True, fix=Fix()),
        third,
    )
    return replace(verdict, findings=findings, expired=(waiver,))
