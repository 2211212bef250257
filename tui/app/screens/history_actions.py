"""Taking back and making again: one step by a key, many from the list of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from tui.app.history_words import steps_to_walk, walked_words
from tui.app.screens.triage_actions import TriageActions
from tui.errors import PapertuiError
from tui.library import Step, Undone
from tui.papers.paper import Entry

_UNDID, _REDID = "Undid", "Redid"
_FEW_STEPS = 300

_Walk = Callable[[], Undone | None]


@dataclass(frozen=True, slots=True)
class Walked:
    """The steps that were walked, and the new state of the papers that the screen holds.

    ``missed`` of those that should have been were not; the ``error`` says why, unless it is that
    others stood there. ``titles`` are those of the papers that single steps are about.
    """

    steps: list[Undone]
    missed: int
    error: PapertuiError | None
    entries: list[Entry]
    titles: Mapping[int, str]

    @property
    def ids(self) -> list[int]:
        """The papers that the steps touched, each once."""
        return list(dict.fromkeys(paper_id for step in self.steps for paper_id in step.ids))

    @property
    def papers_changed(self) -> bool:
        """Whether there are other papers than before, or papers with other words."""
        return any(step.papers_changed for step in self.steps)


class HistoryActions(TriageActions):
    """Undo and redo walk the one history of everything, in order."""

    def action_undo(self) -> None:
        self._walk_history([self.library.undo], _UNDID, "Nothing to undo.")

    def action_redo(self) -> None:
        self._walk_history([self.library.redo], _REDID, "Nothing to redo.")

    def action_history(self) -> None:
        """List the newest steps, and walk as far as the one that is chosen."""
        self._list_history(_FEW_STEPS)

    def _list_history(self, limit: int, at: int | None = None) -> None:
        """List so many steps, and four times as many when older ones are asked for."""
        from tui.app.screens.history_dialog import HistoryDialog

        def fetch() -> tuple[list[Step], Mapping[int, str]]:
            steps = self.library.history(limit + 1)
            return steps, self.library.titles_of(steps)

        def go_on(steps: list[Step], chosen: int) -> None:
            if chosen < len(steps):
                self._walk_to(steps, chosen)
            else:
                self._list_history(4 * limit, at=chosen)

        def show(fetched: tuple[list[Step], Mapping[int, str]]) -> None:
            found, titles = fetched
            if not found:
                self.say("Nothing was changed yet.")
                return
            steps, now = found[:limit], datetime.now().astimezone()
            dialog = HistoryDialog(steps, titles, now, older=len(found) > limit, at=at)
            self.open_dialog(dialog, lambda chosen: go_on(steps, chosen))

        def ask() -> None:
            self.ask(fetch, show, group="dialog")

        self.after_writes(ask)

    def _walk_to(self, steps: Sequence[Step], chosen: int) -> None:
        """Undo a step and all after it, or redo it and all before, as long as they are the same."""
        undone = steps[chosen].undone
        walk, did = (self.library.redo, _REDID) if undone else (self.library.undo, _UNDID)
        walks = [partial(walk, step) for step in steps_to_walk(steps, chosen)]
        self._walk_history(walks, did, "The history has changed meanwhile; look at it again.")

    def _walk_history(self, walks: Sequence[_Walk], did: str, nothing: str) -> None:
        def show(walked: Walked) -> None:
            if walked.steps:
                self.show_walked(walked)
                self.say(walked_words(did, walked.steps, walked.missed, walked.titles))
            else:
                self.say(nothing)
            if walked.error is not None:
                self.report(walked.error)
            elif walked.steps and walked.missed:
                self.say(f"{self.footer.message}: the history has changed meanwhile")

        # The cursor goes to what was changed, and the next key is about that.
        self.write(lambda: self._walked(walks), show, holding=True)

    def _walked(self, walks: Sequence[_Walk]) -> Walked:
        """Walk step after step, until all are walked, one is not there, or one fails."""
        steps: list[Undone] = []
        error = None
        try:
            for walk in walks:
                undone = walk()
                if undone is None:
                    break
                steps.append(undone)
        except PapertuiError as failure:
            if not steps:
                raise
            error = failure
        titles = self.library.titles_of([undone.step for undone in steps])
        walked = Walked(steps, len(walks) - len(steps), error, [], titles)
        return replace(walked, entries=self.library.entries(self.cache.held(walked.ids)))

    def show_walked(self, walked: Walked) -> None:
        """Show what undo or redo has changed, and where."""
        self.withdraw_offer()
        self.show_changed_entries(walked.entries)
        if walked.papers_changed:
            self.catch_up(lambda _: self._list_separated(walked.ids))
        elif len(walked.ids) == 1:
            self.go_to_paper(walked.ids[0])

    def go_to_paper(self, paper_id: int) -> None:
        """Put the cursor on a paper that was changed, if it is in the list."""
        self.paper_list.go_to(paper_id)

    def _list_separated(self, ids: Sequence[int]) -> None:
        """List papers that came, went, became one or two; the cursor goes to the first it can."""
        listed = set(self.paper_list.ids)
        shown = (paper_id for paper_id in ids if paper_id in listed)
        self.list_anew(at=next(shown, None))
