"""The PDF of a paper: downloaded, and opened from where it lies."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.app.driver import reading
from tests.app.outside import Outside
from tests.app.sample import library_of
from tui.config import Settings
from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.links import pdf_url
from tui.papers.paper import Paper
from tui.sources.fulltext.fetching import TextPlaces

Progress = Callable[[int, int | None], None]


def pdf_in(library: Library) -> Path:
    """A PDF in the library's folder for them."""
    file = library.paths.data_folder / "pdfs" / "1706.03762.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.7")
    return file


async def test_a_download_says_how_far_it_is_and_where_the_file_is(
    rich_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def download(_: int, *, progress: Progress, cancelled: Callable[[], bool]) -> Path:
        progress(1_500_000, 3_000_000)
        progress(1_600_000, 3_000_000)
        gate.wait(timeout=10)
        return pdf_in(rich_library)

    monkeypatch.setattr(rich_library, "download_pdf", download)
    async with reading(rich_library) as reader:
        await reader.press_without_waiting("d")
        await reader.wait_for("PDF: 1.5 of 3.0 MB")
        await reader.press_without_waiting("d")
        await reader.wait_for("A PDF is being downloaded")
        reader.screen.footer._forget()
        await reader.wait_for("PDF: 1.5 of 3.0 MB")
        gate.set()
        await reader.settle()
        assert reader.said == f"P opens {pdf_in(rich_library)}"


async def test_the_pdfs_of_a_selection_are_downloaded_one_after_the_other(
    rich_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def download(paper_id: int, **_: object) -> Path:
        asked.append(paper_id)
        return pdf_in(rich_library)

    monkeypatch.setattr(rich_library, "download_pdf", download)
    async with reading(rich_library) as reader:
        await reader.press("*", "d")
        papers = rich_library.entries(reader.selected)
        assert asked == [entry.id for entry in papers if pdf_url(entry.paper)]
        assert reader.said.startswith(f"Downloaded {len(asked)} PDF")
        assert 0 < len(asked) < len(papers)


async def test_a_paper_whose_pdf_came_is_found_by_that(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE")
    address = httpserver.url_for("").rstrip("/")
    httpserver.expect_request("/pdf/2501.00663").respond_with_data(b"%PDF-1.7 and so on")
    paper = Paper("Titans", "Memory.", arxiv_id="2501.00663", sources=("hf",))
    with library_of(tmp_path / "one", [paper]) as library:
        library.settings = Settings(sync_every=0)
        library.text_places = TextPlaces(address, address, address)
        async with reading(library) as reader:
            await reader.press("d")
            assert reader.said.endswith("2501.00663.pdf")
            await reader.search("has:pdf")
            assert reader.total == 1
            await reader.press("P")
            assert reader.said.endswith("2501.00663.pdf")


async def test_a_download_that_fails_is_told_and_can_be_tried_again(
    rich_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[object] = []

    def fail(*_: object, progress: Progress, **__: object) -> Path:
        tries.append(progress)
        progress(10, None)
        raise PapertuiError("That is no PDF.", "Open its page.")

    monkeypatch.setattr(rich_library, "download_pdf", fail)
    async with reading(rich_library) as reader:
        for times in (1, 2):
            await reader.press("d")
            assert len(tries) == times
            assert reader.complaints == ["That is no PDF. Open its page."]
            assert "PDF" not in reader.lines[-1]


async def test_a_paper_without_a_pdf_says_so(rich_library: Library) -> None:
    async with reading(rich_library) as reader:
        await reader.press("G", "d")
        assert reader.said == "No PDF is known for this paper."
        await reader.search("nothing-at-all")
        await reader.press("d", "P")
        assert reader.said == "No paper here to download."


async def test_a_file_that_is_there_is_opened_in_place_of_the_link(
    rich_library: Library, monkeypatch: pytest.MonkeyPatch, outside: Outside
) -> None:
    file = pdf_in(rich_library)
    monkeypatch.setattr(rich_library, "pdf_file", lambda _: file)
    async with reading(rich_library) as reader:
        await reader.press("P")
        assert outside.opened == [file.as_uri()]
        assert reader.said == f"Opened {file}"
        outside.has_browser = False
        await reader.press("P")
        assert outside.clipboard == str(file)
