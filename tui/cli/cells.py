"""Text measured in the cells of a terminal, where some characters take two and some none."""

from itertools import accumulate
from unicodedata import category, east_asian_width

_WITHOUT_WIDTH = ("Mn", "Me", "Cf")


def cell_width(text: str) -> int:
    """How many cells ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: filled up with spaces, or cut with an ellipsis."""
    shown = shortened(text, width)
    return shown + " " * (width - cell_width(shown))


def shortened(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis where it was cut."""
    if cell_width(text) <= width:
        return text
    if width <= 0:
        return ""
    taken = accumulate(map(_char_width, text))
    cut = next(place for place, cells in enumerate(taken) if cells >= width)
    return f"{text[:cut].rstrip()}…"


def wrapped(text: str, width: int) -> str:
    """``text`` in lines of at most ``width`` cells; a word that is longer has a line alone."""
    lines = [""]
    for word in text.split():
        if not lines[-1]:
            lines[-1] = word
        elif cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def _char_width(char: str) -> int:
    if category(char) in _WITHOUT_WIDTH:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
