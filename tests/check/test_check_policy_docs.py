"""docs/policy.md says what the policy file says, and its example does what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import reuse
from reuse.check.policy import Licence, Policy, Rule, load_policy
from reuse.check.policy.reading import LICENCE_KEYS, POLICY_KEYS, RULE_KEYS, WAIVER_KEYS
from reuse.model import Article, ArticleId
from reuse.verdict import Waiver

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "policy.md").read_text("utf-8")
SEEDS = sorted((ROOT / "seeds").iterdir())
CODE = re.compile(r"`([^`]+)`")


def table(name: str) -> dict[str, str]:
    """The value of each key of the table under the comment of that name."""
    rows = DOCS.split(f"<!-- keys: {name} -->\n")[1].split("\n\n")[0].splitlines()[2:]
    cells = (row.strip("| ").split(" | ") for row in rows)
    return {CODE.findall(key)[0]: value for key, value in cells}


@pytest.mark.parametrize(
    ("name", "keys", "kind"),
    [
        ("policy", POLICY_KEYS, Policy),
        ("rules", RULE_KEYS, Rule),
        ("licences", LICENCE_KEYS, Licence),
        ("waivers", WAIVER_KEYS, Waiver),
    ],
)
def test_every_key_is_told_and_is_a_field(
    name: str, keys: Mapping[str, object], kind: type
) -> None:
    assert list(table(name)) == list(keys)
    assert set(keys) == {field.name for field in fields(kind)} - {"baseline"}


@pytest.mark.parametrize("key", ["decision", "nature", "credit", "certainty"])
def test_the_values_of_a_rule_that_are_told_are_those_that_are_read(
    tmp_path: Path, key: str
) -> None:
    told = CODE.findall(table("rules")[key])
    rule = {"decision": "fail"} | {key: "x"}
    lines = [f"{name} = '{value}'" for name, value in rule.items()]
    (tmp_path / "reuse.toml").write_text("\n".join(["[[policy.rules]]", *lines]))
    with pytest.raises(reuse.ReuseError) as caught:
        load_policy(start=tmp_path)
    read = str(caught.value).split("one of ")[1].split(";")[0].split(", ")
    assert list(dict.fromkeys(told)) == read


def example(folder: Path) -> Policy:
    text = DOCS.split("<!-- policy file -->\n```toml\n")[1].split("```")[0]
    (folder / "reuse.toml").write_text(text)
    return load_policy(start=folder)


def test_the_example_decides_what_the_docs_say(tmp_path: Path) -> None:
    draft, *others = (
        Article(ArticleId(path.name), path.read_text("utf-8"), path.name)
        for path in (SEEDS[2], *SEEDS[:2])
    )
    verdict = reuse.check(draft, others, policy=example(tmp_path), today=date(2027, 5, 31))

    _, telegraph, rt = verdict.findings
    assert (telegraph.ruling.decision, telegraph.ruling.ground) == ("fail", "rule")
    assert telegraph.words == 71
    assert "71 words" in DOCS.split("## An example")[1].split("##")[0]
    assert (rt.ruling.decision, rt.ruling.ground) == ("tell", "waiver")
    assert rt.waiver is not None
    later = reuse.check(draft, others, policy=example(tmp_path), today=date(2027, 6, 1))
    assert later.findings[2].ruling.decision == "fail"


def test_the_example_uses_every_table_and_every_key_that_is_needed(tmp_path: Path) -> None:
    policy = example(tmp_path)
    assert all(getattr(policy, name) for name in POLICY_KEYS)


def test_the_error_in_the_docs_is_how_an_error_looks(tmp_path: Path) -> None:
    rule = "[[policy.rules]]\ndecision = 'fail'\n"
    text = rule + "# nothing\n" * 10 + rule.replace("fail", "stop")
    (tmp_path / "reuse.toml").write_text(text)
    with pytest.raises(reuse.ReuseError) as caught:
        load_policy(start=tmp_path)
    told = str(caught.value).removeprefix(f"{tmp_path}/")
    assert f"Error: {told}\n" in DOCS


def test_the_example_in_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").write_text("Some other words.")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(DOCS.split("```python\n")[1].split("```")[0], names)
    assert names["verdict"].unmatched == names["policy"].waivers
