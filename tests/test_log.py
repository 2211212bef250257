"""The log: where it is written, and what is kept out of it."""

import logging
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui import log
from tui.errors import PapertuiError, StorageError
from tui.log import FailureLog, log_failure, log_file, log_to

_LOGGER = logging.getLogger("papertui.test")


def logged(folder: Path, message: str, *values: object) -> str:
    log_to(folder)
    _LOGGER.info(message, *values)
    return log_file(folder).read_text("utf-8")


def test_the_file_is_made_with_the_first_line_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    log_to(folder)
    assert not folder.exists()
    _LOGGER.info("hf: %d new papers", 3)
    assert log_file(folder).read_text().endswith("INFO papertui.test: hf: 3 new papers\n")
    assert stat.S_IMODE(log_file(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_one_record_is_one_line_that_steers_no_terminal(tmp_path: Path) -> None:
    try:
        raise TypeError("two\nlines \x1b[31m")
    except TypeError:
        log_to(tmp_path)
        _LOGGER.exception("a\nb\x9b")
    [line] = log_file(tmp_path).read_text("utf-8").splitlines()
    assert "a b" in line
    assert "TypeError: two lines" in line
    assert line.isprintable()


def test_a_record_is_bounded(tmp_path: Path) -> None:
    assert len(logged(tmp_path, "x" * 100_000)) < 2_100


@pytest.mark.parametrize(
    "message",
    [
        "Authorization: Bearer SECRET",
        "{'authorization': 'Bearer SECRET'}",
        "sent bearer SECRET",
        "token=SECRET",
        "the token is hf_SECRET",
        "proxy http://SECRET@127.0.0.1:3128",
        "proxy http://me:SECRET@127.0.0.1:3128",
    ],
)
def test_secrets_are_left_out(tmp_path: Path, message: str) -> None:
    text = logged(tmp_path, message)
    assert "SECRET" not in text
    assert "***" in text


def test_the_log_goes_where_it_was_sent_last(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    logged(one, "first")
    logged(other, "second")
    assert "second" not in log_file(one).read_text()
    log_to(other)
    assert logged(other, "third").count("third") == 1


def test_a_log_that_is_full_moves_aside_and_two_old_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST_FILE", 10_000)
    for number in range(40):
        logged(tmp_path, "%d %s", number, "x" * 1_900)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "papertui.log", "papertui.log.1", "papertui.log.2"
    ]  # fmt: skip
    assert all(path.stat().st_size <= 10_000 for path in tmp_path.iterdir())


def test_several_papertuis_lose_no_line_when_their_log_moves_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST_FILE", 10_000)
    papertuis = [log._LogFile(tmp_path) for _ in range(3)]
    told = [f"{number:03} {'x' * 200}" for number in range(100)]
    for number, line in enumerate(told):
        record = logging.LogRecord("papertui", logging.INFO, "", 0, line, None, None)
        papertuis[number % 3].emit(record)
    for papertui in papertuis:
        papertui.close()
    kept = [line for path in tmp_path.iterdir() for line in path.read_text("utf-8").splitlines()]
    assert sorted(line.partition(": ")[2] for line in kept) == told
    assert len(list(tmp_path.iterdir())) == 3


def test_a_log_that_somebody_else_is_moving_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_LARGEST_FILE", 1_000)
    with log._turn_to_move(tmp_path) as is_ours:
        assert is_ours
        assert logged(tmp_path, "%s", "x" * 2_000).count("INFO") == 1
        assert logged(tmp_path, "%s", "x" * 2_000).count("INFO") == 2
    assert logged(tmp_path, "last").count("INFO") == 1


def test_a_log_that_was_deleted_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    logged(folder, "first")
    log_file(folder).unlink()
    assert logged(folder, "second").count("INFO") == 1
    shutil.rmtree(folder)
    assert logged(folder, "third").count("INFO") == 1


def test_a_log_that_cannot_be_written_stops_nothing_and_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    for folder in (in_the_way, in_the_way / "below"):
        log_to(folder)
        _LOGGER.error("lost")
    assert capsys.readouterr().err == ""


def test_the_log_never_reaches_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logged(tmp_path, "quiet")
    log_to(tmp_path)
    _LOGGER.critical("still quiet")
    assert capsys.readouterr() == ("", "")


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as raised:
        return raised


def _logged_failure(folder: Path, error: BaseException) -> str:
    log_to(folder)
    log_failure(error)
    [line] = log_file(folder).read_text("utf-8").splitlines()
    return line


def test_a_known_failure_is_told_in_its_words_with_its_cause(tmp_path: Path) -> None:
    error = StorageError("The library x is damaged.", "Run papertui recover.")
    error.__cause__ = sqlite3.DatabaseError("database disk image is malformed")
    line = _logged_failure(tmp_path, _raised(error))
    assert "StorageError: The library x is damaged. ← DatabaseError: database disk image" in line
    assert "test_log.py" not in line


def test_another_failure_is_told_with_where_it_was_the_nearest_first(tmp_path: Path) -> None:
    line = _logged_failure(tmp_path, _raised(ZeroDivisionError("division by zero")))
    assert re.search(
        r"ZeroDivisionError: division by zero at \S*tests/test_log.py:\d+ _raised", line
    )


@pytest.mark.parametrize(
    "error",
    [
        KeyError("A hostile title"),
        ValueError("Invalid isoformat string: 'A hostile title'"),
        UnicodeEncodeError("utf-8", "A hostile title", 0, 1, "surrogates not allowed"),
        PapertuiError("There is no paper “A ”hostile title” like” that."),
        OSError(2, "No such file", "/home/me/A hostile title.pdf"),
        RuntimeError("A hostile title"),
    ],
)
def test_no_text_of_a_paper_is_in_the_log_whatever_fails(tmp_path: Path, error: Exception) -> None:
    outer = _raised(RuntimeError("while doing so"))
    outer.__context__ = _raised(error)
    line = _logged_failure(tmp_path, outer)
    assert "hostile" not in line
    assert type(error).__name__ in line


def test_a_failure_with_many_causes_is_bounded(tmp_path: Path) -> None:
    def deeper(depth: int) -> None:
        if depth == 0:
            raise TypeError("deep")
        deeper(depth - 1)

    with pytest.raises(TypeError) as raised:
        deeper(300)
    line = _logged_failure(tmp_path, raised.value)
    assert len(line) < 2_100
    assert "TypeError: deep" in line


def test_secrets_of_the_environment_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "an odd one")
    monkeypatch.setenv("MAIL_PASSWORD", "swordfish")
    text = logged(tmp_path, "sent an odd one, and swordfish")
    assert text.endswith("sent ***, and ***\n")


def test_a_quotation_is_left_out_of_every_line(tmp_path: Path) -> None:
    assert logged(tmp_path, "skipped “A title”: no id").endswith("skipped “…”: no id\n")


def test_failures_can_be_collected_while_somebody_listens(tmp_path: Path) -> None:
    log_to(tmp_path)
    error, later = PapertuiError("First."), PapertuiError("Later.")
    with FailureLog() as heard:
        log_failure(error)
        _LOGGER.error("no failure")
    log_failure(later)
    assert heard.failures == [error]


def test_a_line_that_could_not_be_written_whole_has_none_glued_to_it(tmp_path: Path) -> None:
    script = (
        "import logging, resource, sys; from pathlib import Path; from tui.log import log_to;"
        "log_to(Path(sys.argv[1])); told = logging.getLogger('papertui.test').info;"
        "told('first');"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY));"
        "told('x' * 400);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1));"
        "told('last')"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, timeout=30)
    lines = log_file(tmp_path).read_text("utf-8").splitlines()
    assert [line.rsplit(": ", 1)[1][:5] for line in lines] == ["first", "xxxxx", "last"]
