"""Rows of Hugging Face's lists, in their real shape with its real defects."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.papers.text import clean
from tui.sources.huggingface.rows import HuggingFaceError, read_details, read_rows
from tui.sources.item import Found, Skipped

DAILY = (Path(__file__).parents[2] / "fixtures" / "hf_daily.json").read_bytes()
LIST_DAY = date(2024, 5, 27)


def papers_of(body: bytes) -> list[Paper]:
    items = read_rows(body, listed_on=LIST_DAY)
    return [item.paper for item in items if isinstance(item, Found)]


def only_paper(**fields: Any) -> Paper:
    row = {"paper": {"id": "2405.20000", "title": "x"} | fields}
    (paper,) = papers_of(json.dumps([row]).encode())
    return paper


def test_a_row_gives_all_that_a_reader_can_use() -> None:
    assert papers_of(DAILY)[0] == Paper(
        "Sparse Memories for Long Documents",
        abstract="Long documents do not fit. We keep a sparse memory; "
        "demo at https://lab.example/demo.",
        arxiv_id="2608.19758",
        authors=(Author("Ada Abel"), Author("Bo Ci")),
        keywords=("sparse attention", "long documents"),
        organization="The Lab",
        published_on=date(2026, 8, 20),
        listed_on=date(2026, 8, 21),
        upvotes=4,
        stars=12,
        num_comments=3,
        ai_summary="A sparse memory reads long documents.",
        submitter="Ada Abel",
        links=(
            Link(LinkKind.CODE, "https://github.com/lab/sparse-memories.git"),
            Link(LinkKind.PROJECT, "https://lab.example/sparse"),
            Link(LinkKind.PROJECT, "https://lab.example/demo"),
        ),
        sources=("hf",),
    )


def test_an_older_row_lacks_fields_and_is_listed_on_the_day_of_its_list() -> None:
    assert papers_of(DAILY)[1] == Paper(
        "An Older Row Without a Summary",
        arxiv_id="2405.16712",
        authors=(Author("Cy Dee"),),
        published_on=date(2024, 5, 26),
        listed_on=LIST_DAY,
        upvotes=21,
        num_comments=0,
        ai_summary="Only outside.",
        submitter="Di",
        links=(Link(LinkKind.CODE, "https://github.com/outer/only"),),
        sources=("hf",),
    )


def test_a_field_of_a_wrong_type_is_left_out_and_the_paper_stays() -> None:
    assert papers_of(DAILY)[2] == Paper(
        "Everything Else Is Odd", arxiv_id="2405.20000", listed_on=LIST_DAY, sources=("hf",)
    )


def test_a_row_without_id_or_title_is_skipped_with_its_number() -> None:
    skipped = [item for item in read_rows(DAILY) if isinstance(item, Skipped)]
    assert skipped == [
        Skipped("row 4", "It has no “id”."),
        Skipped("row 5", "It has no “title”."),
        Skipped("row 6", "“paper” is not a JSON object."),
        Skipped("row 7", "It is not a JSON object."),
    ]


def test_the_outer_day_of_publication_is_never_used() -> None:
    row = {"paper": {"id": "2405.20000", "title": "x"}, "publishedAt": "2024-05-27T02:45:33.000Z"}
    assert papers_of(json.dumps([row]).encode())[0].published_on is None


def test_a_repository_is_told_once_however_often_it_is_named() -> None:
    paper = only_paper(
        summary="Code: https://github.com/lab/x.",
        githubRepo="https://github.com/lab/x/",
        projectPage="https://github.com/lab/x",
    )
    assert paper.links == (Link(LinkKind.CODE, "https://github.com/lab/x/"),)


def test_rows_may_be_bare_papers() -> None:
    body = b'[{"id": "2405.20000", "title": "Bare", "upvotes": 2}]'
    assert [(paper.title, paper.upvotes) for paper in papers_of(body)] == [("Bare", 2)]


def test_what_came_before_a_break_is_kept_and_the_break_is_told() -> None:
    *found, end = read_rows(DAILY[: DAILY.index(b'"githubRepoAddedBy"')])
    assert found == []
    assert isinstance(end, Skipped)
    one, other, end = read_rows(DAILY[: DAILY.index(b'"id": "2405.20000"')])
    assert isinstance(one, Found)
    assert isinstance(other, Found)
    assert isinstance(end, Skipped)
    assert end.where == "the end"
    assert end.reason.startswith("The list breaks off there: ")


@pytest.mark.parametrize(
    "body", [b"", b"[", b"<html>", b"[1,", b'[{"paper":' + b"[" * 50_000, b'[{"a":' + b"9" * 9_999]
)
def test_a_body_that_breaks_off_at_once_gives_its_break(body: bytes) -> None:
    *_, end = [*read_rows(body), Skipped("the end", "")]
    assert isinstance(end, Skipped)


def test_damaged_letters_cost_no_row() -> None:
    body = '[{"paper": {"id": "2405.20000", "title": "Caf\xff \\ud800"}}]'.encode("latin-1")
    (paper,) = papers_of(body)
    assert paper.title == "Caf\ufffd"


def test_an_answer_that_is_no_list_is_an_error_with_its_words() -> None:
    with pytest.raises(HuggingFaceError, match="no list of papers: Date is not open yet"):
        list(read_rows(b'{"error": "Date is not open yet"}'))
    assert list(read_rows(b"[]")) == []


def test_details_name_models_datasets_and_spaces() -> None:
    details = {
        "id": "2501.00663",
        "title": "Titans",
        "projectPage": "https://titans.example",
        "withdrawnAt": "2025-01-01",
        "linkedModels": [{"id": f"lab/m{n}"} for n in range(40)],
        "linkedDatasets": [{"id": "lab/data"}, {"id": 5}, "lab/x", {"id": "a b/\x1b"}],
        "linkedSpaces": [{"id": "lab/space"}],
    }
    found = read_details(json.dumps(details).encode())
    assert isinstance(found, Found)
    links = found.paper.links
    assert links[0] == Link(LinkKind.PROJECT, "https://titans.example")
    assert [link.url for link in links if link.kind is LinkKind.MODEL] == [
        f"https://huggingface.co/lab/m{n}" for n in range(30)
    ]
    assert links[31:] == (
        Link(LinkKind.DATASET, "https://huggingface.co/datasets/lab/data"),
        Link(LinkKind.SPACE, "https://huggingface.co/spaces/lab/space"),
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "It is not JSON: "),
        (b"[1]", "It is no paper."),
        (b'{"error": "Paper not found"}', "It is no paper: Paper not found."),
        (b'{"id": "2501.00663"}', "It has no “title”."),
        (b'{"a":' * 50_000, "It is not JSON: "),
    ],
)
def test_details_that_are_no_paper_are_skipped(body: bytes, reason: str) -> None:
    skipped = read_details(body)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith(reason)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_texts_come_in_cleaned(text: str) -> None:
    paper = only_paper(
        summary=text,
        ai_summary=text,
        authors=[{"name": text}],
        organization={"name": text},
        githubRepo=text,
        ai_keywords=[text],
    )
    for value in (paper.abstract, paper.ai_summary, paper.organization, *paper.keywords):
        assert value is None or clean(value) == value
    assert all(link.url.startswith("http") for link in paper.links)


def test_long_lists_are_cut() -> None:
    paper = only_paper(authors=[{"name": f"A{n}"} for n in range(12_000)])
    assert len(paper.authors) == 10_000


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "name", "authors"]), inner, max_size=3)
    ),
    max_leaves=6,
)
fields = st.sampled_from(
    ["id", "title", "paper", "authors", "summary", "upvotes", "githubRepo", "organization"]
)


@settings(max_examples=80)
@given(st.lists(st.dictionaries(fields, values, max_size=5), max_size=3), st.integers(0, 200))
def test_any_rows_cut_anywhere_are_read(rows: list[dict[str, object]], cut: int) -> None:
    body = json.dumps(rows).encode()
    assert len(list(read_rows(body))) == len(rows)
    assert len(list(read_rows(body[:cut]))) <= len(rows) + 1


@settings(max_examples=80)
@given(st.binary(max_size=60))
@example(b"[\xff]")
@example(b"\xef\xbb\xbf[]")
@example(b'{"id": 1e999}')
def test_no_bytes_raise_anything_but_a_sentence(body: bytes) -> None:
    read_details(body)
    with suppress(HuggingFaceError):
        assert all(isinstance(item, Found | Skipped) for item in read_rows(body))
