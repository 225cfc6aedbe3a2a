"""The inner loops of the aligner, as plain Python over arrays.

Every function here is written in the subset of Python that numba compiles.
Imported as `reuse.align.kernels` they run interpreted, which is quicker than
loading a compiler when a handful of articles is compared; imported as
`reuse.align.compiled` the same files run compiled.  Imports inside this folder
are relative, so that each copy sees its own kind.
"""
