"""What is said of papers coming in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui.app.sync_words import (
    failure_sentence,
    is_offline,
    news_sentence,
    offline_sentence,
    outcome_sentence,
    progress_sentence,
    progress_words,
    state_words,
)
from tui.errors import PapertuiError
from tui.library import SourceReport, SyncProgress, SyncReport, SyncState, WatchedNews

NOW = datetime(2025, 3, 11, 12, 30, tzinfo=timezone(timedelta(hours=1)))


def progress(label: str = "2025-03-11", done: int = 2, total: int | None = 8) -> SyncProgress:
    return SyncProgress("hf", label, done, total, new=31, merged=4, unchanged=0, skipped=0)


def test_progress_is_worded_ever_shorter() -> None:
    assert progress_words(progress()) == (
        "syncing hf 2025-03-11 · 31 new ━━──────",
        "syncing hf 2025-03-11 · 31 new",
        "syncing hf · 31 new",
        "syncing · 31 new",
        "syncing",
    )


def test_there_is_no_bar_without_an_end_and_no_label_without_a_name() -> None:
    assert progress_words(progress(total=None))[0] == "syncing hf 2025-03-11 · 31 new"
    assert progress_words(progress(label=""))[1] == "syncing hf · 31 new"


def test_the_bar_never_overflows() -> None:
    assert progress_words(progress(done=99))[0].endswith(" ━━━━━━━━")


def test_a_label_is_cleaned_and_shortened() -> None:
    assert progress_words(progress("search \x1b[31m" + "long " * 20))[2] == "syncing hf · 31 new"
    words = progress_words(progress("search " + "long " * 20))[1]
    assert words == "syncing hf search long long long l… · 31 new"


def test_how_far_it_is_is_said_in_a_sentence() -> None:
    assert progress_sentence(progress()) == (
        "Syncing hf: 2025-03-11, 2 of 8, 31 new papers so far."
    )
    assert progress_sentence(progress("", total=None)) == "Syncing hf, 2, 31 new papers so far."


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-5), "synced just now"),
        (timedelta(seconds=89), "synced just now"),
        (timedelta(seconds=90), "synced 1 min ago"),
        (timedelta(minutes=59, seconds=59), "synced 59 min ago"),
        (timedelta(hours=2, minutes=10), "synced 2 h ago"),
        (timedelta(hours=47, minutes=59), "synced 47 h ago"),
        (timedelta(days=3), "synced 3 days ago"),
    ],
)
def test_the_last_sync_is_told_by_its_age(ago: timedelta, words: str) -> None:
    assert state_words(SyncState(synced_at=(NOW - ago).astimezone(UTC)), NOW) == (words, "")


def test_a_library_that_was_never_synced_says_nothing() -> None:
    assert state_words(SyncState(), NOW) == ()


def test_being_offline_comes_before_the_last_sync_and_is_told_in_local_time() -> None:
    since = datetime(2025, 3, 11, 8, 12, tzinfo=UTC)
    state = SyncState(synced_at=NOW - timedelta(days=1), offline_since=since)
    assert state_words(state, NOW) == ("offline since 09:12", "offline", "")
    later = NOW + timedelta(days=1)
    assert state_words(state, later)[0] == "offline since 2025-03-11"


def test_of_failures_the_first_is_told() -> None:
    failures = [PapertuiError("It broke.", "Try later."), PapertuiError("And again.")]
    report = SyncReport([SourceReport("arxiv"), SourceReport("hf", failures=failures)])
    assert failure_sentence(report) == "hf: It broke. Try later. The log names 1 more failure."
    failures.pop()
    assert failure_sentence(report) == "hf: It broke. Try later."
    failures.pop()
    assert failure_sentence(report) == ""


def test_that_nobody_can_be_reached_is_no_failure_of_a_source() -> None:
    unreachable = SourceReport("hf", failures=[PapertuiError("No network.")], offline=True)
    assert failure_sentence(SyncReport([unreachable])) == ""
    assert is_offline(SyncReport([unreachable]))
    assert offline_sentence(SyncReport([unreachable])) == "No network."
    one_of_two = SyncReport([unreachable, SourceReport("arxiv")])
    assert failure_sentence(one_of_two) == "hf: No network."
    assert not is_offline(one_of_two)


def test_what_came_is_said() -> None:
    sentences = [
        outcome_sentence(SyncReport([source]))
        for source in (
            SourceReport("hf", new=1, merged=3),
            SourceReport("hf", merged=2),
            SourceReport("hf", unchanged=9),
        )
    ]
    assert sentences == ["1 new paper came.", "Nothing new, but more on 2 papers.", "Nothing new."]


def test_new_papers_are_counted_by_watched_search() -> None:
    assert news_sentence([]) == ""
    news = [WatchedNews("agents", "agent*", [7, 9]), WatchedNews("code", "has:code", [9])]
    assert news_sentence(news) == "New: 2 in “agents”, 1 in “code”."
