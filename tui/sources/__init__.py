"""Outside to papers: one source, one file."""
