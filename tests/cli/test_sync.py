"""``papertui sync``."""

import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug import Response

from tests.cli.command import Run
from tests.hub import FakeHub, row
from tui.cli import sync_progress

TODAY = datetime.now(UTC).date()
YESTERDAY = str(TODAY - timedelta(days=1))


def test_what_came_is_counted_and_indexed(run: Run, hub: FakeHub) -> None:
    hub.lists[YESTERDAY] = [row(1), row(2)]
    finished = run("sync")
    assert finished.code == 0
    assert finished.out == "hf: 2 new papers, 0 merged, 0 known already, 0 skipped.\n"
    assert finished.err == ""
    assert run("search", "zygomorphic", "--format", "ids").lines == ["56", "57"]


def test_new_papers_of_a_watched_search_are_told(run: Run, hub: FakeHub) -> None:
    run("saved", "add", "odd", "zygomorphic")
    run("saved", "watch", "odd")
    hub.lists[YESTERDAY] = [row(1), row(2)]
    assert run("sync").lines[1:] == ["2 new papers in “odd”: zygomorphic"]
    assert run("sync").lines == ["hf: nothing new."]


def test_nothing_new_is_said_and_is_no_failure(run: Run, hub: FakeHub) -> None:
    hub.lists[YESTERDAY] = [row(1)]
    run("sync")
    finished = run("sync", "hf")
    assert (finished.code, finished.out) == (0, "hf: nothing new.\n")


def test_what_is_skipped_is_told_three_unless_asked_for_all(run: Run, hub: FakeHub) -> None:
    hub.lists[YESTERDAY] = [{"paper": {}}] * 5 + [row(1)]
    finished = run("sync")
    assert finished.code == 1
    assert "1 new paper, 0 merged, 0 known already, 5 skipped." in finished.out
    assert finished.err.count("skipped: ") == 3
    assert "… and 2 more" in finished.err
    hub.lists[YESTERDAY].append(row(2))
    assert run("sync", "--verbose").err.count("skipped: ") == 5


def test_without_network_one_sentence_says_so_and_that_nothing_changed(run: Run) -> None:
    finished = run("sync")
    assert finished.code == 1
    assert finished.out == ""
    assert finished.err.splitlines() == [
        "hf: huggingface.co is not asked: HF_HUB_OFFLINE is set. Unset it to use the network.",
        "The library stays as it is.",
    ]


def test_a_range_of_days_comes_up_to_the_limit(run: Run, hub: FakeHub) -> None:
    hub.lists |= {"2024-05-27": [row(1)], "2024-05-28": [row(2)], "2024-05-29": [row(3)]}
    days = ("--since", "2024-05-27", "--until", "2024-05-28")
    limited = run("sync", *days, "--limit", "1")
    assert limited.code == 0
    assert limited.out == (
        "hf: 1 new paper, 0 merged, 0 known already, 0 skipped. "
        "There may be more: the limit is reached.\n"
    )
    assert "1 new paper" in run("sync", *days).out
    assert run("search", "zygomorphic", "--format", "ids").lines == ["56", "57"]


def test_a_week_or_a_month_comes(run: Run, hub: FakeHub) -> None:
    hub.lists |= {"week 2025-W10": [row(1)], "month 2025-03": [row(1), row(2)]}
    assert "1 new paper" in run("sync", "hf", "--week", "2025-W10").out
    assert "1 new paper" in run("sync", "--month", "2025-03").out


def test_help_says_which_days_arxiv_goes_by(run: Run) -> None:
    text = " ".join(run("sync", "--help").out.split())
    assert "In arXiv's categories (OAI-PMH) the day is that of the last change" in text


@pytest.mark.parametrize(
    "arguments",
    [("hg",), ("--since", "soon"), ("--until", "2025-01-01"), ("--limit", "0"),
     ("--since", "2025-01-02", "--until", "2025-01-01"), ("--since", "2099-01-01"),
     ("arxiv", "--week", "2025-W10"), ("--week", "2025-W10", "--since", "2025-01-02"),
     ("--month", "2025-13")],
)  # fmt: skip
def test_wrong_usage_is_told_and_asks_nobody(
    run: Run, hub: FakeHub, arguments: tuple[str, ...]
) -> None:
    finished = run("sync", *arguments)
    assert finished.code == 2
    assert finished.err
    assert hub.asked == []


def test_the_settings_decide_which_sources_are_asked(
    run: Run, hub: FakeHub, seeded_home: Path
) -> None:
    file = seeded_home / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text("[sources.hf]\non = false\n")
    finished = run("sync")
    assert finished.code == 2
    assert "No source is switched on." in finished.err
    file.write_text("[sources.hf]\ndays = 1\ntrending = false\n")
    assert run("sync").code == 0
    assert hub.asked == [str(TODAY)]


def test_ctrl_c_says_what_was_kept(run: Run, hub: FakeHub) -> None:
    def press_ctrl_c() -> Response:
        os.kill(os.getpid(), signal.SIGINT)
        return Response("[]")

    hub.lists[YESTERDAY] = [row(1)]
    hub.answers["trending"] = press_ctrl_c
    before = signal.getsignal(signal.SIGINT)
    finished = run("sync")
    assert finished.code == 130
    assert "1 new paper" in finished.out
    assert "What came until then is kept" in finished.err
    assert signal.getsignal(signal.SIGINT) is before


def test_a_terminal_sees_a_bar_which_is_wiped_at_the_end(run: Run, hub: FakeHub) -> None:
    hub.lists[YESTERDAY] = [row(1)]
    finished = run("sync", terminal=True, width=100)
    assert finished.code == 0
    assert "hf" in finished.err
    assert "━" in finished.err
    assert finished.err.rstrip("\n").endswith("\x1b[2K")


def test_a_pipe_gets_a_line_now_and_then(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_progress, "_LINE_EVERY_SECONDS", 0.0)
    hub.lists[YESTERDAY] = [row(1)]
    lines = run("sync").err.splitlines()
    assert lines[0] == f"hf: {TODAY}, 1 of 8, 0 new, 0 merged …"
    assert len(lines) >= 8
