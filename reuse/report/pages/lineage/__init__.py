"""The page of one passage: its lineage drawn, its evidence, its witnesses."""
