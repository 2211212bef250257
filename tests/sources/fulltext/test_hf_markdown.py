import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.fulltext.documents import hugging_face_text
from tui.errors import PapertuiError
from tui.sources.fulltext.hf_markdown import has_spelt_maths, read_hf_markdown

_ID = "2607.00272"


@pytest.fixture(scope="module")
def markdown() -> str:
    return read_hf_markdown(hugging_face_text(), _ID)


def test_the_text_begins_with_the_abstract(markdown: str) -> None:
    assert markdown.startswith("## Abstract\n\nText bold")


def test_maths_without_dollar_signs_becomes_unicode(markdown: str) -> None:
    assert "× 50 and (π₀,…,πₖ), costing $5." in markdown


@pytest.mark.parametrize(
    "link", ["Fig. [1](#S1.F1)", "§[2.1](#S2.SS1)", "(Miikkulainen et al., [2019](#bib.bib2))"]
)
def test_links_within_the_paper_lead_to_places_in_the_text(markdown: str, link: str) -> None:
    assert link in markdown


@pytest.mark.parametrize(
    "target",
    [
        '<a id="S1.F1"></a>\n\nFigure 1: Overview.',
        '<a id="S2.SS1"></a>\n\n### 2.1 Engine',
        '<a id="bib.bib2"></a>\n\n*   Miikkulainen et al. (2019) Evolving.',
    ],
)
def test_places_that_links_lead_to_have_anchors(markdown: str, target: str) -> None:
    assert f"\n\n{target}" in markdown


def test_a_link_whose_place_is_not_found_stays_an_address(markdown: str) -> None:
    assert "[B](https://arxiv.org/html/2607.00272v1#A9)" in markdown


@pytest.mark.parametrize(
    "dropped",
    [
        *("Title:", "Markdown Content", "A Paper", "[1 Introduction]", "hidden"),
        *("Refer to caption", "Cited by", "•", "<b>bold"),
    ],
)
def test_what_readers_do_not_need_is_dropped(markdown: str, dropped: str) -> None:
    assert dropped not in markdown


def test_images_are_told_by_their_own_words_and_code_is_kept(markdown: str) -> None:
    assert "\n\n*Image: a cat*\n\n" in markdown
    assert "EAGLE is `<b>` applicable." in markdown


def test_a_line_that_begins_with_code_in_three_backticks_hides_nothing_after_it() -> None:
    text = hugging_face_text() + b"\n\n```<i>``` is\n\n<b>bold</b> ![Image 1: a dog](x.png)\n"
    assert "```<i>``` is\n\nbold *Image: a dog*" in read_hf_markdown(text, _ID)


def test_endless_backticks_take_no_endless_time() -> None:
    began = time.perf_counter()
    read_hf_markdown(hugging_face_text() + b"`" * 100_000, _ID)
    assert time.perf_counter() - began < 2


def test_front_matter_and_the_banner_of_arxiv_are_dropped() -> None:
    body = hugging_face_text()[hugging_face_text().index(b"###### Abstract") :]
    banner = b"Back to arXiv\n\nThis is experimental HTML.\n\nReport Issue\n\n"
    read = read_hf_markdown(b"---\ntitle: x\n---\n" + banner + body, _ID)
    assert read.startswith("## Abstract")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"# A Title\n\n## Abstract\n\nOnly this.\n",
        b"<!DOCTYPE html><html><body>" + b"<h2>a</h2>long " * 2000,
        b"\n<html>" + b"x" * 9000,
        b"no headings " * 2000,
    ],
    ids=["empty", "abstract", "page", "bare page", "no headings"],
)
def test_a_response_that_is_no_whole_paper_is_refused(body: bytes) -> None:
    with pytest.raises(PapertuiError, match="Hugging Face has no text of this paper"):
        read_hf_markdown(body, _ID)


def test_formulas_copied_out_as_words_are_noticed() -> None:
    words = "T italic_T start_POSTSUBSCRIPT italic_j end_POSTSUBSCRIPT "
    assert has_spelt_maths(words * 8)
    assert not has_spelt_maths(words)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 5_000))
def test_no_bytes_raise_anything_but_a_papertui_error(body: bytes, place: int) -> None:
    text = hugging_face_text()
    for response in (body, text[:place] + body + text[place:]):
        with contextlib.suppress(PapertuiError):
            read_hf_markdown(response, _ID)
