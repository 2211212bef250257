"""What there is to say about a query: where it wasn't understood, what to search for instead."""

from collections.abc import Iterable

from tui.cli.cells import cell_width
from tui.cli.output import complain
from tui.errors import UsageError
from tui.library import Problem, Query, WayOut
from tui.papers.words import counted

_LONGEST_SHOWN = 100
_BEFORE_PLACE = 40


def warn_of_problems(query: Query) -> None:
    """Tell what in the query is not searched as it stands, and point at it."""
    for problem in query.problems:
        hint = f" {problem.hint}" if problem.hint else ""
        complain(f"warning: {problem.message}{hint}\n{_pointed_at(query.text, problem)}")


def refuse_nothing_understood(query: Query) -> None:
    """Raise UsageError for a query in which nothing was understood: it would mean everything."""
    if query.root is None and query.problems:
        raise UsageError(
            f"Nothing in {query.text!r} can be searched for.", "An empty query means everything."
        )


def refuse_misunderstood(query: Query) -> None:
    """Raise UsageError for a query of which a clause would be left out."""
    refuse_nothing_understood(query)
    if any(problem.kind == "error" for problem in query.problems):
        raise UsageError("Part of the query is not understood.", "Mend it, or take it out.")


def tell_nothing_found(query: Query, ways_out: Iterable[WayOut]) -> None:
    """Tell that nothing was found, and what would find something."""
    complain(f"No papers for: {query.text}" if query.text.strip() else "There are no papers.")
    for way in ways_out:
        count = f", {counted(way.count, 'paper')}"
        complain(f"  {way.reason}{count}: {way.text}")


def _pointed_at(text: str, problem: Problem) -> str:
    """The part of the query around the problem, with carets below the problem itself."""
    first = max(0, problem.start - _BEFORE_PLACE) if len(text) > _LONGEST_SHOWN else 0
    shown = _visible(text[first : first + _LONGEST_SHOWN])
    start, end = problem.start - first, min(problem.end - first, len(shown))
    indent = cell_width(shown[:start])
    carets = max(1, cell_width(shown[start:end]))
    return f"  {shown}\n  {' ' * indent}{'^' * carets}"


def _visible(text: str) -> str:
    """``text`` with something to see in place of each character that is not."""
    return "".join(char if char.isprintable() else "�" for char in text)
