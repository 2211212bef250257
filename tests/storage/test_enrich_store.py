"""What was found out about a paper, merged into it."""

from dataclasses import replace

import pytest

from tui.papers.identity import placeholder_title
from tui.papers.paper import Author, Paper, TriageChange
from tui.storage.database import Database
from tui.storage.enrich_store import Enriched, EnrichStore, NotEnriched
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

TITLE = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
SLIP = "LoCoNet: Long-Short Context Networks for Active Speaker Detection"
SEED = Paper(TITLE, abstract="Active Speaker Detection.", sources=("page",))
FOUND = Paper(SLIP, arxiv_id="2301.08237", authors=(Author("Xizi Wang"),), sources=("hf",))
STRANGER = Paper("A paper on something else altogether")


@pytest.fixture
def store(database: Database) -> EnrichStore:
    return EnrichStore(database)


def test_what_is_found_under_a_slightly_other_title_is_merged_into_the_paper(
    papers: PaperStore, store: EnrichStore
) -> None:
    papers.add([SEED, STRANGER])
    papers.mark_indexed(papers.unindexed(10))
    assert store.enrich(1, FOUND) == Enriched(1, changed=True)
    [entry] = papers.get([1])
    assert (entry.paper.arxiv_id, entry.paper.sources) == ("2301.08237", ("page", "hf"))
    assert [paper_id for paper_id, _ in papers.unindexed(10)] == [1]
    assert papers.count() == 2


def test_it_is_known_by_that_title_from_then_on(papers: PaperStore, store: EnrichStore) -> None:
    papers.add([SEED])
    store.enrich(1, FOUND)
    assert papers.add([Paper(SLIP), SEED, FOUND]).ids == [1, 1, 1]


def test_a_misprinted_title_gives_way_and_stays_known(
    papers: PaperStore, store: EnrichStore
) -> None:
    # Merging alone would keep it: it is as long, and comes later in the alphabet.
    misprint = TITLE.replace("Active", "Activu")
    papers.add([replace(SEED, title=misprint)])
    found = replace(FOUND, title=TITLE)
    store.enrich(1, found)
    assert papers.papers([1])[0][1].title == TITLE
    assert (papers.find(TITLE), papers.find(misprint)) == ([1], [1])
    assert store.enrich(1, found) == Enriched(1, changed=False)


def test_a_misprint_gives_way_when_two_papers_are_united_too(
    papers: PaperStore, store: EnrichStore
) -> None:
    found = replace(FOUND, title=TITLE)
    papers.add([replace(SEED, title=TITLE.replace("Active", "Activu")), found])
    assert store.enrich(1, found) == Enriched(1, changed=True)
    assert [paper.title for _, paper in papers.papers([1])] == [TITLE]


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (replace(SEED, arxiv_id=FOUND.arxiv_id), replace(FOUND, title="LoCoNet")),
        (replace(SEED, title=f"{TITLE}!"), replace(FOUND, title=TITLE)),
        (SEED, replace(FOUND, title=TITLE.replace("Active", "Actve"), sources=("bibtex",))),
    ],
    ids=["its id is known", "only printed otherwise", "from a file"],
)
def test_other_titles_are_merged_as_everywhere(
    papers: PaperStore, store: EnrichStore, known: Paper, found: Paper
) -> None:
    papers.add([known])
    store.enrich(1, found)
    assert papers.papers([1])[0][1].title == known.title


def test_the_same_again_changes_nothing(papers: PaperStore, store: EnrichStore) -> None:
    papers.add([SEED])
    store.enrich(1, FOUND)
    assert store.enrich(1, FOUND) == Enriched(1, changed=False)


def test_a_paper_that_has_the_id_already_is_united_with_it_and_keeps_its_triage(
    papers: PaperStore, triage: TriageStore, store: EnrichStore
) -> None:
    papers.add([FOUND, SEED])
    triage.apply([1], TriageChange(read=True, note="Mine."), "mark")
    triage.apply([2], TriageChange(bookmarked=True, add_tags=("x",)), "mark")
    assert store.enrich(2, FOUND) == Enriched(1, changed=True)
    [entry] = papers.get([2])
    assert (entry.id, entry.paper.abstract) == (1, SEED.abstract)
    assert (entry.triage.bookmarked, entry.triage.read, entry.triage.tags, entry.triage.note) == (
        True, True, ("x",), "Mine.",
    )  # fmt: skip
    assert papers.count() == 1


def test_it_is_no_step_of_the_history(
    papers: PaperStore, triage: TriageStore, store: EnrichStore
) -> None:
    papers.add([SEED])
    store.enrich(1, FOUND)
    assert triage.history(10) == []


@pytest.mark.parametrize(
    "known",
    [
        replace(SEED, arxiv_id="2301.00001"),
        replace(SEED, doi="10.1000/1"),
        Paper("LoCoNet", abstract="Something else."),
    ],
)
def test_a_paper_that_ids_or_a_short_title_tell_apart_stays_as_it_is(
    papers: PaperStore, store: EnrichStore, known: Paper
) -> None:
    papers.add([known])
    found = replace(FOUND, title=known.title, doi="10.1000/2")
    assert store.enrich(1, found) is NotEnriched.ANOTHER
    assert papers.papers([1]) == [(1, known)]
    assert papers.count() == 1


def test_a_paper_with_another_doi_than_the_one_that_has_the_id_is_not_united_with_it(
    papers: PaperStore, store: EnrichStore
) -> None:
    known = [replace(FOUND, doi="10.1000/1"), replace(SEED, doi="10.1000/2")]
    papers.add(known)
    assert store.enrich(2, replace(FOUND, upvotes=7)) is NotEnriched.ANOTHER
    assert [paper for _, paper in papers.papers([1, 2])] == known
    assert (papers.find(SLIP), papers.find(TITLE)) == ([1], [2])


def test_there_may_be_no_such_paper(papers: PaperStore, store: EnrichStore) -> None:
    assert store.enrich(1, FOUND) is NotEnriched.GONE
    assert papers.is_empty()


def test_papers_without_id_or_title_are_told_from_the_others(
    papers: PaperStore, store: EnrichStore
) -> None:
    untitled = Paper(placeholder_title("2501.00663"), arxiv_id="2501.00663")
    papers.add([SEED, untitled, FOUND, STRANGER])
    assert store.unidentified() == [1, 2, 4]
    assert store.untitled_count() == 1
    store.enrich(2, replace(untitled, title="Titans: Learning to Memorize at Test Time"))
    assert store.untitled_count() == 0
