from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.sources.fulltext.documents import ARXIV_ID, hugging_face_text, latexml_page, paper_pdf
from tests.sources.http.conftest import FakeClock
from tui.papers.full_text import TextOrigin
from tui.papers.paper import Link, LinkKind, Paper
from tui.sources.fulltext.fetching import FetchedText, TextPlaces, fetch_full_text, is_arxiv
from tui.sources.http import Client, FetchCancelled

_PAPER = Paper(title="SVM and Polytope Distance", abstract="We *study* it.", arxiv_id=ARXIV_ID)
_MD, _HTML, _AR5IV, _PDF = (
    f"/hf/papers/{ARXIV_ID}.md",
    f"/arxiv/html/{ARXIV_ID}",
    f"/ar5iv/html/{ARXIV_ID}",
    f"/arxiv/pdf/{ARXIV_ID}",
)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(tmp_path / "http", env={}, paces={"arxiv": 0.0}, clock=FakeClock()) as client:
        yield client


@pytest.fixture
def places(httpserver: HTTPServer) -> TextPlaces:
    """All three servers, below different paths of one."""
    return TextPlaces(*(httpserver.url_for(path) for path in ("/hf", "/arxiv", "/ar5iv")))


def _serve(server: HTTPServer, **bodies: bytes) -> None:
    """Serve the given texts; everything else is not there."""
    types = {"md": "text/markdown", "html": "text/html", "pdf": "application/pdf"}
    for kind, path in {"md": _MD, "html": _HTML, "ar5iv": _AR5IV, "pdf": _PDF}.items():
        if kind in bodies:
            body, content_type = bodies[kind], types.get(kind, "text/html")
            server.expect_request(path).respond_with_data(body, content_type=content_type)
        else:
            server.expect_request(path).respond_with_data("No such page", status=404)


def _fetched(client: Client, places: TextPlaces, paper: Paper = _PAPER) -> FetchedText:
    return fetch_full_text(paper, client, places)


def _asked(server: HTTPServer) -> list[str]:
    return [request.path for request, _ in server.log]


def test_the_text_of_hugging_face_comes_first(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    _serve(httpserver, md=hugging_face_text(), html=latexml_page())
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.HUGGING_FACE, True)
    assert fetched.text.url == places.hugging_face + f"/papers/{ARXIV_ID}"
    assert (_asked(httpserver), fetched.text.why) == ([_MD], "")


@pytest.mark.parametrize("md", [None, b"# Title\n\nThe abstract only.", b"<html>page</html>"])
def test_the_html_of_arxiv_comes_second(
    client: Client, places: TextPlaces, httpserver: HTTPServer, md: bytes | None
) -> None:
    _serve(httpserver, html=latexml_page(), **({} if md is None else {"md": md}))
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.ARXIV_HTML, True)
    assert fetched.text.markdown.startswith("## Abstract\n\nWe study *polytope* distance")
    assert fetched.text.url == f"{places.arxiv}/html/{ARXIV_ID}"


