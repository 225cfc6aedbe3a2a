"""A draft with its findings."""
