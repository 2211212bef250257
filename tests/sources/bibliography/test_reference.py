"""What makes a reference a paper that is known: its own identifiers, and no others."""

import json
import time

import pytest

from tests.sources.bibliography.outcome import read_back
from tui.papers.paper import Paper
from tui.sources.bibliography.bibtex import read_bibtex
from tui.sources.bibliography.csl import read_csl
from tui.sources.bibliography.reference import Reference, reference_items
from tui.sources.bibliography.ris import read_ris


def in_bibtex(field: str, text: str) -> Paper:
    [found] = read_back(read_bibtex(f"@misc{{k, title = {{T}}, {field} = {{{text}}}}}"))
    return found.paper


def in_csl(field: str, text: str) -> Paper:
    [found] = read_back(read_csl(json.dumps([{"title": "T", field: text}]).encode()))
    return found.paper


def in_ris(field: str, text: str) -> Paper:
    [found] = read_back(read_ris(f"TY  - JOUR\nTI  - T\n{field}  - {text}\nER  - \n"))
    return found.paper


def remarked(text: str) -> Paper:
    [found] = read_back(reference_items(Reference(title="T", remarks=[text]), "line 1", "x"))
    return found.paper


@pytest.mark.parametrize(
    "note",
    [
        "12 pages. arXiv admin note: text overlap with arXiv:1706.03762",
        "arXiv admin note: text overlap with arXiv:1706.03762",
        "Extends our earlier work, arXiv:1706.03762",
        "Comment: text overlap with https://arxiv.org/abs/1706.03762",
        "arXiv:1706.03762 is what this improves on",
        "Reply to arXiv:1706.03762 [cs]",
    ],
)
def test_a_paper_that_a_note_mentions_is_another(note: str) -> None:
    read = (
        in_bibtex("note", note),
        in_bibtex("howpublished", note),
        in_csl("note", note),
        in_ris("M1", note),
        in_ris("N1", note),
    )
    assert [paper.arxiv_id for paper in read] == [None] * len(read)


@pytest.mark.parametrize(
    "note",
    [
        "arXiv:1706.03762",
        "arXiv: 1706.03762v5 [cs.CL]",
        "arXiv:1706.03762 [cs]\nversion: 7",
        "arXiv:1706.03762 [cs]\nComment: text overlap with arXiv:2501.00663",
        "arXiv preprint arXiv:1706.03762",
        "arXiv e-prints, arXiv:1706.03762.",
        "Preprint at https://arxiv.org/abs/1706.03762",
        "Available at: https://arxiv.org/pdf/1706.03762v5",
        "https://doi.org/10.48550/arXiv.1706.03762",
    ],
)
def test_an_id_that_is_the_whole_of_a_note_is_the_papers_own(note: str) -> None:
    read = remarked(note), in_bibtex("note", note), in_csl("note", note)
    assert [paper.arxiv_id for paper in read] == ["1706.03762"] * len(read)


def test_an_id_elsewhere_goes_before_that_in_a_note() -> None:
    reference = Reference(title="T", identifiers=["2501.00663"], remarks=["arXiv:1706.03762"])
    [found] = read_back(reference_items(reference, "line 1", "x"))
    assert found.paper.arxiv_id == "2501.00663"


def test_an_address_in_howpublished_is_the_papers_own() -> None:
    address = "\\url{https://arxiv.org/abs/1706.03762}"
    assert in_bibtex("howpublished", address).arxiv_id == "1706.03762"
    assert in_bibtex("howpublished", "https://github.com/lab/x").links


@pytest.mark.parametrize(
    ("journal", "arxiv_id"),
    [
        ("arXiv preprint arXiv:1706.03762, 2017", "1706.03762"),
        ("Journal of Replies to arXiv:1706.03762", None),
    ],
)
def test_only_arxiv_as_a_journal_names_the_papers_id(journal: str, arxiv_id: str | None) -> None:
    assert in_bibtex("journal", journal).arxiv_id == arxiv_id


@pytest.mark.parametrize("piece", [" ", "x ", "arxiv ", "[", "\n", "a:\n", "preprint "])
def test_a_note_of_any_length_takes_no_time(piece: str) -> None:
    started = time.process_time()
    remarked(piece * 100_000)
    assert time.process_time() - started < 1
