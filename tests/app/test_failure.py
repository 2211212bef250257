"""A failure that nobody foresaw: the reader ends with a sentence, and nothing is lost."""

import re
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tui.library import Library
from tui.log import log_file
from tui.paths import Paths
from tui.storage.rescue.untouched import damage_of

_WITH_FLAWS = """
import sys
from tui.app.screens.reader import ReaderScreen
from tui.cli.main import main

def fail(self):
    title = "A secret title"
    raise KeyError(title)

def fail_in_a_worker(self):
    self.run_worker(lambda: fail(self), thread=True)

ReaderScreen.action_sort = fail
ReaderScreen.action_similar = fail_in_a_worker
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("options", "key"), [([], "s"), ([], "i"), (["--debug"], "s")])
def test_a_failure_ends_the_reader_with_a_sentence_and_the_place_of_the_log(
    seeded_home: Path, options: list[str], key: str
) -> None:
    paths = Paths.standard(seeded_home)
    log = log_file(paths.log_folder)
    command = [sys.executable, "-c", _WITH_FLAWS, *options]
    with Terminal(command, columns=200, rows=60) as terminal:
        terminal.wait_for("55 papers")
        terminal.press("b")
        terminal.wait_for("ookmarked")
        terminal.press(key)
        terminal.wait_for("failed where it should not")
        terminal.wait_for(str(log))
        assert terminal.wait_for_exit() == 1
    assert ("KeyError: 'A secret title'" in terminal.text) == bool(options)
    [line] = [line for line in log.read_text("utf-8").splitlines() if " ERROR " in line]
    assert "KeyError" in line
    assert re.search(r":\d+ fail\b", line)
    assert "secret title" not in line
    with Library(paths) as library:
        assert library.counts().bookmarked == 1
        assert damage_of(paths.database) == []
