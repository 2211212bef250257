"""What is told of papers that were looked up."""

from dataclasses import dataclass, field

from tui.errors import PapertuiError

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class EnrichFinding:
    """A paper that knows more now, where that was found, and by what: ``arXiv, same title``.

    ``now`` is its number, which is another than ``paper_id`` when it was united with the paper
    that had the arXiv id already.
    """

    paper_id: int
    title: str
    arxiv_id: str
    how: str
    now: int

    @property
    def outcome(self) -> str:
        """What was found, for people."""
        united = f", united with paper {self.now}" if self.now != self.paper_id else ""
        return f"arXiv {self.arxiv_id} ({self.how}{united})"


@dataclass(frozen=True, slots=True)
class EnrichMiss:
    """A paper that nothing was found out about, and why, as a sentence."""

    paper_id: int
    title: str
    why: str


@dataclass(slots=True)
class EnrichReport:
    """What was found, what not, and what went wrong at a source, by its name.

    So many papers are ``left``: nobody answered, or it was cancelled before.
    """

    found: list[EnrichFinding] = field(default_factory=list)
    missing: list[EnrichMiss] = field(default_factory=list)
    failures: dict[str, PapertuiError] = field(default_factory=dict)
    left: int = 0
    cancelled: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether all that was looked up was found."""
        return not (self.missing or self.left)

    @property
    def lines(self) -> list[str]:
        """A line for each paper, then a sentence for each failure."""
        return [
            *(f"{one.paper_id}  {_shortened(one.title)} → {one.outcome}" for one in self.found),
            *(f"{one.paper_id}  {_shortened(one.title)}: {one.why}" for one in self.missing),
            *map(str, self.failures.values()),
        ]


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
