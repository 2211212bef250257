"""The stored papers that arrivals may turn out to be, found by ids and titles all at once."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from tui.papers.identity import same_paper
from tui.papers.paper import Paper
from tui.storage.paper_row import COLUMNS, PAPER_COLUMNS, Row, decode_paper

KNOW_TITLE = "INSERT OR IGNORE INTO known_title (key, paper_id) VALUES (?, ?)"
KNOW_ID = "INSERT OR IGNORE INTO known_id (key, paper_id) VALUES (?, ?)"

_ARXIV, _DOI = "arxiv:", "doi:"
_ARXIV_COLUMN, _DOI_COLUMN = COLUMNS.index("arxiv_id"), COLUMNS.index("doi")

# CROSS JOIN has SQLite look up what is asked for, instead of reading the whole table.
_ASKED = "FROM json_each(?1) AS asked CROSS JOIN"
_BY_ID = f"""
    SELECT '{_ARXIV}' || paper.arxiv_id, paper.id {_ASKED} paper
        ON paper.arxiv_id = substr(asked.value, {len(_ARXIV) + 1})
        AND asked.value GLOB '{_ARXIV}*'
    UNION ALL
    SELECT '{_DOI}' || paper.doi, paper.id {_ASKED} paper
        ON paper.doi = substr(asked.value, {len(_DOI) + 1}) AND asked.value GLOB '{_DOI}*'
    UNION ALL
    SELECT known.key, known.paper_id {_ASKED} known_id AS known ON known.key = asked.value
"""
_BY_TITLE = f"""
    SELECT known.key, known.paper_id {_ASKED} known_title AS known ON known.key = asked.value
"""
_ROWS = f"SELECT {PAPER_COLUMNS}, paper.id {_ASKED} paper ON paper.id = asked.value"


class KnownPapers:
    """Stored papers that arrivals share an id or a title with, as they change with each of them.

    A paper is known by every id and title that it was seen under, not only by those it shows.
    """

    def __init__(
        self, connection: sqlite3.Connection, arrivals: Iterable[Paper], titles: Iterable[str]
    ) -> None:
        """Look up all that a batch of arrivals, with these title keys, may be."""
        ids = {key for paper in arrivals for key in id_keys(paper)}
        self._by_id = _numbers(connection, _BY_ID, ids)
        self._by_title = _numbers(connection, _BY_TITLE, set(titles))
        self._papers: dict[int, Paper] = {}
        found = set(chain(*self._by_id.values(), *self._by_title.values()))
        rows = connection.execute(_ROWS, (json.dumps(list(found)),))
        self._rows: dict[int, Row] = {row[-1]: row[:-1] for row in rows}
        self._with_arxiv_id = {n for n, row in self._rows.items() if row[_ARXIV_COLUMN]}
        self._with_doi = {n for n, row in self._rows.items() if row[_DOI_COLUMN]}

    def candidates(self, arrival: Paper, title: str) -> list[int]:
        """The papers that have an id or the title key of an arrival; ``is_same`` then decides.

        Of the title alone those are left out that an id tells apart: there may be thousands of it.
        """
        found = self._by_title.get(title, set()).copy()
        if arrival.arxiv_id:
            found -= self._with_arxiv_id
        if arrival.doi:
            found -= self._with_doi
        for key in id_keys(arrival):
            found.update(self._by_id.get(key, ()))
        return list(found)

    def sharing(self, arrival: Paper, titles: Iterable[str]) -> set[int]:
        """The papers that have an id of an arrival or one of these title keys, whatever else."""
        found = [self._by_title.get(title, ()) for title in titles]
        found += [self._by_id.get(key, ()) for key in id_keys(arrival)]
        return set(chain(*found))

    def is_same(self, paper_id: int, arrival: Paper) -> bool:
        """Whether a paper is the same as an arrival: ``same_paper`` by all that it is known by."""
        paper = self.paper(paper_id)
        if paper.arxiv_id and arrival.arxiv_id:
            return self.has_arxiv_id_of(paper_id, arrival)
        if paper.doi and arrival.doi:
            return self._has_doi_of(paper_id, arrival)
        return same_paper(replace(paper, title=arrival.title), arrival)

    def has_arxiv_id_of(self, paper_id: int, other: Paper) -> bool:
        """Whether a paper is known by the arXiv id of another."""
        known = self._by_id.get(f"{_ARXIV}{other.arxiv_id}", ())
        return other.arxiv_id is not None and (
            paper_id in known or self.paper(paper_id).arxiv_id == other.arxiv_id
        )

    def doubt(self, paper_id: int, arrival: Paper) -> int:
        """How sure it is that a paper is the same: 0 by arXiv id, 1 by DOI, 2 by title alone."""
        if self.has_arxiv_id_of(paper_id, arrival):
            return 0
        return 1 if self._has_doi_of(paper_id, arrival) else 2

    def paper(self, paper_id: int) -> Paper:
        """The record of a paper as it is by now."""
        if paper_id not in self._papers:
            self._papers[paper_id] = decode_paper(self._rows[paper_id])
        return self._papers[paper_id]

    def row(self, paper_id: int) -> Row:
        """The record of a paper as ``encode_paper`` gives it."""
        return self._rows[paper_id]

    def put(self, paper_id: int, paper: Paper, row: Row) -> None:
        """Take a paper that is new or changed."""
        self._papers[paper_id] = paper
        self._rows[paper_id] = row
        if paper.arxiv_id:
            self._with_arxiv_id.add(paper_id)
        if paper.doi:
            self._with_doi.add(paper_id)
        for key in id_keys(paper):
            self._by_id[key].add(paper_id)

    def add_id(self, paper_id: int, key: str) -> None:
        """Have a paper known by an id that it doesn't show."""
        self._by_id[key].add(paper_id)

    def add_title(self, paper_id: int, key: str) -> bool:
        """Have a paper known by a title key too; whether it was not yet."""
        numbers = self._by_title[key]
        is_new = paper_id not in numbers
        numbers.add(paper_id)
        return is_new

    def move(self, gone: int, survivor: int) -> None:
        """Have a paper known by all that another, which it absorbed, was known by."""
        for numbers in chain(self._by_id.values(), self._by_title.values()):
            if gone in numbers:
                numbers.remove(gone)
                numbers.add(survivor)

    def _has_doi_of(self, paper_id: int, other: Paper) -> bool:
        known = self._by_id.get(f"{_DOI}{other.doi}", ())
        return other.doi is not None and (
            paper_id in known or self.paper(paper_id).doi == other.doi
        )


def id_keys(paper: Paper) -> tuple[str, ...]:
    """The ids of a paper as the database knows it by: ``arxiv:2501.00663``, ``doi:10.1000/182``."""
    if paper.doi is None:
        return () if paper.arxiv_id is None else (f"{_ARXIV}{paper.arxiv_id}",)
    if paper.arxiv_id is None:
        return (f"{_DOI}{paper.doi}",)
    return f"{_ARXIV}{paper.arxiv_id}", f"{_DOI}{paper.doi}"


def _numbers(
    connection: sqlite3.Connection, statement: str, keys: set[str]
) -> defaultdict[str, set[int]]:
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    asked = json.dumps(list(keys), ensure_ascii=False)
    for key, paper_id in connection.execute(statement, (asked,)):
        numbers[key].add(paper_id)
    return numbers
