"""Text as exports show it: clean, on one line, with TeX read as Unicode."""

from tui.papers.text import clean, tex_to_unicode


def plain(text: str) -> str:
    """``text`` as a reader would print it: ``$O(n^2)$`` is ``O(n²)``."""
    return tex_to_unicode(clean(text))
