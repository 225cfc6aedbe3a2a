"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The first example imports what the program imports when first used; on a busy machine
# that alone takes longer than hypothesis allows one.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
