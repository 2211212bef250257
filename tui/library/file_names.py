"""What the files about a paper are called: its text, its PDF."""

from collections.abc import Iterable
from hashlib import sha256

from tui.papers.identity import SHORTEST_TELLING_KEY, title_key
from tui.papers.paper import Paper

_ARXIV, _DOI = "arxiv:", "doi:"


def file_names(paper: Paper, known_as: Iterable[str]) -> list[str]:
    """The name for new files about a paper, then those that older ones may have.

    They are made of its arXiv id, else its DOI, else its title. ``known_as`` are the ids
    (``arxiv:…``, ``doi:…``) and the title keys that it was ever seen under.
    """
    ids = [f"{_ARXIV}{paper.arxiv_id}"] if paper.arxiv_id else []
    ids += [f"{_DOI}{paper.doi}"] if paper.doi else []
    older = [key for key in known_as if _tells(key)]
    keys = [*(ids or [title_key(paper.title)]), *older]
    return list(dict.fromkeys(map(_file_name, keys)))


def _tells(key: str) -> bool:
    """Whether no other paper has it; some papers share a short title."""
    return key.startswith((_ARXIV, _DOI)) or len(key) >= SHORTEST_TELLING_KEY


def _file_name(key: str) -> str:
    if key.startswith(_ARXIV):
        return key.removeprefix(_ARXIV).replace("/", "_")
    return sha256(key.removeprefix(_DOI).encode()).hexdigest()[:32]
