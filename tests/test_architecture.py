"""The house: imports go down only, and what is light stays light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import reuse

ROOT = Path(__file__).parent.parent
IMPORTED_AS = {
    "confusable-homoglyphs": "confusable_homoglyphs",
    "fast-sugiyama": "fast_sugiyama",
    "backports.zstd": "backports",
    "faust-cchardet": "cchardet",
    "python-dateutil": "dateutil",
    "PyStemmer": "Stemmer",
    "PyYAML": "yaml",
}
HEAVY = (
    "numpy", "scipy", "nltk", "datasketch", "numba", "jinja2", "trafilatura", "rapidfuzz",
    "networkx", "pyarrow", "rich", "fastapi", "pydantic", "uvicorn", "lxml", "mammoth",
    "pypdfium2", "fastwarc", "backports",
)  # fmt: skip
# By users of the package, and by Python itself.
CALLED_FROM_OUTSIDE = {"readinto"}


def loaded_after(code: str) -> set[str]:
    """Top-level names of the modules that a fresh interpreter has loaded after `code`."""
    script = f"import sys\n{code}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(ran.stdout.splitlines()[-1].split())


def test_imports_go_down_only_and_the_verbs_do_not_meet() -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import reuse",
        "from click.testing import CliRunner; from reuse.cli import cli\n"
        "for command in ([], ['scan'], ['compare'], ['check'], ['selftest']):\n"
        "    assert CliRunner().invoke(cli, [*command, '--help']).exit_code == 0",
    ],
)
def test_help_and_import_load_nothing_heavy(code: str) -> None:
    assert loaded_after(code).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "code",
    [
        "import reuse; assert len(reuse.scan(['seeds']).families) == 3",
        "import reuse; assert reuse.check('Some words.', ['seeds']).decision == 'pass'",
    ],
)
def test_a_scan_of_a_few_english_files_loads_no_compiler_and_no_data_library(code: str) -> None:
    assert loaded_after(code).isdisjoint({"numba", "scipy", "nltk", "datasketch", "trafilatura"})


@pytest.mark.parametrize(
    "command",
    [
        "scan seeds --no-report",
        "compare seeds/001_541f97202361231a.txt seeds/002_a795fa3c02f38345.txt",
    ],
)
def test_what_is_piped_does_not_load_what_draws_on_a_terminal(command: str) -> None:
    code = (
        "import os; os.environ.pop('FORCE_COLOR', None)\n"
        f"from reuse.cli import cli; cli.main({command.split()}, standalone_mode=False)"
    )
    loaded = loaded_after(code)
    assert "numpy" in loaded
    assert loaded.isdisjoint({"rich", "jinja2"})


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "reuse").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    # `compression` is of the standard library from Python 3.14 on.
    ours = {"reuse", "compression"}
    imported = {name.split(".")[0] for name in names} - sys.stdlib_module_names - ours
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = declared["optional-dependencies"]
    entries = declared["dependencies"] + optional["spark"] + optional["research"]
    entries += optional["serve"] + optional["tables"]
    extras = re.search(r"\[(.+)\]", optional["inputs"][0])
    assert extras is not None
    entries += [entry for extra in extras[1].split(",") for entry in optional[extra]]
    packages = {re.split(r"[<>=]", entry)[0] for entry in entries}
    # Needed by what we import, not by us (see the comment there; Spark needs pandas).
    packages -= {"lxml_html_clean", "pandas"}
    assert {IMPORTED_AS.get(package, package) for package in packages} == imported


def test_the_source_distribution_holds_what_tests_and_gates_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    included = {
        name.strip("/") for name in project["hatch"]["build"]["targets"]["sdist"]["include"]
    }
    pytest_ini, mypy = project["pytest"]["ini_options"], project["mypy"]
    needed = {*pytest_ini["testpaths"], *pytest_ini["pythonpath"], *mypy["files"], "seeds", ".ci"}
    assert {Path(name).parts[0] for name in needed} <= included


def test_a_module_never_hides_the_function_of_its_name() -> None:
    code = (
        "import reuse, reuse.scan, reuse.read, reuse.read.plain\n"
        "assert callable(reuse.scan) and callable(reuse.read) and callable(reuse.compare)"
    )
    loaded_after(code)


def test_every_function_and_class_is_used_by_the_program() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "reuse").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    pages = [path.read_text("utf-8") for path in (ROOT / "templates").iterdir()]
    used = {*reuse.__all__, *re.findall(r"\w+", "\n".join(pages))}
    used |= {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {name for name in defined - used if not name.startswith("__")} == CALLED_FROM_OUTSIDE


def test_a_number_that_says_nothing_by_itself_stands_in_one_file() -> None:
    """Long constants of hashes and sizes; those of the aligner's kernels are compiled apart."""
    homes: dict[object, set[str]] = {}
    for path in (ROOT / "reuse").rglob("*.py"):
        if "align" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                    homes.setdefault(node.value, set()).add(path.name)
    apart = {value: files for value, files in homes.items() if len(files) > 1}
    assert {value for value in apart if value % 1_000_000 and value > 1_000_000} <= {0xFFFFFFFF}


def test_files_stay_short() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "reuse").rglob("*.py")
    }
    assert {path: n for path, n in lengths.items() if n > 300} == {}
