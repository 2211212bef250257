from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.sources.fulltext.documents import ARXIV_ID, hugging_face_text, latexml_page, paper_pdf
from tests.sources.http.conftest import FakeClock
from tui.errors import PapertuiError
from tui.library import Library
from tui.library import text_cache as text_cache_module
from tui.papers.full_text import TextOrigin
from tui.papers.paper import LinkKind
from tui.paths import Paths
from tui.sources.fulltext.fetching import TextPlaces
from tui.sources.http import Client, FetchCancelled

_MD, _HTML, _PDF = f"/papers/{ARXIV_ID}.md", f"/html/{ARXIV_ID}", f"/pdf/{ARXIV_ID}"
_RECORD = f'{{"title": "SVM and Polytope Distance", "arxiv_id": "{ARXIV_ID}", "abstract": "It."}}'


@pytest.fixture
def library(home: Path, tmp_path: Path, httpserver: HTTPServer) -> Iterator[Library]:
    """A library that takes a server on this machine for Hugging Face and arXiv, and never waits."""
    file = tmp_path / "paper.jsonl"
    file.write_text(_RECORD)
    with Library(Paths.standard(home)) as library:
        library.import_files([file])
        library.text_places = TextPlaces(*[httpserver.url_for("").rstrip("/")] * 3)
        folder = library.paths.cache_folder / "http"
        vars(library)["_client"] = Client(folder, env={}, paces={"arxiv": 0.0}, clock=FakeClock())
        yield library


