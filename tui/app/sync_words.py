"""What is said of papers coming in: how far a sync is, when the last one was, what went wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tui.library import SyncProgress, SyncReport, SyncState, WatchedNews
from tui.papers.text import clean
from tui.papers.words import counted

_BAR_CELLS = 8
_LONGEST_LABEL = 24
_NOW = timedelta(seconds=90)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def progress_words(progress: SyncProgress) -> tuple[str, ...]:
    """How far a sync is, in fewer and fewer words, for where there is less and less room."""
    new = f"{progress.new:,} new"
    full = f"syncing {_place(progress, ' ')} · {new}"
    bar = [f"{full} {_bar(progress.done, progress.total)}"] if progress.total else []
    return (*bar, full, f"syncing {progress.source} · {new}", f"syncing · {new}", "syncing")


def progress_sentence(progress: SyncProgress) -> str:
    """How far a sync is, for who asks."""
    steps = f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}"
    new = counted(progress.new, "new paper")
    return f"Syncing {_place(progress, ': ')}, {steps}, {new} so far."


def state_words(state: SyncState, now: datetime) -> tuple[str, ...]:
    """When papers came last, or since when nobody can be reached, in fewer and fewer words.

    ``now`` is in local time.
    """
    if state.offline_since is not None:
        since = state.offline_since.astimezone(now.tzinfo)
        moment = f"{since:%H:%M}" if since.date() == now.date() else f"{since:%Y-%m-%d}"
        return (f"offline since {moment}", "offline", "")
    if state.synced_at is not None:
        return (f"synced {_ago(now - state.synced_at)}", "")
    return ()


def failure_sentence(report: SyncReport) -> str:
    """What went wrong at a source, unless it is that nobody can be reached."""
    failures = [
        f"{source.source}: {error}" for source in report.sources for error in source.failures
    ]
    if not failures or is_offline(report):
        return ""
    more = len(failures) - 1
    return failures[0] + (f" The log names {counted(more, 'more failure')}." if more else "")


def is_offline(report: SyncReport) -> bool:
    """Whether no source could be reached."""
    return bool(report.sources) and all(source.offline for source in report.sources)


def offline_sentence(report: SyncReport) -> str:
    """Who could not be reached and why, for who asked: of several sources, the first."""
    failures = (error.message for source in report.sources for error in source.failures)
    return next(failures, "No source can be reached.")


def outcome_sentence(report: SyncReport) -> str:
    """What a sync brought, for who asked for it."""
    merged = report.changed - report.new
    if report.new:
        return f"{counted(report.new, 'new paper')} came."
    return f"Nothing new, but more on {counted(merged, 'paper')}." if merged else "Nothing new."


def news_sentence(news: Sequence[WatchedNews]) -> str:
    """Which watched searches have new papers, and how many; ``""`` when none has."""
    parts = [f"{len(found.ids):,} in “{found.name}”" for found in news]
    return f"New: {', '.join(parts)}." if parts else ""


def _place(progress: SyncProgress, between: str) -> str:
    """The source, and what of it is being read if that has a name."""
    label = clean(progress.label)
    if len(label) > _LONGEST_LABEL:
        label = f"{label[: _LONGEST_LABEL - 1]}…"
    return between.join(filter(None, [progress.source, label]))


def _bar(done: int, total: int) -> str:
    full = min(_BAR_CELLS, _BAR_CELLS * done // total)
    return "━" * full + "─" * (_BAR_CELLS - full)


def _ago(age: timedelta) -> str:
    if age < _NOW:
        return "just now"
    if age < _HOUR:
        return f"{age // timedelta(minutes=1)} min ago"
    if age < 2 * _DAY:
        return f"{age // _HOUR} h ago"
    return f"{age.days:,} days ago"
