"""The system's clipboard, where there is one."""

import pyperclip
import pytest

from tests.app.outside import Outside
from tests.hostile import HOSTILE_TEXTS
from tui.app.clipboard import copy_to_system


def test_a_text_is_copied_as_it_is(outside: Outside) -> None:
    for text in HOSTILE_TEXTS:
        assert copy_to_system(text)
        assert outside.clipboard == text


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY"])
def test_the_clipboard_of_a_remote_machine_is_left_alone(outside: Outside, name: str) -> None:
    assert not copy_to_system("text", {name: "somewhere"})
    assert outside.clipboard == ""


def test_no_clipboard_is_no_failure(outside: Outside) -> None:
    outside.has_clipboard = False
    assert not copy_to_system("text", {})


def test_a_clipboard_program_that_fails_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_text: str) -> None:
        raise OSError("xclip is gone")

    monkeypatch.setattr(pyperclip, "copy", fail)
    assert not copy_to_system("text", {})
