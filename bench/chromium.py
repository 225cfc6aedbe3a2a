"""One headless Chromium, driven by Debian's chromedriver: for browser tests and screenshots.

Nothing is downloaded: selenium is told where the driver is, and no host name resolves.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--lang=en-US",
    "--window-size=1200,900",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
_PATIENCE_SECONDS = 300  # for a large page on a busy machine


def what_is_missing() -> str | None:
    """What must be installed before `chromium` works; None when all is there."""
    if find_spec("selenium") is None:
        return "selenium is not installed (pip install '.[dev]')"
    if shutil.which("chromedriver") is None:
        return "there is no chromedriver (apt-get install chromium-driver)"
    if _binary() is None:
        return "there is no chromium (apt-get install chromium)"
    return None


@contextmanager
def chromium() -> Iterator[WebDriver]:
    """A browser of its own, with an empty profile, that is gone in the end."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    with TemporaryDirectory(prefix="reuse-chromium-", ignore_cleanup_errors=True) as profile:
        options = ChromeOptions()
        options.binary_location = _binary() or ""
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
        driver.set_script_timeout(_PATIENCE_SECONDS)
        driver.set_page_load_timeout(_PATIENCE_SECONDS)
        try:
            yield driver
        finally:
            driver.quit()


def _binary() -> str | None:
    return next((path for path in map(shutil.which, _NAMES) if path), None)
