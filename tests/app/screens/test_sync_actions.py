"""Papers coming in while others are read."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.app.driver import Driver, reading
from tests.app.online import held_back, library_online
from tests.app.sample import RICH
from tests.hub import FakeHub, row
from tui.config import ArxivSettings, HubSettings, Settings
from tui.library import Library, Results, SyncProgress, SyncReport
from tui.library.sync_lock import only_sync
from tui.papers.paper import Paper

NOBODY_LISTENS = "http://127.0.0.1:9"
KNOWN = Paper("Paper number 1 on zygomorphic attention", arxiv_id="2503.00001", upvotes=1)
YESTERDAY = str(datetime.now(UTC).date() - timedelta(days=1))
NO_SYNC_AT_START = Settings(hf=HubSettings(days=2), sync_every=0)


@pytest.fixture
def library(tmp_path: Path, hub: FakeHub) -> Iterator[Library]:
    """Four papers, of which Hugging Face lists one, with two others; never synced."""
    hub.lists["trending"] = [row(number, upvotes=9) for number in (1, 2, 3)]
    with library_online(tmp_path / "library", [*RICH, KNOWN]) as library:
        yield library


@pytest.fixture
def idle(library: Library) -> Library:
    """The same, for readers that don't sync before they are told to."""
    library.settings = NO_SYNC_AT_START
    return library


def header(reader: Driver) -> str:
    return reader.lines[0].rstrip()


# What has come


async def test_papers_come_in_by_themselves_and_no_row_moves(library: Library) -> None:
    async with reading(library) as reader:
        assert header(reader).endswith("2 new – press R")
        assert "6 papers" in header(reader)
        assert reader.total == 4
        await reader.press("R")
        assert reader.total == 6
        assert header(reader).endswith("synced just now")


async def test_the_cursor_stays_on_its_paper(idle: Library) -> None:
    async with reading(idle) as reader:
        await reader.press("G", "k")
        rows, current = list(reader.screen.paper_list.ids), reader.current.id
        await reader.press("r")
        assert reader.said == "2 new papers came."
        assert list(reader.screen.paper_list.ids) == rows
        assert reader.current.id == current
        await reader.press("R")
        assert reader.total == 6
        assert reader.current.id == current


async def test_any_search_shows_what_is_new(library: Library) -> None:
    async with reading(library) as reader:
        await reader.search("zygomorphic")
        assert reader.total == 3
        assert "new" not in header(reader)


async def test_what_matches_no_new_paper_is_listed_as_before(idle: Library) -> None:
    async with reading(idle, query="title:bernhard OR title:attention upvotes:>1000") as reader:
        rows = list(reader.screen.paper_list.ids)
        await reader.press("r", "R")
        assert list(reader.screen.paper_list.ids) == rows != []
        assert "new" not in header(reader)


async def test_new_papers_of_two_syncs_add_up(hub: FakeHub, idle: Library) -> None:
    async with reading(idle) as reader:
        await reader.press("r")
        hub.lists["trending"] += [row(4)]
        with held_back(hub, "trending", hub.lists["trending"]) as release:
            await reader.press_without_waiting("r")
            await reader.wait_for("syncing")
            assert reader.total == 6
            release()
            await reader.settle()
        assert header(reader).endswith("1 new – press R")


async def test_rows_tell_what_is_known_by_now_but_not_the_one_that_is_read(
    idle: Library,
) -> None:
    async with reading(idle, query="sort:title") as reader:
        assert "▲ 1 " in reader.shown
        place = [entry.paper.title for entry in reader.entries()].index(KNOWN.title)
        await reader.move_to(place)
        await reader.press("r")
        assert "▲ 9" not in reader.shown
        await reader.press("g", "R")
        assert "▲ 9" in reader.shown


async def test_a_paper_that_more_is_known_of_is_shown_so_in_its_row(
    hub: FakeHub, idle: Library
) -> None:
    hub.lists["trending"] = [row(1, upvotes=70)]
    async with reading(idle) as reader:
        rows = list(reader.screen.paper_list.ids)
        await reader.press("r")
        assert reader.said == "Nothing new, but more on 1 paper."
        assert "▲ 70" in reader.shown
        assert list(reader.screen.paper_list.ids) == rows


async def test_new_papers_of_a_watched_search_are_told(hub: FakeHub, idle: Library) -> None:
    for name in ("all", "quiet"):
        idle.save_search(name, "")
    idle.watch_saved_search("all", watched=True)
    async with reading(idle) as reader:
        await reader.press("r")
        assert reader.said == "New: 2 in “all”."


async def test_nothing_new_is_said_to_who_asked(hub: FakeHub, idle: Library) -> None:
    hub.lists["trending"] = []
    async with reading(idle) as reader:
        await reader.press("r")
        assert reader.said == "Nothing new."


# When it begins


async def test_nothing_is_asked_for_before_it_is_due(hub: FakeHub, library: Library) -> None:
    library.sync()
    hub.asked.clear()
    async with reading(library) as reader:
        assert hub.asked == []
        assert header(reader).endswith("synced just now")


async def test_with_no_source_nothing_is_asked_for(hub: FakeHub, library: Library) -> None:
    library.settings = Settings(hf=HubSettings(on=False), arxiv=ArxivSettings(on=False))
    async with reading(library) as reader:
        assert reader.said == ""
        await reader.press("r")
        assert reader.said == "No source is switched on in the settings: nothing is fetched."
        assert reader.complaints == []
    assert hub.asked == []


