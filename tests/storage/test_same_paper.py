"""One paper, as every source tells of it, in whatever order they come."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.papers.identity import placeholder_title
from tui.papers.paper import Author, Link, LinkKind, Paper, Triage, TriageChange
from tui.storage import known_papers
from tui.storage.database import Database
from tui.storage.paper_row import Row, decode_paper
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

TITLE = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
CODE = Link(LinkKind.CODE, "https://github.com/SJTUwxz/LoCoNet_ASD")
ABSTRACT = (
    "Active Speaker Detection (ASD) aims to identify who is speaking in each frame of a video."
    " ASD reasons from audio and visual information from two contexts."
)

PAGE = Paper(
    TITLE,
    abstract=ABSTRACT,
    listed_on=date(2025, 3, 11),
    links=(CODE,),
    sources=("page",),
)
HUGGING_FACE = Paper(
    TITLE,
    abstract=f"{ABSTRACT} Code is at {CODE.url}.",
    arxiv_id="2301.08237",
    authors=(Author("Xizi Wang"), Author("Feng Cheng"), Author("Gedas Bertasius")),
    keywords=("active speaker detection",),
    organization="Indiana University",
    published_on=date(2023, 1, 19),
    listed_on=date(2025, 3, 12),
    upvotes=12,
    stars=56,
    num_comments=2,
    ai_summary="A network with long-term and short-term context tells who is speaking.",
    submitter="akhaliq",
    links=(replace(CODE, url=f"{CODE.url}.git"),),
    sources=("hf",),
)
ARXIV = Paper(
    TITLE,
    abstract=f"{ABSTRACT}",
    arxiv_id="2301.08237",
    authors=(
        Author("Xizi Wang"),
        Author("Feng Cheng"),
        Author("Gedas Bertasius"),
        Author("David Crandall"),
    ),
    categories=("cs.CV", "cs.SD"),
    comment="accepted by CVPR 2024",
    published_on=date(2023, 1, 19),
    sources=("arxiv",),
)
BIBTEX = Paper(
    "{LoCoNet}: Long-Short Context Network for Active Speaker Detection",
    doi="10.1109/cvpr52733.2024.01747",
    authors=(Author("X. Wang"), Author("F. Cheng"), Author("G. Bertasius"), Author("D. Crandall")),
    venue="IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    published_on=date(2024, 6, 16),
    sources=("bibtex",),
)
SNAPSHOT = Paper(
    "LoCoNet: Long-Short Context Network for Active Speaker Detection in Video",
    abstract=ABSTRACT,
    arxiv_id="2301.08237",
    doi="10.1109/cvpr52733.2024.01747",
    authors=(Author("Xizi Wang"), Author("Feng Cheng")),
    categories=("cs.CV",),
    sources=("snapshot",),
)
ID_LIST = Paper(
    placeholder_title("2301.08237"), arxiv_id="2301.08237", upvotes=11, sources=("ids",)
)
RECORDS = (PAGE, HUGGING_FACE, ARXIV, BIBTEX, SNAPSHOT, ID_LIST)

BEST = Paper(
    SNAPSHOT.title,
    abstract=HUGGING_FACE.abstract,
    arxiv_id="2301.08237",
    doi="10.1109/cvpr52733.2024.01747",
    authors=ARXIV.authors,
    categories=("cs.CV", "cs.SD"),
    keywords=("active speaker detection",),
    comment="accepted by CVPR 2024",
    organization="Indiana University",
    venue=BIBTEX.venue,
    published_on=date(2023, 1, 19),
    listed_on=date(2025, 3, 11),
    upvotes=12,
    stars=56,
    num_comments=2,
    ai_summary=HUGGING_FACE.ai_summary,
    submitter="akhaliq",
    links=(CODE,),
    sources=("arxiv", "bibtex", "hf", "ids", "page", "snapshot"),
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(RECORDS), st.sets(st.integers(1, 5)), st.integers(0, 5))
def test_six_sources_in_any_order_give_one_row_with_the_best_of_each_and_its_triage(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[Paper], cuts: set[int], marked: int
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage = PaperStore(database), TriageStore(database)
    mine = TriageChange(bookmarked=True, add_tags=("toread",), note="Compare.")
    bounds = sorted({0, *cuts, len(arrivals)})
    for start, end in pairwise(bounds):
        ids = papers.add(arrivals[start:end]).ids
        if start <= marked < end:
            triage.apply([ids[marked - start]], mine, "mark")
    (entry,) = papers.get(papers.all_ids())
    paper = replace(entry.paper, sources=tuple(sorted(entry.paper.sources)))
    assert paper == BEST
    assert entry.triage == Triage(bookmarked=True, tags=("toread",), note="Compare.")
    again = papers.add(arrivals)
    assert (again.unchanged, set(again.ids)) == (len(arrivals), {entry.id})
    database.close()


@pytest.mark.parametrize("arrivals", permutations([PAGE, replace(ARXIV, title="A title of old")]))
def test_a_paper_without_an_id_meets_its_id_through_a_record_that_has_both(
    papers: PaperStore, arrivals: tuple[Paper, ...]
) -> None:
    assert papers.add(arrivals).ids == [1, 2]
    assert papers.add([HUGGING_FACE]).ids == [1]
    assert papers.find("A title of old") == papers.find(TITLE) == papers.find("2301.08237") == [1]


def test_a_paper_is_known_by_every_doi_it_was_seen_under(papers: PaperStore) -> None:
    publisher, archive = "10.1109/cvpr52733.2024.01747", "10.5281/zenodo.7551234"
    papers.add(replace(ARXIV, doi=doi) for doi in (archive, publisher))
    assert papers.get([1])[0].paper.doi == publisher
    assert papers.find(archive) == [1]
    report = papers.add([Paper("As the archive calls it", doi=archive, sources=("arxiv",))])
    assert report.ids == [1]


def test_a_placeholder_title_never_wins(papers: PaperStore) -> None:
    papers.add([ID_LIST])
    assert papers.get([1])[0].paper.title == "arXiv:2301.08237"
    papers.add([replace(ARXIV, title="LoCo")])
    papers.add([ID_LIST])
    assert papers.get([1])[0].paper.title == "LoCo"


def test_papers_of_one_title_that_their_ids_tell_apart_are_not_compared(
    papers: PaperStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Supplementary material of this and other papers"
    known = [Paper(title, doi=f"10.1000/{n}", abstract=f"{n}") for n in range(50)]
    papers.add(known)
    decoded: list[Row] = []

    def decode(row: Row) -> Paper:
        decoded.append(row)
        return decode_paper(row)

    monkeypatch.setattr(known_papers, "decode_paper", decode)
    more = [replace(paper, doi=f"{paper.doi}/x") for paper in known]
    assert papers.add(more).new == 50
    assert papers.add(known).unchanged == 50
    assert decoded == []
    assert papers.add([Paper(title, arxiv_id="2501.00663", doi="10.1000/7")]).ids == [8]
    assert papers.add([Paper(title, arxiv_id="2501.00663")]).ids == [8]