def test_a_page_in_html_where_markdown_should_be_is_no_text(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(_MD).respond_with_data(hugging_face_text(), content_type="text/html")
    _serve(httpserver, html=latexml_page())
    assert _fetched(client, places).text.origin is TextOrigin.ARXIV_HTML


def test_formulas_spelt_out_are_a_reason_to_ask_arxiv_first(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    spelt = hugging_face_text() + b"\nitalic_x start_POSTSUBSCRIPT" * 30
    _serve(httpserver, md=spelt, html=latexml_page())
    assert _fetched(client, places).text.origin is TextOrigin.ARXIV_HTML


def test_a_text_with_formulas_spelt_out_is_better_than_a_pdf(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    spelt = hugging_face_text() + b"\nitalic_x start_POSTSUBSCRIPT" * 30
    _serve(httpserver, md=spelt, pdf=paper_pdf())
    assert _fetched(client, places).text.origin is TextOrigin.HUGGING_FACE
    assert _PDF not in _asked(httpserver)


def test_ar5iv_has_the_html_of_old_papers(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    _serve(httpserver, ar5iv=latexml_page())
    assert _fetched(client, places).text.url == f"{places.ar5iv}/html/{ARXIV_ID}"


def test_being_sent_on_to_the_abstract_is_no_html(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    away = Response(status=302, headers={"Location": httpserver.url_for("/abs/x")})
    httpserver.expect_request(_AR5IV).respond_with_response(away)
    httpserver.expect_request("/abs/x").respond_with_data(latexml_page(), content_type="text/html")
    _serve(httpserver)
    assert _fetched(client, places).text.origin is TextOrigin.ABSTRACT


def test_the_pdf_comes_third_and_says_why(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    _serve(httpserver, pdf=paper_pdf())
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.PDF, True)
    assert "## 1 Introduction" in fetched.text.markdown
    assert fetched.text.why == (
        "Hugging Face has no text of this paper and arXiv has no HTML of it."
    )


def test_a_pdf_on_disk_comes_before_one_on_the_net(
    client: Client, places: TextPlaces, httpserver: HTTPServer, tmp_path: Path
) -> None:
    _serve(httpserver)
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper_pdf())
    fetched = fetch_full_text(_PAPER, client, places, pdf_file=file)
    assert fetched.text.origin is TextOrigin.PDF
    assert _PDF not in _asked(httpserver)


def test_a_paper_without_arxiv_id_has_the_pdf_it_links_to(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/mine.pdf").respond_with_data(paper_pdf())
    link = Link(LinkKind.PDF, httpserver.url_for("/mine.pdf"))
    fetched = _fetched(client, places, Paper(title="Mine", links=(link,)))
    assert (fetched.text.origin, fetched.text.url) == (TextOrigin.PDF, link.url)


def test_without_any_text_there_is_the_abstract_and_a_word_why(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    _serve(httpserver)
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.ABSTRACT, True)
    assert fetched.text.markdown == r"We \*study\* it."
    assert fetched.text.why == (
        "Hugging Face has no text of this paper, arXiv has no HTML of it,"
        " and there is no PDF of it."
    )


@pytest.mark.parametrize(
    ("body", "word"), [(b"<html>not yet</html>", "is none"), (paper_pdf()[:900], "PDF")]
)
def test_what_is_wrong_with_a_pdf_is_told(
    client: Client, places: TextPlaces, httpserver: HTTPServer, body: bytes, word: str
) -> None:
    _serve(httpserver, pdf=body)
    assert word in _fetched(client, places).text.why.split(" and ")[1]


def test_a_paper_of_which_nothing_is_known_says_so(client: Client, places: TextPlaces) -> None:
    why = _fetched(client, places, Paper(title="Mine")).text.why
    assert why == "No arXiv id and no PDF of this paper are known."


def test_a_server_out_of_order_makes_the_text_uncertain(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    httpserver.expect_request(_MD).respond_with_data("", status=503)
    _serve(httpserver, html=latexml_page())
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.ARXIV_HTML, False)


def test_without_network_two_servers_are_tried_and_one_sentence_says_it(client: Client) -> None:
    places = TextPlaces("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9")
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.ABSTRACT, False)
    assert fetched.text.why.count("127.0.0.1") == fetched.text.why.count(".") // 4 == 1


def test_without_network_a_pdf_on_disk_is_still_read(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper_pdf())
    places = TextPlaces("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9")
    fetched = fetch_full_text(_PAPER, client, places, pdf_file=file)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.PDF, False)


def test_too_large_a_page_is_as_good_as_none(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    _serve(httpserver, md=b"a" * 20_000_001, html=latexml_page())
    assert _fetched(client, places).text.origin is TextOrigin.ARXIV_HTML


def test_a_response_that_breaks_off_is_no_text(
    client: Client, places: TextPlaces, httpserver: HTTPServer
) -> None:
    whole = hugging_face_text()

    def cut_off(_: Request) -> Response:
        return Response(iter([whole[:4_500]]), headers={"Content-Length": str(len(whole))})

    httpserver.expect_request(_MD).respond_with_handler(cut_off)
    _serve(httpserver, html=latexml_page())
    fetched = _fetched(client, places)
    assert (fetched.text.origin, fetched.is_certain) == (TextOrigin.ARXIV_HTML, False)


def test_fetching_can_be_stopped(client: Client, places: TextPlaces) -> None:
    with pytest.raises(FetchCancelled):
        fetch_full_text(replace(_PAPER), client, places, cancelled=lambda: True)


@pytest.mark.parametrize("host", ["arxiv.org", "export.arxiv.org", "mirror.example:8000"])
def test_arxiv_is_asked_at_its_pace_wherever_it_is(host: str) -> None:
    assert is_arxiv(f"https://{host}/pdf/1", TextPlaces(arxiv="https://mirror.example:8000"))
    assert not is_arxiv("https://notarxiv.org/pdf/1", TextPlaces())


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_half_a_text_is_none(
    client: Client, places: TextPlaces, httpserver: HTTPServer, kind: str
) -> None:
    _serve(httpserver, **{kind: {"html": latexml_page(), "pdf": paper_pdf()}[kind]})
    last = {"html": _HTML, "pdf": _PDF}[kind]

    def cancelled() -> bool:
        return last in _asked(httpserver)

    with pytest.raises(FetchCancelled):
        fetch_full_text(_PAPER, client, places, cancelled=cancelled)
