"""Papers coming into a library from Hugging Face and arXiv, live."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Response

from tests.hub import FakeHub, row
from tui.config import ArxivSettings, HubSettings, Settings
from tui.errors import PapertuiError, StorageError, UsageError
from tui.library import Library, SyncProgress, SyncRunningError, sync_intake
from tui.library.sync_intake import SyncIntake
from tui.library.sync_lock import only_sync
from tui.log import log_file
from tui.papers.paper import Paper
from tui.paths import Paths
from tui.sources.http import Client, Clock

TODAY = datetime.now(UTC).date()
THREE_DAYS = Settings(hf=HubSettings(days=3, trending=False))
ALL_LISTS = Settings(hf=HubSettings(days=1, searches=("a", "b", "c")))


def day(back: int) -> str:
    return str(TODAY - timedelta(days=back))


@contextmanager
def opened(home: Path, settings: Settings = THREE_DAYS) -> Iterator[Library]:
    with Library(Paths.standard(home), settings) as library:
        yield library


class NoWaiting(Clock):
    """Time that passes at once."""

    ahead = 0.0

    def now(self) -> float:
        return super().now() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += seconds


@contextmanager
def impatient(home: Path, settings: Settings = THREE_DAYS) -> Iterator[Library]:
    """A library that waits for no second try."""
    with opened(home, settings) as library:
        library._client = Client(home / "http", clock=NoWaiting())
        yield library


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with opened(home) as library:
        yield library


class Network:
    """Names can be looked up, unless it is ``gone``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gone = False
        self._look_up = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up_if_there)

    def _look_up_if_there(self, *args: Any, **kwargs: Any) -> Any:
        if self.gone:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return self._look_up(*args, **kwargs)


