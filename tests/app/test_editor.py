"""Editors as small programs: what they save, how they end, and those that don't start."""

import stat
import tempfile
from pathlib import Path

import pytest

from tui.app.editor import Edited, edit
from tui.errors import PapertuiError

_LONGEST = 1_000


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def editor(tmp_path: Path, script: str) -> str:
    """The command of an editor that is given the file as ``$1``, or ``$2`` after an option."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return f"'{program}'"


def written(*, stop: bool = False) -> Edited:
    return edit("before", _LONGEST, lambda _: None, lambda: stop)


def leftovers(tmp_path: Path) -> list[Path]:
    assert tempfile.gettempdir() == str(tmp_path)
    return list(tmp_path.glob("papertui-*"))


def test_what_the_editor_saves_is_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "printf ' and after' >> \"$1\""))
    assert written() == Edited("before and after")
    assert leftovers(tmp_path) == []


def test_visual_comes_first_and_may_have_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere")
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf "%s" "$1" > "$2"') + " --wait")
    assert written() == Edited("--wait")


def test_the_file_is_markdown_that_nobody_else_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "EDITOR", editor(tmp_path, 'stat -c "%a" "${1%/*}" > "$1.mode"; mv "$1.mode" "$1"')
    )
    mode = int(written().text, 8)
    assert mode & (stat.S_IRWXG | stat.S_IRWXO) == 0


def test_an_editor_that_fails_leaves_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf half > "$1"; exit 3'))
    edited = written()
    assert edited.text == "half"
    assert edited.obstacle.endswith("my editor ended with exit code 3.")


def test_a_killed_editor_leaves_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf half > "$1"; kill -9 $$'))
    edited = written()
    assert edited.text == "half"
    assert edited.obstacle.endswith("was ended by signal 9.")


def test_what_is_saved_meanwhile_is_drafted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = tmp_path / "go"
    script = f'printf one > "$1"; until [ -e {go} ]; do sleep 0.02; done; printf two > "$1"'
    monkeypatch.setenv("EDITOR", editor(tmp_path, script))
    drafts: list[str] = []

    def draft(text: str) -> None:
        drafts.append(text)
        go.touch()

    assert edit("before", _LONGEST, draft, lambda: False) == Edited("two")
    assert drafts == ["one"]


def test_an_editor_is_ended_with_papertui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf half > "$1"; exec sleep 30'))
    assert written(stop=True) == Edited("half", "papertui was ended.")


def test_a_file_that_is_gone_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'rm "$1"'))
    assert written() == Edited("before")


def test_bytes_that_are_no_text_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, "printf 'a\\377b' > \"$1\""))
    assert written() == Edited("a\ufffdb")


def test_a_note_that_is_too_long_stays_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'head -c 2000 /dev/zero | tr "\\0" x > "$1"'))
    with pytest.raises(PapertuiError, match="no room for more than 1,000 characters") as failure:
        written()
    (folder,) = leftovers(tmp_path)
    assert str(folder / "note.md") in failure.value.hint
    assert (folder / "note.md").stat().st_size == 2000


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/nowhere/at-all", "The editor /nowhere/at-all can't be started: No such file"),
        ("vi 'unclosed", "EDITOR can't be understood"),
    ],
)
def test_an_editor_that_does_not_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(PapertuiError, match=told) as failure:
        written()
    assert "Set VISUAL or EDITOR" in failure.value.hint
    assert leftovers(tmp_path) == []


def test_a_file_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(PapertuiError, match="No file for the editor can be made in /"):
        written()


def test_without_any_editor_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PapertuiError, match="no editor to write in"):
        written()
