"""The report as HTML: a folder of pages that opens from disk (one file is in `pack`).

Nothing is written in place: pages go to a new folder beside the wanted one,
which then takes its name, so that no half report is ever seen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from reuse.errors import UsageError
from reuse.interrupts import held_back
from reuse.model import REPORT_MARKER, Progress, Report
from reuse.progress import counted, silent
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.links import (
    ASSETS,
    FolderLinks,
    Links,
    article_file,
    family_file,
    pair_file,
)
from reuse.report.pages.overview.datafiles import data_files
from reuse.report.pages.overview.lists import list_pages
from reuse.report.pages.overview.tablerows import Rows, rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.pair import pair_view
from reuse.report.pages.site import Site, site_of
from reuse.report.places import beside, held, tidy, told, write_new
from reuse.report.templates import assets, environment

MARKER = REPORT_MARKER
# What file managers leave in every folder they show.
_FOLDERS = ("families", "pairs", "articles", ASSETS)
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of the folder: where it goes, and what is on it, made when it is written."""

    file: str
    template: str
    view: Callable[[], object]

    @property
    def links(self) -> Links:
        return FolderLinks("../" if "/" in self.file else "")


def write_html(report: Report, folder: Path, *, progress: Progress = silent) -> Path:
    """Write the report as a folder of pages and give the path of its `index.html`.

    An earlier report there is replaced as a whole; any other content is left alone.

    Raises:
        UsageError: the folder holds something that is not a report, or cannot be written.
    """
    check_folder(folder)
    target = folder.resolve()
    with told(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = beside(target)
        try:
            partial.mkdir()
            progress("preparing pages", 0, 1)
            site = site_of(report)
            rows = rows_of(site)
            pages = tuple(_pages(site, rows))
            progress("preparing pages", 1, 1)
            shared = chain(assets().items(), data_files(site, rows))
            counting = counted(pages, "writing pages", progress=progress)
            with held(partial):
                _write_pages(counting, partial, shared=shared)
                _check_replaceable(target, folder)
                _take_place(partial, target)
            tidy(target)
        finally:
            with held_back():
                shutil.rmtree(partial, ignore_errors=True)
    return folder / "index.html"


def check_folder(folder: Path) -> None:
    """Refuse a folder that `write_html` could not write to, before the work is done.

    Raises:
        UsageError: it holds something that is not a report, is a file, or lies where
            nothing can be written.
    """
    target = folder.resolve()
    with told(folder):
        _check_replaceable(target, folder)
        if target in (Path.cwd(), *Path.cwd().parents):
            raise UsageError(
                f"cannot write the report to {folder}: a report takes the place of a whole "
                "folder, and this one is being worked in; name a folder in it"
            )
        parent = next(p for p in target.parents if p.exists())
        if not parent.is_dir():
            raise UsageError(f"cannot write the report to {folder}: {parent} is a file")
        # A report takes the place of the one before it by its name, so the folder
        # around it is what must be writable.
        if not os.access(parent, os.W_OK | os.X_OK):
            raise UsageError(
                f"cannot write the report to {folder}: no permission to write in {parent}; "
                "name another folder"
            )


def _pages(site: Site, rows: Rows) -> Iterator[_Page]:
    yield _Page("index.html", "overview.html", partial(overview_view, site, rows))
    for page in list_pages(site, rows):
        yield _Page(page.file, "list.html", page.view)
    for entry in site.entries:
        file = family_file(entry.family.id)
        yield _Page(file, "family.html", partial(family_view, site, entry))
    for pair in site.pairs:
        yield _Page(pair_file(*pair), "pair.html", partial(pair_view, site, pair))
    for article_id in site.shares:
        article = site.articles[article_id]
        file = article_file(article_id)
        yield _Page(file, "article.html", partial(article_view, site, article))


def _write_pages(
    pages: Iterable[_Page], folder: Path, *, shared: Iterable[tuple[str, str]]
) -> None:
    for name in _FOLDERS:
        (folder / name).mkdir()
    files = []
    for name, text in shared:
        files.append(f"{ASSETS}/{name}")
        write_new(folder / files[-1], text)
    for page in pages:
        template = environment().get_template(page.template)
        write_new(folder / page.file, template.render(links=page.links, top=1, view=page.view()))
        files.append(page.file)
    write_new(folder / MARKER, "\n".join([*files, MARKER]) + "\n")


def _check_replaceable(target: Path, asked: Path) -> None:
    """Refuse to touch a folder that is neither empty nor wholly a report of ours."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"cannot write the report to {asked}: a file of that name exists")
    marker = target / MARKER
    if not marker.is_file() and any(target.iterdir()):
        raise UsageError(
            f"cannot write the report to {asked}: the folder is not empty and not a report; "
            "name a new or an empty folder"
        )
    text = marker.read_text("utf-8", errors="replace") if marker.is_file() else ""
    known = {path for line in text.splitlines() for path in (line, *_folders(line))}
    known.update(_FOLDERS)
    for parent, folders, names in os.walk(target):
        for name in (*folders, *names):
            path = Path(parent, name).relative_to(target).as_posix()
            if path not in known and name not in _LITTER:
                raise UsageError(
                    f"cannot replace the report in {asked}: it holds {path}, which no report "
                    "wrote; move that file, or name another folder"
                )


def _folders(path: str) -> Iterator[str]:
    """The folders of a report that a file of it stands in."""
    return (parent.as_posix() for parent in PurePosixPath(path).parents)


def _take_place(partial: Path, target: Path) -> None:
    if not target.exists():
        partial.rename(target)
        return
    old = beside(target)
    # NOTE: a folder that is not empty is not replaced in one step: who is killed between these two
    # leaves the former report under the other name, which the next one to come here tidies away.
    with held_back(), held(target):
        target.rename(old)
        try:
            partial.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
