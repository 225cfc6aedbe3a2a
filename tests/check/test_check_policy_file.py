"""The policy file: what it may say, where it is looked for, and what is wrong with it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from reuse.check.policy import Licence, Policy, Rule, load_policy
from reuse.errors import PolicyError, SettingsError
from reuse.settings import Settings, load_settings
from reuse.verdict import Waiver

WHOLE = """min_words = 15

[policy]
outlet = "The Mill Herald"
group = ["The Mill Weekly", "mill.example"]

[[policy.rules]]
nature = ["wire", "copied"]
credit = "none"
certainty = "possible"
min_words = 30
max_words = 90
decision = "fail"
reason = "long wire copy is never possible only"

[[policy.rules]]
decision = "warn"

[[policy.licences]]
outlet = "AP"
credit = "Associated Press"
paragraphs = 3
missing = "warn"

[[policy.licences]]
outlet = "reuters.com"

[[policy.waivers]]
fingerprint = "190f2ee30a71d367"
reason = "RT gave leave by mail of 3 May"
author = "Ana Ruiz"
expires = 2027-01-31
"""
READ = Policy(
    outlet="The Mill Herald",
    group=("The Mill Weekly", "mill.example"),
    rules=(
        Rule(
            "fail",
            nature=("wire", "copied"),
            credit=("none",),
            certainty=("possible",),
            min_words=30,
            max_words=90,
            reason="long wire copy is never possible only",
        ),
        Rule("warn"),
    ),
    licences=(Licence("AP", ("Associated Press",), 3, "warn"), Licence("reuters.com")),
    waivers=(
        Waiver("190f2ee30a71d367", "RT gave leave by mail of 3 May", "Ana Ruiz", date(2027, 1, 31)),
    ),
)


def written(folder: Path, text: str, name: str = "reuse.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_every_key_is_read_and_the_settings_pass_over_them(tmp_path: Path) -> None:
    file = written(tmp_path, WHOLE)

    assert load_policy(start=tmp_path) == load_policy(file) == READ
    assert load_settings(file) == Settings(min_words=15)
    shared = written(tmp_path / "b", WHOLE.replace("[policy", "[tool.reuse.policy")
                     .replace("[[policy", "[[tool.reuse.policy")
                     .replace("min_words = 15", ""), "pyproject.toml")  # fmt: skip
    assert load_policy(shared) == load_policy(start=tmp_path / "b") == READ
    assert load_settings(shared) == Settings()


def test_a_policy_is_looked_for_as_settings_are(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    written(tmp_path, '[policy]\noutlet = "Outer"\n')
    inner.mkdir(parents=True)
    assert load_policy(start=inner) == Policy(outlet="Outer")

    nearer = written(tmp_path / "a", "min_words = 20\n")
    assert load_policy(start=inner) == Policy()
    assert load_policy(start=inner, settings_file=tmp_path / "reuse.toml").outlet == "Outer"
    assert load_policy(settings_file=nearer) == Policy()


def test_a_file_that_is_named_must_have_a_policy(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"reuse\.toml has no table \[policy\]"):
        load_policy(written(tmp_path, "min_words = 20\n"))
    with pytest.raises(PolicyError, match=r"has no table \[tool\.reuse\.policy\]"):
        load_policy(written(tmp_path, "[tool.reuse]\n", "pyproject.toml"))
    with pytest.raises(SettingsError, match="No such file"):
        load_policy(tmp_path / "nowhere.toml")
    with pytest.raises(SettingsError, match=r"not valid TOML: .*line 2"):
        load_policy(written(tmp_path, "[policy]\noutlet = \n"))


WAIVER = """[policy]
outlet = "X"

[[policy.waivers]]
fingerprint = "190f2ee30a71d367"
reason = "leave"
author = "Ana"
expires = 2027-01-31

