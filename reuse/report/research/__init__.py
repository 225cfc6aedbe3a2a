"""What the formats for research share: graphs, tables of witnesses, rows of TEI."""
