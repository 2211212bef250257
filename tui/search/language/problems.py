"""What is wrong with a query's text, gathered while it is read."""

from tui.search.language.lexer import LABEL, Lexeme
from tui.search.language.query import FIELDS, Problem, ProblemKind
from tui.search.language.values import BadValueError, nearest_hint


class Report:
    """The problems found so far, each told once."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order of their places."""
        return tuple(sorted(self._problems, key=lambda problem: problem.start))

    def unfinished(self, message: str, first: Lexeme, last: Lexeme | None = None) -> None:
        """From ``first`` to ``last``: something that more typing would complete."""
        self._add(message, first.start, (last or first).end, kind="unfinished")

    def bad_value(self, bad: BadValueError, value: Lexeme, *, at_end: bool) -> None:
        """A value that can't be understood; while it is ``at_end`` it may be just begun."""
        kind: ProblemKind = "unfinished" if bad.begun and at_end else "error"
        self._add(bad.message, value.start, value.end, bad.hint, kind)

    def check_label(self, word: Lexeme) -> None:
        """Tells it when ``word`` looks as if it began with a field that does not exist."""
        label = LABEL.match(word.value)
        if label is None or label.end() == len(word.value):
            return
        message = f"There is no field “{label[1]}”, so it is searched as text."
        hint = nearest_hint(label[1], FIELDS)
        self._add(message, word.start, word.start + label.end(), hint, "unknown")

    def nothing_to_search(self, word: Lexeme, *, at_end: bool) -> None:
        """``word`` holds neither letter nor digit; ``at_end`` one may be to come."""
        kind: ProblemKind = "unfinished" if at_end else "ignored"
        self._add("There is no word in this to search for.", word.start, word.end, kind=kind)

    def too_deep(self, start: int, end: int) -> None:
        """A group that is within too many groups."""
        self._add("Brackets nest too deep here; what is in them is left out.", start, end)

    def too_long(self, start: int, end: int) -> None:
        """From ``start`` on the query is longer than is looked at."""
        message = "The query is too long; the rest of it is left out."
        if all(problem.message != message for problem in self._problems):
            self._add(message, start, end)

    def _add(
        self, message: str, start: int, end: int, hint: str = "", kind: ProblemKind = "error"
    ) -> None:
        self._problems.append(Problem(message, start, end, hint, kind))
