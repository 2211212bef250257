"""Taking back and making again: one step by a key, many from the list of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.app.history_words import walked_words
from tui.app.screens.triage_actions import TriageActions
from tui.library import Step, Undone
from tui.papers.paper import Entry

_UNDID, _REDID = "Undid", "Redid"


@dataclass(frozen=True, slots=True)
class Walked:
    """The steps that were walked, and the new state of the papers that the screen holds."""

    steps: list[Undone]
    entries: list[Entry]

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
        self._walk_history(lambda: _as_list(self.library.undo()), _UNDID, "Nothing to undo.")

    def action_redo(self) -> None:
        self._walk_history(lambda: _as_list(self.library.redo()), _REDID, "Nothing to redo.")

    def action_history(self) -> None:
        """List the newest steps, and walk as far as the one that is chosen."""
        from tui.app.screens.history_dialog import MOST_STEPS, HistoryDialog

        def show(steps: list[Step]) -> None:
            if steps:
                dialog = HistoryDialog(steps, datetime.now().astimezone())
                self.open_dialog(dialog, lambda step: self._walk_to(step, newest=steps[0]))
            else:
                self.say("Nothing was changed yet.")

        self.ask(lambda: self.library.history(MOST_STEPS), show, group="dialog")

    def _walk_to(self, step: Step, newest: Step) -> None:
        """Undo a step and all after it, or redo it and all before; ``newest`` is the last known."""
        walk, did = (self.library.redo, _REDID) if step.undone else (self.library.undo, _UNDID)

        def reached(walked: list[Undone]) -> bool:
            if not walked:
                return False
            last = walked[-1].step.id
            return last >= step.id if step.undone else last <= step.id

        def walk_all() -> list[Undone]:
            walked: list[Undone] = []
            # A step that came meanwhile, from another papertui, is not what was chosen.
            while not reached(walked) and self._is_newest(newest):
                found = walk()
                if found is None:
                    break
                walked.append(found)
            return walked

        self._walk_history(walk_all, did, "The history has changed meanwhile; look at it again.")

    def _is_newest(self, step: Step) -> bool:
        return [newest.id for newest in self.library.history(1)] == [step.id]

    def _walk_history(self, walk: Callable[[], list[Undone]], did: str, nothing: str) -> None:
        def step() -> Walked:
            walked = Walked(walk(), [])
            return Walked(walked.steps, self.library.entries(self.cache.held(walked.ids)))

        def show(walked: Walked) -> None:
            if walked.steps:
                self.show_walked(walked)
                self.say(walked_words(did, walked.steps))
            else:
                self.say(nothing)

        # The cursor goes to what was changed, and the next key is about that.
        self.write(step, show, ended=self.desk.keyboard.hold())

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


def _as_list(undone: Undone | None) -> list[Undone]:
    return [] if undone is None else [undone]
