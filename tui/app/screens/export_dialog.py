"""The dialog that asks what to export, as what, and where to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.app.content import plain
from tui.app.screens.dialog import Dialog
from tui.library import EXPORT_FORMATS, ExportFormat
from tui.papers.words import counted


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Which papers go where in which format; ``replace`` allows an existing file to go."""

    ids: list[int]
    format: str
    path: Path
    replace: bool


class ExportDialog(Dialog[ExportWish | None]):
    """Format, papers and file; enter exports, and asks once more before it replaces a file."""

    BINDINGS = [
        Binding("escape", "dismiss", "Close", show=False),
        Binding("enter", "export", "Export", show=False, priority=True),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
    ]

    def __init__(self, scopes: Mapping[str, list[int]]) -> None:
        super().__init__()
        self._scopes = scopes
        self._formats = list(EXPORT_FORMATS.values())
        self._extensions = {form.extension for form in self._formats}
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Export"
            dialog.border_subtitle = "tab next · enter exports · esc closes"
            yield OptionList(*self._format_options(), id="formats", markup=False, compact=True)
            yield OptionList(*self._scope_options(), id="scopes", markup=False, compact=True)
            yield Static(plain(_destination()), markup=False, classes="about to")
            yield Input("papers", id="path", select_on_focus=False, compact=True)
            yield Static("", id="warning", markup=False)

    def _format_options(self) -> list[Option]:
        return [
            Option(Content.styled(f"{form.name:10}", "bold") + Content(f" {form.description}"))
            for form in self._formats
        ]

    def _scope_options(self) -> list[Option]:
        return [
            Option(Content.styled(f"{name:10}", "bold") + Content(f" {counted(len(ids), 'paper')}"))
            for name, ids in self._scopes.items()
        ]

    def on_mount(self) -> None:
        self.query_one("#formats", OptionList).highlighted = 0
        self.query_one("#scopes", OptionList).highlighted = 0

    def action_move(self, steps: int) -> None:
        if isinstance(self.focused, OptionList):
            options = self.focused
            last = options.option_count - 1
            options.highlighted = max(0, min((options.highlighted or 0) + steps, last))

    @on(OptionList.OptionHighlighted, "#formats")
    def _follow_format(self) -> None:
        path = self.query_one("#path", Input)
        known = next((e for e in self._extensions if path.value.endswith(e)), "")
        path.value = (path.value.removesuffix(known) or "papers") + self._format.extension

    @property
    def _format(self) -> ExportFormat:
        return self._formats[self.query_one("#formats", OptionList).highlighted or 0]

    @on(Input.Changed)
    def _forget_confirmation(self) -> None:
        self._confirmed = None
        self.query_one("#warning", Static).update("")

    def action_export(self) -> None:
        path = Path(self.query_one("#path", Input).value.strip())
        try:
            path = path.expanduser()
            problem = self._problem_with(path)
        except (OSError, RuntimeError, ValueError) as error:
            problem = f"{path} can't be written to: {error}."
        if problem:
            self.query_one("#warning", Static).update(plain(problem))
            return
        scope = self.query_one("#scopes", OptionList).highlighted or 0
        ids = list(self._scopes.values())[scope]
        self.dismiss(ExportWish(ids, self._format.name, path, path == self._confirmed))

    def _problem_with(self, path: Path) -> str:
        if path.is_dir():
            return f"{path} is a folder: give the name of a file."
        if not path.parent.is_dir():
            return f"The folder {path.parent} does not exist."
        if path.exists() and path != self._confirmed:
            self._confirmed = path
            return f"{path} exists. Enter once more replaces it."
        return ""


def _destination() -> str:
    """Where a file without a folder goes, with ``~`` for the person's home."""
    try:
        folder, home = Path.cwd(), Path.home()
    except (OSError, RuntimeError):
        return "to a file:"
    inside = folder.is_relative_to(home)
    return f"to a file in {Path('~') / folder.relative_to(home) if inside else folder}:"
