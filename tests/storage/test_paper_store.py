from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage, TriageChange
from tui.papers.text import clean
from tui.storage.database import Database
from tui.storage.paper_row import PAPER_COLUMNS
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

TITANS = Paper(
    title="Titans: Learning to Memorize at Test Time",
    abstract="Over more than a decade …",
    arxiv_id="2501.00663",
    doi="10.1000/titans",
    authors=(Author("Ali Behrouz"), Author("Peilin Zhong")),
    categories=("cs.LG", "cs.AI"),
    keywords=("memory",),
    comment="12 pages",
    organization="Google",
    venue="NeurIPS",
    published_on=date(2024, 12, 31),
    listed_on=date(2025, 1, 2),
    upvotes=12,
    stars=0,
    num_comments=3,
    ai_summary="A memory that learns while it is used.",
    submitter="akhaliq",
    links=(
        Link(LinkKind.CODE, "https://github.com/a/b"),
        Link(LinkKind.PDF, "https://x.org/p.pdf"),
    ),
    sources=("page", "hf"),
)
BOOKMARK = TriageChange(bookmarked=True)


def _titles(papers: PaperStore) -> list[str]:
    return [entry.paper.title for entry in papers.get(papers.all_ids())]


def _pending(papers: PaperStore) -> list[int]:
    return [paper_id for paper_id, _ in papers.unindexed(1000)]


def _index_all(papers: PaperStore) -> None:
    papers.mark_indexed(papers.unindexed(1000))


def test_a_paper_comes_out_as_it_went_in(papers: PaperStore) -> None:
    bare = Paper(title="Only a title")
    report = papers.add([TITANS, bare])
    assert (report.new, report.merged, report.unchanged) == (2, 0, 0)
    assert papers.get(report.ids) == [Entry(1, TITANS), Entry(2, bare)]
    assert papers.papers(report.ids) == [(1, TITANS), (2, bare)]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_that_was_cleaned_comes_out_as_it_went_in(
    papers: PaperStore, text: str
) -> None:
    text = clean(text) or "?"
    paper = Paper(title=text, abstract=text, authors=(Author(text),), keywords=(text,))
    (paper_id,) = papers.add([paper]).ids
    assert papers.get([paper_id]) == [Entry(1, paper)]
    papers.find(text)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_any_text_can_be_looked_up(papers: PaperStore, text: str) -> None:
    assert papers.find(text) == []


def test_papers_come_in_the_order_asked_and_unknown_numbers_are_left_out(
    papers: PaperStore,
) -> None:
    papers.add(Paper(title=f"Paper number {n}") for n in range(1, 6))
    ids = [entry.id for entry in papers.get([4, 99, 1, -3, 5, 10**30])]
    assert ids == [4, 1, 5]
    assert papers.get([]) == []


def test_papers_come_with_their_triage(papers: PaperStore, triage: TriageStore) -> None:
    papers.add([TITANS])
    triage.apply([1], TriageChange(read=True, add_tags=("z", "a", "é"), note="A\nB"), "mark")
    (entry,) = papers.get([1])
    assert entry.triage == Triage(read=True, tags=("a", "z", "é"), note="A\nB")


def test_all_numbers_are_newest_first_undated_last_then_in_order(papers: PaperStore) -> None:
    days = [None, date(2024, 1, 1), date(2025, 1, 1), None, date(2025, 1, 1)]
    papers.add(Paper(title=f"Paper number {n}", listed_on=day) for n, day in enumerate(days, 1))
    papers.add([Paper(title="Published only", published_on=date(2024, 6, 1))])
    assert papers.all_ids().typecode == "q"
    assert papers.all_ids().tolist() == [3, 5, 6, 2, 1, 4]
    assert papers.list_days() == [date(2025, 1, 1), date(2024, 6, 1), date(2024, 1, 1)]


def test_an_empty_library_is_empty(papers: PaperStore) -> None:
    assert papers.is_empty()
    assert papers.count() == 0
    assert papers.all_ids().tolist() == []
    assert papers.list_days() == []
    papers.add([TITANS])
    assert not papers.is_empty()
    assert papers.count() == 1


