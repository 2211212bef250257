"""Small libraries made of given papers."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tui.library import Library
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.session_store import MetaStore

MANY_LINKS = Paper(
    "Attention Is All You Need",
    "The Transformer, based solely on attention, costs $O(n^2)$.",
    arxiv_id="1706.03762",
    authors=tuple(Author(f"Ashish Vaswani {n}") for n in range(14)),
    categories=("cs.CL", "cs.LG"),
    keywords=("attention", "translation"),
    comment="15 pages",
    organization="Google",
    venue="NeurIPS 2017",
    published_on=date(2017, 6, 12),
    listed_on=date(2025, 3, 13),
    upvotes=1200,
    stars=34000,
    links=(
        *(Link(LinkKind.CODE, f"https://github.com/attention/code{n}") for n in range(1, 8)),
        Link(LinkKind.PROJECT, "https://attention.example.org/"),
        Link(LinkKind.PDF, "https://attention.example.org/paper.pdf"),
    ),
    sources=("hf",),
)
MODEL_ONLY = Paper(
    "A model without its code",
    "Weights alone.",
    doi="10.1000/model",
    authors=(Author("Schölkopf, Bernhard"), Author("Gu, Albert")),
    categories=("cs.CV",),
    keywords=("attention",),
    listed_on=date(2025, 3, 12),
    upvotes=3,
    links=(Link(LinkKind.MODEL, "https://huggingface.co/some/model"),),
    sources=("hf",),
)
BARE = Paper("A paper of which only the title is known", sources=("page",))
RICH = (MANY_LINKS, MODEL_ONLY, BARE)


def library_of(home: Path, papers: Iterable[Paper]) -> Library:
    """An open library of these papers alone, indexed, numbered from 1 in their order."""
    paths = Paths.standard(home)
    database = Database(paths.database)
    MetaStore(database).set("starter", "imported")
    PaperStore(database).add(papers)
    database.close()
    library = Library(paths)
    library.catch_up()
    return library
