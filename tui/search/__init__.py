"""The full-text index: derived from storage, rebuilt at any time."""
