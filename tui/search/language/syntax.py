"""The tree of a query's text with the place of every part: what the parser finds in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tui.search.language.query import Node

Shape = Literal["leaf", "all", "any", "not", "group"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text, ``text[start:end]``, and the clause that it asks for, if any.

    A ``group`` includes its parentheses and has one part, what is in them. A leaf knows the
    ``field`` that its text names, also where its value could not be understood.
    """

    shape: Shape
    start: int
    end: int
    node: Node | None
    parts: tuple["Part", ...] = ()
    field: str | None = None

    def leaves(self) -> Iterator["Part"]:
        """The leaves from left to right."""
        if self.shape == "leaf":
            yield self
        for part in self.parts:
            yield from part.leaves()

    def conjuncts(self) -> Iterator["Part"]:
        """The parts all of which must hold, out of their groups as long as that is so.

        A group around a single one counts as that one, with its parentheses.
        """
        match self.shape:
            case "all":
                for part in self.parts:
                    yield from part.conjuncts()
            case "any" if only := self._only_alternative():
                yield from only.conjuncts()
            case "group":
                inner = list(self.parts[0].conjuncts())
                yield from [self] if inner == [self.parts[0]._sole_part()] else inner
            case _:
                yield self

    def _sole_part(self) -> "Part":
        return self.parts[0] if self.shape == "all" and len(self.parts) == 1 else self

    def _only_alternative(self) -> "Part | None":
        """The one that is left when the others ask for nothing."""
        asking = [part for part in self.parts if part.node is not None]
        return asking[0] if len(asking) == 1 else None
