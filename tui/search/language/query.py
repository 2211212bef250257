"""What a query is: a tree of clauses, an order, and what was wrong with the text it came from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

TEXT_FIELDS = ("title", "abstract", "author", "note", "org", "keyword", "comment")
EXACT_FIELDS = ("cat", "tag", "source", "id", "venue", "similar")
NUMBER_FIELDS = ("upvotes", "stars", "year")
STATES = ("inbox", "unread", "read", "bookmarked", "archived")
POSSESSIONS = (
    "code", "project", "pdf", "note", "tag", "abstract", "model", "dataset", "space",
)  # fmt: skip
FOR_YOU = "for-you"
SORTS = ("relevance", "newest", "upvotes", "stars", "title", FOR_YOU)
FIELDS = (*TEXT_FIELDS, *EXACT_FIELDS, *NUMBER_FIELDS, "date", "is", "has", "sort")

TextKind = Literal["word", "phrase", "prefix", "wildcard", "fuzzy"]
ProblemKind = Literal["error", "unknown", "unfinished", "ignored"]

QUOTES = '"“”„'


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be found in ``field``, or in the default fields when that is ``None``.

    ``words`` is as typed, without quotes and operators. A word such as ``GPT-4`` may be several
    tokens of the analysis, which then stand next to each other; a prefix, wildcard or fuzzy word
    is always one token. A ``completing`` word or phrase is still being typed: it matches as it is,
    and with every word that its last token begins. A wildcard's ``words`` hold its ``*`` and ``?``.
    """

    words: str
    field: str | None = None
    kind: TextKind = "word"
    completing: bool = False

    def __str__(self) -> str:
        return _labelled(self.field, self._bare())

    def _bare(self) -> str:
        match self.kind:
            case "phrase":
                return quoted(self.words)
            case "prefix":
                return f"{self.words}*"
            case "fuzzy":
                return f"{self.words}~"
            case _:
                return self.words


@dataclass(frozen=True, slots=True)
class Exact:
    """A whole value of one of `EXACT_FIELDS`, as typed; case does not matter.

    ``similar`` holds the number of the paper to which others are to be like.
    """

    field: str
    value: str

    def __str__(self) -> str:
        return _labelled(self.field, as_value(self.value))


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A number of one of `NUMBER_FIELDS` between two bounds, both included; ``None`` is open."""

    field: str
    low: int | None
    high: int | None

    def __str__(self) -> str:
        return _labelled(self.field, _range(self.low, self.high))


@dataclass(frozen=True, slots=True)
class DateRange:
    """The paper's day between two days, both included; ``None`` is open."""

    low: date | None
    high: date | None

    def __str__(self) -> str:
        return _labelled("date", _range(self.low, self.high))


@dataclass(frozen=True, slots=True)
class State:
    """A state of triage, one of `STATES`."""

    name: str

    def __str__(self) -> str:
        return f"is:{self.name}"


@dataclass(frozen=True, slots=True)
class Has:
    """Something that the paper or its reader has, one of `POSSESSIONS`."""

    name: str

    def __str__(self) -> str:
        return f"has:{self.name}"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every paper: ``*``."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class And:
    """All of at least two children, none of which is itself an `And`."""

    children: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(f"({child})" if isinstance(child, Or) else str(child)
                        for child in self.children)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Or:
    """Any of at least two children, none of which is itself an `Or`."""

    children: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.children))


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the child, which is never itself a `Not`."""

    child: "Node"

    def __str__(self) -> str:
        return f"-({self.child})" if isinstance(self.child, And | Or) else f"-{self.child}"


Leaf = Text | Exact | NumberRange | DateRange | State | Has | Everything
Node = Leaf | And | Or | Not


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in ``text[start:end]`` that is not searched as it stands, and why.

    ``error``: the clause is left out. ``unknown``: there is no such field, it is searched as text.
    ``unfinished``: more is to come, which is normal while typing. ``ignored``: nothing to search.
    """

    message: str
    start: int
    end: int
    hint: str = ""
    kind: ProblemKind = "error"


@dataclass(frozen=True, slots=True)
class Query:
    """What a text asks for. ``root`` is ``None`` when it asks for everything.

    ``str(query)`` is canonical text, which parses to the same root and sort. Days that were
    relative to today are printed as they fell.
    """

    text: str
    root: Node | None = None
    sort: str | None = None
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        parts = [] if self.root is None else [str(self.root)]
        if self.sort is not None:
            parts.append(f"sort:{self.sort}")
        return " ".join(parts)


def all_of(nodes: Collection[Node]) -> Node | None:
    """The conjunction of ``nodes`` in its simplest form, ``None`` when there are none."""
    flat = [part for node in nodes for part in conjuncts(node)]
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def any_of(nodes: Collection[Node]) -> Node | None:
    """The disjunction of ``nodes`` in its simplest form, ``None`` when there are none."""
    flat = [part for node in nodes for part in (node.children if isinstance(node, Or) else (node,))]
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def none_of(node: Node) -> Node:
    """The complement of ``node`` in its simplest form."""
    return node.child if isinstance(node, Not) else Not(node)


def conjuncts(node: Node | None) -> tuple[Node, ...]:
    """The clauses all of which must hold for ``node`` to hold."""
    if node is None:
        return ()
    return node.children if isinstance(node, And) else (node,)


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The leaves of the tree from left to right, those under a `Not` included."""
    match node:
        case None:
            return
        case And() | Or():
            for child in node.children:
                yield from leaves(child)
        case Not():
            yield from leaves(node.child)
        case _:
            yield node


def positive_text(node: Node | None) -> list[Text]:
    """The text that a match shows: the `Text` leaves that are not under a `Not`."""
    match node:
        case Text():
            return [node]
        case And() | Or():
            return [text for child in node.children for text in positive_text(child)]
        case _:
            return []


def field_of(leaf: Leaf) -> str | None:
    """The field that a leaf asks about; ``None`` for the default fields and for everything."""
    match leaf:
        case Text() | Exact() | NumberRange():
            return leaf.field
        case DateRange():
            return "date"
        case State():
            return "is"
        case Has():
            return "has"
        case Everything():
            return None


def without_fields(node: Node | None, fields: Collection[str]) -> Node | None:
    """The tree without those of its top-level conjuncts that ask about ``fields`` alone."""
    return all_of([part for part in conjuncts(node) if not _asks_only(part, fields)])


def quoted(value: str) -> str:
    """``value`` between quotation marks, from which the parser reads it back."""
    escaped = "".join(f"\\{char}" if char in QUOTES or char == "\\" else char for char in value)
    return f'"{escaped}"'


def as_value(value: str) -> str:
    """``value`` as it is written behind a field: in quotes only where it needs them."""
    plain = value and not any(char.isspace() or char in f"(){QUOTES}" for char in value)
    return value if plain else quoted(value)


def _asks_only(node: Node, fields: Collection[str]) -> bool:
    return all(field_of(leaf) in fields for leaf in leaves(node))


def _labelled(field: str | None, value: str) -> str:
    return value if field is None else f"{field}:{value}"


def _range(low: object, high: object) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"
