"""The full text of a paper, without a screen."""