@pytest.mark.parametrize(
    "reference",
    [
        "1",
        " 1 ",
        "2501.00663",
        "https://arxiv.org/abs/2501.00663v2",
        "10.1000/titans",
        "https://doi.org/10.1000/TITANS",
        "titans: learning to memorize at test time",
    ],
)
def test_a_paper_is_found_by_what_people_call_it(papers: PaperStore, reference: str) -> None:
    papers.add([TITANS, Paper(title="Another paper altogether")])
    assert papers.find(reference) == [1]


def test_a_title_that_two_papers_have_finds_both(papers: PaperStore) -> None:
    papers.add(Paper(title="A survey of surveys", arxiv_id=f"2501.0000{n}") for n in (1, 2))
    assert papers.find("A Survey of Surveys") == [1, 2]


def test_what_is_not_there_is_not_found(papers: PaperStore) -> None:
    papers.add([TITANS])
    for reference in ("2", "9" * 40, "2501.99999", "10.1/none", "nothing", ""):
        assert papers.find(reference) == []


def test_a_paper_titled_with_a_number_is_found_when_no_paper_has_it(papers: PaperStore) -> None:
    papers.add([Paper(title="1984")])
    assert papers.find("1984") == [1]


def test_the_same_paper_again_changes_nothing(papers: PaperStore, database: Database) -> None:
    papers.add([TITANS])
    _index_all(papers)
    report = papers.add([TITANS, TITANS])
    assert (report.new, report.merged, report.unchanged) == (0, 0, 2)
    assert report.ids == [1, 1]
    assert _pending(papers) == []


def test_a_record_with_an_id_joins_the_paper_known_by_title_and_its_triage_stays(
    papers: PaperStore, triage: TriageStore
) -> None:
    papers.add([Paper(title=TITANS.title, sources=("page",))])
    _index_all(papers)
    mine = TriageChange(bookmarked=True, add_tags=("toread",), note="Compare.")
    triage.apply([1], mine, "mark")
    report = papers.add([TITANS])
    assert (report.new, report.merged, report.ids) == (0, 1, [1])
    (entry,) = papers.get([1])
    assert entry.paper.arxiv_id == TITANS.arxiv_id
    assert entry.paper.sources == ("page", "hf")
    assert entry.triage == Triage(bookmarked=True, tags=("toread",), note="Compare.")
    assert _pending(papers) == [1]


def test_equal_titles_with_different_ids_are_different_papers(papers: PaperStore) -> None:
    twins = [Paper(title="One and the same title", arxiv_id=f"2501.0000{n}") for n in (1, 2)]
    assert papers.add(twins).ids == [1, 2]
    assert papers.add(reversed(twins)).ids == [2, 1]
    assert papers.add([Paper(title="One and the same title", upvotes=3)]).ids == [1]
    assert papers.count() == 2


def test_a_paper_is_known_by_every_title_it_has_had(papers: PaperStore) -> None:
    draft, final = "The draft of a title", "The final title, which is longer"
    for title in (draft, final):
        papers.add([Paper(title=title, arxiv_id="2501.00001")])
    for title in (draft, final):
        assert papers.find(title) == [1]
        assert papers.add([Paper(title=title)]).ids == [1]


def test_the_titles_of_an_absorbed_paper_are_known_for_its_survivor(papers: PaperStore) -> None:
    _absorb_two_into_one(papers)
    for n in ("first", "second", "third"):
        assert papers.find(f"The {n} of the titles") == [1]


def test_two_papers_that_an_arrival_shows_to_be_one_become_one(papers: PaperStore) -> None:
    papers.add(
        [
            Paper(title="The working title of a paper", doi="10.1000/x", upvotes=7),
            Paper(title="The final title of the paper", categories=("cs.LG",)),
        ]
    )
    _index_all(papers)
    report = papers.add([Paper(title="The final title of the paper", doi="10.1000/x")])
    assert (report.new, report.merged, report.ids) == (0, 1, [1])
    (entry,) = papers.get([1])
    assert entry.paper.upvotes == 7
    assert entry.paper.categories == ("cs.LG",)
    assert papers.all_ids().tolist() == [1]
    assert sorted(_pending(papers)) == [1, 2]
    assert papers.papers(_pending(papers))[0][0] == 1


