"""arXiv's metadata over OAI-PMH."""

from datetime import date

import pytest

from tests.sources.arxiv.fixture import fixture, names_of, papers_of
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.oai import read_oai, resumption_token
from tui.sources.item import Skipped


def answer(content: str) -> bytes:
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{content}</OAI-PMH>'.encode()


def test_a_record_has_all_its_fields_and_a_deleted_one_is_passed_over() -> None:
    first, empty, last = read_oai(fixture("oai.xml"))
    [paper] = papers_of([first])
    assert (paper.arxiv_id, paper.doi) == ("1601.03238", "10.1103/physrevd.93.016005")
    assert paper.title == "Irreversible degradation of quantum coherence"
    assert paper.abstract == "We study the dynamics of quantum coherence."
    assert names_of(paper) == ["Planck Collaboration", "Neal J. Evans II"]
    assert paper.categories == ("quant-ph", "gr-qc", "hep-th")
    assert (paper.comment, paper.venue) == ("6 pages", "PoS(CD15) (2015) 045")
    assert (paper.published_on, paper.sources) == (date(2016, 1, 13), ("arxiv",))
    assert empty == Skipped("entry 3", "It has no metadata.")
    [old] = papers_of([last])
    assert (old.arxiv_id, old.published_on) == ("math/0309136", date(2003, 9, 8))


def test_the_raw_format_has_authors_in_one_line_and_versions() -> None:
    [paper] = papers_of(read_oai(fixture("oai_raw.xml")))
    assert names_of(paper) == ["C. Balázs", "E. L. Berger", "P. M. Nadolsky", "C.-P. Yuan"]
    assert paper.published_on == date(2007, 4, 2)
    assert (paper.categories, paper.comment) == (("hep-ph",), "37 pages")


def test_dublin_core_takes_its_categories_from_the_sets() -> None:
    [paper] = papers_of(read_oai(fixture("oai_dc.xml")))
    assert (paper.arxiv_id, paper.doi) == ("0704.0047", "10.1000/182")
    assert names_of(paper) == ["T. Kosel", "Neal J. Evans II"]
    assert paper.categories == ("cs.NE", "hep-th", "cs")
    assert (paper.comment, paper.venue) == ("5 pages, 5 eps figures", "J. Acoustics 12 (2007)")
    assert paper.abstract == "The intelligent acoustic emission locator is described."
    assert paper.published_on == date(2007, 4, 1)


def test_the_resumption_token_is_told_and_absent_on_the_last_page() -> None:
    assert resumption_token(fixture("oai.xml")) == "verb%3DListRecords%26skip%3D2000"
    assert resumption_token(answer("<ListRecords><resumptionToken/></ListRecords>")) is None
    assert resumption_token(fixture("oai_raw.xml")) is None
    assert resumption_token(fixture("oai.xml")[:-90]) is None


def test_no_matching_records_are_no_error() -> None:
    assert list(read_oai(answer('<error code="noRecordsMatch">Nothing.</error>'))) == []


def test_an_error_has_arxivs_words_and_its_code() -> None:
    body = answer('<error code="badResumptionToken">The token has expired.</error>')
    with pytest.raises(ArxivError) as refused:
        list(read_oai(body))
    assert refused.value.message == "arXiv says: The token has expired (badResumptionToken)."
    assert refused.value.code == "badResumptionToken"
