"""The command line as a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

_PAPERTUI = [sys.executable, "-m", "tui"]
_HEAVY = ("textual", "rich", "httpx", "httpx2", "bibtexparser", "rispy", "pylatexenc")


def _imported_by(*arguments: str) -> set[str]:
    code = (
        "import sys; from tui.cli.main import main; code = main(sys.argv[1:]);"
        " print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr);"
        " sys.exit(code)"
    )
    command = [sys.executable, "-c", code, *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(finished.stderr.split())


def test_search_imports_neither_the_reader_nor_the_bibliographies(seeded_home: Path) -> None:
    assert _imported_by("search", "loconet").isdisjoint(_HEAVY)


@pytest.mark.parametrize("arguments", [("--version",), ("mark", "1", "--read"), ("config", "path")])
def test_commands_without_a_search_do_not_import_the_index(
    seeded_home: Path, arguments: tuple[str, ...]
) -> None:
    assert _imported_by(*arguments).isdisjoint((*_HEAVY, "whoosh", "numpy"))


@pytest.mark.parametrize(
    "arguments", [("search", "*", "--format", "jsonl"), ("show", "2"), ("--help",)]
)
def test_who_reads_on_no_further_causes_no_complaint(
    seeded_home: Path, arguments: tuple[str, ...]
) -> None:
    search = subprocess.Popen(
        [*_PAPERTUI, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert search.stdout
    assert search.stderr
    search.stdout.close()
    with search.stderr as errors:
        assert errors.read() == b""
    assert search.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(seeded_home: Path) -> None:
    command = [sys.executable, "-m", "tui", "--home", str(seeded_home), "search", "loconet"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "What papertui prints can't be written: No space left on device.\n"
        "Free some space, or send it elsewhere.\n"
    )


def test_an_interrupt_from_the_keyboard_ends_it(seeded_home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    waiting = subprocess.Popen(
        [*_PAPERTUI, "import", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with pipe.open("wb"):  # This returns once the other end is open too.
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate()
    assert waiting.returncode == 130
    assert b"Traceback" not in errors


def test_the_reader_opens_on_a_query_in_a_terminal(seeded_home: Path) -> None:
    config = seeded_home / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text('[keys]\nquit = "Q"\n"paper.note" = "banana"\n')
    with Terminal([*_PAPERTUI, "active", "speaker"], columns=120, rows=40) as terminal:
        terminal.wait_for("LoCoNet")
        terminal.wait_for("banana")
        terminal.press("Q")
        assert terminal.wait_for_exit() == 0
