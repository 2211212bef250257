"""Text of which parts are marked: as strong, as code, as a link and where that leads."""

from collections.abc import Iterable
from typing import NamedTuple

from tui.app.content import flowing


class Mark(NamedTuple):
    """The characters from ``start`` to before ``end`` are of a style of ``DocumentStyles``.

    ``target`` is where a link leads: an http or https address, or ``#`` and the name of an anchor.
    """

    start: int
    end: int
    style: str
    target: str = ""


class MarkedText(NamedTuple):
    """A text, and its marks in the order of their ends."""

    plain: str
    marks: tuple[Mark, ...] = ()

    @property
    def links(self) -> list[Mark]:
        """The marks that lead somewhere, in the order of the text."""
        return sorted(mark for mark in self.marks if mark.target)


def marked(text: str, style: str = "", target: str = "") -> MarkedText:
    """Outside text on one line, all of it of one style."""
    shown = flowing(text).strip()
    marks = (Mark(0, len(shown), style, target),) if style and shown else ()
    return MarkedText(shown, marks)


def joined(texts: Iterable[MarkedText], between: str = "") -> MarkedText:
    """The texts one after the other, their marks moved along."""
    plain: list[str] = []
    marks: list[Mark] = []
    length = 0
    for text in texts:
        if plain:
            plain.append(between)
            length += len(between)
        plain.append(text.plain)
        marks.extend(
            mark._replace(start=mark.start + length, end=mark.end + length) for mark in text.marks
        )
        length += len(text.plain)
    return MarkedText("".join(plain), tuple(marks))
