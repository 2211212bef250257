"""Bringing papers into the index: segments are built, merged and committed."""
