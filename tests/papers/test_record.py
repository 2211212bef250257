import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.papers.strategies import papers, triages
from tui.papers.paper import Author, ChangeTimes, Entry, Link, LinkKind, Paper, Triage
from tui.papers.record import RecordError, from_record, to_record

TITANS = Entry(
    17,
    Paper(
        "Titans",
        abstract="Memory.",
        authors=(Author("Ali Behrouz"),),
        categories=("cs.LG",),
        listed_on=date(2025, 3, 11),
        links=(Link(LinkKind.CODE, "https://github.com/x/y"),),
        sources=("page",),
    ),
    Triage(bookmarked=True, tags=("toread",)),
)


WRONG_VALUES: dict[str, list[object]] = {
    "title": [None, "", " \u200b", 5, ["x"]],
    "abstract": [5],
    "comment": [5],
    "note": [5],
    "authors": ["Ada", [5], [None], {"name": "Ada"}],
    "tags": ["a", [1]],
    "links": ["https://a.org", [5], [{}], [{"url": 5}]],
    "listed_on": [5, "2025-02-30", "20250311", "Mar 11", "2025-03-11T00"],
    "ai_summary": [5],
    "submitter": [{"name": "Ada"}],
    "num_comments": ["5"],
    "upvotes": [-1, 1.5, "5", True, 2**63],
    "read": [1, "true"],
    "arxiv_id": [2501.00663, "no id"],
    "doi": [10, "n/a"],
    "changed_at": [5, "2025-03-11", ["read"]],
}


def test_a_record_has_every_key_in_its_place() -> None:
    record = to_record(TITANS, 12.31)
    assert json.dumps(record) == json.dumps(
        {
            "id": 17,
            "arxiv_id": None,
            "doi": None,
            "title": "Titans",
            "abstract": "Memory.",
            "authors": ["Ali Behrouz"],
            "categories": ["cs.LG"],
            "keywords": [],
            "comment": None,
            "organization": None,
            "venue": None,
            "ai_summary": None,
            "submitter": None,
            "published_on": None,
            "listed_on": "2025-03-11",
            "upvotes": None,
            "stars": None,
            "num_comments": None,
            "links": [{"kind": "code", "url": "https://github.com/x/y"}],
            "sources": ["page"],
            "bookmarked": True,
            "read": False,
            "archived": False,
            "tags": ["toread"],
            "note": None,
            "changed_at": None,
            "score": 12.31,
        }
    )


@given(papers, triages)
def test_what_is_written_reads_back(paper: Paper, triage: Triage) -> None:
    written = json.dumps(to_record(Entry(1, paper, triage)))
    assert from_record(json.loads(written)) == (paper, triage)


def test_the_times_of_changes_are_written_where_there_are_any_and_read_back() -> None:
    at = "2025-03-11T09:12:00.000001+00:00"
    times = ChangeTimes(read=at, note=at, tags={"b": at, "a": at})
    triage = Triage(read=True, tags=("b",), changed_at=times)
    record = to_record(Entry(1, Paper("x"), triage))
    assert record["changed_at"] == {"read": at, "note": at, "tags": {"a": at, "b": at}}
    assert from_record(json.loads(json.dumps(record)))[1].changed_at == times
    assert to_record(Entry(1, Paper("x"), Triage(changed_at=ChangeTimes())))["changed_at"] is None


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("2025-03-11T09:12:00Z", "2025-03-11T09:12:00.000000+00:00"),
        ("2025-03-11T09:12:00.25+02:00", "2025-03-11T07:12:00.250000+00:00"),
        ("2025-03-11 09:12", "2025-03-11T09:12:00.000000+00:00"),
        ("2025-03-11", "2025-03-11T00:00:00.000000+00:00"),
        (None, None),
    ],
)
def test_a_time_is_read_as_one_in_utc(printed: str | None, at: str | None) -> None:
    _, triage = from_record({"title": "x", "changed_at": {"read": printed, "tags": None}})
    assert (triage.changed_at or ChangeTimes()).read == at


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"bookmarked": "yesterday"}, "changed_at.bookmarked"),
        ({"read": 5}, "changed_at.read"),
        ({"archived": "2025-02-30"}, "changed_at.archived"),
        ({"note": "0001-01-01T00:00+05:00"}, "changed_at.note"),
        ({"note": "9" * 100_000}, "changed_at.note"),
        ({"tags": ["a"]}, "changed_at.tags"),
        ({"tags": {"a": True}}, "changed_at.tags"),
    ],
)
def test_a_time_that_is_none_is_named(times: dict[str, object], field: str) -> None:
    with pytest.raises(RecordError) as raised:
        from_record({"title": "x", "changed_at": times})
    assert raised.value.field == field


def test_the_times_of_tags_are_kept_under_their_clean_names() -> None:
    times = {"a\u202e b": "2025-03-11", "a b": "2025-03-12", "\x00": "2025-03-11"}
    _, triage = from_record({"title": "x", "changed_at": {"tags": times}})
    assert triage.changed_at == ChangeTimes(tags={"a b": "2025-03-12T00:00:00.000000+00:00"})


def test_a_title_is_enough() -> None:
    assert from_record({"title": " Titans\n"}) == (Paper("Titans"), Triage())


