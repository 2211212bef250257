"""The reader as a process in a terminal: ended in the middle of things, and two on one home."""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drafts import drafts_on_disk
from tests.terminal import Terminal
from tui.library import Library
from tui.paths import Paths

_READER = [sys.executable, "-m", "tui"]
_OPEN = "55 of 55"


def reader(home: Path, **env: str) -> Terminal:
    here = {"PAPERTUI_HOME": str(home), "HF_HUB_OFFLINE": "1", "HOME": str(home), **env}
    return Terminal(_READER, columns=120, rows=40, env=here)


def bookmarks(home: Path) -> int:
    with Library(Paths.standard(home)) as library:
        return library.counts().bookmarked


def leave(terminal: Terminal) -> int | None:
    terminal.press("q")
    return terminal.wait_for_exit()


def terminate(terminal: Terminal) -> int | None:
    terminal.process.kill(signal.SIGTERM)
    return terminal.wait_for_exit()


def kill(terminal: Terminal) -> int | None:
    terminal.process.kill(signal.SIGKILL)
    return terminal.wait_for_exit()


def hang_up(terminal: Terminal) -> int | None:
    """Close the terminal's window."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, terminal.process.fd)
    # It is closed once nobody waits any more for what is painted there.
    os.kill(terminal.process.pid, signal.SIGWINCH)
    os.close(nothing)
    return terminal.wait_for_exit()


@pytest.mark.parametrize(
    ("end", "code"), [(leave, 0), (terminate, 128 + signal.SIGTERM), (hang_up, 128 + signal.SIGHUP)]
)
def test_what_was_typed_is_done_before_the_end(
    seeded_home: Path, end: Callable[[Terminal], int | None], code: int
) -> None:
    with reader(seeded_home) as terminal:
        terminal.wait_for(_OPEN)
        terminal.press("bj" * 20)
        terminal.wait_for("bookmarked 1 paper")
        terminal.wait_until_quiet(0.02)
        assert end(terminal) == code
    assert bookmarks(seeded_home) == 20


@pytest.mark.parametrize("end", [hang_up, kill])
def test_a_note_is_gone_on_with_after_the_end(
    seeded_home: Path, end: Callable[[Terminal], int | None]
) -> None:
    with reader(seeded_home) as terminal:
        terminal.wait_for(_OPEN)
        terminal.press("nzebras and gn")
        terminal.wait_for("zebras and gn")
        if end is kill:
            terminal.wait_for(lambda _: drafts(seeded_home) == ["zebras and gn"])
        with reader(seeded_home) as other:
            other.wait_for(_OPEN)
            other.press("n")
            other.wait_for("another papertui is writing on this paper too")
            assert "zebras and gn" not in other.text
            other.press("\x18")
            assert leave(other) == 0
        end(terminal)
    assert drafts(seeded_home) == ["zebras and gn"]
    with reader(seeded_home) as terminal:
        terminal.wait_for("not finished")
        terminal.press("n")
        terminal.wait_for("zebras and gn")
        terminal.press("us\x1b")
        terminal.wait_for("wrote a note on 1 paper")
        assert leave(terminal) == 0
    with Library(Paths.standard(seeded_home)) as library:
        assert library.note(int(library.newest_ids(1)[0])) == "zebras and gnus"
    assert drafts(seeded_home) == []


def drafts(home: Path) -> list[str]:
    return list(drafts_on_disk(Paths.standard(home).database).values())


def test_a_note_waits_for_another_program_and_what_is_given_up_is_in_a_file(
    seeded_home: Path,
) -> None:
    with reader(seeded_home) as terminal:
        terminal.wait_for(_OPEN)
        terminal.press("n")
        terminal.wait_for("Note")
        with writing_elsewhere(seeded_home):
            terminal.press("gnus\x1b")
            terminal.wait_for("saving … · ctrl+c quits without it")
            terminal.press("jbq")
        assert terminal.wait_for_exit() == 0
    assert note(seeded_home) == "gnus"
    assert bookmarks(seeded_home) == 1
    with reader(seeded_home) as terminal, writing_elsewhere(seeded_home):
        terminal.wait_for(_OPEN)
        terminal.press("k")
        terminal.press("n")
        terminal.wait_for("gnus")
        terminal.press(" and zebras\x1b")
        terminal.wait_for("saving … · ctrl+c quits without it")
        terminal.press("xx\x03")
        assert terminal.wait_for_exit() == 1
        assert "1 change could not be saved. The library" in terminal.text
        assert "is being written to by another program" in terminal.text.replace("\n", "")
        (file,) = (seeded_home / "data/unsaved-notes").iterdir()
        assert file.name in terminal.text.replace("\n", "")
    assert file.read_text().endswith("\n\ngnus and zebras\n")
    assert note(seeded_home) == "gnus"


@contextmanager
def writing_elsewhere(home: Path) -> Iterator[None]:
    """Another program has the library to itself for writing."""
    connection = sqlite3.connect(Paths.standard(home).database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


def note(home: Path) -> str:
    with Library(Paths.standard(home)) as library:
        return library.note(int(library.newest_ids(1)[0]))


def test_two_readers_see_what_the_other_does(seeded_home: Path) -> None:
    with reader(seeded_home) as one, reader(seeded_home) as other:
        one.wait_for(_OPEN)
        other.wait_for(_OPEN)
        one.press("b")
        other.wait_for(lambda screen: "★" in screen, timeout=2)
        other.press("?")
        other.wait_for("Keys and query")
        one.press("x")
        other.wait_for("54 in inbox", timeout=2)
        other.press("\x1b")
        other.press("u")
        one.wait_for("55 in inbox", timeout=2)


def test_an_editor_has_the_terminal_to_itself_and_gives_it_back(
    seeded_home: Path, tmp_path: Path
) -> None:
    program = tmp_path / "own-editor"
    program.write_text('#!/bin/sh\nprintf "write: "\nread -r line\nprintf "%s" "$line" > "$1"\n')
    program.chmod(0o700)
    with reader(seeded_home, EDITOR=str(program)) as terminal:
        terminal.wait_for(_OPEN)
        terminal.press("N")
        terminal.wait_for("write: ")
        terminal.press("zebras\r")
        terminal.wait_for("wrote a note on 1 paper")
        terminal.press("N")
        terminal.wait_for("write: ")
        assert terminate(terminal) == 128 + signal.SIGTERM
    with Library(Paths.standard(seeded_home)) as library:
        assert library.note(int(library.newest_ids(1)[0])) == "zebras"
