"""``papertui config``."""

from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.cli.config import as_toml
from tui.config import ArxivSettings, HubSettings, Settings, load


@pytest.fixture
def config_file(seeded_home: Path) -> Path:
    file = seeded_home / "config" / "config.toml"
    file.parent.mkdir()
    return file


def test_path_is_where_the_file_is_read(run: Run, config_file: Path) -> None:
    assert run("config", "path").out == f"{config_file}\n"


def test_show_without_a_file_prints_the_defaults(run: Run) -> None:
    out = run("config", "show").out
    assert out.startswith("# All defaults: there is no ")
    assert 'theme = "textual-dark"' in out


def test_show_names_the_file_and_prints_what_is_in_force(run: Run, config_file: Path) -> None:
    config_file.write_text('[reader]\nsort = "title"\ndensity = "tiny"\n')
    finished = run("config", "show")
    assert finished.out.startswith(f"# {config_file}\n")
    assert 'sort = "title"' in finished.out
    assert 'density = "comfortable"' in finished.out
    assert "line 3, reader.density" in finished.err


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(
            theme="nord",
            density="compact",
            panes=(),
            sort="stars",
            start_query='tag:"a\\b" "漢"\x7f',
            read_on_open=False,
            advance=True,
            open_with="x %s",
            keymap={"a.b": "c"},
        ),
        Settings(
            sync_every=0,
            hf=HubSettings(searches=('with "quotes"', "漢")),
            arxiv=ArxivSettings(on=True, categories=("cs.CL",), via="feed"),
        ),
    ],
)
def test_what_is_shown_reads_back_as_the_same_settings(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "config.toml"
    file.write_text(as_toml(settings), "utf-8")
    assert load(file) == (settings, [])


def test_the_template_is_a_file_that_changes_nothing(run: Run, config_file: Path) -> None:
    config_file.write_text(run("config", "show", "--template").out)
    assert load(config_file) == (Settings(), [])
    assert run("config", "check").out == f"{config_file} is fine.\n"


def test_check_without_a_file_is_fine(run: Run) -> None:
    finished = run("config", "check")
    assert finished.code == 0
    assert finished.out.startswith("There is no ")


def test_check_names_file_line_key_and_the_nearest_valid_one(run: Run, config_file: Path) -> None:
    config_file.write_text(
        '[reader]\nsrot = "title"\ndensity = "compcat"\ntheme = "nrod"\n'
        '[keys]\n"paper.bokmark" = "b"\n"paper.note" = "banana"\n"paper.tags" = "/"\n'
    )
    finished = run("config", "check")
    assert finished.code == 2
    for line, key, nearest in (
        (2, "reader.srot", "reader.sort"),
        (3, "reader.density", "compact"),
        (4, "reader.theme", "nord"),
        (6, "keys.paper.bokmark", "paper.bookmark"),
        (7, "keys.paper.note", "banana"),
        (8, "keys.paper.tags", "search"),
    ):
        [told] = [told for told in finished.lines if f"line {line}, {key}:" in told]
        assert told.startswith(str(config_file))
        assert nearest in told
    assert "6 problems" in finished.err


def test_a_theme_like_no_other_is_told_with_all_there_are(run: Run, config_file: Path) -> None:
    config_file.write_text('[reader]\ntheme = "xyzzy"\n')
    assert "textual-light, tokyo-night" in run("config", "check").out
