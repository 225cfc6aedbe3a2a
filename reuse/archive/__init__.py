"""What persists: published articles with their fingerprints, in one file.

An archive grows by an article's own size, gives the neighbours of a draft without reading
the others, and is readable whatever happens to the process that writes.  See `store` for the
file, `index` for what is looked up, `neighbours` for what is asked.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from reuse.archive.archive import Archive
from reuse.archive.making import make_store
from reuse.archive.manifest import Manifest, new_manifest, read_manifest
from reuse.archive.store import Store, is_there, open_store
from reuse.archive.sums import manifest_of
from reuse.settings import Settings

__all__ = ["Archive", "open_archive"]


def open_archive(
    path: str | Path,
    *,
    settings: Settings | None = None,
    write: bool = True,
    create: bool = True,
    has_text: bool | None = None,
) -> Archive:
    """The archive in a file; a context manager that lets go of it.

    Args:
        path: the file.
        settings: what its articles and drafts are compared with; the defaults when None.
        write: whether articles may be added and removed; a reader writes beside the file alone.
        create: whether to make the archive if there is none; only with `write`.
        has_text: whether it keeps texts, or fingerprints alone; as it is when None, and texts
            when it is new.

    Raises:
        ArchiveMissing: there is none, and none is to be made.
        ArchiveDamaged: the file is no archive, or broken.
        ArchiveError: it was made with other settings or by another version, keeps texts where
            fingerprints are asked for, or cannot be opened.
    """
    path, settings = Path(path), settings or Settings()
    if write and create and not is_there(path):
        # By name: the public names of `reuse` lead to the stories above this room.
        version = import_module("reuse").__version__
        made = new_manifest(settings, has_text=has_text is not False, version=version)
        make_store(path, made.entries)
    store = open_store(path, write=write)
    try:
        return Archive(store, _manifest(store, settings, has_text=has_text), settings)
    except BaseException:
        store.close()
        raise


def _manifest(store: Store, settings: Settings, *, has_text: bool | None) -> Manifest:
    """The manifest of an open file, which is one for those settings."""
    with store.read():
        entries = manifest_of(store)
    manifest = read_manifest(entries, store.path)
    manifest.check(settings, store.path)
    if has_text is not None:
        manifest.check_text(has_text, store.path)
    return manifest
