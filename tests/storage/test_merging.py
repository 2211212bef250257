"""Two papers made one at the user's word, taken back, and made again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import papers as any_papers
from tests.storage.changes.facts import all_facts
from tui.errors import PapertuiError
from tui.papers.paper import Author, ChangeTimes, Link, LinkKind, Paper, Triage, TriageChange
from tui.storage.clock import now
from tui.storage.database import Database
from tui.storage.history import Undone
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore
from tui.storage.triage_store import TriageStore

PREPRINT = Paper(
    "Mamba: Linear-Time Sequence Modeling",
    abstract="Foundation models …",
    arxiv_id="2312.00752",
    authors=(Author("Albert Gu"), Author("Tri Dao")),
    upvotes=138,
    links=(Link(LinkKind.CODE, "https://github.com/state-spaces/mamba"),),
    sources=("hf",),
)
PUBLISHED = Paper(
    "Linear-time sequence modelling with selective state spaces",
    doi="10.1000/mamba",
    venue="COLM 2024",
    keywords=("state spaces",),
    sources=("bibtex",),
)
OTHER = Paper("A third paper on something else", arxiv_id="2501.00663")


@pytest.fixture
def merges(database: Database) -> MergeStore:
    return MergeStore(database)


@pytest.fixture
def reading(database: Database) -> ReadingStore:
    return ReadingStore(database)


@pytest.fixture
def pair(papers: PaperStore, triage: TriageStore, reading: ReadingStore) -> None:
    """Papers 1 and 2, each with marks and a place of its own, and the stranger 3."""
    papers.add([PREPRINT, PUBLISHED, OTHER])
    mine = TriageChange(bookmarked=True, add_tags=("both", "first"), note="First.")
    triage.apply([1], mine, "mark")
    triage.apply([2], TriageChange(read=True, add_tags=("both", "second"), note="Second."), "mark")
    reading.save_place(2, "340")
    papers.mark_indexed(papers.unindexed(10))


def undone(triage: TriageStore) -> Undone:
    taken_back = triage.undo()
    assert taken_back is not None
    return taken_back


def unindexed(papers: PaperStore) -> list[int]:
    return sorted(paper_id for paper_id, _ in papers.unindexed(10))


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("given", [(1, 2), (2, 1)])
def test_two_papers_become_one_with_the_best_of_both(
    papers: PaperStore, merges: MergeStore, reading: ReadingStore, given: tuple[int, int]
) -> None:
    step = merges.merge(*given)
    assert (step.label, step.count) == ("merged 2 papers", 2)
    (entry,) = papers.get([2])
    assert entry.id == 1
    assert entry.paper == replace(
        PREPRINT,
        title=PUBLISHED.title,
        doi=PUBLISHED.doi,
        venue=PUBLISHED.venue,
        keywords=PUBLISHED.keywords,
        sources=("hf", "bibtex"),
    )
    assert entry.triage == Triage(
        bookmarked=True, read=True, tags=("both", "first", "second"), note="First.\n\nSecond."
    )
    assert reading.place(1) == "340"
    assert unindexed(papers) == [1, 2]


@pytest.mark.usefixtures("pair")
def test_undo_gives_both_back_exactly_and_redo_makes_them_one_again(
    database: Database, papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    apart = all_facts(database)
    merges.merge(1, 2)
    united = all_facts(database)
    papers.mark_indexed(papers.unindexed(10))
    taken_back = undone(triage)
    assert (taken_back.ids, taken_back.skipped) == ((1, 2), 0)
    assert taken_back.papers_changed
    assert all_facts(database) == apart
    assert unindexed(papers) == [1, 2]
    redone = triage.redo()
    assert redone is not None
    assert (redone.ids, redone.skipped) == ((1,), 0)
    assert redone.papers_changed
    assert all_facts(database) == united
    undone(triage)
    assert all_facts(database) == apart
    assert not undone(triage).papers_changed


@pytest.mark.usefixtures("pair")
def test_notes_that_became_one_stay_when_what_they_were_arrives_once_more(
    papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    apart = papers.get_timed([1, 2])
    merges.merge(1, 2)
    assert triage.add([(entry.id, entry.triage) for entry in apart], "imported") is None
    assert papers.get([1])[0].triage.note == "First.\n\nSecond."
    undone(triage)
    again = papers.get_timed([1, 2])
    assert again == apart
    assert [entry.triage.changed_at for entry in again] == [
        entry.triage.changed_at for entry in apart
    ]


@pytest.mark.usefixtures("pair")
def test_a_note_written_elsewhere_is_newer_than_those_that_become_one_later(
    papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    written = Triage(note="Both, in other words.", changed_at=ChangeTimes(note=now()))
    merges.merge(1, 2)
    triage.add([(1, written)], "imported")
    assert papers.get([1])[0].triage.note == "Both, in other words."


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("note", ["", "Second."])
def test_a_note_that_is_the_only_one_keeps_the_later_time(
    papers: PaperStore, triage: TriageStore, merges: MergeStore, note: str
) -> None:
    last = triage.apply([1], TriageChange(note=note), "noted")
    assert last is not None
    merges.merge(1, 2)
    merged = papers.get_timed([1])[0].triage
    assert merged.note == "Second."
    assert merged.changed_at is not None
    assert merged.changed_at.note == last.at


@pytest.mark.usefixtures("pair")
def test_what_was_done_before_and_after_a_merge_can_be_undone_through_it(
    papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    merges.merge(1, 2)
    triage.apply([2], TriageChange(archived=True, add_tags=("later",)), "mark")
    undone(triage)
    undone(triage)
    assert [entry.triage.tags for entry in papers.get([1, 2])] == [
        ("both", "first"),
        ("both", "second"),
    ]
    assert undone(triage).ids == (2,)
    assert [entry.triage.read for entry in papers.get([1, 2])] == [False, False]
    assert papers.get([1])[0].triage.bookmarked


@pytest.mark.usefixtures("pair")
def test_an_id_that_the_survivor_does_not_show_leads_to_it_from_then_on(
    papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    merges.merge(1, 3)
    shown = papers.get([1])[0].paper.arxiv_id
    assert shown == "2312.00752"
    later = replace(OTHER, title="As it is called in its third version", upvotes=1000)
    assert papers.find("2501.00663") == [1]
    assert papers.add([later]).ids == [1]
    assert papers.get([1])[0].paper.arxiv_id == shown
    assert papers.get([1])[0].paper.upvotes == 1000
    undone(triage)
    assert papers.find("2501.00663") == [3]
    assert papers.add([later]).ids == [3]


@pytest.mark.usefixtures("pair")
def test_what_came_since_a_merge_stays_with_the_survivor(
    database: Database, papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    merges.merge(1, 2)
    code = Link(LinkKind.CODE, "https://github.com/other/mamba")
    news = Paper("Mamba", arxiv_id="2312.00752", upvotes=150, links=(code,), doi="10.1/other")
    papers.add([news])
    taken_back = undone(triage)
    assert (taken_back.ids, taken_back.skipped) == ((1, 2), 1)
    first, second = (entry.paper for entry in papers.get([1, 2]))
    assert first == replace(PREPRINT, upvotes=150, links=(*PREPRINT.links, code), doi="10.1/other")
    assert second == PUBLISHED
    assert papers.find("Mamba") == [1]
    assert papers.find("10.1000/mamba") == [2]
    assert papers.add([PREPRINT, PUBLISHED]).ids == [1, 2]
    assert all_facts(database)["known_id"] == []


@pytest.mark.usefixtures("pair")
def test_reading_on_after_a_merge_is_not_lost(
    triage: TriageStore, merges: MergeStore, reading: ReadingStore
) -> None:
    merges.merge(1, 2)
    reading.save_place(1, "9000")
    assert undone(triage).skipped == 0
    assert (reading.place(1), reading.place(2)) == ("9000", "340")


@pytest.mark.usefixtures("pair")
def test_a_survivor_that_was_absorbed_since_can_not_be_separated(
    database: Database, papers: PaperStore, triage: TriageStore, merges: MergeStore
) -> None:
    assert papers.add([Paper("The same in print")]).ids == [4]
    merges.merge(2, 4)
    bridge = Paper("Whatever it is called", arxiv_id="2312.00752", doi="10.1000/mamba")
    assert papers.add([bridge]).ids == [1]
    before = all_facts(database)
    taken_back = undone(triage)
    assert (taken_back.ids, taken_back.skipped) == ((), 1)
    assert all_facts(database) == before
    redone = triage.redo()
    assert redone is not None
    assert redone.skipped == 1
    assert all_facts(database) == before


@pytest.mark.usefixtures("pair")
def test_a_merge_of_what_was_merged_is_taken_back_step_by_step(
    database: Database, triage: TriageStore, merges: MergeStore
) -> None:
    states = [all_facts(database)]
    for pair in ((2, 3), (3, 1)):
        merges.merge(*pair)
        states.append(all_facts(database))
    for state in reversed(states[:-1]):
        assert undone(triage).skipped == 0
        assert all_facts(database) == state
    for state in states[1:]:
        triage.redo()
        assert all_facts(database) == state


@pytest.mark.usefixtures("pair")
def test_a_paper_can_not_be_merged_with_itself_nor_with_none(merges: MergeStore) -> None:
    merges.merge(1, 2)
    with pytest.raises(PapertuiError, match="one paper already, number 1"):
        merges.merge(2, 1)
    with pytest.raises(PapertuiError, match="no paper 99"):
        merges.merge(1, 99)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_papers, min_size=2, max_size=4), st.data())
def test_any_merges_undone_give_every_state_before(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[Paper], data: st.DataObject
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers, triage, merges = PaperStore(database), TriageStore(database), MergeStore(database)
    papers.add(arrivals)
    states = [all_facts(database)]
    while papers.count() > 1:
        ids = sorted(papers.all_ids())
        one = data.draw(st.sampled_from(ids))
        merges.merge(one, data.draw(st.sampled_from([i for i in ids if i != one])))
        states.append(all_facts(database))
    for state in reversed(states[:-1]):
        assert undone(triage).skipped == 0
        assert all_facts(database) == state
    for state in states[1:]:
        triage.redo()
        assert all_facts(database) == state
    database.close()
