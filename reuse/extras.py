"""The packages of each extra, as a command that installs them wherever the program came from.

The distribution is on no index, so that `copytrail[docx]` installs from nowhere, and `.[docx]` in a
copy of its repository only; the packages themselves are on the index.
"""

from __future__ import annotations

# As pyproject.toml has them; tests/test_extras.py compares.
PACKAGES: dict[str, tuple[str, ...]] = {
    "docx": ("mammoth>=1.13",),
    "parquet": ("pyarrow>=18",),
    "pdf": ("pypdfium2>=5",),
    "research": ("networkx>=3.6", "pyarrow>=18"),
    "serve": ("fastapi>=0.115", "pydantic>=2.11", "starlette>=0.40", "uvicorn>=0.30"),
    "spark": ("pyspark>=4.0", "pandas>=2.2.2,<3", "py4j>=0.10.9", "pyarrow>=18"),
    "warc": ("fastwarc>=2.0.1",),
    "zst": ("backports.zstd>=1.0",),
}


def command(extra: str) -> str:
    """What installs an extra; in double quotes, as shells of Windows know no others.

    >>> command("docx")
    'pip install "mammoth>=1.13"'
    """
    return "pip install " + " ".join(f'"{package}"' for package in PACKAGES[extra])
