"""Copies of the whole library, and one of them put in its place."""
