"""Find copied passages across news articles and trace each to its original outlet.

The names below are the public interface; they are imported when first used, so
that `import reuse` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "Article": "reuse.model",
    "Family": "reuse.model",
    "Lineage": "reuse.model",
    "Match": "reuse.model",
    "Finding": "reuse.verdict",
    "Means": "reuse.engine",
    "Policy": "reuse.check.policy",
    "Report": "reuse.model",
    "Settings": "reuse.settings",
    "Skipped": "reuse.model",
    "Span": "reuse.model",
    "Verdict": "reuse.verdict",
    "ReuseError": "reuse.errors",
    "check": "reuse.check",
    "compare": "reuse.scan",
    "load_policy": "reuse.check.policy",
    "load_settings": "reuse.settings",
    "open_archive": "reuse.archive",
    "read": "reuse.scan",
    "scan": "reuse.scan",
    "to_json": "reuse.report.answers",
}

__all__ = [  # noqa: PLE0604  # names that are imported on first use
    "__version__",
    *sorted(_HOMES),
]

if TYPE_CHECKING:
    from reuse.archive import open_archive as open_archive
    from reuse.check import check as check
    from reuse.check.policy import Policy as Policy
    from reuse.check.policy import load_policy as load_policy
    from reuse.engine import Means as Means
    from reuse.errors import ReuseError as ReuseError
    from reuse.model import Article as Article
    from reuse.model import Family as Family
    from reuse.model import Lineage as Lineage
    from reuse.model import Match as Match
    from reuse.model import Report as Report
    from reuse.model import Skipped as Skipped
    from reuse.model import Span as Span
    from reuse.report.answers import to_json as to_json
    from reuse.scan import compare as compare
    from reuse.scan import read as read
    from reuse.scan import scan as scan
    from reuse.settings import Settings as Settings
    from reuse.settings import load_settings as load_settings
    from reuse.verdict import Finding as Finding
    from reuse.verdict import Verdict as Verdict


class _Package(ModuleType):
    """This package; `reuse.scan` stays the function when the module `reuse.scan` loads."""

    def __setattr__(self, name: str, value: object) -> None:
        # NOTE: the import system binds a submodule on its parent when it first loads,
        # which would hide the public function of the same name (`scan`, `read`).
        if name in _HOMES and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'reuse' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__


sys.modules[__name__].__class__ = _Package
