"""Characters to normal form, tokens with offsets, stems and sentences, as columns."""
