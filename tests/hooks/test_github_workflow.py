"""The example for GitHub Actions: its shell does what it says, and it may do only what it must."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from repositories import CLEAN, COPIED, ROOT, Repository, needs_git

WORKFLOW = ROOT / "examples" / "github-actions" / "reuse.yml"


def workflow() -> dict[str, Any]:
    return dict(yaml.safe_load(WORKFLOW.read_text("utf-8")))


def job() -> dict[str, Any]:
    (only,) = workflow()["jobs"].values()
    return dict(only)


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in job()["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", each) for each in used)


def test_the_job_may_do_no_more_than_it_must() -> None:
    assert workflow()["permissions"] == {}
    assert job()["permissions"] == {
        "contents": "read",
        "security-events": "write",
        "actions": "read",
    }
    # A name or title of a pull request would be run as shell.
    assert not [step["run"] for step in job()["steps"] if "${{" in step.get("run", "")]


def test_findings_are_uploaded_when_the_check_fails() -> None:
    (upload,) = (s for s in job()["steps"] if "upload-sarif" in s.get("uses", ""))
    assert upload["if"].startswith("always()")


@needs_git
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("drafts/to day.md", COPIED, 1),
        ("drafts/A.TXT", COPIED, 1),
        ("drafts/to day.md", CLEAN, 0),
        ("notes.md", COPIED, 0),
    ],
)
def test_its_shell_checks_the_drafts_that_a_branch_changes(
    tmp_path: Path, name: str, text: str, code: int
) -> None:
    branch = Repository(tmp_path / "checkout")
    branch.publish()
    branch.add()
    branch.commit()
    branch.environment["BASE"] = branch.head()
    branch.write(name, text)
    branch.add()
    branch.commit()
    (script,) = (step["run"] for step in job()["steps"] if step.get("name") == "Check")
    branch.run("bash", "-eo", "pipefail", "-c", script, code=code)

    log = branch.folder / "reuse.sarif"
    assert log.exists() == name.startswith("drafts/")
    if code:
        (result,) = json.loads(log.read_text("utf-8"))["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == name.replace(" ", "%20")
        assert place["region"]["startLine"] == 3
