"""One home with three papertuis on it, and a model of what is there: what rules are made for."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.library.second_process import SecondProcess
from tests.library.triage_model import Model, fields_of
from tests.triage_session import ALL
from tui.library import Library
from tui.papers.paper import Paper
from tui.paths import Paths

_MANY = 1000


class TriageHome(RuleBasedStateMachine):
    """Two libraries on one home in this process and one in another, compared with the model.

    ``prepared`` is a home to start from, which holds the papers of ``tests.triage_session``.
    """

    prepared: Path
    other_process: SecondProcess

    @initialize()
    def begin(self) -> None:
        self._ends = ExitStack()
        folder = Path(self._ends.enter_context(TemporaryDirectory()))
        self.home, self.file = folder / "home", folder / "arrivals.jsonl"
        shutil.copytree(self.prepared, self.home)
        self._open()
        self.model = Model({number: {} for number in ALL})
        self.twins: list[tuple[int, int, Paper]] = []
        self.came = 0

    def _open(self) -> None:
        self.libraries = [Library(Paths.standard(self.home)) for _ in range(2)]
        self.other_process.open(self.home)

    def _close(self) -> None:
        for library in self.libraries:
            library.close()

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self._close()
            self._ends.close()

    def call(self, who: str, method: str, *given: Any, **named: Any) -> Any:
        """Have one of the three papertuis do something."""
        if who == "second process":
            return self.other_process.call(method, *given, **named)
        return getattr(self.libraries[who == "there"], method)(*given, **named)

    def restart_all(self) -> None:
        """End papertui and start it again."""
        self._close()
        self._open()

    def synced(self, *papers: Paper) -> list[int]:
        """Have a source tell of papers; gives their numbers."""
        return self.libraries[1]._papers.add(papers).ids

    def number(self) -> int:
        """A number that was not given before."""
        self.came += 1
        return self.came

    @invariant()
    def same_as_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        for library in self.libraries:
            found = library.entries(library.newest_ids())
            assert {entry.id: fields_of(entry.triage) for entry in found} == self.model.papers
            kept = [(kept.name, kept.query, kept.watched) for kept in library.saved_searches()]
            assert tuple(kept) == self.model.searches
            steps = [(step.label, step.count, step.undone) for step in library.history(_MANY)]
            assert steps == self.model.history()
        self._count()

    def _count(self) -> None:
        counts = self.libraries[0].counts()
        fields = self.model.papers.values()
        archived, read, bookmarked = (
            sum(mark in paper for paper in fields) for mark in ("archived", "read", "bookmarked")
        )
        total = len(fields)
        assert counts.total == total
        assert (counts.inbox, counts.unread) == (total - archived, total - read)
        assert (counts.bookmarked, counts.archived) == (bookmarked, archived)
