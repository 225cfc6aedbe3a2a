"""What an archive was made with, and why another program may not use it as it is."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path

from reuse.archive.fingerprints import Scheme, text_scheme
from reuse.errors import ArchiveDamaged, ArchiveError
from reuse.find.minhash import SCHEME, permutations
from reuse.settings import FindSettings, Settings

_SCHEMES = ("text_scheme", "minhash_scheme", "drawn_permutations")
_UNTOLD = ("secret", "articles", "words")
_NAMED = ("edited_gram", "permutations", "bands", "minhash_seed")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds and how its fingerprints are made.

    `has_text` is whether articles are kept or fingerprints alone; `entries` is what is stored.
    """

    entries: Mapping[str, str]

    @property
    def has_text(self) -> bool:
        """Whether the articles' texts are kept."""
        return self.entries["text"] == "kept"

    def told(self) -> dict[str, str]:
        """What may be told of it: all but its secret and what changes with its articles."""
        return {key: self.entries[key] for key in sorted(self.entries) if key not in _UNTOLD}

    def scheme(self) -> Scheme:
        """How the archive's fingerprints are made."""
        find = replace(FindSettings(), **{name: int(self.entries[name]) for name in _NAMED})
        if self.has_text:
            return Scheme(find)
        return Scheme(find, int(self.entries["min_words"]), int(self.entries["secret"], 16))

    def check_text(self, has_text: bool, path: Path) -> None:
        """Refuse an archive that keeps texts where none are meant, or none where they are.

        Raises:
            ArchiveError: it is of the other kind.
        """
        if has_text != self.has_text:
            kind, other = "texts", "fingerprints alone"
            kept, asked = (kind, other) if self.has_text else (other, kind)
            raise ArchiveError(f"{path}: keeps {kept}; for {asked} make another archive")

    def check(self, settings: Settings, path: Path) -> None:
        """Refuse settings under which the archive would miss what it is asked for.

        Raises:
            ArchiveError: the settings differ; the message names which.
        """
        for name in _NAMED:
            made, asked = int(self.entries[name]), getattr(settings.find, name)
            if made != asked:
                raise _differs(path, f"find.{name} {made}", asked)
        # Archives of before did not name it.
        language = self.entries.get("language", settings.language)
        if self.has_text and language != settings.language:
            raise _differs(path, f"language {language}", settings.language)
        least = int(self.entries["min_words" if not self.has_text else "edited_gram"])
        if settings.min_words < least:
            raise ArchiveError(
                f"{path}: finds runs of {least} words and more: "
                f"ask for --min-words {least} at least"
            )


def new_manifest(settings: Settings, *, has_text: bool, version: str) -> Manifest:
    """The manifest of a new archive, made by that version of the program."""
    entries = {
        "made_by": f"reuse {version}",
        "text": "kept" if has_text else "not kept",
        "text_scheme": text_scheme(),
        "minhash_scheme": SCHEME,
        "drawn_permutations": _permutations(settings.find),
        "datasketch": version_of("datasketch"),
        "fingerprint": settings.fingerprint(),
        "language": settings.language,
        **{name: str(getattr(settings.find, name)) for name in _NAMED},
    }
    if not has_text:
        entries |= {"min_words": str(settings.min_words), "secret": secrets.token_hex(8)}
    return Manifest(entries | {"articles": "0", "words": "0"})


def read_manifest(entries: Mapping[str, str], path: Path) -> Manifest:
    """The manifest of an archive that was opened.

    Raises:
        ArchiveDamaged: it lacks something.
        ArchiveError: its fingerprints are made in another way than this program's.
    """
    manifest = Manifest(entries)
    try:
        manifest.scheme()
        made = [entries[name] for name in _SCHEMES]
        asked = [text_scheme(), SCHEME, _permutations(manifest.scheme().settings)]
    except (KeyError, ValueError) as error:
        raise ArchiveDamaged(f"{path}: damaged: its manifest lacks {error}") from error
    for name, one, other in zip(_SCHEMES, made, asked, strict=True):
        if one != other:
            by = f"{entries['made_by']}, datasketch {entries['datasketch']}"
            raise _differs(path, f"{name} {one} (by {by})", other)
    return manifest


def _permutations(settings: FindSettings) -> str:
    """What names the permutations that datasketch draws; a version that draws others differs."""
    drawn = permutations(settings.permutations, seed=settings.minhash_seed)
    return sha256(drawn.tobytes()).hexdigest()[:16]


def _differs(path: Path, made: str, asked: object) -> ArchiveError:
    return ArchiveError(
        f"{path}: was made with {made}, and this is {asked}: "
        "use the settings that it was made with, or make it anew"
    )
