"""The fields of the index, and how a paper becomes a document."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

from whoosh.fields import COLUMN, TEXT, FieldType
from whoosh.formats import Existence, Positions

from tui.papers.paper import LinkKind, Paper
from tui.papers.text import tex_to_unicode
from tui.search.analysis import Token, fold, tokenize
from tui.search.arrays.layout import FieldKind
from tui.search.engine import Schema, number_column, variable_bytes

VERSION: Final = 3
"""Raised whenever documents come out differently, the analysis included: it forces a rebuild."""

FLAGS: Final = ("code", "project", "pdf", "model", "dataset", "space", "abstract")
"""What `has:` asks a paper for, links of a kind or the abstract; each name's place is its bit."""

POSITIONED: Final = ("title", "abstract", "author", "org", "keyword", "comment")
"""The scored fields, in which words have places."""

WORDS_OF: Final = {"title": "title_words", "abstract": "abstract_words"}
"""The field with the unstemmed words of a stemmed field."""

TEXTS: Final = ("title_key",)
"""The columns of bytes: what titles are sorted by."""

NUMBERS: Final = {"number": "q", "day": "i", "upvotes": "i", "stars": "i", "flags": "I"}
"""The columns of numbers, with their types in `array` and NumPy: paper number, day as ordinal (0:
none), upvotes and stars (-1: none), bits of `FLAGS`."""

MOST_WORDS: Final = 1 << 20
"""So many words of a field are indexed; the places of more would not fit beside their documents."""

T = TypeVar("T")

Posted = Generator[tuple[bytes, int, float, bytes], Any, None]
"""Term, frequency, weight and encoded value, as Whoosh's writer takes them."""

_DEEPEST: Final = 4
"""So many categories above another are found by it; real ones have one above them."""

_MOST_VALUES: Final = 256
"""So many values of a paper are told apart in a field, or nothing would bound their number."""

_GAP: Final = ""
_MOST: Final = 2**31 - 1


class Positioned(TEXT):
    """A scored field whose value is its terms in order; an empty term leaves its place empty."""

    _places = Positions()

    def __init__(self, kind: FieldKind) -> None:
        super().__init__()
        self.kind = kind

    def index(self, value: Sequence[str], **_: Any) -> Posted:
        """Each distinct term with its frequency, its weight and its encoded positions."""
        positions: dict[str, list[int]] = {}
        for position, term in enumerate(value):
            if term != _GAP:
                positions.setdefault(term, []).append(position)
        for term, places in positions.items():
            yield term.encode(), len(places), float(len(places)), self._places.encode(places)


class Present(FieldType):
    """An unscored field whose value is its terms, each of which is either there or not."""

    format = Existence()

    def __init__(self, kind: FieldKind) -> None:
        self.kind = kind

    def index(self, value: Iterable[str], **_: Any) -> Posted:
        """Each distinct term."""
        for term in set(value):
            yield term.encode(), 1, 1.0, b""


def schema() -> Schema:
    """The fields of a document, as Whoosh wants them."""
    return Schema(
        title_key=COLUMN(variable_bytes()),
        **{name: COLUMN(number_column(code)) for name, code in NUMBERS.items()},
        **{name: _field(kind) for name, kind in FIELD_KINDS.items()},
    )


def _field(kind: FieldKind) -> FieldType:
    return Positioned(kind) if kind.placed else Present(kind)


def document(number: int, paper: Paper) -> dict[str, Any]:
    """The values of a paper's fields; those it has nothing for are left out."""
    title = list(islice(tokenize(tex_to_unicode(paper.title)), MOST_WORDS))
    abstract = list(islice(tokenize(tex_to_unicode(paper.abstract or "")), MOST_WORDS))
    values: dict[str, Any] = {
        "title_key": " ".join(_surfaces(title)).encode() or fold(paper.title).encode(),
        "title": [token.stem for token in title],
        "title_words": _surfaces(title),
        "abstract": [token.stem for token in abstract],
        "abstract_words": _surfaces(abstract),
        "author": _apart(author.name for author in paper.authors),
        "org": _apart([paper.organization or ""]),
        "keyword": _apart(paper.keywords),
        "comment": _apart([tex_to_unicode(paper.comment or "")]),
    }
    values |= {name: find(paper) for name, find in EXACT.items()}
    return {name: value for name, value in values.items() if value} | numbers_of(number, paper)


def numbers_of(number: int, paper: Paper) -> dict[str, int]:
    """The values of `NUMBERS` for a paper."""
    day = paper.day
    return {
        "number": number,
        "day": day.toordinal() if isinstance(day, date) else 0,
        "upvotes": _count(paper.upvotes),
        "stars": _count(paper.stars),
        "flags": sum(1 << bit for bit, name in enumerate(FLAGS) if _has(paper, name)),
    }


def exact_value(value: str) -> str:
    """A value of an exact field as the index holds it: folded, its blanks single."""
    return " ".join(fold(value).split())


def _surfaces(tokens: Iterable[Token]) -> list[str]:
    return [token.surface for token in tokens]


def _apart(values: Iterable[str]) -> list[str]:
    """The words of all values, with a gap between two values that no phrase can span."""
    words: list[str] = []
    for value in values:
        words += (*_surfaces(tokenize(value)), _GAP)
    return words[:-1][:MOST_WORDS]


def _count(count: int | None) -> int:
    return -1 if count is None else max(0, min(count, _MOST))


def _has(paper: Paper, name: str) -> bool:
    if name == "abstract":
        return bool(paper.abstract)
    return bool(paper.links_of(LinkKind(name)))


def _some(values: Iterable[T]) -> Iterator[T]:
    return islice(values, _MOST_VALUES)


def _categories(paper: Paper) -> set[str]:
    """Every category with all that lie above it: ``cs.CL`` counts as ``cs`` too."""
    names = {
        above for name in _some(paper.categories) for above in _with_ancestors(exact_value(name))
    }
    return names - {""}


def _with_ancestors(category: str) -> Iterator[str]:
    yield category
    parts = category.split(".", _DEEPEST)
    for depth in range(1, len(parts)):
        yield ".".join(parts[:depth])


def _venues(paper: Paper) -> set[str]:
    """The venue whole and each of its words, so that ``venue:neurips`` finds NeurIPS 2024."""
    venue = exact_value(paper.venue or "")
    return {venue, *_surfaces(_some(tokenize(venue)))} - {""}


def _identifiers(paper: Paper) -> set[str]:
    return {exact_value(name) for name in (paper.arxiv_id, paper.doi) if name} - {""}


EXACT: Final[Mapping[str, Callable[[Paper], set[str]]]] = {
    "cat": _categories,
    "cat_value": lambda paper: {name for name in _some(paper.categories) if exact_value(name)},
    "keyword_value": lambda paper: set(map(exact_value, _some(paper.keywords))) - {""},
    "source": lambda paper: set(map(exact_value, _some(paper.sources))) - {""},
    "venue": _venues,
    "identifier": _identifiers,
}
"""The fields of whole values, and what gives a paper's."""

_COUNTED: Final = frozenset({"cat", "cat_value", "keyword_value", "source"})

FIELD_KINDS: Final[Mapping[str, FieldKind]] = {
    **{name: FieldKind(placed=True, prefixed=name not in WORDS_OF) for name in POSITIONED},
    **{name: FieldKind(prefixed=True) for name in WORDS_OF.values()},
    **{name: FieldKind(counted=name in _COUNTED) for name in EXACT},
}
"""What is kept of each field: prefixes are looked for among words as they are written."""