@pytest.fixture
def network(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> Network:
    return Network(monkeypatch)


def nowhere() -> Response:
    """An answer that leads to where nobody is."""
    return Response("", 302, headers={"Location": "http://127.0.0.1:9/"})


def arrived(library: Library) -> list[Paper]:
    """The papers that did not come with papertui."""
    papers = (entry.paper for entry in library.entries(library.newest_ids()))
    return sorted((paper for paper in papers if "hf" in paper.sources), key=lambda p: p.title)


def test_new_merged_and_known_papers_are_counted(hub: FakeHub, library: Library) -> None:
    hub.lists |= {day(1): [row(1), row(2)], day(2): [row(2, upvotes=9)]}
    [report] = library.sync().sources
    assert (report.new, report.merged, report.unchanged, report.skipped) == (2, 1, 0, 0)
    hub.lists[day(0)] = [row(1), row(3)]
    [report] = library.sync().sources
    assert (report.new, report.merged, report.unchanged) == (1, 0, 1)
    assert [paper.upvotes for paper in arrived(library)] == [3, 9, 3]


def test_a_sync_without_news_changes_nothing(hub: FakeHub, library: Library) -> None:
    hub.lists[day(1)] = [row(1)]
    library.sync()
    library.catch_up()
    sent = hub.sent_again
    report = library.sync()
    assert report.is_complete
    assert report.changed == 0
    assert hub.sent_again == sent
    assert library.unindexed_count() == 0


def test_what_is_skipped_is_counted_and_told_with_its_place(hub: FakeHub, library: Library) -> None:
    hub.lists[day(1)] = [row(1), {"paper": {"id": "2503.00009"}}]
    report = library.sync()
    assert report.sources[0].reasons == [(f"{day(1)}, row 2", "It has no “title”.")]
    assert not report.is_complete
    assert f"skipped {day(1)}, row 2" in log_file(library.paths.log_folder).read_text()


def test_only_a_thousand_reasons_are_kept(hub: FakeHub, library: Library) -> None:
    hub.lists[day(1)] = [{"paper": {}}] * 1500 + [row(1)]
    [report] = library.sync().sources
    assert (report.skipped, len(report.reasons), report.new) == (1500, 1000, 1)


def test_no_more_papers_come_than_the_limit_allows_which_is_no_failure_and_no_whole_sync(
    hub: FakeHub, library: Library
) -> None:
    hub.lists |= {day(0): [row(1), row(2)], day(1): [row(3), row(4)], day(2): [row(5)]}
    report = library.sync(limit=3)
    assert (report.new, report.is_complete, report.sources[0].limited) == (3, True, True)
    assert library.sync_state().synced_at is None
    assert library.sync().new == 2


def test_progress_tells_source_day_and_counts(hub: FakeHub, library: Library) -> None:
    hub.lists[day(1)] = [row(1)]
    told: list[SyncProgress] = []
    library.sync(progress=told.append)
    assert [(step.source, step.label, step.done, step.total) for step in told][:3] == [
        ("hf", day(back), back + 1, 3) for back in range(3)
    ]


def test_a_source_that_fails_does_not_stop_the_others(hub: FakeHub, home: Path) -> None:
    hub.refuse(day(0), 404)
    hub.lists["trending"] = [row(1)]
    arxiv = ArxivSettings(on=True)
    with opened(home, Settings(hf=HubSettings(days=1), arxiv=arxiv)) as library:
        hf, other = library.sync().sources
        assert hf.new == 1
        assert "no such page" in hf.failures[0].message
        assert "no category" in other.failures[0].message
        state = library.sync_state()
        assert len(state.failures) == 2
        assert state.synced_at is None


def test_sources_that_are_off_are_asked_only_when_they_are_named(hub: FakeHub, home: Path) -> None:
    with opened(home, Settings(hf=HubSettings(on=False, days=1))) as library:
        with pytest.raises(UsageError, match="No source is switched on"):
            library.sync()
        assert hub.asked == []
        assert [report.source for report in library.sync(["hf", "hf"]).sources] == ["hf"]
        with pytest.raises(UsageError, match="no source “hg”"):
            library.sync(["hg"])


@pytest.mark.parametrize(
    ("since", "until", "problem"),
    [
        (None, TODAY, "needs a first one"),
        (TODAY, date(2025, 1, 1), "comes after the last"),
        (TODAY + timedelta(2), None, "still to come"),
        (date(2099, 1, 1), date(2099, 2, 1), "The day 2099-01-01 is still to come"),
    ],
)
def test_days_in_the_wrong_order_or_to_come_are_wrong_usage(
    hub: FakeHub, library: Library, since: date | None, until: date | None, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        library.sync(since=since, until=until)
    assert hub.asked == []
    assert library._sync.get("hf back-fill") is None


def test_a_day_that_has_begun_in_the_east_is_not_to_come(
    hub: FakeHub, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "EAST-24")
        time.tzset()
        assert library.sync(since=date.today()).is_complete
    time.tzset()
    assert hub.asked == [day(0)]


def test_a_week_or_month_comes_and_does_not_count_as_a_sync(hub: FakeHub, library: Library) -> None:
    hub.lists |= {"week 2025-W10": [row(1)], "month 2025-03": [row(1), row(2)]}
    assert library.sync(week="2025-W10").new == 1
    assert library.sync(["hf"], month="2025-03").new == 1
    assert library.sync(month="2025-03").changed == 0
    assert {paper.listed_on for paper in arrived(library)} == {None}
    assert library.sync_state().synced_at is None
    assert set(hub.asked) == {"week 2025-W10", "month 2025-03"}


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"sources": ["arxiv"], "week": "2025-W10"}, "Only Hugging Face has lists of weeks"),
        ({"sources": ["hf", "arxiv"], "month": "2025-03"}, "Only Hugging Face has lists of weeks"),
        ({"week": "2025-W10", "month": "2025-03"}, "goes with no other days"),
        ({"week": "2025-W10", "since": TODAY}, "goes with no other days"),
        ({"month": "2025-03", "until": TODAY}, "goes with no other days"),
        ({"week": "2025-W53"}, "“2025-W53” is no week"),
        ({"month": ""}, "“” is no month"),
        ({"week": "2099-W01"}, "The week 2099-W01 is still to come"),
        ({"month": "2099-01"}, "The month 2099-01 is still to come"),
    ],
)
def test_a_week_or_month_that_makes_no_sense_is_wrong_usage(
    hub: FakeHub, library: Library, wanted: dict[str, Any], problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        library.sync(**wanted)
    assert hub.asked == []


def test_a_malformed_address_is_wrong_configuration(
    hub: FakeHub, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "nowhere")
    with pytest.raises(UsageError, match="HF_ENDPOINT"):
        library.sync()


# Stopped, and gone on with


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def _one_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_intake, "_GROUP_SECONDS", 0)


