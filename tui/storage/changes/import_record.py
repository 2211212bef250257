"""What an import does to papers, written down for the history as it happens."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tui.storage.changes.change import IMPORT, Change
from tui.storage.changes.import_change import KNOWN_BY, digest_of
from tui.storage.changes.merge_change import unite
from tui.storage.paper_row import COLUMNS, Row

_KnownBy = Iterable[tuple[str, int]]
"""Pairs of a title key or an id and the number of the paper that is known by it."""


class ImportRecord:
    """The changes that an import makes, in their order."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def came(self, papers: Mapping[int, Row]) -> None:
        """Papers are new."""
        self.changes += (
            Change(paper_id, IMPORT, None, digest_of(row)) for paper_id, row in papers.items()
        )

    def told(self, papers: Mapping[int, tuple[Row, Row]], titles: _KnownBy, ids: _KnownBy) -> None:
        """Papers have another record than before, or are known by more titles and ids."""
        before: defaultdict[int, dict[str, object]] = defaultdict(dict)
        after: defaultdict[int, dict[str, object]] = defaultdict(dict)
        for paper_id, (old, new) in papers.items():
            for name, was, became in zip(COLUMNS, old, new, strict=True):
                if was != became:
                    before[paper_id][name], after[paper_id][name] = was, became
        for name, pairs in zip(KNOWN_BY, (titles, ids), strict=True):
            for key, paper_id in pairs:
                known = after[paper_id].setdefault(name, [])
                assert isinstance(known, list)
                known.append(key)
        self.changes += (
            Change(paper_id, IMPORT, _text(before[paper_id]), _text(new))
            for paper_id, new in after.items()
        )

    def unite(self, connection: sqlite3.Connection, gone: int, survivor: int) -> None:
        """Make one paper of two, as ``absorb`` does."""
        self.changes.append(unite(connection, survivor, gone))


def _text(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)
