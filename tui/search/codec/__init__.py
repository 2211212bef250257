"""The index's own file format: posting lists as arrays in memory-mapped, checksummed files."""
