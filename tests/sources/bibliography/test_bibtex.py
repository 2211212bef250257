"""BibTeX as people, tools and papertui itself write it."""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.sample import FULL, format_text
from tests.hostile import HOSTILE_TEXTS
from tests.sources.bibliography.outcome import (
    EXPORTED,
    FOLDER,
    assert_reads_back,
    code_links,
    names_of,
    read_back,
)
from tui.errors import PapertuiError
from tui.export.bibtex import render
from tui.papers.paper import Author, Entry, Paper, Triage
from tui.papers.text import clean
from tui.sources.bibliography.bibtex import read_bibtex
from tui.sources.item import Found, Skipped


@pytest.fixture(scope="module")
def items() -> Sequence[Found | Skipped]:
    return list(read_bibtex((FOLDER / "entries.bib").read_text("utf-8")))


def paper_of(text: str) -> Paper:
    [found] = read_back(read_bibtex(text))
    return found.paper


def test_strings_braces_and_tex_are_read(items: Sequence[Found | Skipped]) -> None:
    assert items[0] == Found(
        Paper(
            title="An amazing title",
            abstract="A long abstract over lines, érudit, of 5% & more.",
            authors=(Author("Jean César"),),
            keywords=("keyword1", "keyword2"),
            comment="A comment",
            venue="Nice Journal",
            published_on=date(2013, 1, 1),
            sources=("bibtex",),
        )
    )


def test_a_broken_entry_is_skipped_with_its_line(items: Sequence[Found | Skipped]) -> None:
    broken = items[1]
    assert isinstance(broken, Skipped)
    assert broken.where == "line 21"
    assert broken.reason.startswith("It can't be read: Unexpected block start: `@misc`.")
    assert items[-1] == Skipped("line 51", "It has no title.")
    assert len(items) == 6


def test_a_preprint_as_search_engines_give_it_has_an_id_and_no_venue(
    items: Sequence[Found | Skipped],
) -> None:
    [found] = read_back(items[2:3])
    paper = found.paper
    assert (paper.arxiv_id, paper.venue) == ("1706.03762", None)
    assert names_of(paper) == ["Ashish Vaswani", "Noam Shazeer", "Laurens van der Maaten"]
    assert paper.published_on == date(2017, 6, 12)
    assert [link.url for link in paper.links] == ["https://github.com/tensorflow/tensor2tensor_x"]


def test_a_cross_reference_gives_venue_and_year_and_its_volume_is_no_paper(
    items: Sequence[Found | Skipped],
) -> None:
    [found] = read_back(items[3:4])
    paper = found.paper
    assert (paper.title, paper.venue) == ("Crossed", "Proceedings of ICML 2019")
    assert (paper.arxiv_id, paper.doi) == ("1901.00001", "10.1145/3395363.3397376")
    assert names_of(paper) == ["Martin King Jr.", "R&D Group", "Şule Öz"]
    assert (paper.categories, paper.published_on) == (("cs.LG",), date(2019, 1, 1))
    assert [link.url for link in code_links(paper)] == ["https://github.com/lab/crossed"]


def test_a_key_that_came_before_loses_no_paper(items: Sequence[Found | Skipped]) -> None:
    [found] = read_back(items[4:5])
    assert found.paper.title == "The same key again: With a Subtitle"
    assert (found.paper.arxiv_id, found.paper.published_on) == (None, date(2009, 8, 21))
    assert found.triage == Triage(note="Mine.\n\nSecond line.")


def test_what_papertui_exports_reads_back() -> None:
    read = read_back(read_bibtex(render(EXPORTED)))
    for entry, found in zip(EXPORTED, read, strict=True):
        assert_reads_back(entry, found)
    full = read[0].paper
    assert full.categories == ("cs.CV",)
    assert code_links(full) == code_links(FULL.paper)


without_tex = format_text.map(lambda text: "".join(char for char in text if char not in "\\$"))


