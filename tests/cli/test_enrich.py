"""``papertui enrich``."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.arxiv_api import FakeArxivApi
from tests.cli.command import Run, run_within
from tests.hub import FakeHub, row
from tui.library import EnrichReport, Library
from tui.sources.http import PACES

LOCONET = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
POINTER = "Pointer Networks"

Waiting = Callable[[float, str], None]


@pytest.fixture
def arxiv(httpserver: HTTPServer) -> FakeArxivApi:
    return FakeArxivApi(httpserver)


@pytest.fixture
def run(
    seeded_home: Path, hub: FakeHub, arxiv: FakeArxivApi, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs ``papertui`` on the starter library, with all of the web on this machine."""
    config = seeded_home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f'[sources.arxiv]\napi = "{arxiv.address}"\n')
    monkeypatch.setitem(PACES, "arxiv", 0.0)
    return run_within(monkeypatch)


@pytest.fixture
def loconet(hub: FakeHub) -> None:
    """Hugging Face knows paper 2 of the starter library."""
    found = row(1)
    found["paper"]["title"] = LOCONET
    hub.lists[f"search {LOCONET}"] = [found]


@pytest.mark.usefixtures("loconet")
def test_what_was_found_is_said_and_can_be_searched(run: Run) -> None:
    finished = run("enrich", "2", width=200)
    assert finished.code == 0
    assert finished.lines == [
        f"   2  {LOCONET} → arXiv 2503.00001 (Hugging Face, same title)",
        "1 paper found, 0 not.",
    ]
    assert run("search", "id:2503.00001", "--format", "ids").out == "2\n"


@pytest.mark.usefixtures("loconet")
def test_long_titles_are_cut_to_the_width_of_a_terminal(run: Run) -> None:
    line = run("enrich", "2", terminal=True, width=90).lines[0]
    assert len(line) == 90
    assert line.endswith("… → arXiv 2503.00001 (Hugging Face, same title)")


@pytest.mark.usefixtures("loconet")
def test_titles_are_whole_where_there_is_no_terminal(run: Run) -> None:
    line = run("enrich", "2", width=20).lines[0]
    assert line == f"   2  {LOCONET} → arXiv 2503.00001 (Hugging Face, same title)"


def test_papers_that_were_not_found_are_counted(run: Run, hub: FakeHub) -> None:
    found = row(1)
    found["paper"]["title"] = POINTER
    hub.lists[f"search {POINTER}"] = [found]
    finished = run("enrich")
    assert [line for line in finished.lines if "→" in line] == [finished.lines[0]]
    assert finished.err == (
        "54 papers: Hugging Face and arXiv have no paper of this title. --verbose names them.\n"
    )


def test_papers_that_were_not_found_are_named_when_asked_for(run: Run) -> None:
    finished = run("enrich", "--verbose", "2", "3")
    why = ": Hugging Face and arXiv have no paper of this title."
    assert finished.err.count(why) == len(finished.err.splitlines()) == 2
    assert f"   2  {LOCONET}{why}\n" in finished.err
    assert "--verbose" not in finished.err


def test_a_source_that_failed_is_named_in_the_summary(run: Run, hub: FakeHub) -> None:
    hub.refuse(f"search {LOCONET}", 403)
    finished = run("enrich", "2")
    assert finished.lines == ["0 papers found, 1 not; Hugging Face failed."]
    assert "refuses access (HTTP 403)" in finished.err


@pytest.mark.usefixtures("loconet")
def test_a_query_names_papers_and_not_all_need_be_found(run: Run) -> None:
    finished = run("enrich", "title:loconet", "OR", 'title:"pointer networks"')
    assert finished.code == 1
    assert "1 paper found, 1 not." in finished.lines
    assert f"{POINTER}: Hugging Face and arXiv have no paper of this title." in finished.err


def test_several_numbers_a_title_or_an_id_name_papers_too(run: Run) -> None:
    assert "0 papers found, 2 not." in run("enrich", "2", "3").out
    assert "0 papers found, 1 not." in run("enrich", POINTER).out
    assert "There is no paper “999”." in run("enrich", "999").err


def test_all_that_lack_something_are_looked_up_but_not_again_and_again(
    run: Run, hub: FakeHub
) -> None:
    finished = run("enrich")
    assert finished.code == 1
    assert "0 papers found, 55 not." in finished.out
    hub.asked.clear()
    again = run("enrich")
    assert (again.code, again.out, hub.asked) == (0, "", [])
    assert "55 papers looked up in vain in the last 30 days left out" in again.err


def test_papers_that_lack_nothing_are_said_to(run: Run, hub: FakeHub) -> None:
    found = row(1)
    found["paper"]["title"] = POINTER
    hub.lists[f"search {POINTER}"] = [found]
    assert run("enrich", POINTER).code == 0
    finished = run("enrich", POINTER)
    assert finished.code == 0
    assert finished.lines == ["These papers lack nothing that could be looked up."]


def test_a_library_that_lacks_nothing_is_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "papers_to_enrich", lambda _: ([], 0))
    finished = run("enrich")
    assert (finished.code, finished.lines) == (0, ["Every paper has an arXiv id and a title."])


def test_without_a_network_it_says_so_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    finished = run("enrich", "2", "3", "4")
    assert finished.code == 1
    assert finished.err.count("HF_HUB_OFFLINE is set.") == 2
    assert "3 papers could not be looked up." in finished.err
    assert "no paper of this title" not in finished.err
    assert finished.lines == ["0 papers found, 0 not; Hugging Face and arXiv failed."]


def test_ctrl_c_keeps_what_was_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = EnrichReport(left=5, cancelled=True)
    monkeypatch.setattr(Library, "enrich", lambda *_, **__: stopped)
    finished = run("enrich")
    assert finished.code == 130
    assert "Stopped. What was found until then is kept." in finished.err


def test_a_query_that_finds_nothing_looks_nothing_up(run: Run, hub: FakeHub) -> None:
    assert run("enrich", "title:nonesuch").code == 1
    assert run("enrich", "--nonesuch").code == 2
    assert hub.asked == []


def test_an_import_of_ids_says_how_they_get_their_titles(run: Run, arxiv: FakeArxivApi) -> None:
    imported = run("import", "-", stdin="2501.00001\n2501.00002\n")
    assert "2 papers have no title yet: papertui enrich looks them up." in imported.err
    arxiv.titles["2501.00001"] = "On the songs of whales"
    assert "1 paper found, 1 not." in run("enrich", "source:ids").out
    again = run("import", "-", stdin="2501.00003\n")
    assert "2 papers have no title yet" in again.err
    assert "On the songs of whales" in run("show", "2501.00001").out


def test_a_long_wait_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_: Library, ids: Sequence[int], *, waiting: Waiting, **__: object) -> EnrichReport:
        waiting(3, "one request every 3 s")
        waiting(40, "huggingface.co asks for it")
        return EnrichReport(left=len(ids))

    monkeypatch.setattr(Library, "enrich", wait)
    finished = run("enrich", "2")
    assert finished.err.startswith("huggingface.co asks for it: waiting for 40 s …\n")
