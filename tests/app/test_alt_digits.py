"""Alt and a digit in a real terminal, and what it must not be taken for."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from tests.terminal import Terminal
from tui.app.alt_digits import name_alt_digits
from tui.library import Library
from tui.paths import Paths

_READER = [sys.executable, "-m", "tui"]


def parsed(sent: str) -> list[tuple[str, str | None]]:
    """The keys, with what they type, that Textual makes of what a terminal sends."""
    name_alt_digits()
    return [
        (event.key, event.character) for event in XTermParser().feed(sent) if isinstance(event, Key)
    ]


@pytest.mark.parametrize("digit", "123456789")
def test_alt_and_a_digit_type_nothing(digit: str) -> None:
    assert parsed(f"\x1b{digit}") == [(f"alt+{digit}", None)]
    assert parsed(f"\x1b[{ord(digit)};3u") == [(f"alt+{digit}", None)]


def test_signs_that_a_mac_types_with_them_stay_text() -> None:
    assert [character for _, character in parsed("¡£§")] == ["¡", "£", "§"]


@pytest.fixture
def reader(seeded_home: Path) -> Iterator[Terminal]:
    """The reader in a terminal, with a saved search, at a paper with one link."""
    with Library(Paths.standard(seeded_home)) as library:
        library.save_search("speakers", "loconet")
    with Terminal([*_READER, "mega-tts"], columns=120, rows=30) as terminal:
        terminal.wait_for("1 of 55")
        yield terminal
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_alt_and_a_digit_open_a_saved_search(reader: Terminal) -> None:
    reader.press("\x1b1")
    reader.wait_for("/ loconet")
    reader.wait_for("LoCoNet: Long-Short")


def test_alt_and_a_digit_open_a_saved_search_from_the_search_bar(reader: Terminal) -> None:
    reader.press("/titans")
    reader.wait_for("titans")
    reader.press("\x1b1")
    reader.wait_for("/ loconet")
    reader.wait_for("LoCoNet: Long-Short")


def test_escape_and_then_a_digit_are_two_keys(reader: Terminal) -> None:
    reader.press("\x1b")
    reader.wait_for("55 of 55")
    reader.press("9")
    reader.wait_for("This paper has 1 link.")
