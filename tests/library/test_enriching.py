"""What papers lack, looked up at Hugging Face and arXiv."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.arxiv_api import FakeArxivApi, error_feed
from tests.hub import FakeHub, Row, row
from tui.config import ArxivSettings, Settings
from tui.errors import UsageError
from tui.library import EnrichFinding, Library
from tui.papers.identity import placeholder_title
from tui.papers.paper import Author, Link, LinkKind, Paper, Triage, TriageChange
from tui.paths import Paths
from tui.sources.http import Client, Clock

LOCONET = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
WHALES = "On the songs of whales and what they say"
CODE = Link(LinkKind.CODE, "https://github.com/ada/whales")


class NoWaiting(Clock):
    """Time that passes at once."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return super().now() + self.ahead

    def steady(self) -> float:
        return super().steady() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def arxiv(httpserver: HTTPServer) -> FakeArxivApi:
    return FakeArxivApi(httpserver)


@pytest.fixture
def library(
    home: Path, hub: FakeHub, arxiv: FakeArxivApi, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """A new library that asks the servers of the test, and waits in no time."""
    monkeypatch.setattr(Library, "bring_in_starter_papers", lambda _: None)
    paths = Paths.standard(home)
    settings = Settings(arxiv=ArxivSettings(api=arxiv.address))
    with Library(paths, settings) as library:
        library._client = Client(paths.cache_folder / "http", env={}, clock=NoWaiting())
        yield library


def add(library: Library, *papers: Paper) -> list[int]:
    return library._papers.add(papers).ids


def paper(library: Library, number: int = 1) -> Paper:
    [entry] = library.entries([number])
    return entry.paper


def listed(title: str, number: int = 1, **fields: object) -> Row:
    """A row of Hugging Face's search: paper ``2503.0000N`` under a title."""
    found = row(number)
    found["paper"] |= {"title": title, **fields}
    return found


# Papers without arXiv id


def test_a_paper_is_found_by_its_title_at_hugging_face(hub: FakeHub, library: Library) -> None:
    [number] = add(library, Paper(LOCONET, abstract="Who speaks.", sources=("page",)))
    hub.lists[f"search {LOCONET}"] = [row(7), listed(LOCONET.upper())]
    report = library.enrich([number])
    assert report.found == [
        EnrichFinding(1, LOCONET.upper(), "2503.00001", "Hugging Face, same title", 1)
    ]
    assert report.is_complete
    found = paper(library)
    assert (found.arxiv_id, found.sources) == ("2503.00001", ("page", "hf"))
    assert found.authors == (Author("Ada Lovelace"),)
    assert library.unindexed_count() == 1


def test_the_title_that_was_found_takes_the_place_of_a_misprint(
    hub: FakeHub, library: Library
) -> None:
    misprint = WHALES.replace("songs", "sungs")
    add(library, Paper(misprint, sources=("bibtex",)))
    hub.lists[f"search {misprint}"] = [listed(WHALES)]
    library.enrich([1])
    assert paper(library).title == WHALES
    assert library.find(misprint) == [1]


def test_a_slip_in_the_title_is_told(hub: FakeHub, library: Library) -> None:
    add(library, Paper(WHALES))
    hub.lists[f"search {WHALES}"] = [listed(WHALES.replace("songs", "song"))]
    [line] = library.enrich([1]).lines
    assert line == (
        "1  On the song of whales and what they say → "
        "arXiv 2503.00001 (Hugging Face, nearly the same title)"
    )


def test_a_paper_with_a_similar_title_is_refused(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    add(library, Paper(WHALES))
    similar = listed(WHALES.replace("whales", "dolphins"))
    hub.lists[f"search {WHALES}"] = [similar]
    arxiv.titles["2501.00001"] = f"{WHALES}, revisited"
    report = library.enrich([1])
    assert report.lines == [f"1  {WHALES}: Hugging Face and arXiv have no paper of this title."]
    assert not report.is_complete
    assert paper(library).arxiv_id is None


def test_arxiv_is_asked_for_what_hugging_face_lacks(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    add(library, Paper(WHALES), Paper(LOCONET))
    hub.lists[f"search {LOCONET}"] = [listed(LOCONET)]
    arxiv.titles["2501.00001"] = WHALES
    found = {one.paper_id: one.how for one in library.enrich([1, 2]).found}
    assert found == {1: "arXiv, same title", 2: "Hugging Face, same title"}
    assert arxiv.asked == [f'ti:"{WHALES}"']


def test_two_papers_of_the_same_title_are_told_and_neither_is_taken(
    hub: FakeHub, library: Library
) -> None:
    add(library, Paper(WHALES))
    hub.lists[f"search {WHALES}"] = [listed(WHALES, 2), listed(WHALES, 1)]
    [miss] = library.enrich([1]).missing
    ids = "2503.00001 and 2503.00002"
    assert miss.why == f"Hugging Face has more than one paper of this title: {ids}."
    assert paper(library).arxiv_id is None


def test_of_two_papers_of_the_same_title_the_one_with_the_authors_is_taken(
    hub: FakeHub, library: Library
) -> None:
    add(library, Paper(WHALES, authors=(Author("Grace Hopper"),)))
    other = listed(WHALES, 2, authors=[{"name": "Grace Hopper"}])
    hub.lists[f"search {WHALES}"] = [listed(WHALES, 1), other]
    library.enrich([1])
    assert paper(library).arxiv_id == "2503.00002"


def test_two_stored_papers_that_are_one_are_united_with_the_triage_of_both(
    hub: FakeHub, library: Library
) -> None:
    slip = WHALES.replace("songs", "song")
    add(library, Paper(slip, arxiv_id="2503.00001"), Paper(WHALES))
    library.triage([1], TriageChange(read=True), "mark")
    library.triage([2], TriageChange(bookmarked=True), "mark")
    hub.lists[f"search {WHALES}"] = [listed(slip)]
    [found] = library.enrich([2]).found
    assert (found.paper_id, found.now) == (2, 1)
    assert "united with paper 1" in found.outcome
    [entry] = library.entries([2])
    assert (entry.id, entry.triage) == (1, Triage(bookmarked=True, read=True))
    assert [step.label for step in library.history(9)] == ["mark 1 paper", "mark 1 paper"]


# Papers of which the id is known


def test_untitled_papers_are_looked_up_at_arxiv_by_the_hundred(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    wanted = [f"2501.{number:05}" for number in range(150)]
    add(library, *(Paper(placeholder_title(one), arxiv_id=one) for one in wanted))
    arxiv.titles = {one: f"Titled {one}" for one in wanted}
    assert library.untitled_count() == 150
    report = library.enrich(range(1, 151))
    assert len(report.found) == 150
    assert report.found[0].outcome == "arXiv 2501.00000 (arXiv, by its id)"
    assert [asked.count(",") for asked in arxiv.asked] == [99, 49]
    assert (hub.asked, library.untitled_count()) == ([], 0)
    assert paper(library).title == "Titled 2501.00000"


def test_ids_that_arxiv_does_not_answer_for_are_looked_up_at_hugging_face(
    hub: FakeHub, library: Library
) -> None:
    for one in ("2503.00001", "2503.00002"):
        add(library, Paper(placeholder_title(one), arxiv_id=one))
    hub.papers["2503.00001"] = listed(WHALES)["paper"]
    report = library.enrich([1, 2])
    assert [found.how for found in report.found] == ["Hugging Face, by its id"]
    assert [miss.why for miss in report.missing] == ["Hugging Face and arXiv have no such paper."]


def test_an_id_that_arxiv_finds_malformed_hides_no_other(
    arxiv: FakeArxivApi, library: Library
) -> None:
    wanted = ["foo/0101001", *(f"2501.{number:05}" for number in range(39))]
    add(library, *(Paper(placeholder_title(one), arxiv_id=one) for one in wanted))
    arxiv.malformed = {"foo/0101001"}
    arxiv.titles = {one: f"Titled {one}" for one in wanted[1:]}
    report = library.enrich(range(1, 41))
    assert len(report.found) == 39
    assert [miss.why for miss in report.missing] == ["Hugging Face and arXiv have no such paper."]
    assert library.papers_to_enrich() == ([], 1)


def test_an_answer_about_another_paper_is_not_taken(hub: FakeHub, library: Library) -> None:
    add(library, Paper(placeholder_title("2503.00002"), arxiv_id="2503.00002"))
    hub.papers["2503.00002"] = listed(WHALES, 1)["paper"]
    assert not library.enrich([1]).found


def test_an_untitled_paper_and_one_of_its_title_become_one(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    untitled = Paper(placeholder_title("2501.00001"), arxiv_id="2501.00001")
    add(library, Paper(WHALES), untitled)
    arxiv.titles["2501.00001"] = WHALES
    report = library.enrich([1, 2])
    assert {(found.paper_id, found.now) for found in report.found} == {(1, 1), (2, 1)}
    assert report.is_complete
    assert library.newest_ids().tolist() == [1]


def test_stars_of_the_code_are_filled_in(hub: FakeHub, library: Library) -> None:
    known = Paper(WHALES, "Abstract.", "2503.00001", authors=(Author("A"),), links=(CODE,))
    add(library, known)
    hub.papers["2503.00001"] = listed(WHALES, githubRepo=CODE.url, githubStars=42)["paper"]
    assert len(library.enrich([1]).found) == 1
    assert paper(library).stars == 42


def test_papers_that_lack_nothing_are_not_looked_up(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    add(library, Paper(WHALES, "Abstract.", "2503.00001", authors=(Author("A"),)))
    report = library.enrich([1, 99])
    assert (report.lines, report.is_complete) == ([], True)
    assert hub.asked + arxiv.asked == []


# What goes wrong


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_source_that_fails_is_asked_no_more_and_the_other_goes_on(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library, status: int
) -> None:
    titles = [f"{WHALES}, part {part}" for part in ("one", "two", "three", "four", "five", "six")]
    for title in titles:
        hub.refuse(f"search {title}", status)
    arxiv.titles = {f"2501.0000{n}": title for n, title in enumerate(titles)}
    report = library.enrich(add(library, *map(Paper, titles)))
    assert len(report.found) == 6
    assert list(report.failures) == ["Hugging Face"]
    assert report.is_complete


def test_too_many_requests_are_waited_out(hub: FakeHub, library: Library) -> None:
    add(library, Paper(WHALES))
    hub.lists[f"search {WHALES}"] = [listed(WHALES)]

    def busy_once() -> Response:
        hub.answers.clear()
        return Response("{}", 429, headers={"Retry-After": "40"})

    hub.answers[f"search {WHALES}"] = busy_once
    waits: list[float] = []
    report = library.enrich([1], waiting=lambda seconds, _why: waits.append(seconds))
    assert len(report.found) == 1
    assert max(waits) == pytest.approx(40, abs=1)


def test_a_server_that_stays_busy_is_left_alone(hub: FakeHub, library: Library) -> None:
    add(library, Paper(WHALES))
    hub.refuse(f"search {WHALES}", 429)
    report = library.enrich([1])
    assert "asks for fewer requests" in report.failures["Hugging Face"].message
    assert [miss.why for miss in report.missing] == ["arXiv has no paper of this title."]


def test_a_question_that_is_not_understood_does_not_end_the_others(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    hub.refuse(f"search {WHALES}", 400)
    hub.lists[f"search {LOCONET}"] = [listed(LOCONET)]
    arxiv.answer = error_feed
    report = library.enrich(add(library, Paper(WHALES), Paper(LOCONET)))
    assert [found.paper_id for found in report.found] == [2]
    assert (report.failures, report.left) == ({}, 1)


def test_a_source_that_understands_nothing_is_asked_three_times(
    arxiv: FakeArxivApi, library: Library
) -> None:
    arxiv.answer = error_feed
    report = library.enrich(add(library, *(Paper(f"{WHALES} {n}") for n in range(5))))
    assert len(arxiv.asked) == 3
    [(source, error)] = report.failures.items()
    assert (source, error.message) == ("arXiv", "arXiv says: incorrect id format.")


def test_without_a_network_papers_are_left_and_each_source_has_one_sentence(
    library: Library,
) -> None:
    library._client = Client(library.paths.cache_folder, env={"HF_HUB_OFFLINE": "1"})
    report = library.enrich(add(library, Paper(WHALES), Paper(LOCONET)))
    assert (report.found, report.missing, report.left) == ([], [], 2)
    assert len(report.lines) == 2
    assert not report.is_complete
    assert library.papers_to_enrich().ids == [1, 2]


def test_what_was_found_before_a_cancel_is_kept(
    hub: FakeHub, arxiv: FakeArxivApi, library: Library
) -> None:
    titles = [f"{WHALES}, part {part}" for part in ("one", "two", "three", "four")]
    arxiv.titles = {f"2501.0000{n}": title for n, title in enumerate(titles)}
    done: list[tuple[int, int]] = []
    report = library.enrich(
        add(library, *map(Paper, titles)),
        progress=lambda *so_far: done.append(so_far),
        cancelled=lambda: len(done) == 2,
    )
    assert (report.cancelled, len(report.found), report.left) == (True, 2, 2)
    assert done == [(1, 4), (2, 4)]
    assert [paper(library, number).arxiv_id for number in (1, 2, 3)] == [
        "2501.00000", "2501.00001", None,
    ]  # fmt: skip


def test_a_malformed_address_of_hugging_face_is_wrong_usage(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "nowhere")
    with pytest.raises(UsageError):
        library.enrich([1])


# What is remembered


def test_what_was_looked_up_in_vain_is_left_out_for_thirty_days(
    hub: FakeHub, library: Library
) -> None:
    add(library, Paper(WHALES), Paper(LOCONET))
    library.enrich([1])
    assert library.papers_to_enrich() == ([2], 1)
    with library._database.write() as connection:
        connection.execute("UPDATE synced SET at = '2025-01-01T00:00:00.000000+00:00'")
    assert library.papers_to_enrich() == ([1, 2], 0)


def test_what_only_one_source_was_asked_about_is_looked_up_again(
    hub: FakeHub, library: Library
) -> None:
    add(library, Paper(WHALES))
    hub.refuse(f"search {WHALES}", 403)
    assert len(library.enrich([1]).missing) == 1
    assert library.papers_to_enrich() == ([1], 0)
