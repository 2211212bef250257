"""The index's own files: posting lists as arrays, memory-mapped and checksummed."""
