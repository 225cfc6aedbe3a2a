"""The kernels, compiled: the files of `reuse.align.kernels` under a second name.

`reuse.align.compiled.pair` is the file `kernels/pair.py`; the decorator in
`kernels/jit.py` compiles what is loaded under this name and keeps the machine
code in the user's cache folder.
"""

from reuse.align import kernels

__path__ = kernels.__path__
