"""What a selftest found out, as text: one file of this folder per output format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reuse.proof import Proof

PROOF_FORMATS = ("text", "json")


def render_proof(proof: Proof, format_name: str) -> str:
    """The whole proof in one of `PROOF_FORMATS`, ending in a newline.

    Raises:
        ValueError: there is no such format.
    """
    if format_name not in PROOF_FORMATS:
        raise ValueError(f"no format {format_name!r} (known: {', '.join(PROOF_FORMATS)})")
    rendered: str = import_module(f"{__name__}.{format_name}").render(proof)
    return rendered
