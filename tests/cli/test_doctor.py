"""``papertui doctor``."""

import json
import shutil
import sqlite3
from contextlib import closing
from importlib import metadata
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.cli.test_index import forget_what_waits
from tui.storage.migrations import MIGRATIONS


def test_all_is_well_with_the_starter_library(run: Run, seeded_home: Path) -> None:
    finished = run("doctor")
    assert finished.code == 0
    assert "Nothing: all is well." in finished.out
    for text in ("papertui", "textual", str(seeded_home), "sound", "55 papers", "0 waiting"):
        assert text in finished.out


def test_a_fresh_home_is_well_and_stays_untouched(run_fresh: Run, home: Path) -> None:
    finished = run_fresh("doctor")
    assert finished.code == 0
    assert "made when papertui is first used" in finished.out
    assert not home.exists()


def test_a_library_of_which_the_first_start_made_no_more_than_a_file_is_well(
    run_fresh: Run, home: Path
) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "library.sqlite3").touch()
    finished = run_fresh("doctor")
    assert finished.code == 0
    assert "made when papertui is first used" in finished.out


def test_a_library_without_an_index_is_well(run: Run, seeded_home: Path) -> None:
    shutil.rmtree(seeded_home / "data" / "index")
    finished = run("doctor")
    assert finished.code == 0
    assert "the first search makes it" in finished.out


def test_a_damaged_database_is_told_with_what_to_do(run: Run, seeded_home: Path) -> None:
    (seeded_home / "data" / "library.sqlite3").write_bytes(b"no database at all" * 1000)
    finished = run("doctor")
    assert finished.code == 1
    assert "file is not a database" in finished.out
    assert "Run papertui recover" in finished.out.partition("What to do")[2]


def test_a_disk_that_is_full_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "free space" in run("doctor").out
    full = shutil.disk_usage("/")._replace(free=4_000)
    monkeypatch.setattr("tui.cli.library_findings.disk_usage", lambda _: full)
    finished = run("doctor")
    assert finished.code == 1
    assert "Free some space there" in finished.out.partition("What to do")[2]


def test_damage_inside_the_database_is_found(run: Run, seeded_home: Path) -> None:
    file = seeded_home / "data" / "library.sqlite3"
    content = bytearray(file.read_bytes())
    content[-40_000:-20_000] = b"\xff" * 20_000
    file.write_bytes(content)
    finished = run("doctor")
    assert finished.code == 1
    assert "Run papertui recover" in finished.out.partition("What to do")[2]


def test_an_unusable_index_is_told_with_what_to_do(run: Run, seeded_home: Path) -> None:
    for file in (seeded_home / "data" / "index").iterdir():
        file.write_bytes(b"nonsense")
    finished = run("doctor")
    assert finished.code == 1
    assert "papertui index rebuild" in finished.out.partition("What to do")[2]


def test_an_index_that_lacks_papers_is_told(
    run: Run, seeded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.importing.catch_up", lambda _: 0)
    run("import", "-", stdin='{"title": "New"}')
    forget_what_waits(seeded_home)
    finished = run("doctor")
    assert finished.code == 1
    assert "1 papers missing, 0 too many" in finished.out


def test_wrong_settings_are_told(run: Run, seeded_home: Path) -> None:
    file = seeded_home / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text('[reader]\ndensity = "tiny"\n')
    finished = run("doctor")
    assert finished.code == 1
    assert "line 2, reader.density" in finished.out
    assert f"Correct {file}." in finished.out


def test_a_file_in_place_of_a_folder_is_told(run: Run, seeded_home: Path) -> None:
    (seeded_home / "cache").touch()
    finished = run("doctor")
    assert finished.code == 1
    assert f"Move {seeded_home / 'cache'} away." in finished.out


def test_a_folder_that_may_not_be_written_is_told(
    run: Run, seeded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: "data" not in str(path))
    finished = run("doctor")
    assert finished.code == 1
    assert f"{seeded_home / 'data'} can't be written to" in finished.out


def test_a_missing_package_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def without_numpy(name: str) -> str:
        if name == "numpy":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without_numpy)
    finished = run("doctor")
    assert finished.code == 1
    assert "Install papertui again" in finished.out


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("NO_COLOR", "1", "off, by NO_COLOR"),
        ("COLORTERM", "truecolor", "16 million"),
        ("SSH_TTY", "/dev/pts/1", "OSC 52), as this is SSH"),
        ("BROWSER", "lynx", "lynx"),
        ("PAPERTUI_UNUSED", "", "xterm-256color, 80 columns"),
    ],
)
def test_the_surroundings_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    assert told in run("doctor", terminal=True).out


def test_papers_that_look_alike_are_told_but_nothing_is_wrong_with_them(run: Run) -> None:
    titles = [f"The {n}th of many titles with nothing but that in common" for n in range(12)]
    rows = [
        {"title": title, "arxiv_id": f"250{again}.{n:05}"}
        for again in (1, 2)
        for n, title in enumerate(titles)
    ]
    run("import", "-", stdin="\n".join(map(json.dumps, rows)))
    finished = run("doctor")
    assert finished.code == 0
    assert "12 pairs look alike. Where both are one paper:" in finished.out
    assert finished.out.count("papertui merge ") == 10
    assert "… and 2 more" in finished.out
    assert "Nothing: all is well." in finished.out
    command = next(line for line in finished.lines if "papertui merge" in line)
    _, _, ids = command.partition("papertui merge ")
    assert run("merge", *ids.split()[:2]).code == 0
    assert "11 pairs" in run("doctor").out


def _everything_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_check_up_changes_nothing(run: Run, seeded_home: Path) -> None:
    before = _everything_below(seeded_home)
    assert run("doctor").code == 0
    assert _everything_below(seeded_home) == before


def test_an_older_library_is_told_and_not_upgraded(run: Run, home: Path) -> None:
    file = home / "data" / "library.sqlite3"
    file.unlink()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in (statement for step in MIGRATIONS[:2] for statement in step):
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 2")
    before = file.read_bytes()
    finished = run("doctor")
    assert finished.code == 0
    assert f"2, older than today's {len(MIGRATIONS)}: the next start" in finished.out
    assert file.read_bytes() == before


def test_a_library_that_a_newer_papertui_made_is_told(run: Run, seeded_home: Path) -> None:
    file = seeded_home / "data" / "library.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    finished = run("doctor")
    assert finished.code == 1
    assert "Upgrade papertui" in finished.out.partition("What to do")[2]


def test_what_failed_in_the_last_sync_is_told_without_secrets(
    run: Run, seeded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROXY_PASSWORD", "hush hush")
    sentence = "The proxy http://me:hush hush@proxy refused the token hf_abcdefgh."
    with (
        closing(sqlite3.connect(seeded_home / "data" / "library.sqlite3")) as connection,
        connection,
    ):
        connection.execute(
            "INSERT INTO sync_fact (key, value) VALUES ('failures', ?)", (json.dumps([sentence]),)
        )
    finished = run("doctor")
    assert finished.code == 1
    assert "The proxy http://***@proxy refused the token ***." in finished.out
    assert "papertui sync --verbose" in finished.out.partition("What to do")[2]


def test_letters_that_are_drawn_wider_than_the_reader_takes_them_to_be_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [2, 1, 2, 2]
    monkeypatch.setattr("tui.cli.surroundings.drawn_widths", lambda _: drawn)
    finished = run("doctor")
    assert finished.code == 1
    assert "drawn in other cells: a star in 2 and not 1" in finished.out
    drawn[2] = 1
    assert "as wide as the reader takes them to be" in run("doctor").out
