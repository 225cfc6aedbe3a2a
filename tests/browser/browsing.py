"""A page as a person meets it: from disk, in the dark, on a telephone, on paper, without scripts.

What axe-core (vendor/axe-core, MPL-2.0) says of a page comes from its rules for WCAG 2.2 A
and AA and for good practice.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN_AXE = """
const [rules, done] = arguments;
const only = {runOnly: {type: "tag", values: rules}, preload: false, resultTypes: ["violations"]};
axe.run(document, only)
  .then((found) => done(found.violations), (error) => done([{id: String(error), nodes: []}]));
"""


class Browser:
    """One tab; `reset` brings back what every test starts with."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        self._first: list[str] = []

    def open(self, page: Path, *, place: str = "") -> None:
        """A page from disk, at a place in it when `place` is a fragment such as `#main`."""
        self.driver.get("about:blank")
        self._drain()
        self.driver.get(page.as_uri() + place)

    def dark(self) -> None:
        """From now on the reader prefers dark pages."""
        self._media("dark")

    def wide(self, width: int, *, height: int = 800) -> None:
        """From now on the window has this width and height, in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self._ask("Emulation.setDeviceMetricsOverride", **size)

    def print(self) -> None:
        """From now on the page is laid out as on A4 paper with the usual margins."""
        self.wide(717, height=1046)
        self._ask("Emulation.setEmulatedMedia", media="print")

    def before_every_page(self, script: str) -> None:
        """From now on, this script runs before anything of a page does."""
        done = self._ask("Page.addScriptToEvaluateOnNewDocument", source=script)
        self._first.append(done["identifier"])

    def without_scripts(self) -> None:
        """From the next page on, no script of a page runs."""
        self._ask("Emulation.setScriptExecutionDisabled", value=True)

    def reset(self) -> None:
        """Light, 1200 by 900, scripts on, an empty page."""
        self.driver.get("about:blank")
        self._ask("Emulation.setScriptExecutionDisabled", value=False)
        self._ask("Emulation.clearDeviceMetricsOverride")
        self._media("light")
        while self._first:
            identifier = self._first.pop()
            self._ask("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)

    def run(self, script: str, *arguments: object) -> Any:
        """What a script gives that is run beside the page, not by it."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[WebElement]:
        """The elements that a CSS selector finds, in the order of the page."""
        return self.driver.find_elements("css selector", selector)

    def one(self, selector: str) -> WebElement:
        """The first element that a CSS selector finds."""
        return self.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        """Keys, one after the other, to whatever has the focus."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def complaints(self) -> list[str]:
        """What the console says since `open`: errors, refusals, warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """The URLs asked for since `open`, by the page or by what is in it."""
        return {url for url in self._requested() if not url.startswith("about:")}

    def on_paper(self) -> bytes:
        """The page as a PDF, A4, with the backgrounds a browser prints by itself: none."""
        inches = {"paperWidth": 8.27, "paperHeight": 11.69}
        return base64.b64decode(self._ask("Page.printToPDF", **inches)["data"])

    def violations(self) -> list[str]:
        """What axe-core finds wrong: rule, place and its words, a line each."""
        self.run(_axe())
        found = self.driver.execute_async_script(_RUN_AXE, _RULES)
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"] or [{"target": (), "failureSummary": ""}]
        ]

    def _media(self, scheme: str) -> None:
        # A page that moves by itself would still move while a test looks at it.
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self._ask("Emulation.setEmulatedMedia", media="", features=features)

    def _ask(self, command: str, **parameters: object) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def _drain(self) -> None:
        for log in ("browser", "performance"):
            self.driver.get_log(log)

    def _requested(self) -> Iterator[str]:
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                parameters = message["params"]
                yield parameters["request"]["url"] if "request" in parameters else parameters["url"]


@cache
def _axe() -> str:
    return _AXE.read_text("utf-8")