@settings(max_examples=100)
@given(without_tex)
def test_any_text_reads_back_as_it_was_exported(text: str) -> None:
    entry = Entry(1, Paper("x", abstract=clean(text) or None, venue="Nature"))
    paper = paper_of(render([entry]))
    assert (paper.abstract, paper.venue) == (entry.paper.abstract, "Nature")


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("year = 2017", date(2017, 1, 1)),
        ("year = {c. 1998}, month = {10~May}", date(1998, 5, 10)),
        ("year = 2017, month = {02}", date(2017, 2, 1)),
        ("year = 2017, month = {February 29}", date(2017, 2, 1)),
        ("year = 2017, date = {2016-05}", date(2016, 5, 1)),
        ("year = {in press}", None),
        ("month = jan", None),
    ],
)
def test_days_in_many_ways(fields: str, day: date | None) -> None:
    assert paper_of(f"@misc{{k, title = {{T}}, {fields}}}").published_on == day


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Doe, Jane", ["Jane Doe"]),
        ("A. Ab, B. Bc, C. Cd, D. De", ["A. Ab", "B. Bc", "C. Cd", "D. De"]),
        ("Doe, Jane, and Roe, Jo", ["Jane Doe", "Jo Roe"]),
        ("{Barnes and Noble, Inc.} and Ludwig van Beethoven", None),
        ("}} and {", []),
    ],
)
def test_names_are_told_apart_as_bibtex_does(author: str, names: list[str] | None) -> None:
    expected = ["Barnes and Noble, Inc.", "Ludwig van Beethoven"] if names is None else names
    assert names_of(paper_of(f'@misc{{k, title = {{T}}, author = "{author}"}}')) == expected


def test_strings_that_double_again_and_again_are_bounded() -> None:
    strings = "".join(f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 30))
    started = time.process_time()
    paper = paper_of(f'@string{{a0 = "xxxxxxxxxx"}}\n{strings}@misc{{k, title = a29}}')
    assert len(paper.title) == 20_000
    assert time.process_time() - started < 2


def test_more_authors_than_are_kept_are_told() -> None:
    authors = " and ".join(["Ada Lovelace"] * 20_000)
    _found, told = read_bibtex(f"@misc{{k, title = {{T}}, author = {{{authors}}}}}")
    assert told == Skipped(
        "line 1, authors", "It names 20,000 authors; the first 10,000 were kept."
    )


def test_a_file_without_entries_or_too_large_is_refused() -> None:
    with pytest.raises(PapertuiError, match="The file holds no BibTeX entries"):
        list(read_bibtex("Dear all, write to me@home.org {soon}"))
    with pytest.raises(PapertuiError, match="larger than 50,000,000 characters"):
        list(read_bibtex("x" * 50_000_001))


def test_broken_files_write_nothing_over_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    list(read_bibtex("@article{a, title = {never closed"))
    assert capfd.readouterr() == ("", "")


pieces = st.sampled_from(
    [
        *(
            "@article{k,",
            "@string{",
            "@comment{",
            "@preamble(",
            "title",
            "author",
            "=",
            "#",
            "crossref",
        ),
        *(
            "{",
            "}",
            '"',
            ",",
            "\n",
            "\\",
            "k",
            " and ",
            "month = jan",
            "year = 99999",
            "@",
            "(",
            ")",
        ),
    ]
)


@settings(max_examples=150)
@given(st.lists(pieces | st.text(max_size=5), max_size=30).map("".join))
def test_no_text_raises_anything_but_an_error_of_papertui(text: str) -> None:
    with suppress(PapertuiError):
        list(read_bibtex(text))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_is_read(text: str) -> None:
    fields = ", ".join(
        f"{name} = {{{text}}}" for name in ("author", "title", "url", "eprint", "year", "annote")
    )
    started = time.process_time()
    with suppress(PapertuiError):
        list(read_bibtex(f"@misc{{k, {fields}}}\n@misc{{k, title = {{next}}}}"))
    assert time.process_time() - started < 2
