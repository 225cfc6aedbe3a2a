"""The plugin in PHP, with a stub of WordPress (wordpress_stub.php): one call, or a site."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PLUGIN = HERE.parents[1] / "examples" / "wordpress" / "reuse-check"
EDITOR = {"edit_post": True, "edit_others_posts": True, "manage_options": True}
AUTHOR = {"edit_post": True}
_FLAGS = ("-d", "display_errors=stderr", "-d", "error_reporting=-1", "-d", "log_errors=0")
_PATIENCE_SECONDS = 60


def php_is_missing() -> str | None:
    """What must be installed before PHP can be run; None when it is there."""
    return None if shutil.which("php") else "there is no php (apt-get install php-cli)"


def site_of(
    options: dict[str, Any] | None = None,
    *,
    can: dict[str, bool] | None = None,
    constants: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A site with the plugin's options, and a user who can do some things."""
    saved = {} if options is None else {"reuse_check": options}
    return {
        "options": saved,
        "can": EDITOR if can is None else can,
        "constants": constants or {},
    }


def call(do: str, site: dict[str, Any], *, timeout: str = "60", **given: object) -> dict[str, Any]:
    """What a call of the plugin gives (call.php); PHP says nothing beside it."""
    done = subprocess.run(
        ["php", *_FLAGS, str(HERE / "call.php")],
        input=json.dumps({"do": do, **given}),
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "REUSE_SITE": json.dumps(site), "REUSE_TIMEOUT": timeout},
        timeout=_PATIENCE_SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr + done.stdout
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def check(site: dict[str, Any], text: str, *, timeout: str = "60", **known: object) -> Any:
    """What the plugin answers the editor that asks about a draft."""
    given = {"post": 5, "text": text, **known}
    return call("rest", site, timeout=timeout, path="/reuse-check/v1/check", given=given)


@contextmanager
def running_site(site: dict[str, Any]) -> Iterator[str]:
    """The stand-in editor and the plugin's routes at an address of this machine (site.php)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["php", *_FLAGS, "-S", f"127.0.0.1:{port}", str(HERE / "site.php")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "REUSE_SITE": json.dumps(site)},
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(_PATIENCE_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        assert process.poll() is None, "php -S ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.02)
