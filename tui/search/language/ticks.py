"""The filter pane's ticks as clauses in the text of the query, which stays the one truth.

Every edit here takes the text of a query and gives its new text; what it is not about stays as
it was typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.search.language import parse_parts
from tui.search.language.editing import appended, without_spans
from tui.search.language.query import (
    Exact,
    Has,
    Node,
    Not,
    NumberRange,
    Or,
    State,
    Text,
    as_value,
    quoted,
)
from tui.search.language.syntax import Part

_WIDENING = {"source": "source", "year": "year", "cat": "topic", "keyword": "topic", "tag": "tag"}
"""The fields of which one ticked value more finds more, with the section they belong to."""

_PLAIN_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """A value of the filter pane, such as ``("has", "code")``; equal whatever their case."""

    field: str
    value: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tick) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        """The clause that asks for it."""
        plain = self.field != "keyword" or _PLAIN_WORD.fullmatch(self.value)
        return f"{self.field}:{as_value(self.value) if plain else quoted(self.value)}"

    @property
    def section(self) -> str:
        """Ticks of one section are alternatives, unless that is ``is`` or ``has``."""
        return _WIDENING.get(self.field, self.field)

    @property
    def widens(self) -> bool:
        """Whether ticking another value of the section as well finds more."""
        return self.field in _WIDENING

    def _key(self) -> tuple[str, str]:
        return self.field, " ".join(self.value.split()).casefold()


def ticked(text: str) -> dict[Tick, bool]:
    """The ticks that ``text`` asks for: ``True`` ticked, ``False`` excluded.

    They count wherever they were typed, as long as all of the query depends on them.
    """
    return {tick: clause.included for clause in _clauses(text) for tick in clause.ticks()}


def toggle(text: str, tick: Tick) -> str:
    """``text`` with ``tick`` taken out if it was ticked, ticked if it was not."""
    return _switched(text, tick, included=True)


def exclude(text: str, tick: Tick) -> str:
    """``text`` with ``tick`` taken out if it was excluded, excluded if it was not."""
    return _switched(text, tick, included=False)


def clear(text: str) -> str:
    """``text`` without any tick."""
    return without_spans(text, [(clause.start, clause.end) for clause in _clauses(text)])


@dataclass(frozen=True, slots=True)
class _TickClause:
    """A clause of the text that consists of ticks: ``nodes`` of which any will, or none may."""

    start: int
    end: int
    nodes: tuple[Node, ...]
    included: bool

    def ticks(self) -> list[Tick]:
        return [tick for tick in map(_tick_of, self.nodes) if tick is not None]

    def without(self, tick: Tick) -> list[str]:
        """The clauses that are left when ``tick`` is taken out."""
        return [str(node) for node in self.nodes if _tick_of(node) != tick]

    def is_widened_by(self, tick: Tick) -> bool:
        alternatives = (tick, *self.ticks())
        return self.included and _is_one_choice(alternatives)


def _clauses(text: str) -> Iterator[_TickClause]:
    for part in parse_parts(text).conjuncts():
        if part.node is None or any(map(_is_no_clause, part.leaves())):
            continue
        included = not isinstance(part.node, Not)
        nodes = _alternatives(part.node.child if isinstance(part.node, Not) else part.node)
        clause = _TickClause(part.start, part.end, nodes, included)
        ticks = clause.ticks()
        if len(ticks) == len(nodes) and (len(ticks) == 1 or _is_one_choice(ticks)):
            yield clause


def _is_no_clause(leaf: Part) -> bool:
    """Whether it is an order or a value not understood, which rewriting would lose."""
    return leaf.node is None and leaf.field is not None


def _alternatives(node: Node) -> tuple[Node, ...]:
    return node.children if isinstance(node, Or) else (node,)


def _is_one_choice(ticks: Sequence[Tick]) -> bool:
    """Whether they belong to one section, and one more of them finds more."""
    return ticks[0].widens and len({tick.section for tick in ticks}) == 1


def _tick_of(node: Node) -> Tick | None:
    match node:
        case State(name):
            return Tick("is", name)
        case Has(name):
            return Tick("has", name)
        case NumberRange("year", low, high) if low == high:
            return Tick("year", str(low))
        case Exact("cat" | "tag" | "source" as field, value):
            return Tick(field, value)
        case Text(words, "keyword", "word" | "phrase"):
            return Tick("keyword", words)
    return None


def _switched(text: str, tick: Tick, *, included: bool) -> str:
    state = ticked(text).get(tick)
    text = _removed(text, tick)
    return text if state is included else _added(text, tick, included=included)


def _removed(text: str, tick: Tick) -> str:
    while clause := next((clause for clause in _clauses(text) if tick in clause.ticks()), None):
        text = _replaced(text, clause, clause.without(tick))
    return text


def _added(text: str, tick: Tick, *, included: bool) -> str:
    if not included:
        return appended(text, f"-{tick}")
    for clause in _clauses(text):
        if clause.is_widened_by(tick):
            return _replaced(text, clause, [*map(str, clause.nodes), str(tick)])
    return appended(text, str(tick))


def _replaced(text: str, clause: _TickClause, alternatives: Sequence[str]) -> str:
    if not alternatives:
        return without_spans(text, [(clause.start, clause.end)])
    before, after = text[: clause.start], text[clause.end :]
    left = "" if not before or before[-1].isspace() or before[-1] == "(" else " "
    right = "" if not after or after[0].isspace() or after[0] == ")" else " "
    return f"{before}{left}{_joined(alternatives, included=clause.included)}{right}{after}"


def _joined(alternatives: Sequence[str], *, included: bool) -> str:
    if not included:
        return " ".join(f"-{alternative}" for alternative in alternatives)
    either = " OR ".join(alternatives)
    return f"({either})" if len(alternatives) > 1 else either
