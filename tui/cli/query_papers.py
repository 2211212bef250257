"""The papers that a command is about when it is given a query."""

from collections.abc import Sequence

from tui.cli.query_notes import refuse_misunderstood, tell_nothing_found, warn_of_problems
from tui.cli.session import catch_up
from tui.library import Library


def papers_found(library: Library, text: str) -> Sequence[int]:
    """The numbers of all papers of a query, none if it finds none, which is told.

    Raises UsageError when a clause of it would be left out.
    """
    catch_up(library)
    results = library.search(text, facets=False, widen=False)
    assert results is not None
    warn_of_problems(results.query)
    refuse_misunderstood(results.query)
    if not results.total:
        tell_nothing_found(results.query, results.ways_out)
    return results.ids