@pytest.fixture
def paper_id(library: Library) -> int:
    return library.find(ARXIV_ID)[0]


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets seconds pass for what is kept."""
    passed = [1_700_000_000.0]
    cache = text_cache_module.TextCache

    def told_the_time(folder: Path, largest: int) -> text_cache_module.TextCache:
        return cache(folder, largest, clock=lambda: passed[0])

    monkeypatch.setattr(text_cache_module, "TextCache", told_the_time)

    def pass_time(seconds: float) -> None:
        passed[0] += seconds

    return pass_time


def _serve(server: HTTPServer, path: str, body: bytes, content_type: str = "text/markdown") -> None:
    server.expect_request(path).respond_with_data(body, content_type=content_type)


def _serve_nothing(server: HTTPServer, *paths: str) -> None:
    for path in paths or (_MD, _HTML, _PDF):
        server.expect_request(path).respond_with_data("", status=404)


def _cut_off_network(library: Library) -> None:
    library.text_places = TextPlaces(*["http://127.0.0.1:9"] * 3)


def test_a_text_is_kept_and_then_read_without_network(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _MD, hugging_face_text())
    assert library.cached_full_text(paper_id) is None
    text = library.full_text(paper_id)
    _cut_off_network(library)
    assert text.origin is TextOrigin.HUGGING_FACE
    assert library.full_text(paper_id) == library.cached_full_text(paper_id) == text


def test_a_text_is_fetched_anew_when_asked_for_again(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _MD, hugging_face_text())
    library.full_text(paper_id)
    httpserver.clear()
    _serve(httpserver, _MD, hugging_face_text().replace(b"Text", b"A new text"))
    assert "A new text" in library.full_text(paper_id, again=True).markdown
    assert "A new text" in library.full_text(paper_id).markdown


def test_what_was_kept_is_better_than_an_abstract(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _MD, hugging_face_text())
    text = library.full_text(paper_id)
    _cut_off_network(library)
    again = library.full_text(paper_id, again=True)
    assert (again.markdown, again.origin) == (text.markdown, text.origin)
    assert again.why.startswith("The text was read before. 127.0.0.1")


def test_that_there_is_no_text_is_asked_once_an_hour(
    library: Library,
    paper_id: int,
    httpserver: HTTPServer,
    pass_time: Callable[[float], None],
) -> None:
    _serve_nothing(httpserver)
    text = library.full_text(paper_id)
    assert (text.origin, text.markdown) == (TextOrigin.ABSTRACT, "It.")
    asked = len(httpserver.log)
    pass_time(3_500)
    assert library.full_text(paper_id) == library.cached_full_text(paper_id) == text
    assert len(httpserver.log) == asked
    pass_time(200)
    assert library.cached_full_text(paper_id) is None
    library.full_text(paper_id)
    assert len(httpserver.log) == 2 * asked


def test_without_network_nothing_is_remembered(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    places = library.text_places
    _cut_off_network(library)
    assert library.full_text(paper_id).origin is TextOrigin.ABSTRACT
    assert library.cached_full_text(paper_id) is None
    library.text_places = places
    _serve(httpserver, _MD, hugging_face_text())
    assert library.full_text(paper_id).origin is TextOrigin.HUGGING_FACE


def test_a_second_best_text_is_replaced_when_the_best_server_is_back(
    library: Library,
    paper_id: int,
    httpserver: HTTPServer,
    pass_time: Callable[[float], None],
) -> None:
    httpserver.expect_request(_MD).respond_with_data("", status=503)
    _serve(httpserver, _HTML, latexml_page(), "text/html")
    assert library.full_text(paper_id).origin is TextOrigin.ARXIV_HTML
    httpserver.clear()
    _serve(httpserver, _MD, hugging_face_text())
    assert library.full_text(paper_id).origin is TextOrigin.ARXIV_HTML
    pass_time(3_700)
    assert library.full_text(paper_id).origin is TextOrigin.HUGGING_FACE


def test_a_text_that_may_be_replaced_is_still_given_at_once_and_without_network(
    library: Library,
    paper_id: int,
    httpserver: HTTPServer,
    pass_time: Callable[[float], None],
) -> None:
    httpserver.expect_request(_MD).respond_with_data("", status=503)
    _serve(httpserver, _HTML, latexml_page(), "text/html")
    text = library.full_text(paper_id)
    assert library.full_text_is_current(paper_id)
    pass_time(3_700)
    _cut_off_network(library)
    assert not library.full_text_is_current(paper_id)
    assert library.cached_full_text(paper_id) == text


def test_a_pdf_is_read_until_a_week_later_there_is_a_better_text(
    library: Library,
    paper_id: int,
    httpserver: HTTPServer,
    pass_time: Callable[[float], None],
) -> None:
    _serve_nothing(httpserver, _MD, _HTML)
    _serve(httpserver, _PDF, paper_pdf(), "application/pdf")
    assert library.full_text(paper_id).origin is TextOrigin.PDF
    pass_time(6 * 86_400)
    assert library.full_text_is_current(paper_id)
    pass_time(2 * 86_400)
    assert not library.full_text_is_current(paper_id)
    assert library.full_text(paper_id).origin is TextOrigin.PDF
    assert library.full_text_is_current(paper_id)
    pass_time(8 * 86_400)
    httpserver.clear()
    _serve_nothing(httpserver, _MD)
    _serve(httpserver, _HTML, latexml_page(), "text/html")
    assert library.full_text(paper_id).origin is TextOrigin.ARXIV_HTML
    pass_time(1e9)
    assert library.full_text_is_current(paper_id)


def test_a_good_text_stays_when_its_server_is_out_of_order_and_another_has_a_worse_one(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _MD, hugging_face_text())
    text = library.full_text(paper_id)
    httpserver.clear()
    httpserver.expect_request(_MD).respond_with_data("", status=503)
    _serve(httpserver, _PDF, paper_pdf(), "application/pdf")
    again = library.full_text(paper_id, again=True)
    assert (again.markdown, again.origin) == (text.markdown, text.origin)
    assert library.full_text(paper_id) == text


def test_stopping_gives_the_abstract_and_is_not_remembered(library: Library, paper_id: int) -> None:
    text = library.full_text(paper_id, cancelled=lambda: True)
    assert (text.origin, text.markdown) == (TextOrigin.ABSTRACT, "It.")
    assert library.cached_full_text(paper_id) is None


def test_the_endpoint_of_hugging_face_is_taken_from_the_environment(
    library: Library, paper_id: int, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.text_places = None
    monkeypatch.setenv("HF_ENDPOINT", httpserver.url_for(""))
    _serve(httpserver, _MD, hugging_face_text())
    assert library.full_text(paper_id).origin is TextOrigin.HUGGING_FACE


def test_a_paper_without_arxiv_id_says_why_it_has_no_text(library: Library) -> None:
    starter = library.newest_ids()[0]
    text = library.full_text(starter)
    assert text.origin is TextOrigin.ABSTRACT
    assert text.why == "No arXiv id and no PDF of this paper are known."


def test_a_number_that_no_paper_has_is_told(library: Library) -> None:
    with pytest.raises(PapertuiError, match="There is no paper 999999"):
        library.full_text(999_999)


def test_the_place_of_reading_is_remembered(library: Library, paper_id: int) -> None:
    assert library.reading_place(paper_id) is None
    library.save_reading_place(paper_id, "12:0.5")
    assert library.reading_place(paper_id) == "12:0.5"


def test_a_pdf_is_downloaded_once_with_progress_and_linked(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _PDF, paper_pdf(), "application/pdf")
    told: list[tuple[int, int | None]] = []
    assert library.pdf_file(paper_id) is None
    file = library.download_pdf(paper_id, progress=lambda *how_far: told.append(how_far))
    assert file == library.paths.data_folder / "pdfs" / f"{ARXIV_ID}.pdf"
    assert file.read_bytes() == paper_pdf()
    assert told[-1] == (len(paper_pdf()), len(paper_pdf()))
    assert library.download_pdf(paper_id) == library.pdf_file(paper_id) == file
    assert len(httpserver.log) == 1
    (entry,) = library.entries([paper_id])
    assert [link.kind for link in entry.paper.links] == [LinkKind.PDF]


def test_a_paper_with_a_downloaded_pdf_is_found_by_it(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _PDF, paper_pdf(), "application/pdf")
    library.catch_up()
    library.download_pdf(paper_id)
    library.catch_up()
    results = library.search("has:pdf")
    assert results is not None
    assert paper_id in results.ids


def test_the_text_of_a_downloaded_pdf_needs_no_network(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _PDF, paper_pdf(), "application/pdf")
    library.download_pdf(paper_id)
    _cut_off_network(library)
    assert library.full_text(paper_id).origin is TextOrigin.PDF


def test_what_is_no_pdf_is_refused_and_leaves_nothing(
    library: Library, paper_id: int, httpserver: HTTPServer
) -> None:
    _serve(httpserver, _PDF, b"<html>Please wait</html>", "application/pdf")
    with pytest.raises(PapertuiError, match="What came is not a PDF"):
        library.download_pdf(paper_id)
    assert library.pdf_file(paper_id) is None
    assert list((library.paths.data_folder / "pdfs").iterdir()) == []


def test_a_download_that_is_stopped_leaves_nothing(library: Library, paper_id: int) -> None:
    with pytest.raises(FetchCancelled):
        library.download_pdf(paper_id, cancelled=lambda: True)
    assert list((library.paths.data_folder / "pdfs").iterdir()) == []


def test_a_paper_of_which_no_pdf_is_known_says_so(library: Library) -> None:
    with pytest.raises(PapertuiError, match="No PDF of this paper is known"):
        library.download_pdf(library.newest_ids()[0])


_NAMELESS = """{"title": "A paper on the web", "links": [{"kind": "pdf", "url": "%s"}]}"""


def _import(library: Library, folder: Path, record: str) -> None:
    file = folder / "more.jsonl"
    file.write_text(record)
    library.import_files([file])


def test_files_are_found_when_the_paper_has_got_an_id_and_another_title_since(
    library: Library, tmp_path: Path, httpserver: HTTPServer
) -> None:
    _serve(httpserver, "/a.pdf", paper_pdf(), "application/pdf")
    _import(library, tmp_path, _NAMELESS % httpserver.url_for("/a.pdf"))
    number = library.find("A paper on the web")[0]
    file, text = library.download_pdf(number), library.full_text(number)
    _import(library, tmp_path, '{"title": "A PAPER: on the Web", "doi": "10.1000/web"}')
    assert library.pdf_file(number) == library.download_pdf(number) == file
    library.merge(library.find(ARXIV_ID)[0], number)
    _cut_off_network(library)
    assert library.entries([number])[0].paper.arxiv_id == ARXIV_ID
    assert library.pdf_file(number) == file
    assert library.cached_full_text(number) == text


def test_a_short_title_is_nobodys_own(
    library: Library, tmp_path: Path, httpserver: HTTPServer
) -> None:
    _serve(httpserver, "/a.pdf", paper_pdf(), "application/pdf")
    record = _NAMELESS.replace("A paper on the web", "Erratum") % httpserver.url_for("/a.pdf")
    _import(library, tmp_path, record)
    library.download_pdf(library.find("Erratum")[0])
    _import(library, tmp_path, '{"title": "Erratum", "arxiv_id": "2501.00001", "abstract": "x"}')
    assert library.pdf_file(library.find("2501.00001")[0]) is None
