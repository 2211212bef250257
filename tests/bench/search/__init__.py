"""``python -m tests.bench search``: papertui's index beside those of others, over one corpus."""