def test_a_number_that_was_absorbed_stands_for_the_survivor(
    papers: PaperStore, triage: TriageStore
) -> None:
    _absorb_two_into_one(papers)
    assert [entry.id for entry in papers.get([2, 3])] == [1, 1]
    assert [papers.resolve(n) for n in (1, 2, 3, 4)] == [1, 1, 1, 4]
    assert papers.find("3") == [1]
    triage.apply([3], BOOKMARK, "bookmark")
    assert triage.marks().bookmarked == {1}


def test_a_number_is_never_given_again(papers: PaperStore) -> None:
    _absorb_two_into_one(papers)
    assert papers.add([Paper(title="An altogether new paper")]).ids == [4]


def _absorb_two_into_one(papers: PaperStore) -> None:
    """Papers 1, 2 and 3 become one: first 3 joins 2, then 2 joins 1."""
    papers.add(
        [
            Paper(title="The first of the titles", arxiv_id="2501.00001"),
            Paper(title="The second of the titles", doi="10.1000/x"),
            Paper(title="The third of the titles"),
        ]
    )
    assert papers.add([Paper(title="The third of the titles", doi="10.1000/x")]).ids == [2]
    bridge = Paper(title="Whatever it is called", arxiv_id="2501.00001", doi="10.1000/x")
    assert papers.add([bridge]).ids == [1]


def test_uniting_keeps_the_triage_of_both(papers: PaperStore, triage: TriageStore) -> None:
    _two_that_will_be_one(papers)
    first = TriageChange(bookmarked=True, add_tags=("a", "both"), note="First.")
    second = TriageChange(read=True, archived=True, add_tags=("b", "both"), note="Second.")
    triage.apply([1], first, "mark")
    triage.apply([2], second, "mark")
    papers.add([Paper(title="The final title of the paper", doi="10.1000/x")])
    (entry,) = papers.get([1])
    assert entry.triage == Triage(
        bookmarked=True,
        read=True,
        archived=True,
        tags=("a", "b", "both"),
        note="First.\n\nSecond.",
    )
    assert triage.tag_counts() == {"a": 1, "b": 1, "both": 1}


@pytest.mark.parametrize("marked", [1, 2])
def test_uniting_keeps_the_triage_that_only_one_has(
    papers: PaperStore, triage: TriageStore, marked: int
) -> None:
    _two_that_will_be_one(papers)
    mine = TriageChange(bookmarked=True, add_tags=("a",), note="Mine.")
    triage.apply([marked], mine, "mark")
    papers.add([Paper(title="The final title of the paper", doi="10.1000/x")])
    assert papers.get([1])[0].triage == Triage(bookmarked=True, tags=("a",), note="Mine.")


def test_uniting_does_not_double_a_note(papers: PaperStore, triage: TriageStore) -> None:
    _two_that_will_be_one(papers)
    triage.apply([1, 2], TriageChange(note="Same."), "note")
    papers.add([Paper(title="The final title of the paper", doi="10.1000/x")])
    assert papers.get([1])[0].triage.note == "Same."


def test_undo_of_what_was_done_to_an_absorbed_paper_reaches_its_survivor(
    papers: PaperStore, triage: TriageStore
) -> None:
    _two_that_will_be_one(papers)
    triage.apply([2], TriageChange(bookmarked=True, add_tags=("a",)), "mark")
    papers.add([Paper(title="The final title of the paper", doi="10.1000/x")])
    undone = triage.undo()
    assert undone is not None
    assert (undone.ids, undone.skipped) == ((1,), 0)
    assert papers.get([1])[0].triage == Triage()
    triage.redo()
    assert papers.get([1])[0].triage == Triage(bookmarked=True, tags=("a",))


def _two_that_will_be_one(papers: PaperStore) -> None:
    papers.add(
        [
            Paper(title="The working title of a paper", doi="10.1000/x"),
            Paper(title="The final title of the paper"),
        ]
    )


def test_a_batch_that_unites_reports_the_survivor_for_each_arrival(papers: PaperStore) -> None:
    report = papers.add(
        [
            Paper(title="The working title of a paper", doi="10.1000/x"),
            Paper(title="The final title of the paper"),
            Paper(title="The final title of the paper", doi="10.1000/x"),
        ]
    )
    assert (report.new, report.merged, report.ids) == (2, 1, [1, 1, 1])


