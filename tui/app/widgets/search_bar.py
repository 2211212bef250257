"""The search bar: the query, what it found, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.app.content import plain, pointed, typed

if TYPE_CHECKING:
    from tui.library import Problem

_PROMPT_WIDTH = 3
_PATIENCE = 0.15
"""Seconds that a search may take before a sign says that it goes on."""


class QueryInput(Input):
    """The input of the bar; up and down recall earlier searches."""

    BINDINGS = [
        Binding("up", "recall(1)", "Earlier search", show=False),
        Binding("down", "recall(-1)", "Later search", show=False),
    ]

    @dataclass
    class Recalled(Message):
        """The search ``steps`` back in time is wanted; negative steps go forward."""

        steps: int

    def action_recall(self, steps: int) -> None:
        self.post_message(self.Recalled(steps))


class Outcome(Widget):
    """Count, order and time at the end of the bar; of a fixed width, so that nothing else moves."""

    text = reactive("")
    searching = reactive(False)

    def render(self) -> Content:
        width = self.size.width - 1
        shown = Content("searching …" if self.searching else self.text)
        return shown.truncate(width, ellipsis=True).pad_left(max(0, width - shown.cell_length))


class SearchBar(Widget):
    """One line for the query with its count, order and time, below it problems and remarks."""

    @dataclass
    class Edited(Message):
        """The person changed the query by typing or recalling."""

        text: str

    @dataclass
    class Submitted(Message):
        """The person is done with the query."""

        text: str

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = typed(text)
        self._recent: Sequence[str] = ()
        self._steps_back = 0
        self._draft = ""
        self._patience: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="query-line"):
            yield Static("/", id="prompt", markup=False)
            yield QueryInput(
                self._text, placeholder="search", select_on_focus=False, compact=True, id="query"
            )
            yield Outcome()
        yield Static("", id="problem", markup=False)
        yield Static("", id="remark", markup=False)

    @property
    def text(self) -> str:
        """The query as it stands in the bar."""
        return self._text

    @property
    def typing(self) -> bool:
        """Whether the person is in the bar."""
        return self._input.has_focus

    @property
    def _input(self) -> QueryInput:
        return self.query_one(QueryInput)

    def edit(self) -> None:
        """Put the text cursor at the end of the query, a space apart so that words can follow."""
        if self._text and not self._text.endswith(" "):
            self.set_text(f"{self._text} ")
        self.screen.set_focus(self._input)
        self._input.cursor_position = len(self._text)

    def set_text(self, text: str) -> None:
        """Show another query without reporting it as typed."""
        self._text = typed(text)
        with self._input.prevent(Input.Changed):
            self._input.value = self._text

    def remember(self, recent: Sequence[str]) -> None:
        """The earlier searches that up recalls, newest first."""
        self._recent = recent
        self._steps_back = 0

    def show_outcome(self, outcome: str) -> None:
        """Show count, order and time at the right."""
        self.query_one(Outcome).text = outcome

    def wait(self) -> None:
        """Results are awaited from now on; a sign says so when they take long."""
        if self._patience is None:
            self._patience = self.set_timer(_PATIENCE, self._show_sign)

    def stop_waiting(self) -> None:
        """Nothing is awaited any more."""
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        self.query_one(Outcome).searching = False

    def _show_sign(self) -> None:
        self.query_one(Outcome).searching = True

    def show_problem(self, problem: "Problem | None") -> None:
        """Show a sentence under the bar, its arrow under the place that it is about."""
        line = self.query_one("#problem", Static)
        line.display = problem is not None
        if problem is not None:
            before = _PROMPT_WIDTH + cell_len(self._text[: problem.start])
            said = f"{problem.message} {problem.hint}".rstrip()
            line.update(pointed(said, before, self.size.width))

    def show_remark(self, sentence: str) -> None:
        """Show a sentence about the results under the bar; ``""`` takes it away."""
        line = self.query_one("#remark", Static)
        line.display = bool(sentence)
        if sentence:
            line.update(plain(sentence))

    @on(Input.Changed)
    def _report_edit(self, event: Input.Changed) -> None:
        event.stop()
        value = typed(event.value)
        if value != event.value:
            self._input.value = value
        elif value != self._text:
            self._text = value
            self.post_message(self.Edited(value))

    @on(Input.Submitted)
    def _report_submission(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self._text))

    @on(QueryInput.Recalled)
    def _recall(self, event: QueryInput.Recalled) -> None:
        event.stop()
        if self._steps_back == 0:
            self._draft = self._text
        self._steps_back = max(0, min(self._steps_back + event.steps, len(self._recent)))
        recalled = self._recent[self._steps_back - 1] if self._steps_back else self._draft
        self._input.value = recalled
        self._input.cursor_position = len(recalled)

    def on_descendant_focus(self) -> None:
        self._steps_back = 0
