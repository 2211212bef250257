"""A thousand steps of every kind, undone and redone: the library is the same bit for bit."""

import json
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

from tests.bench.figures import Figure, at_most, exactly, median, percentile
from tests.bench.part import Part
from tests.bench.search.generated import generated_records
from tests.bench.triage.content import content_of, differing, digests_of
from tests.bench.triage.library_actions import LibraryActions
from tui.library import Library, Undone
from tui.paths import Paths

_PAPERS, _CHECKED_EVERY = 2_000, 10
_TOLD = 10

_Digests = dict[str, str]


@dataclass
class _Walk:
    """Milliseconds of each step walked, and where the library was other than before."""

    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(options: Namespace, folder: Path) -> Part:
    """The part about undo and redo."""
    paths, records = Paths.standard(folder / "home"), generated_records(_PAPERS + 4 * options.steps)
    papers = folder / "papers.jsonl"
    papers.write_text("".join(f"{json.dumps(one)}\n" for one in islice(records, _PAPERS)))
    with Library(paths) as library:
        library.import_files([papers])
        actions = LibraryActions(Random(options.seed), folder, records)
        checked = _make(library, actions, options.steps)
        back = range(options.steps - 1, -1, -1)
        undone = _walk(library.undo, back, checked, paths.database)
        redone = _walk(library.redo, range(1, options.steps + 1), checked, paths.database)
    return _part(options.steps, undone, redone)


def _make(library: Library, actions: LibraryActions, steps: int) -> dict[int, _Digests]:
    """Make so many steps; what the library came to after some of them, the first and last too."""
    checked = {0: _digests(library.paths.database)}
    newest, made = _newest(library), 0
    while made < steps:
        actions.draw()(library)
        if _newest(library) == newest:
            continue
        newest, made = _newest(library), made + 1
        if made % _CHECKED_EVERY == 0 or made == steps:
            checked[made] = _digests(library.paths.database)
    return checked


def _walk(
    step: Callable[[], Undone | None],
    places: Iterable[int],
    checked: dict[int, _Digests],
    database: Path,
) -> _Walk:
    walk = _Walk()
    for place in places:
        begun = time.perf_counter()
        undone = step()
        walk.milliseconds.append((time.perf_counter() - begun) * 1e3)
        if undone is None or undone.skipped:
            walk.wrong.append(f"to {place}: {undone}")
        if place in checked and (tables := differing(checked[place], _digests(database))):
            walk.wrong.append(f"after {place} steps other than before: {tables}")
    return walk


def _digests(database: Path) -> _Digests:
    return digests_of(content_of(database))


def _newest(library: Library) -> int:
    return next((step.id for step in library.history(1)), 0)


def _part(steps: int, undone: _Walk, redone: _Walk) -> Part:
    wrong = [*undone.wrong, *redone.wrong]
    return Part(
        f"{steps:,} steps of every kind undone and redone, in a library of {_PAPERS:,} papers",
        [
            Figure("places where the library was other than before", len(wrong), "", exactly(0)),
            Figure("a step undone: median", median(undone.milliseconds), "ms", at_most(5)),
            Figure("  p95", percentile(undone.milliseconds, 0.95), "ms"),
            Figure("a step redone: median", median(redone.milliseconds), "ms", at_most(5)),
            Figure("  p95", percentile(redone.milliseconds, 0.95), "ms"),
        ],
        wrong=wrong[:_TOLD],
    )