def test_everything_else_is_read_too() -> None:
    paper, triage = from_record(
        {
            "title": "Titans",
            "doi": "https://doi.org/10.1000/X",
            "arxiv_id": "arXiv:2501.00663v2",
            "venue": "NeurIPS",
            "published_on": "2024-12-31",
            "upvotes": 0,
            "tags": ["b", "a", "b", ""],
            "note": "one\n\ntwo",
            "unknown": {"is": "ignored"},
        }
    )
    assert paper == Paper(
        "Titans",
        arxiv_id="2501.00663",
        doi="10.1000/x",
        venue="NeurIPS",
        published_on=date(2024, 12, 31),
        upvotes=0,
    )
    assert triage == Triage(tags=("a", "b"), note="one\n\ntwo")


def test_a_doi_of_arxivs_own_is_an_arxiv_id() -> None:
    paper, _ = from_record({"title": "x", "doi": "10.48550/arXiv.2501.00663"})
    assert (paper.arxiv_id, paper.doi) == ("2501.00663", None)


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        ([], ()),
        ([""], ()),
        (["a", "b c"], ("a", "b c")),
        (["a", "", "b"], ("a", "b")),
        ([" a", "b "], ("a", "b")),
        (["a  b", "c\nd", "\x1be"], ("a b", "c d", "e")),
        (["é", "n"], ("é", "n")),
        (["a" * 30_000, "b"], ("a" * 20_000, "b")),
    ],
)
def test_each_text_of_a_list_is_cleaned(texts: list[str], read: tuple[str, ...]) -> None:
    paper, _ = from_record({"title": "Titans", "keywords": texts})
    assert paper.keywords == read


def test_links_are_looked_for_only_where_none_are_given() -> None:
    record: dict[str, Any] = {"title": "x", "abstract": "At https://github.com/x/y."}
    assert from_record(record)[0].links == (Link(LinkKind.CODE, "https://github.com/x/y"),)
    assert from_record(record | {"links": []})[0].links == ()


def test_links_not_to_open_are_left_out_and_kinds_are_filled_in() -> None:
    links = [
        "https://github.com/x/y",
        {"url": "https://a.org", "kind": "nonsense"},
        {"url": "https://a.org/b", "kind": "dataset"},
        {"url": "javascript:alert(1)", "kind": "code"},
        {"url": "https://github.com/x/y"},
        {"url": "https://a.org/c", "kind": 5},
    ]
    assert from_record({"title": "x", "links": links})[0].links == (
        Link(LinkKind.CODE, "https://github.com/x/y"),
        Link(LinkKind.PROJECT, "https://a.org"),
        Link(LinkKind.DATASET, "https://a.org/b"),
        Link(LinkKind.PROJECT, "https://a.org/c"),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in WRONG_VALUES.items() for value in values],
)
def test_a_wrong_value_is_an_error_that_names_the_field(field: str, value: object) -> None:
    with pytest.raises(RecordError, match=f"“{field}” must be ") as raised:
        from_record({"title": "x"} | {field: value})
    assert raised.value.field == field
    assert raised.value.expected in str(raised.value)


@given(
    st.dictionaries(
        st.sampled_from(list(to_record(TITANS))),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda values: (
                st.lists(values, max_size=3)
                | st.dictionaries(st.sampled_from(["kind", "url"]), values, max_size=2)
            ),
            max_leaves=5,
        ),
    )
)
def test_any_record_is_a_paper_or_an_error_that_names_a_field(record: dict[str, object]) -> None:
    try:
        paper, _ = from_record(record)
        complaint = "title"
    except RecordError as error:
        paper, complaint = Paper("x"), error.field
    assert paper.title
    assert complaint in {*record, "title"}


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_texts_pass_through_every_field(text: str) -> None:
    record = {
        "title": f"T {text}",
        "abstract": text,
        "authors": [text],
        "tags": [text],
        "note": text,
    }
    started = time.process_time()
    paper, triage = from_record(record)
    assert time.process_time() - started < 1
    again = from_record(json.loads(json.dumps(to_record(Entry(1, paper, triage)))))
    assert again == (paper, triage)


def test_very_long_values_are_cut() -> None:
    paper, _ = from_record({"title": "x" * 50_000, "authors": ["A"] * 20_000})
    assert len(paper.title) == 20_000
    assert len(paper.authors) == 10_000


def test_a_note_and_tags_are_whole_or_refused() -> None:
    note, tag = "x" * 1_000_000, "t" * 20_000
    times = {"tags": {tag: "2026-11-20T00:00:00Z"}}
    _, triage = from_record({"title": "x", "note": note, "tags": [tag], "changed_at": times})
    assert (triage.note, triage.tags) == (note, (tag,))
    for field, value in (
        ("note", "x" * 2_000_001),
        ("tags", ["a", "t" * 20_001]),
        ("changed_at", {"tags": {"t" * 20_001: "2026-11-20T00:00:00Z"}}),
    ):
        with pytest.raises(RecordError, match="no more than"):
            from_record({"title": "x", field: value})


@pytest.mark.parametrize(
    "printed", ["9999-01-01T00:00:00Z", "9999-12-31T23:59:59.999999+00:00", "9999-12-31T23:00:00"]
)
def test_after_every_time_there_are_later_ones(printed: str) -> None:
    _, triage = from_record({"title": "x", "changed_at": {"read": printed}})
    assert triage.changed_at == ChangeTimes(read="9998-01-01T00:00:00.000000+00:00")


def test_of_two_times_of_tags_that_are_one_when_cleaned_the_newer_counts() -> None:
    early, late = (f"202{year}-01-01T00:00:00.000000+00:00" for year in (1, 2))
    for times in ({"a": late, " a": early}, {"a": early, "\u200ba": late}):
        _, triage = from_record({"title": "x", "changed_at": {"tags": times}})
        assert triage.changed_at == ChangeTimes(tags={"a": late})
