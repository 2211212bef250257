"""Papers that lack what tells them apart, and what was found out about them."""

import sqlite3
from dataclasses import dataclass, replace
from enum import Enum

from tui.papers.identity import same_paper, title_key
from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.intake import Intake
from tui.storage.known_papers import KNOW_TITLE
from tui.storage.paper_row import ASKED_PAPERS, PAPER_COLUMNS, decode_paper, encode_ids

# See ``placeholder_title``.
_UNTITLED = "title = 'arXiv:' || arxiv_id"
_COUNT_UNTITLED = f"SELECT count(*) FROM paper WHERE {_UNTITLED}"
_UNIDENTIFIED = f"SELECT id FROM paper WHERE arxiv_id IS NULL OR {_UNTITLED} ORDER BY day DESC, id"
_ASKED = f"SELECT {PAPER_COLUMNS}, paper.id FROM {ASKED_PAPERS}"
_RENAME = "UPDATE paper SET title = ? WHERE id = ?"
_KNOW_ARXIV_ID = frozenset({"arxiv", "hf"})


@dataclass(frozen=True, slots=True)
class Enriched:
    """The number that a paper has now, and whether anything about it is new."""

    paper_id: int
    changed: bool


class NotEnriched(Enum):
    """Why what was found was not merged into a paper."""

    ANOTHER = "It is another paper."
    GONE = "The paper is no longer there."


class _OtherSurvivorError(Exception):
    """What was found went to another paper than it was found for: nothing of that is kept."""


class EnrichStore:
    """Enriching on disk. It is what sources tell, nothing of the user's, and no step to undo."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unidentified(self) -> list[int]:
        """The papers without arXiv id, and those with nothing but that; newest day first."""
        with self._database.read() as connection:
            return [paper_id for (paper_id,) in connection.execute(_UNIDENTIFIED)]

    def untitled_count(self) -> int:
        """How many papers have nothing but an arXiv id."""
        with self._database.read() as connection:
            return int(connection.execute(_COUNT_UNTITLED).fetchone()[0])

    def enrich(self, paper_id: int, found: Paper) -> Enriched | NotEnriched:
        """Merge what was found into a paper, and know it by the title of that from then on too.

        A paper that lacked its arXiv id takes over another title; it stays known by its own.
        If another paper has the ids of ``found``, the two are united under the lower number.
        Nothing changes when ids, or witnesses that a short title needs, say that the papers are not
        the same, or when there is no such paper.
        """
        try:
            with self._database.write() as connection:
                return _enriched(connection, paper_id, found)
        except _OtherSurvivorError:
            return NotEnriched.ANOTHER


def _enriched(
    connection: sqlite3.Connection, paper_id: int, found: Paper
) -> Enriched | NotEnriched:
    known = _asked(connection, paper_id)
    if known is None:
        return NotEnriched.GONE
    if not same_paper(replace(known[1], title=found.title), found):
        return NotEnriched.ANOTHER
    connection.execute(KNOW_TITLE, (title_key(found.title), known[0]))
    if _has_slip(known[1], found):
        connection.execute(_RENAME, (found.title, known[0]))
    report = Intake(connection).take([found])
    survivor = _asked(connection, paper_id)
    if survivor is None or [survivor[0]] != report.ids:
        raise _OtherSurvivorError
    return Enriched(survivor[0], changed=not report.unchanged)


def _has_slip(known: Paper, found: Paper) -> bool:
    """Whether the title of a paper is a misprint of the one that was found.

    Of two that differ by a letter, merging would take whichever is longer.
    """
    is_trusted = found.arxiv_id is not None and not _KNOW_ARXIV_ID.isdisjoint(found.sources)
    is_other = title_key(known.title) != title_key(found.title)
    return is_trusted and is_other and known.arxiv_id is None


def _asked(connection: sqlite3.Connection, paper_id: int) -> tuple[int, Paper] | None:
    """The paper that a number means, with its own number."""
    row = connection.execute(_ASKED, (encode_ids([paper_id]),)).fetchone()
    return None if row is None else (row[-1], decode_paper(row))
