"""Articles with their passages marked: two side by side, and one as a mosaic."""
