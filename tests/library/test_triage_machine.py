"""The whole of triage against a model: whatever is done, undone, and by whom, nothing is lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from tests.app.sample import library_of
from tests.library.second_process import SecondProcess
from tests.library.triage_home import TriageHome
from tests.library.triage_model import Fields, ModelStep, decided
from tests.longer import LONGER
from tests.triage_session import ALL, PAPERS
from tui.errors import PapertuiError
from tui.papers.paper import Paper, TriageChange
from tui.storage.history import Step
from tui.storage.triage_store import Mark

MARKS: tuple[Mark, ...] = ("bookmarked", "read", "archived")

marks = st.sampled_from(MARKS)
tags = st.sampled_from(["vision", "to read", "17", "Ünïcode", "vlm"])
notes = st.sampled_from(["", "good", "good\nbut long", "compare", "“quoted”\n\n* x"])
names = st.sampled_from(["all", "ALL", "code", "Straße", "STRASSE", "new"])
queries = st.sampled_from(["", "is:unread", "tag:vision has:code"])
ids = st.lists(st.sampled_from(ALL), min_size=1, unique=True)
single = st.sampled_from(ALL)
deeds = st.sampled_from(["here", "there", "second process"])
changes = st.builds(
    TriageChange,
    bookmarked=st.none() | st.booleans(),
    read=st.none() | st.booleans(),
    archived=st.none() | st.booleans(),
    add_tags=st.lists(tags, max_size=2, unique=True).map(tuple),
    remove_tags=st.lists(tags, max_size=2, unique=True).map(tuple),
    note=st.none() | notes,
)
arrivals = st.fixed_dictionaries(
    {},
    optional={mark: st.just(True) for mark in MARKS}
    | {"tags": st.lists(tags, max_size=2, unique=True), "note": notes.filter(bool)},
)


class TriageMachine(TriageHome):
    """Everything that a person can do, and what sources tell meanwhile."""

    # What a person does

    @rule(who=deeds, mark=marks, paper_id=single)
    def act(self, who: str, mark: Mark, paper_id: int) -> None:
        self._toggle(who, mark, [paper_id])

    @rule(who=deeds, mark=marks, ids=ids)
    def act_on_many(self, who: str, mark: Mark, ids: list[int]) -> None:
        self._toggle(who, mark, ids)

    def _toggle(self, who: str, mark: Mark, ids: list[int]) -> None:
        meant = {self.model.resolve(paper_id) for paper_id in ids}
        marked = [paper_id for paper_id in meant if self.model.papers[paper_id].get(mark)]
        value: dict[str, Any] = {mark: len(marked) < len(meant)}
        change = TriageChange(**value)
        self._triaged(self.call(who, "toggle", mark, ids), ids, change)

    @rule(who=deeds, ids=ids, change=changes)
    def decide(self, who: str, ids: list[int], change: TriageChange) -> None:
        self._triaged(self.call(who, "triage", ids, change, "changed papers"), ids, change)

    @rule(who=deeds, old=tags, new=tags)
    def rename_tag(self, who: str, old: str, new: str) -> None:
        change = TriageChange(add_tags=(new,), remove_tags=(old,) if old != new else ())
        tagged = [n for n, fields in self.model.papers.items() if f"tag:{old}" in fields]
        self._triaged(self.call(who, "rename_tag", old, new), tagged, change)

    @rule(who=deeds, name=tags)
    def remove_tag(self, who: str, name: str) -> None:
        change = TriageChange(remove_tags=(name,))
        self._triaged(self.call(who, "remove_tag", name), list(self.model.papers), change)

    def _triaged(self, step: Step | None, ids: list[int], change: TriageChange) -> None:
        expected = self.model.changes_to(ids, decided(change))
        assert (step is None) == (not expected)
        if step is not None:
            self.model.change(step.label, expected)

    @rule(who=deeds, one=single, other=single)
    def merge(self, who: str, one: int, other: int) -> None:
        if self.model.resolve(one) == self.model.resolve(other):
            with pytest.raises(PapertuiError, match="one paper already"):
                self.call(who, "merge", one, other)
            return
        step = self.call(who, "merge", one, other)
        self.model.merge(step.label, self.model.resolve(one), self.model.resolve(other))

    @rule(
        who=deeds, new=st.lists(arrivals, max_size=2), known=st.none() | st.tuples(single, arrivals)
    )
    def bring_in(
        self, who: str, new: list[dict[str, Any]], known: tuple[int, dict[str, Any]] | None
    ) -> None:
        records = [{"title": f"Imported {self.number()}"} | record for record in new]
        if known is not None:
            records.append(
                {
                    "title": PAPERS[known[0] - 1].title,
                    "arxiv_id": PAPERS[known[0] - 1].arxiv_id,
                    **known[1],
                }
            )
        self.file.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
        before = self._newest_step()
        self.call(who, "import_files", [self.file])
        step = self._newest_step()
        if step == before:
            return
        library = self.libraries[0]
        numbers = [library.find(record["title"])[0] for record in records]
        arrived = dict(zip(numbers, map(_fields, records), strict=True))
        came = [number for number in numbers if number not in self.model.papers]
        self.model.bring(step.label, step.count, came, arrived)

    def _newest_step(self) -> Any:
        return next(iter(self.libraries[0].history(1)), None)

    # Saved searches

    @rule(who=deeds, name=names, query=queries)
    def save_search(self, who: str, name: str, query: str) -> None:
        place = self._place_of(name)
        searches = list(self.model.searches)
        if place is None:
            searches.append((name, query, False))
        else:
            searches[place] = (name, query, searches[place][2])
        self._searches_changed(self.call(who, "save_search", name, query), searches)

    @rule(who=deeds, name=names, new_name=names)
    def rename_search(self, who: str, name: str, new_name: str) -> None:
        place, other = self._place_of(name), self._place_of(new_name)
        searches = list(self.model.searches)
        if place is not None and other not in (None, place):
            with pytest.raises(PapertuiError, match="already"):
                self.call(who, "rename_saved_search", name, new_name)
            return
        if place is not None:
            searches[place] = (new_name, *searches[place][1:])
        self._searches_changed(self.call(who, "rename_saved_search", name, new_name), searches)

    @rule(who=deeds, name=names)
    def remove_search(self, who: str, name: str) -> None:
        place = self._place_of(name)
        searches = [kept for n, kept in enumerate(self.model.searches) if n != place]
        self._searches_changed(self.call(who, "remove_saved_search", name), searches)

    @rule(who=deeds, name=names, to=st.integers(1, 5))
    def move_search(self, who: str, name: str, to: int) -> None:
        place, searches = self._place_of(name), list(self.model.searches)
        if to > len(searches):
            with pytest.raises(PapertuiError, match="no place"):
                self.call(who, "move_saved_search", name, to)
            return
        if place is not None:
            searches.insert(to - 1, searches.pop(place))
        self._searches_changed(self.call(who, "move_saved_search", name, to), searches)

    def _place_of(self, name: str) -> int | None:
        keys = [kept[0].casefold() for kept in self.model.searches]
        return keys.index(name.casefold()) if name.casefold() in keys else None

    def _searches_changed(self, step: Step | None, after: list[tuple[str, str, bool]]) -> None:
        assert (step is None) == (tuple(after) == self.model.searches)
        if step is not None:
            self.model.change_searches(step.label, step.count, tuple(after))

    @rule(who=deeds, name=names, watched=st.booleans())
    def watch_search(self, who: str, name: str, watched: bool) -> None:
        place, searches = self._place_of(name), list(self.model.searches)
        if place is not None:
            searches[place] = (*searches[place][:2], watched)
        step = self.call(who, "watch_saved_search", name, watched=watched)
        self._searches_changed(step, searches)

    # The history, and papertui ended and started

    @rule(who=deeds)
    def undo(self, who: str) -> None:
        self._walked(who, "undo", "done")

    @rule(who=deeds, times=st.integers(1, 4))
    def undo_several(self, who: str, times: int) -> None:
        for _ in range(times):
            self.undo(who)

    @rule(who=deeds)
    def redo(self, who: str) -> None:
        self._walked(who, "redo", "undone")

    @rule(who=deeds)
    def undo_all_and_redo_all(self, who: str) -> None:
        while self.model.done:
            self.undo(who)
        assert self.model.searches == ()
        self.same_as_the_model()
        while self.model.undone:
            self.redo(who)

    def _walked(self, who: str, way: str, steps: str) -> None:
        walked = self.call(who, way)
        if not getattr(self.model, steps):
            assert walked is None
            return
        step: ModelStep = getattr(self.model, steps)[-1]
        left = getattr(self.model, way)()
        assert walked.step.label == step.label
        assert step.of_records or walked.skipped == len(left)

    @rule()
    def restart(self) -> None:
        self.restart_all()

    # What sources tell, which is no step

    @rule()
    def sync_brings_a_paper(self) -> None:
        [number] = self.synced(Paper(f"Synced {self.number()}", sources=("hf",)))
        self.model.papers[number] = {}

    @rule(paper_id=single, upvotes=st.integers(0, 3))
    def sync_tells_of_a_paper(self, paper_id: int, upvotes: int) -> None:
        self.synced(replace(PAPERS[paper_id - 1], upvotes=upvotes))

    @rule(one=arrivals, other=arrivals)
    def sync_brings_papers_that_are_one(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        """Two papers, decided about, of which a source tells later that they are the same."""
        number = self.number()
        pair = Paper(f"Twin {number}"), Paper(f"Gemini {number}", arxiv_id=f"2503.{number:05}")
        first, second = self.synced(*pair)
        for paper_id, record in ((first, one), (second, other)):
            self.model.papers[paper_id] = {}
            self.decide("here", [paper_id], _change(record))
        self.twins.append((first, second, replace(pair[0], arxiv_id=pair[1].arxiv_id)))

    @precondition(lambda self: self.twins)
    @rule()
    def sync_unites_papers(self) -> None:
        one, other, both = self.twins.pop()
        assert self.synced(both) == [one]
        self.model.unite(one, other)


def _fields(record: dict[str, Any]) -> Fields:
    fields: Fields = {mark: True for mark in MARKS if record.get(mark)}
    fields.update({f"tag:{name}": True for name in record.get("tags", ())})
    return fields | ({"note": record["note"]} if "note" in record else {})


def _change(record: dict[str, Any]) -> TriageChange:
    """The change that makes of a paper without any triage what a record says."""
    given = dict(record)
    return TriageChange(add_tags=tuple(given.pop("tags", ())), **given)


@pytest.fixture
def second_process() -> Iterator[SecondProcess]:
    process = SecondProcess()
    yield process
    process.end()


def test_triage_is_as_the_model_says(tmp_path: Path, second_process: SecondProcess) -> None:
    library_of(tmp_path / "prepared", PAPERS).close()
    TriageMachine.prepared = tmp_path / "prepared"
    TriageMachine.other_process = second_process
    run_state_machine_as_test(
        TriageMachine,
        settings=settings(
            max_examples=2000 if LONGER else 40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            # Finding the smallest example takes minutes.
            phases=(Phase.generate, Phase.shrink) if LONGER else (Phase.generate,),
        ),
    )
