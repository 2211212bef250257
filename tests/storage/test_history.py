"""The history when damage has made steps of it senseless: the others can still be walked."""

from collections.abc import Callable
from itertools import count

import pytest

from tests.storage.changes.facts import all_facts
from tests.storage.changes.imports import Imports, done
from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.merging import MergeStore
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SearchStore
from tui.storage.triage_store import TriageStore

_SET = "UPDATE change SET {column} = {value} WHERE step_id = (SELECT max(id) FROM step)"


@pytest.fixture(autouse=True)
def a_step_below(papers: PaperStore, triage: TriageStore) -> None:
    papers.add(Paper(title=f"Paper {number}") for number in range(4))
    triage.apply([4], TriageChange(add_tags=("below",)), "tagged")


def _mark(database: Database) -> None:
    TriageStore(database).apply([1, 2], TriageChange(bookmarked=True, archived=True), "marked")


def _merge(database: Database) -> None:
    TriageStore(database).apply([2], TriageChange(add_tags=("its own",)), "tagged")
    MergeStore(database).merge(1, 2)


def _import(database: Database) -> None:
    Imports(database).bring([Paper("Paper 1", abstract="Told now."), Paper("New")])


def _search(database: Database) -> None:
    SearchStore(database).save("mine", "query")


@pytest.mark.parametrize(
    ("make", "column", "value"),
    [
        (_mark, "field", "replace(field, 'archived', 'arbhived')"),
        (_mark, "field", "replace(field, 'archived', 'restore')"),
        (_merge, "before", """replace(before, '"tag": [{"paper_id"', '"tag": [{"paper_hd"')"""),
        (_merge, "before", """replace(before, '"paper": ', '"paper"; ')"""),
        (_merge, "before", """replace(before, '"title": "Paper 1"', '"title": [1]')"""),
        (_import, "after", """replace(after, '"Told now."', '[1]')"""),
        (_import, "before", "iif(before IS NULL, '[]', before)"),
        (_search, "after", "substr(after, 2)"),
        (_search, "after", "'[\"mine\"]'"),
        (_search, "after", "'{}'"),
    ],
)
def test_a_step_that_damage_has_made_senseless_is_passed_over_whole(
    database: Database,
    triage: TriageStore,
    make: Callable[[Database], None],
    column: str,
    value: str,
) -> None:
    make(database)
    made = all_facts(database)
    with database.write() as connection:
        connection.execute(_SET.format(column=column, value=value))
    passed = done(triage.undo())
    assert (passed.ids, passed.skipped, passed.lost) == ((), 1, True)
    assert all_facts(database) == made
    below = next(walked for _ in count() if (walked := done(triage.undo())).step.id == 1)
    assert (below.ids, below.skipped) == ((4,), 0)
    while triage.redo() is not None:
        pass
    assert not any(step.undone for step in triage.history(9))
    assert all_facts(database) == made
