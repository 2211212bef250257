import contextlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.fulltext.documents import paper_pdf, pdf
from tui.errors import PapertuiError
from tui.sources.fulltext.pdf_layout import as_markdown
from tui.sources.fulltext.pdf_text import pdf_to_markdown

_PROSE = "The method of this paper goes from one full line of the text to the next one of it"


@pytest.fixture(scope="module")
def markdown() -> str:
    return pdf_to_markdown(paper_pdf())


def test_numbered_and_named_headings_are_found(markdown: str) -> None:
    headings = [line for line in markdown.splitlines() if line.startswith("#")]
    assert headings == ["## Abstract", "## 1 Introduction", "## 2 Method", "## References"]


def test_words_cut_at_line_ends_are_joined_also_over_pages(markdown: str) -> None:
    assert "and ends with examples of it." in markdown


def test_headers_and_page_numbers_are_dropped(markdown: str) -> None:
    assert "2501.00663" not in markdown
    assert not {"2", "3"} & set(markdown.splitlines())


def test_a_paragraph_ends_with_a_short_line_that_ends_a_sentence() -> None:
    page = [_PROSE, _PROSE, "ends here.", "A new one begins.", _PROSE]
    assert as_markdown([page]).split("\n\n") == [
        f"{_PROSE} {_PROSE} ends here.",
        "A new one begins.",
        _PROSE,
    ]


def test_each_reference_is_a_paragraph() -> None:
    page = ["[1] One. 2001.", "[2] Two. 2002."]
    assert as_markdown([page]) == "\\[1\\] One. 2001.\n\n\\[2\\] Two. 2002."


@pytest.mark.parametrize(
    "line",
    ["3 Method", "1 0.5 0.7 A 12.5", "1 Introduction.", "2024 Was a year", "1.2.3.4.5 X", "12 A"],
)
def test_a_line_that_might_not_be_a_heading_is_none(line: str) -> None:
    assert "#" not in as_markdown([[_PROSE, line, _PROSE]])


def test_headings_are_numbered_in_sequence_down_to_the_appendix() -> None:
    page = ["1 One", "1.1 Two", "1.1.1 Three", "1.2 Four", "2 Five", "A.1 Six", "A.2 Seven"]
    read = as_markdown([page]).splitlines()
    assert [line.count("#") for line in read if line] == [2, 3, 4, 3, 2, 3, 3]


def test_only_the_first_pages_of_a_book_are_read() -> None:
    markdown = pdf_to_markdown(pdf([["x" * 20]] * 302))
    assert markdown.endswith("*Only the first 300 of 302 pages are shown.*")


def test_reading_stops_when_it_is_not_wanted_any_more() -> None:
    read = pdf_to_markdown(pdf([["first " * 50], ["second " * 50]]), cancelled=lambda: True)
    assert "second" not in read


def test_a_page_that_is_broken_takes_no_other_with_it() -> None:
    broken, good = b"BT <zz> Tj ET", ["words " * 50]
    read = pdf_to_markdown(pdf([broken, good, ["the last page"]]))
    assert read.endswith("the last page\n\n*Page 1 is broken and can't be read.*")
    read = pdf_to_markdown(pdf([good, broken, ["in between"], broken]))
    assert "in between" in read
    assert read.endswith("*2 pages, page 2 first, are broken and can't be read.*")
    with pytest.raises(PapertuiError, match="broken and can't be read"):
        pdf_to_markdown(pdf([broken, broken]))


def test_reading_ends_when_it_takes_too_long() -> None:
    seconds = iter(range(0, 300, 25))
    pages = [[f"page {number} " * 50] for number in range(9)]
    read = pdf_to_markdown(pdf(pages), clock=lambda: next(seconds))
    assert "page 2 " in read
    assert "page 3 " not in read
    assert read.endswith(
        "*Only the first 3 of 9 pages are shown; the others would take longer than 60 seconds.*"
    )


def _encrypted(password: str) -> bytes:
    from pypdf import PdfWriter

    writer, file = PdfWriter(BytesIO(paper_pdf())), BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_needs_no_password_to_be_read_is_read() -> None:
    assert "## 1 Introduction" in pdf_to_markdown(_encrypted(""))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (pdf([[], []]), "holds no text"),
        (b"", "broken"),
        (b"%PDF-1.4\nnothing", "broken"),
        (paper_pdf()[:900], "broken|no text"),
        (_encrypted("secret"), "locked"),
    ],
    ids=["no text", "empty", "only a head", "cut off", "locked"],
)
def test_a_pdf_without_readable_text_is_refused_in_one_sentence(body: bytes, message: str) -> None:
    with pytest.raises(PapertuiError, match=message):
        pdf_to_markdown(body)


def test_nothing_is_written_over_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    pdf_to_markdown(b"something before it\n" + paper_pdf())
    assert capfd.readouterr() == ("", "")


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=30), st.integers(0, 5_000), st.integers(0, 60))
def test_no_bytes_raise_anything_but_a_papertui_error(body: bytes, place: int, gap: int) -> None:
    whole = paper_pdf()
    for file in (body, whole[:place] + body + whole[place + gap :]):
        with contextlib.suppress(PapertuiError):
            pdf_to_markdown(file)