async def test_who_wants_no_network_gets_none(
    hub: FakeHub, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    async with reading(library) as reader:
        assert (reader.said, reader.complaints) == ("", [])
        assert "offline" not in header(reader)
        await reader.press("r")
        assert reader.said == "HF_HUB_OFFLINE is set: nothing is fetched."
        assert "offline" not in header(reader)
    assert hub.asked == []


async def test_papers_are_found_before_any_are_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    search, sync_due = library.search_finished, library.sync_due

    def observed_search(text: str, *, cancelled: Callable[[], bool]) -> Results | None:
        results = search(text, cancelled=cancelled)
        order.append("found")
        return results

    def observed_due() -> bool:
        order.append("asked")
        return sync_due()

    monkeypatch.setattr(library, "search_finished", observed_search)
    monkeypatch.setattr(library, "sync_due", observed_due)
    async with reading(library, query="attention"):
        assert order[:2] == ["found", "asked"]


# While it goes on


async def test_it_says_how_far_it_is_and_keys_work_meanwhile(hub: FakeHub, idle: Library) -> None:
    hub.lists[YESTERDAY] = [row(7)]
    async with reading(idle, size=(80, 24)) as reader:
        third = reader.screen.paper_list.ids[2]
        with held_back(hub, "trending"):
            await reader.press_without_waiting("r")
            await reader.wait_for("syncing hf · 0 new ━━━━━───")
            await reader.press_without_waiting("r")
            await reader.wait_for("Syncing hf, 2 of 3, 0 new papers so far.")
            await reader.press_without_waiting("j", "j", "b")
            await reader.wait_for("bookmarked 1 paper")
            assert idle.bookmarked_ids() == [third] == [reader.current.id]
        await reader.settle()
        assert "syncing" not in header(reader)
    assert hub.asked.count("trending") == 1


async def test_a_source_that_wants_to_be_waited_for_is_told(
    idle: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def sync(
        *,
        progress: Callable[[SyncProgress], None],
        waiting: Callable[[float, str], None],
        cancelled: Callable[[], bool],
    ) -> SyncReport:
        waiting(30.0, "export.arxiv.org asks to wait")
        waiting(3.0, "export.arxiv.org is asked every 3 s")
        gate.wait(10)
        return SyncReport([], cancelled())

    monkeypatch.setattr(idle, "sync", sync)
    async with reading(idle) as reader:
        await reader.press_without_waiting("r")
        await reader.wait_for("syncing: waiting 30 s")
        await reader.press_without_waiting("r")
        await reader.wait_for("export.arxiv.org asks to wait: waiting for 30 s.")
        gate.set()
        await reader.settle()


async def test_only_one_papertui_syncs(hub: FakeHub, library: Library) -> None:
    with only_sync(library.paths.data_folder):
        async with reading(library) as reader:
            assert (reader.said, reader.complaints) == ("", [])
            await reader.press("r")
            assert reader.said.startswith("Another papertui is syncing this library")
    assert hub.asked == []


async def test_quitting_ends_it_and_keeps_what_came(
    hub: FakeHub, idle: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.lists[YESTERDAY] = [row(7), row(8)]
    reports: SimpleQueue[SyncReport] = SimpleQueue()
    sync: Callable[..., SyncReport] = idle.sync

    def observed(**given: object) -> SyncReport:
        report = sync(**given)
        reports.put(report)
        return report

    monkeypatch.setattr(idle, "sync", observed)
    with held_back(hub, "trending"):
        async with reading(idle) as reader:
            await reader.press_without_waiting("r")
            await reader.wait_for("━━━━━───")
            await reader.press_without_waiting("q")
            await reader.settle()
        assert reports.get(timeout=5).cancelled
    assert idle.counts().total == 6


# When it fails


async def test_without_a_network_it_says_since_when_and_why_to_who_asked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", NOBODY_LISTENS)
    async with reading(library) as reader:
        assert "offline since " in header(reader)
        assert (reader.said, reader.complaints) == ("", [])
        assert reader.total == 4
        await reader.press("r")
        assert reader.said == "127.0.0.1 can't be reached: it takes no connections."
        assert reader.complaints == []
        assert "offline since " in header(reader)


async def test_a_source_that_fails_is_told_once(hub: FakeHub, library: Library) -> None:
    hub.refuse("trending", 403)
    hub.lists[YESTERDAY] = [row(7)]
    async with reading(library) as reader:
        assert len(reader.complaints) == 1
        assert reader.complaints[0].startswith("hf: ")
        assert header(reader).endswith("1 new – press R")


async def test_an_address_that_is_none_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "nowhere [/]")
    async with reading(library) as reader:
        assert reader.complaints[0].startswith("HF_ENDPOINT is no address on the web.")
        assert "syncing" not in header(reader)


# How long ago


async def test_the_age_of_the_last_sync_grows(idle: Library) -> None:
    async with reading(idle) as reader:
        assert "synced" not in header(reader)
        two_hours_ago = datetime.now(UTC) - timedelta(hours=2, minutes=1)
        idle._sync.set("synced at", two_hours_ago.isoformat())
        reader.screen._look_at_state()
        await reader.settle()
        assert header(reader).endswith("synced 2 h ago")
