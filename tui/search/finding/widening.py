"""Where nothing is found: the same query with words taken for misspelled ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui.search.analysis import stem, tokenize
from tui.search.evaluation.compiler import WEIGHTS
from tui.search.evaluation.evaluator import Matches
from tui.search.evaluation.marks import Marks
from tui.search.language.query import (
    And,
    Node,
    Or,
    Query,
    Text,
    all_of,
    any_of,
    conjuncts,
    positive_text,
)
from tui.search.matching import most_edits
from tui.search.schema import WORDS_OF
from tui.search.snapshot import Cancelled, Snapshot

_FEWEST_LETTERS: Final = 4
"""Almost any shorter word is spelled like another."""

_MOST_WORDS: Final = 8
"""Each further word would cost a search through all known words."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A query that finds something, what it finds, and how it differs, as one sentence."""

    query: Query
    matches: Matches
    notice: str


class Widener:
    """Takes plain words for misspelled ones, as few as it can."""

    def __init__(self, snapshot: Snapshot, marks: Marks, cancelled: Cancelled | None) -> None:
        self._snapshot = snapshot
        self._marks = marks
        self._cancelled = cancelled

    def widened(self, asked: Query) -> Widened | None:
        """What ``asked``, which finds nothing, finds with its misspelled words put right.

        Those are the words no paper has. Where each word is in some paper, it is any one of those
        that are spelled like a commoner one, as a slip of the keys that some author made too is.
        ``None`` where that finds nothing either.
        """
        words = [text for text in dict.fromkeys(positive_text(asked.root)) if _may_be_wrong(text)]
        if not words or len(words) > _MOST_WORDS:
            return None
        unknown = [text for text in words if self._is_unknown(text)]
        if unknown:
            return self._found(asked, _with_all_near(asked.root, unknown), _unknown_notice(unknown))
        doubtful = [text for text in words if self._is_like_a_commoner_one(text)]
        if not doubtful:
            return None
        return self._found(asked, _with_one_near(asked.root, doubtful), _together_notice(doubtful))

    def _found(self, asked: Query, root: Node | None, notice: str) -> Widened | None:
        matches = self._snapshot.matches(root, self._marks, self._cancelled)
        query = replace(asked, root=root)
        return Widened(query, matches, notice) if matches.mask.any() else None

    def _is_like_a_commoner_one(self, text: Text) -> bool:
        token = next(tokenize(text.words))
        frequency = self._snapshot.reader.doc_frequency
        return any(
            frequency(field, word) > frequency(field, token.surface)
            for _, field, word in known_words_near(self._snapshot, token.surface, text.field)
            if stem(word) != token.stem
        )

    def _is_unknown(self, text: Text) -> bool:
        return not self._snapshot.mask(text, self._marks, self._cancelled).any()


def is_plain(text: Text) -> bool:
    """Whether it is a single word that is looked for in papers as it is."""
    return text.kind == "word" and text.field != "note" and len(list(tokenize(text.words))) == 1


def known_words_near(
    snapshot: Snapshot, surface: str, field: str | None
) -> Iterator[tuple[int, str, str]]:
    """The words spelled nearly as ``surface``: how far they are, the field they are in, they.

    Those of ``field``, or of all fields that a plain word is looked for in.
    """
    for name in (field,) if field else WEIGHTS:
        words = WORDS_OF.get(name, name)
        vocabulary = snapshot.evaluator.vocabulary(words)
        for distance, word in vocabulary.near(surface, most_edits(surface)):
            yield distance, words, word


def _may_be_wrong(text: Text) -> bool:
    """Whether it may be a slip of the keys. A keyword is not: it is what ticking one writes."""
    if text.field == "keyword" or not is_plain(text):
        return False
    return len(next(tokenize(text.words)).surface) >= _FEWEST_LETTERS


def _with_near(node: Node, words: Sequence[Text]) -> Node:
    """``node`` with these words where they are asked for, not where they are excluded, fuzzy."""
    match node:
        case And(children) | Or(children):
            return type(node)(tuple(_with_near(child, words) for child in children))
        case Text() if node in words:
            return replace(node, kind="fuzzy", completing=False)
        case _:
            return node


def _with_all_near(root: Node | None, words: Sequence[Text]) -> Node | None:
    """All of ``words`` fuzzy."""
    return all_of([_with_near(part, words) for part in conjuncts(root)])


def _with_one_near(root: Node | None, words: Sequence[Text]) -> Node | None:
    """Any of ``words`` fuzzy and the others as they are; what they are combined with stays."""
    parts = conjuncts(root)
    wordy = [part for part in parts if not set(words).isdisjoint(positive_text(part))]
    others = [part for part in parts if part not in wordy]
    variants = [all_of([_with_near(part, [word]) for part in wordy]) for word in words]
    meant = any_of([variant for variant in variants if variant is not None])
    return all_of([node for node in (meant, *others) if node is not None])


def _unknown_notice(words: Sequence[Text]) -> str:
    like = "it" if len(words) == 1 else "them"
    return f"No paper says {_listed(words, 'or')}: showing words spelled like {like}."


def _together_notice(words: Sequence[Text]) -> str:
    like = "it" if len(words) == 1 else "one of them"
    return f"No such paper says {_listed(words, 'and')}: showing words spelled like {like}."


def _listed(words: Sequence[Text], last: str) -> str:
    quoted = [f"“{text.words}”" for text in words]
    return f" {last} ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
