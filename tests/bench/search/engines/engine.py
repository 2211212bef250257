"""What every engine can do: build an index, add to it, and answer questions."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from tests.bench.search.corpus import Numbered
from tests.bench.search.questions import Question

TOP = 50
"""How many papers are fetched for a question, best first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How many papers there are, and the numbers of the best of them; ``None``: not counted."""

    total: int | None
    top: "Sequence[int] | array[int]"


class InexpressibleError(Exception):
    """The engine has no query that asks this."""


class Engine(ABC):
    """An index in a folder. Build it, or open it, before asking."""

    name: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @abstractmethod
    def build(self, batches: Iterable[Sequence[Numbered]]) -> None:
        """Make a new index of papers."""

    @abstractmethod
    def add(self, papers: Sequence[Numbered]) -> None:
        """Add papers to the index."""

    @abstractmethod
    def open(self) -> None:
        """Make ready to answer from what was built or added last."""

    @abstractmethod
    def close(self) -> None:
        """Give everything back that opening took."""

    @abstractmethod
    def prepare(self, question: Question) -> Any:
        """The engine's own query for a question; raises `InexpressibleError`."""

    @abstractmethod
    def answer(self, prepared: Any) -> Answer:
        """The total and the `TOP` papers: what is timed."""

    @abstractmethod
    def paper_count(self) -> int:
        """How many papers can be found."""

    def size(self) -> int:
        """The bytes of all its files."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
