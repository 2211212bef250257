"""The root command: global options, words that are no command, and how runs end."""

import io
import sys
from pathlib import Path

import click
import pytest

from tests.cli.command import Run, Stream
from tui import __version__
from tui.cli import search
from tui.cli.main import main
from tui.library import Library


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"papertui {__version__}\n"


def test_home_puts_everything_below_one_folder(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("--home", str(elsewhere), "show", "1").code == 0
    assert (elsewhere / "data" / "library.sqlite3").exists()


def test_a_file_as_home_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    finished = run("--home", str(file), "search", "x")
    assert finished.code == 2
    assert "--home" in finished.err


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("serach", "search"), ("udno", "undo"), ("exports", "export"), ("Hsitory", "history"),
     ("idnex", "index"), ("doctr", "doctor"), ("import_", "import")],
)  # fmt: skip
def test_a_near_miss_of_a_command_is_wrong_usage(run: Run, slip: str, meant: str) -> None:
    finished = run(slip, "long", "range")
    assert finished.code == 2
    assert f"Did you mean “{meant}”?" in finished.err
    assert f"papertui -- {slip} long range" in finished.err


@pytest.mark.parametrize("words", [("long", "range"), ("research",), ("--", "search"), ("-gan",)])
def test_other_words_are_a_query_for_the_reader(run: Run, words: tuple[str, ...]) -> None:
    finished = run(*(("--",) if words[0] == "-gan" else ()), *words)
    assert finished.code == 2
    assert "The reader needs a terminal." in finished.err


def test_an_option_behind_the_query_is_refused(run: Run) -> None:
    finished = run("attention", "--help")
    assert finished.code == 2
    assert "--help" in finished.err


def test_without_a_terminal_the_reader_says_so(run: Run) -> None:
    finished = run()
    assert finished.code == 2
    assert finished.out == ""
    assert "needs a terminal" in finished.err


def test_an_error_is_told_in_a_sentence_and_a_hint(run: Run) -> None:
    finished = run("show", "no such paper")
    assert finished.code == 1
    assert finished.err.splitlines()[0] == "There is no paper “no such paper”."
    assert "Give its number" in finished.err
    assert "Traceback" not in finished.err


def test_debug_shows_the_traceback_too(run: Run) -> None:
    finished = run("--debug", "show", "no such paper")
    assert finished.code == 1
    assert "Traceback" in finished.err


def test_control_characters_of_an_argument_do_not_come_back(run: Run) -> None:
    for arguments in (("show", "\x1b[31mx\x9b1m"), ("search", "--\x1b]0;x\x07")):
        finished = run(*arguments, terminal=True)
        assert finished.code in (1, 2)
        assert "\x1b" not in finished.err
        assert "\x9b" not in finished.err


def _search_raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(library: Library) -> int:
        raise error

    monkeypatch.setattr(search, "catch_up", fail)


def test_an_unexpected_failure_says_how_to_see_more(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _search_raises(monkeypatch, ZeroDivisionError("division by zero"))
    finished = run("search", "x")
    assert finished.code == 1
    assert "division by zero" in finished.err
    assert "--debug" in finished.err
    assert "Traceback" not in finished.err


def test_an_unexpected_failure_without_words_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _search_raises(monkeypatch, RecursionError())
    assert "RecursionError" in run("search", "x").err


def test_an_interrupt_ends_with_130_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _search_raises(monkeypatch, KeyboardInterrupt())
    finished = run("search", "x")
    assert finished.code == 130
    assert finished.err.strip() == ""


def test_an_abort_is_an_interrupt(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _search_raises(monkeypatch, click.Abort())
    assert run("search", "x").code == 130


def test_an_error_of_clicks_without_a_context_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _search_raises(monkeypatch, click.ClickException("So it is."))
    finished = run("search", "x")
    assert (finished.code, finished.err) == (1, "So it is.\n")


def test_letters_that_the_terminal_lacks_are_replaced(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("mark", "2", "--bookmark")
    latin = Stream(terminal=False, encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", latin)
    assert main(["search", "loconet"]) == 0
    assert latin.written.startswith("2\t?\tLoCoNet")


def test_json_for_a_terminal_without_unicode_is_escaped(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("mark", "2", "--note", "大規模")
    latin = Stream(terminal=False, encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", latin)
    assert main(["show", "2", "--format", "json"]) == 0
    assert "\\u5927" in latin.written


def test_streams_that_are_no_files_will_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    assert main(["show", "2"]) == 0
    assert "LoCoNet" in written.getvalue()
