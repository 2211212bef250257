"""What a query means, said plainly: one paper at a time, without an index."""

from datetime import date
from fnmatch import fnmatchcase

from tui.papers.paper import LinkKind, Paper
from tui.search.analysis import Token, tokenize
from tui.search.language.query import (
    And,
    DateRange,
    Exact,
    Has,
    Node,
    Not,
    NumberRange,
    Or,
    State,
    Text,
)
from tui.search.matching import edit_distance
from tui.search.results import StateSets


def is_match(node: Node | None, number: int, paper: Paper, sets: StateSets) -> bool:
    """Whether a paper answers a query's root."""
    match node:
        case And():
            return all(is_match(child, number, paper, sets) for child in node.children)
        case Or():
            return any(is_match(child, number, paper, sets) for child in node.children)
        case Not():
            return not is_match(node.child, number, paper, sets)
        case Text():
            return any(_says(text, node) for text in _texts(node.field, number, paper, sets))
        case Exact():
            return node.value.casefold() in _values(node.field, number, paper, sets)
        case NumberRange():
            return _is_between(_number_of(node.field, paper), node.low, node.high)
        case DateRange():
            return _is_between(*map(_ordinal, (paper.day, node.low, node.high)))
        case State():
            return _is_in(node.name, number, sets)
        case Has():
            return _has(node.name, number, paper, sets)
        case _:
            return True


def _texts(field: str | None, number: int, paper: Paper, sets: StateSets) -> list[tuple[str, bool]]:
    """The texts of a field, and whether they are stemmed."""
    texts = {
        "title": [(paper.title, True)],
        "abstract": [(paper.abstract or "", True)],
        "author": [(author.name, False) for author in paper.authors],
        "keyword": [(keyword, False) for keyword in paper.keywords],
        "org": [(paper.organization or "", False)],
        "comment": [(paper.comment or "", False)],
        "note": [(sets.notes.get(number, ""), True)],
    }
    if field is not None:
        return texts[field]
    return [text for name in ("title", "abstract", "author", "keyword") for text in texts[name]]


def _says(text: tuple[str, bool], asked: Text) -> bool:
    words, stemmed = text
    tokens = list(tokenize(words))
    surfaces = [token.surface for token in tokens]
    match asked.kind:
        case "wildcard":
            return any(fnmatchcase(surface, asked.words) for surface in surfaces)
        case "prefix":
            return any(surface.startswith(asked.words) for surface in surfaces)
        case "fuzzy":
            most = 1 if len(asked.words) <= 5 else 2
            return any(edit_distance(asked.words, surface, most) <= most for surface in surfaces)
        case _:
            return _has_run([_term(token, stemmed) for token in tokens],
                            [_term(token, stemmed) for token in tokenize(asked.words)])  # fmt: skip


def _term(token: Token, stemmed: bool) -> str:
    return token.stem if stemmed else token.surface


def _has_run(terms: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(terms[at : at + size] == wanted for at in range(len(terms) - size + 1))


def _values(field: str, number: int, paper: Paper, sets: StateSets) -> set[str]:
    match field:
        case "cat":
            folded = {category.casefold() for category in paper.categories}
            return folded | {category.partition(".")[0] for category in folded}
        case "source":
            return set(paper.sources)
        case "tag":
            return {tag.casefold() for tag, tagged in sets.tags.items() if number in tagged}
        case _:
            return {str(number), paper.arxiv_id or "", paper.doi or ""}


def _number_of(field: str, paper: Paper) -> int | None:
    if field == "year":
        return paper.day.year if paper.day else None
    return paper.upvotes if field == "upvotes" else paper.stars


def _is_between(value: int | None, low: int | None, high: int | None) -> bool:
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _is_in(state: str, number: int, sets: StateSets) -> bool:
    return {
        "bookmarked": number in sets.bookmarked,
        "read": number in sets.read,
        "unread": number not in sets.read,
        "archived": number in sets.archived,
        "inbox": number not in sets.archived,
    }[state]


def _has(name: str, number: int, paper: Paper, sets: StateSets) -> bool:
    match name:
        case "note":
            return number in sets.notes
        case "tag":
            return any(number in tagged for tagged in sets.tags.values())
        case "abstract":
            return bool(paper.abstract)
        case _:
            return bool(paper.links_of(LinkKind(name)))
