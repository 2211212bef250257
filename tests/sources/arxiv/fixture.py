"""The small recorded shapes of arXiv's answers, and what the tests ask of them."""

from collections.abc import Iterable
from pathlib import Path

from tui.papers.paper import Paper
from tui.sources.item import Found, Skipped

FOLDER = Path(__file__).parents[2] / "fixtures" / "arxiv"
ATOM = "http://www.w3.org/2005/Atom"


def fixture(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def papers_of(items: Iterable[Found | Skipped]) -> list[Paper]:
    """The papers, when nothing else came."""
    papers = []
    for item in items:
        assert isinstance(item, Found), item
        papers.append(item.paper)
    return papers


def names_of(paper: Paper) -> list[str]:
    return [author.name for author in paper.authors]


def entry(content: str = "", number: int = 1) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/2501.{number:05}v1</id><title>Title</title>{content}"
        "</entry>"
    )


def feed(*entries: str) -> bytes:
    return f'<feed xmlns="{ATOM}">{"".join(entries)}</feed>'.encode()
