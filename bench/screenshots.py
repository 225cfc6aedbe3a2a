"""A picture of each page type of the report: `python bench/screenshots.py OUT_DIR`.

Of the seeds and of the invented papers of the coast (tests/report/coast.jsonl), 1,200 pixels
wide, in Debian's chromium.  Each is named after its report and its page.
"""

from __future__ import annotations

import argparse
import base64
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from chromium import chromium, what_is_missing

import reuse
from reuse.report.folder import write_html
from reuse.report.pages.links import article_file, family_file, pair_file, passage_anchor

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

    from reuse.model import Report

ROOT = Path(__file__).resolve().parents[1]
CORPORA = {"seeds": ROOT / "seeds", "coast": ROOT / "tests" / "report" / "coast.jsonl"}
WIDTH = 1_200


def main() -> int:
    """Take every picture; 2 when there is no browser to take them with."""
    parser = argparse.ArgumentParser(description=__doc__.split(":", 1)[0])
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="folder for the pictures")
    parser.add_argument("--height", type=int, default=900, help="in pixels; default %(default)s")
    parser.add_argument("--kind", choices=("png", "webp"), default="png", help="of file")
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    given = parser.parse_args()
    if (missing := what_is_missing()) is not None:
        print(missing, file=sys.stderr)
        return 2
    given.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, chromium() as driver:
        adapt(driver, scheme=given.scheme, height=given.height)
        for name, path in CORPORA.items():
            report = reuse.scan([path])
            write_html(report, Path(folder, name))
            for kind, page in telling_pages(report).items():
                driver.get(f"{Path(folder, name).as_uri()}/{page}")
                file = given.out / f"{name}-{kind}.{given.kind}"
                size = file.write_bytes(taken(driver, given.kind))
                print(f"{file}: {size / 1_000:.0f} kB")
    return 0


def telling_pages(report: Report) -> dict[str, str]:
    """The page of each type that shows most, by the type: its place in the report's folder."""
    family, _ = max(
        zip(report.families, report.lineages, strict=True),
        key=lambda both: (len(both[1].derivations), len(both[0].witnesses)),
    )
    # An edited passage has words to mark; one that is reworded throughout, only those.
    pairs: Counter[tuple[str, str]] = Counter()
    for match in report.matches:
        marked = round(match.words * (1 - match.similarity)) if match.similarity > 0.7 else 0
        pairs[match.left_article, match.right_article] += marked
    pair = pairs.most_common(1)[0][0]
    carried = Counter(
        article
        for found in report.families
        for article in sorted({witness.article for witness in found.witnesses})
    )
    return {
        "overview": "index.html",
        "family": family_file(family.id),
        "side-by-side": f"{pair_file(*pair)}#{passage_anchor(*pair, passage=1)}",
        "article": article_file(carried.most_common(1)[0][0]),
    }


def adapt(driver: WebDriver, *, scheme: str, height: int) -> None:
    """Give the window its size and the reader a taste."""
    size = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def taken(driver: WebDriver, kind: str) -> bytes:
    """The window as a picture of that kind."""
    quality = {"quality": 80} if kind == "webp" else {}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": kind, **quality})
    return base64.b64decode(shot["data"])


if __name__ == "__main__":
    sys.exit(main())