@pytest.mark.usefixtures("_one_batch_at_a_time")
def test_killed_between_any_two_batches_and_begun_again_the_library_is_the_same(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.lists |= {day(back): [row(back), row(back + 1, upvotes=back)] for back in range(40, 46)}
    since, until = TODAY - timedelta(days=47), TODAY - timedelta(days=40)
    with opened(tmp_path / "whole") as library:
        library.sync(since=since, until=until)
        expected = arrived(library)
    store, left = SyncIntake.store, 0

    def store_or_die(intake: SyncIntake) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        store(intake)

    for killed_after in range(9):
        home = tmp_path / f"killed after {killed_after}"
        with monkeypatch.context() as patch, opened(home) as library:
            patch.setattr(SyncIntake, "store", store_or_die)
            left = killed_after
            with pytest.raises(Killed):
                library.sync(since=since, until=until)
        with opened(home) as library:
            library.sync(since=since, until=until)
            assert arrived(library) == expected


@pytest.mark.usefixtures("_one_batch_at_a_time")
def test_a_cancelled_sync_keeps_what_came_and_goes_on_from_there(
    hub: FakeHub, library: Library
) -> None:
    hub.lists |= {day(back): [row(back)] for back in range(40, 60)}
    since = TODAY - timedelta(days=59)
    seen: list[SyncProgress] = []
    report = library.sync(since=since, progress=seen.append, cancelled=lambda: len(seen) > 50)
    assert report.cancelled
    assert report.new == len(arrived(library)) > 0
    hub.asked.clear()
    assert library.sync(since=since).new == 20 - report.new
    assert day(40) not in hub.asked


def test_a_sync_that_is_broken_off_by_an_exception_keeps_what_came(
    hub: FakeHub, library: Library
) -> None:
    hub.lists[day(0)] = [row(1)]

    def interrupt(progress: SyncProgress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.sync(progress=interrupt)
    assert len(arrived(library)) == 1


def test_papers_and_the_note_that_they_are_stored_are_kept_together_or_not_at_all(
    hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.lists[day(1)] = [row(1)]

    def fail(*_: object) -> None:
        raise StorageError("The disk is full.")

    with opened(home) as library:
        with monkeypatch.context() as patch:
            patch.setattr(library._sync, "record", fail)
            with pytest.raises(StorageError):
                library.sync()
        assert arrived(library) == []
        assert library.sync().new == 1


# What is remembered


def test_without_network_the_library_stays_and_remembers_since_when(
    home: Path, network: Network
) -> None:
    network.gone = True
    with impatient(home, ALL_LISTS) as library:
        [report] = library.sync().sources
        assert report.offline
        [failure] = report.failures
        assert "can't be reached: no network" in failure.message
        since = library.sync_state().offline_since
        assert since is not None
        library.sync()
        assert library.sync_state().offline_since == since


def test_that_the_network_is_to_be_left_alone_does_not_mean_that_there_is_none(
    home: Path, library: Library
) -> None:
    [report] = library.sync().sources
    assert ["HF_HUB_OFFLINE" in failure.message for failure in report.failures] == [True]
    assert not report.offline
    assert library.sync_state().offline_since is None
    library._sync.set("offline since", "2025-03-14T09:00:00+00:00")
    library.sync()
    assert library.sync_state().offline_since is not None


def test_whoever_has_answered_has_been_reached(hub: FakeHub, home: Path) -> None:
    hub.lists[day(0)] = [row(1)]
    hub.answers["trending"] = nowhere
    with impatient(home, ALL_LISTS) as library:
        [report] = library.sync().sources
        assert (report.new, report.offline, len(report.failures)) == (1, False, 1)
        assert "search a" in hub.asked
        assert library.sync_state().offline_since is None


def test_an_answer_of_any_kind_means_that_there_is_a_network(hub: FakeHub, home: Path) -> None:
    hub.refuse(day(0), 404)
    hub.answers["trending"] = nowhere
    with impatient(home, ALL_LISTS) as library:
        assert not library.sync().sources[0].offline


def test_a_source_is_left_when_the_network_goes_away_meanwhile(
    hub: FakeHub, home: Path, network: Network
) -> None:
    def last_words() -> Response:
        network.gone = True
        return Response("[]")

    hub.answers["trending"] = last_words
    with impatient(home, ALL_LISTS) as library:
        [report] = library.sync().sources
        assert (len(report.failures), report.offline) == (2, False)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_source_that_refuses_us_is_left_with_one_sentence(
    hub: FakeHub, home: Path, status: int
) -> None:
    for name in (day(0), "trending", "search a"):
        hub.refuse(name, status)
    with impatient(home, ALL_LISTS) as library:
        [report] = library.sync().sources
        assert (report.skipped, len(report.failures), report.offline) == (0, 1, False)
        assert f"HTTP {status}" in report.failures[0].message
        assert set(hub.asked) == {day(0)}


def test_once_somebody_answers_it_is_no_longer_offline(home: Path, network: Network) -> None:
    with impatient(home) as library:
        network.gone = True
        library.sync()
        network.gone = False
        before = datetime.now(UTC) - timedelta(seconds=2)
        library.sync()
        state = library.sync_state()
        assert state.offline_since is None
        assert state.failures == ()
        assert state.synced_at is not None
        assert before <= state.synced_at <= datetime.now(UTC)


def test_a_range_of_days_does_not_count_as_a_sync(hub: FakeHub, library: Library) -> None:
    library.sync(since=TODAY - timedelta(days=2))
    assert library.sync_state().synced_at is None


@pytest.mark.parametrize(
    ("settings", "hours_ago", "due"),
    [
        (Settings(), None, True),
        (Settings(), 11, False),
        (Settings(), 13, True),
        (Settings(sync_every=1), 2, True),
        (Settings(sync_every=0), None, False),
        (Settings(hf=HubSettings(on=False)), None, False),
        (Settings(), -24, True),
    ],
)
def test_a_sync_is_due_after_the_hours_of_the_settings(
    home: Path, settings: Settings, hours_ago: int | None, due: bool
) -> None:
    with opened(home, settings) as library:
        if hours_ago is not None:
            moment = datetime.now(UTC) - timedelta(hours=hours_ago)
            library._sync.set("synced at", moment.isoformat())
        assert library.sync_due() is due


@pytest.mark.parametrize("damage", ["", "{", "3", json.dumps({"a": 1})])
def test_what_is_remembered_may_be_damaged(library: Library, damage: str) -> None:
    for key in ("synced at", "offline since", "failures"):
        library._sync.set(key, damage)
    state = library.sync_state()
    assert state.synced_at is None
    assert library.sync_due()


def test_two_syncs_of_one_library_do_not_run_at_once(
    hub: FakeHub, library: Library, home: Path
) -> None:
    with opened(home) as other:

        def sync_too(progress: SyncProgress) -> None:
            with pytest.raises(SyncRunningError, match=r"Another papertui .*\(process \d+\)"):
                other.sync()

        library.sync(progress=sync_too)
        assert other.sync().is_complete


def test_the_lock_says_so_where_it_cannot_be_made(tmp_path: Path) -> None:
    lock = tmp_path / "missing" / "sync.lock"
    with pytest.raises(PapertuiError) as raised, only_sync(lock.parent):
        pass
    assert raised.value.message == f"{lock} can't be written: No such file or directory."
    assert raised.value.hint


def test_a_captive_portal_is_told_and_asked_again(hub: FakeHub, library: Library) -> None:
    def portal() -> Response:
        return Response("<html>Log in</html>", mimetype="text/html")

    hub.answers |= {day(back): portal for back in range(3)}
    report = library.sync()
    assert report.sources[0].skipped == 3
    hub.answers.clear()
    hub.lists[day(2)] = [row(1)]
    assert library.sync().new == 1