[[policy.waivers]]
fingerprint = "190f2ee30a71d367"
"""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("policy = 3", "1: policy must be a table"),
        ("\n[policy]\nowner = 'X'",
         "3: policy.owner is unknown (known: group, licences, outlet, rules, waivers)"),
        ("[policy]\noutlet = 3", "2: policy.outlet must be words in quotation marks, not 3"),
        ("[policy]\noutlet = ' '", "2: policy.outlet must be words in quotation marks, not ' '"),
        ("[policy]\ngroup = [\n  'A',\n  4,\n]",
         "4: policy.group[2] must be words in quotation marks, not 4"),
        ("[policy]\ngroup = []", "2: policy.group must not be empty: leave the key out"),
        ("[policy]\nrules = 'x'", "2: policy.rules must be tables: each has a header"),
        ("[policy]\nrules = [ {decision = 'fail'},\n {decision = 'stop'} ]",
         "3: policy.rules[2].decision must be one of fail, warn, tell; not 'stop'"),
        ("[policy.rules]\ndecision = 'fail'", "1: policy.rules must be tables"),
        ("[[policy.rules]]\nnature = 'wire'", "1: policy.rules[1] needs decision"),
        ("[[policy.rules]]\ndecision = 'fail'\nnature = ['wire', 'wires']",
         "3: policy.rules[1].nature[2] must be one of copied, wire, press-release, quotation, "
         "boilerplate, self; not 'wires'"),
        ("[[policy.rules]]\ndecision = 'fail'\ncredit = true",
         "3: policy.rules[1].credit must be one of credited, quoted, linked, elsewhere, "
         "misattributed, none, own; not True"),
        ("[[policy.rules]]\ndecision = 'fail'\nmin_words = 2.5",
         "3: policy.rules[1].min_words must be a whole number from 0 to 1,000,000, not 2.5"),
        ("[[policy.rules]]\nmin_words = 9\nmax_words = 8\ndecision = 'fail'",
         "3: policy.rules[1].max_words must not be less than min_words"),
        ("[[policy.rules]]\ndecision = 'fail'\nwords = 8",
         "3: policy.rules[1].words is unknown (known: certainty, credit, decision, max_words, "
         "min_words, nature, reason)"),
        ("[[policy.licences]]\ncredit = 'AP'", "1: policy.licences[1] needs outlet"),
        ("[[policy.licences]]\noutlet = 'AP'\nparagraphs = 0",
         "3: policy.licences[1].paragraphs must be a whole number from 1"),
        ("[[policy.licences]]\noutlet = 'AP'\ncredit = '—'",
         "3: policy.licences[1].credit must be words in quotation marks, not '—'"),
        (WAIVER, "10: policy.waivers[2] needs reason and author and expires"),
        (WAIVER + "reason = 'x'\nauthor = ''",
         "13: policy.waivers[2].author must be words in quotation marks, not ''"),
        (WAIVER + "expires = '2027-01-31'",
         "12: policy.waivers[2].expires must be a date without quotation marks, as 2027-01-31, "
         "not '2027-01-31'"),
        (WAIVER + "expires = 2027-01-31T00:00:00", "12: policy.waivers[2].expires must be a date"),
        ("[[policy.waivers]]\nfingerprint = '190F2EE30A71D367'",
         "2: policy.waivers[1].fingerprint must be the 16 digits that a check shows"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_shared", [False, True])
def test_what_is_wrong_is_told_with_line_and_key(
    tmp_path: Path, content: str, told: str, is_shared: bool
) -> None:
    file = written(tmp_path, content)
    if is_shared:
        content = re.sub(r"(?m)^(\[*)policy", r"\1tool.reuse.policy", content)
        told = re.sub(r"^(\d+: )", r"\1tool.reuse.", told)
        file = written(tmp_path, content, "pyproject.toml")
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    assert str(caught.value).startswith(f"{file}:{told}")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[policy]\noutlet = 'X'\n[[rules]]\ndecision = 'warn'",
         "3: rules stands outside of the policy: write policy.rules"),
        ("outlet = 'X'\n[policy]", "1: outlet stands outside of the policy"),
        ("[policy]\n[polcy.rules]", "2: polcy is unknown (known: align, find, language,"),
    ],
    ids=range(3),
)  # fmt: skip
def test_no_table_beside_the_policy_is_passed_over(tmp_path: Path, content: str, told: str) -> None:
    file = written(tmp_path, content)
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    assert str(caught.value).startswith(f"{file}:{told}")


def test_in_a_shared_file_what_stands_beside_the_policy_is_told_too(tmp_path: Path) -> None:
    content = "[project]\nname = 'x'\n[tool.reuse.policy]\n[[tool.reuse.rules]]\n"
    file = written(tmp_path, content, "pyproject.toml")
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    assert str(caught.value).startswith(f"{file}:4: tool.reuse.rules stands outside")
