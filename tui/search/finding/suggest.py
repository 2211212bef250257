"""What to say when nothing was found: words to correct, clauses to drop."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np

from tui.search.analysis import tokenize
from tui.search.evaluation.marks import Marks
from tui.search.evaluation.segments import posted_documents
from tui.search.finding.widening import is_plain, known_words_near
from tui.search.language.query import (
    And,
    Node,
    Not,
    Or,
    Query,
    Text,
    all_of,
    conjuncts,
    positive_text,
)
from tui.search.results import Loosening, Suggestion
from tui.search.snapshot import Cancelled, Snapshot

_MOST_CORRECTED: Final = 5

_MOST_LOOSENED: Final = 12
"""Queries of more clauses are not loosened: each clause would cost a search of all the others."""


class Adviser:
    """Finds ways out of an empty result."""

    def __init__(self, snapshot: Snapshot, marks: Marks, cancelled: Cancelled | None) -> None:
        self._snapshot = snapshot
        self._marks = marks
        self._cancelled = cancelled
        self._corrections: dict[Text, str | None] = {}

    def suggestions(self, asked: Query) -> tuple[Suggestion, ...]:
        """A correction for each plain word that no paper has, or for all of them together."""
        words = dict.fromkeys(
            text for text in positive_text(asked.root) if is_plain(text) and self._is_unknown(text)
        )
        found = (self._correction(asked, text) for text in list(words)[:_MOST_CORRECTED])
        helpful = tuple(suggestion for suggestion in found if suggestion is not None)
        return helpful or self._all_corrected(asked)

    def _all_corrected(self, asked: Query) -> tuple[Suggestion, ...]:
        parts = conjuncts(asked.root)
        if len(parts) > _MOST_LOOSENED:
            return ()
        meant = [self._corrected(part) if isinstance(part, Text) else part for part in parts]
        changed = [
            (str(old), str(new)) for old, new in zip(parts, meant, strict=True) if old != new
        ]
        count = self._count(all_of(meant)) if len(changed) > 1 else 0
        if not count:
            return ()
        words, replacements = (" ".join(row) for row in zip(*changed, strict=True))
        corrected = str(replace(asked, root=all_of(meant)))
        return (Suggestion(words, replacements, corrected, count),)

    def loosenings(self, asked: Query) -> tuple[Loosening, ...]:
        """The top-level clauses any one of which keeps everything away, most papers first.

        Where it takes more than one, what the words alone find, corrected.
        """
        parts = conjuncts(asked.root)
        if not 2 <= len(parts) <= _MOST_LOOSENED:
            return ()
        found = [self._without(asked, parts, place) for place in range(len(parts))]
        helpful = sorted((row for row in found if row.count), key=lambda row: -row.count)
        return tuple(helpful) or self._words_alone(asked, parts)

    def _words_alone(self, asked: Query, parts: tuple[Node, ...]) -> tuple[Loosening, ...]:
        filters = [part for part in parts if not isinstance(part, Text)]
        words = [self._corrected(part) for part in parts if isinstance(part, Text)]
        root, count = all_of(words), 0
        if filters and root is not None:
            count = self._count(root)
        dropped = " ".join(map(str, filters))
        return (Loosening(dropped, str(replace(asked, root=root)), count),) if count else ()

    def _corrected(self, text: Text) -> Text:
        if not is_plain(text) or not self._is_unknown(text):
            return text
        word = self._nearest(text)
        return text if word is None else replace(text, words=word, completing=False)

    def _without(self, asked: Query, parts: tuple[Node, ...], place: int) -> Loosening:
        root = all_of(parts[:place] + parts[place + 1 :])
        return Loosening(str(parts[place]), str(replace(asked, root=root)), self._count(root))

    def _count(self, root: Node | None) -> int:
        return int(np.count_nonzero(self._snapshot.mask(root, self._marks, self._cancelled)))

    def _is_unknown(self, text: Text) -> bool:
        return not self._snapshot.mask(text, self._marks, self._cancelled).any()

    def _nearest(self, text: Text) -> str | None:
        """The known word nearest to ``text``, the commonest of several; looked for once."""
        if text not in self._corrections:
            self._corrections[text] = self._find_nearest(text)
        return self._corrections[text]

    def _find_nearest(self, text: Text) -> str | None:
        surface = next(tokenize(text.words)).surface
        near = sorted(known_words_near(self._snapshot, surface, text.field))
        for _, equally_near in groupby(near, key=itemgetter(0)):
            common = self._commonest_first((field, word) for _, field, word in equally_near)
            known = (word for field, word in common if self._is_there(field, word))
            if (word := next(known, None)) is not None:
                return word
        return None

    def _correction(self, asked: Query, text: Text) -> Suggestion | None:
        word = self._nearest(text)
        if word is None or asked.root is None:
            return None
        root = _replaced(asked.root, text, replace(text, words=word, completing=False))
        count = self._count(root)
        return (
            Suggestion(text.words, word, str(replace(asked, root=root)), count) if count else None
        )

    def _is_there(self, field: str, word: str) -> bool:
        """Whether a living document has the word; the index knows those of deleted ones too."""
        return len(posted_documents(self._snapshot.columns.segments, field, word)) > 0

    def _commonest_first(self, words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        frequency = self._snapshot.reader.doc_frequency
        return sorted(words, key=lambda pair: (-frequency(*pair), pair))


def _replaced(node: Node, old: Text, new: Text) -> Node:
    match node:
        case And():
            return And(tuple(_replaced(child, old, new) for child in node.children))
        case Or():
            return Or(tuple(_replaced(child, old, new) for child in node.children))
        case Not():
            return node
        case _:
            return new if node == old else node