def test_a_batch_that_fails_leaves_nothing(papers: PaperStore) -> None:
    def breaking_off() -> Iterator[Paper]:
        yield TITANS
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        papers.add(breaking_off())
    assert papers.is_empty()
    assert papers.unindexed_count() == 0


def test_what_changes_while_it_is_indexed_stays_unindexed(papers: PaperStore) -> None:
    papers.add([TITANS, Paper(title="Another paper altogether")])
    pairs = papers.unindexed(10)
    papers.add([Paper(title="Another paper altogether", upvotes=9)])
    papers.mark_indexed(pairs)
    assert _pending(papers) == [2]


def test_the_unindexed_come_in_the_order_of_their_change_up_to_a_limit(
    papers: PaperStore,
) -> None:
    papers.add(Paper(title=f"Paper number {n}") for n in range(5))
    assert papers.unindexed_count() == 5
    assert [paper_id for paper_id, _ in papers.unindexed(2)] == [1, 2]
    _index_all(papers)
    assert papers.unindexed_count() == 0
    papers.mark_all_unindexed()
    assert _pending(papers) == [1, 2, 3, 4, 5]


_PAPERS = st.builds(
    Paper,
    title=st.sampled_from([f"The {n} title of the paper" for n in ("first", "second", "third")]),
    arxiv_id=st.sampled_from([None, None, "2501.00001", "2501.00002"]),
    doi=st.sampled_from([None, None, "10.1000/x", "10.1000/y"]),
    upvotes=st.sampled_from([None, 1, 2]),
    sources=st.sampled_from([("page",), ("hf",), ("arxiv",)]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_PAPERS, max_size=4), max_size=5))
def test_no_order_of_arrivals_breaks_identity(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Paper]]
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    papers = PaperStore(database)
    reports = [papers.add(batch) for batch in batches]
    entries = papers.get(papers.all_ids())
    ids = [entry.paper.arxiv_id for entry in entries if entry.paper.arxiv_id]
    assert len(ids) == len(set(ids))
    assert {arrival.arxiv_id for batch in batches for arrival in batch} - {None} == set(ids)
    for batch, report in zip(batches, reports, strict=True):
        assert report.new + report.merged + report.unchanged == len(batch)
        arrived_as = papers.get(report.ids)
        assert len(arrived_as) == len(batch)
        for arrival, entry in zip(batch, arrived_as, strict=True):
            assert set(arrival.sources) <= set(entry.paper.sources)
            assert (arrival.upvotes or 0) <= (entry.paper.upvotes or 0)
    database.close()


def _rows(database: Database) -> list[list[tuple[object, ...]]]:
    """All that is known of papers, but for when they were added."""
    tables = ("paper", "known_title", "known_id", "alias")
    with database.read() as connection:
        columns = dict.fromkeys(tables, "*") | {"paper": f"id, {PAPER_COLUMNS}"}
        return [
            connection.execute(f"SELECT {columns[name]} FROM {name} ORDER BY 1, 2").fetchall()
            for name in tables
        ]


@settings(max_examples=60, deadline=None)
@given(st.lists(_PAPERS, max_size=12))
def test_a_batch_gives_what_its_papers_give_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[Paper]
) -> None:
    folder = tmp_path_factory.mktemp("libraries")
    at_once, one_by_one = Database(folder / "at once.db"), Database(folder / "one by one.db")
    whole = PaperStore(at_once).add(arrivals)
    parts = [PaperStore(one_by_one).add([paper]) for paper in arrivals]
    assert _rows(at_once) == _rows(one_by_one)
    for count in ("new", "merged", "unchanged"):
        assert getattr(whole, count) == sum(getattr(part, count) for part in parts)
    at_once.close()
    one_by_one.close()


def test_many_papers_of_one_batch_are_each_what_they_are(papers: PaperStore) -> None:
    rows = [Paper(f"Paper number {n}", arxiv_id=f"2501.{n:05}") for n in range(2500)]
    report = papers.add([*rows, *rows])
    assert (report.new, report.merged, report.unchanged) == (2500, 0, 2500)
    assert report.ids == [*range(1, 2501)] * 2
