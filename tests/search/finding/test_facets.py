"""Counts of the filter pane against counting by hand."""

from collections.abc import Iterator

import pytest

from tests.search.sample import PAPERS, SETS, found, hits, index_of
from tui.papers.paper import Paper
from tui.search.index import SearchIndex
from tui.search.language.ticks import Tick, toggle
from tui.search.results import Facets, StateSets

QUERIES = (
    "", "attention", "attention year:2023", "(year:2020 OR year:2021) has:code", "nothing-at-all",
    "source:hf -tag:toread", "is:inbox", "cat:cs.CL keyword:attention", "-year:2023", "tag:toread",
    "long OR is:bookmarked",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = index_of(tmp_path_factory.mktemp("facets") / "index", PAPERS)
    yield opened
    opened.close()


def counted(facets: Facets, section: str) -> dict[str, int]:
    return {f"{row.tick.field}:{row.tick.value}": row.count for row in facets[section]}


def test_everything_is_counted_under_no_query(index: SearchIndex) -> None:
    facets = hits(index, "").facets
    assert list(facets) == ["status", "links", "source", "year", "topic", "tag"]
    assert counted(facets, "status") == {
        "is:inbox": 6, "is:unread": 5, "is:bookmarked": 2, "is:archived": 2, "is:read": 3,
    }  # fmt: skip
    assert counted(facets, "links") == {
        "has:code": 2, "has:project": 1, "has:pdf": 1, "has:model": 1, "has:note": 2, "has:tag": 3,
    }  # fmt: skip
    assert counted(facets, "source") == {"source:hf": 3, "source:arxiv": 2, "source:page": 2}
    assert counted(facets, "year") == {
        "year:2023": 3,
        "year:2021": 1,
        "year:2020": 1,
        "year:2001": 1,
    }
    assert counted(facets, "tag") == {"tag:toread": 2, "tag:My Kernels": 1}
    topics = counted(facets, "topic")
    assert topics["cat:cs.CL"] == 3
    assert topics["keyword:attention"] == 3
    assert "cat:cs" not in topics


def test_values_stand_by_count_and_years_newest_first(index: SearchIndex) -> None:
    facets = hits(index, "").facets
    topics = [row.count for row in facets["topic"]]
    assert topics == sorted(topics, reverse=True)
    assert [row.tick.value for row in facets["year"]] == ["2023", "2021", "2020", "2001"]


@pytest.mark.parametrize("text", QUERIES)
def test_ticking_a_narrowing_value_finds_as_many_as_its_count(
    index: SearchIndex, text: str
) -> None:
    facets = hits(index, text).facets
    for row in (*facets["status"], *facets["links"]):
        assert len(found(index, f"({text}) {row.tick}" if text else str(row.tick))) == row.count


@pytest.mark.parametrize("section", ["source", "year", "topic", "tag"])
@pytest.mark.parametrize("text", ["", "attention", "is:inbox has:code", "long OR is:bookmarked"])
def test_ticking_a_widening_value_finds_as_many_as_its_count(
    index: SearchIndex, text: str, section: str
) -> None:
    for row in hits(index, text).facets[section]:
        assert len(found(index, toggle(text, row.tick))) == row.count, row


def test_a_widening_section_is_counted_without_its_own_ticks(index: SearchIndex) -> None:
    facets = hits(index, "attention (year:2020 OR year:2021) source:hf").facets
    assert counted(facets, "year") == {"year:2023": 1, "year:2021": 1, "year:2020": 1}
    assert counted(facets, "source") == {"source:hf": 2, "source:page": 1}
    assert counted(hits(index, "attention -year:2023").facets, "year")["year:2023"] == 2


def test_what_is_ticked_is_shown_even_when_no_paper_has_it(index: SearchIndex) -> None:
    asked = 'kernels year:1999 source:nowhere tag:gone (cat:cs.XX OR keyword:"no such")'
    facets = hits(index, asked).facets
    assert counted(facets, "year")["year:1999"] == 0
    assert counted(facets, "source")["source:nowhere"] == 0
    assert counted(facets, "tag")["tag:gone"] == 0
    assert counted(facets, "topic")["cat:cs.XX"] == 0
    assert counted(facets, "topic")["keyword:no such"] == 0


def test_a_ticked_value_is_shown_once_however_it_was_typed(index: SearchIndex) -> None:
    facets = hits(index, "cat:CS.cl tag:TOREAD").facets
    assert [row.tick for row in facets["topic"]].count(Tick("cat", "cs.CL")) == 1
    assert [row.tick for row in facets["tag"]].count(Tick("tag", "toread")) == 1


def test_at_most_thirty_topics_are_shown_the_ticked_among_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    papers = {
        number: Paper(f"Paper {number}", keywords=tuple(f"topic{k}" for k in range(number)))
        for number in range(1, 45)
    }
    index = index_of(tmp_path_factory.mktemp("topics"), papers)
    assert len(hits(index, "").facets["topic"]) == 30
    ticked = counted(hits(index, "keyword:topic43").facets, "topic")
    assert len(ticked) == 30
    assert ticked["keyword:topic43"] == 1
    index.close()


def test_tags_and_notes_follow_the_marks(index: SearchIndex) -> None:
    sets = StateSets(tags={"new": {1}}, notes={5: "word"})
    facets = hits(index, "attention", sets).facets
    assert counted(facets, "tag") == {"tag:new": 1}
    assert counted(facets, "links")["has:note"] == 1
    assert counted(hits(index, "", SETS).facets, "tag") != counted(facets, "tag")
