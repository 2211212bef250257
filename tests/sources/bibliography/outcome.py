"""What the tests of bibliography formats ask of what was read."""

from collections.abc import Iterable
from pathlib import Path

from tests.export.sample import FULL
from tui.export.text import plain
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage
from tui.sources.item import Found, Skipped

FOLDER = Path(__file__).parents[2] / "fixtures" / "bibliography"
ALSO_EXPORTED = Entry(
    4,
    Paper(
        title="Titans: 50% of {x y} & ~a^b in C# cost_s",
        abstract="Braces } and { and @ and \\ stay.",
        doi="10.1016/j.x(2020)1",
        authors=tuple(
            map(Author, ("Martin King Jr.", "R&D Group", "José Öz", "李明", "Ludwig van Beethoven"))
        ),
        keywords=("memory",),
        venue="Nature",
    ),
)
EXPORTED = (FULL, ALSO_EXPORTED, Entry(3, Paper("Deep")))


def read_back(items: Iterable[Found | Skipped]) -> list[Found]:
    """The papers, when nothing else came."""
    found = []
    for item in items:
        assert isinstance(item, Found), item
        found.append(item)
    return found


def names_of(paper: Paper) -> list[str]:
    return [author.name for author in paper.authors]


def assert_reads_back(entry: Entry, found: Found) -> None:
    """Whether a paper came back with all that the formats have a place for, but for its day."""
    paper, back = entry.paper, found.paper
    assert back.title == plain(paper.title)
    assert back.abstract == (plain(paper.abstract) if paper.abstract else None)
    assert (back.arxiv_id, back.doi, back.venue) == (paper.arxiv_id, paper.doi, paper.venue)
    assert names_of(back) == names_of(paper)
    year = paper.published_on.year if paper.published_on else None
    assert (back.published_on.year if back.published_on else None) == year
    assert set(back.keywords) >= {word for word in paper.keywords if "," not in word}
    assert found.triage == (Triage(note=entry.triage.note) if entry.triage.note else None)


def code_links(paper: Paper) -> tuple[Link, ...]:
    return paper.links_of(LinkKind.CODE)
