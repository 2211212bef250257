"""What the reader is opened with."""

from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.app import app
from tui.app.start import StartView
from tui.config import Settings
from tui.library import Library


class Opened:
    """Stands where the reader does, and notes what it was made with."""

    made: "list[Opened]" = []
    return_code: int | None = None
    failure: BaseException | None = None

    def __init__(
        self,
        library: Library,
        settings: Settings,
        start: StartView,
        *,
        keymap: dict[str, str],
        complaints: tuple[str, ...],
    ) -> None:
        self.settings = settings
        self.query = start.state.query
        self.keymap = keymap
        self.complaints = complaints
        self.made.append(self)

    def run(self) -> None:
        pass


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """The readers that were opened."""
    monkeypatch.setattr(app, "PapertuiApp", Opened)
    monkeypatch.setattr(Opened, "made", [])
    return Opened.made


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (("long", "range"), "long range"),
        (("gan", "-survey"), "gan -survey"),
        (("--", "search"), "search"),
        (("--", "-survey"), "-survey"),
        (("",), ""),
        ((), ""),
    ],
)
def test_words_are_the_query(
    run: Run, opened: list[Opened], words: tuple[str, ...], query: str
) -> None:
    assert run(*words, terminal=True).code == 0
    assert [reader.query for reader in opened] == [query]


def test_wrong_settings_are_shown_and_the_others_used(
    run: Run, opened: list[Opened], seeded_home: Path
) -> None:
    file = seeded_home / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text('[reader]\nsort = "title"\n[keys]\nquit = "Q"\n"paper.note" = "banana"\n')
    finished = run(terminal=True)
    [reader] = opened
    assert (finished.code, finished.err) == (0, "")
    assert reader.settings.sort == "title"
    assert reader.keymap == {"quit": "Q"}
    assert len(reader.complaints) == 1
    assert f"{file}, line 5, keys.paper.note" in reader.complaints[0]


def test_a_reader_that_failed_passes_its_code_on(
    run: Run, opened: list[Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Opened, "return_code", 1)
    assert run(terminal=True).code == 1
