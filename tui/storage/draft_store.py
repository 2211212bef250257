"""Notes that are being written: no notes before they are finished, and not lost either."""

from dataclasses import dataclass

from tui.storage.clock import now
from tui.storage.database import Database

_PAPER = "(SELECT coalesce((SELECT paper_id FROM alias WHERE old_id = ?1), ?1))"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written so far; ``outdated`` when the paper's note was changed after that."""

    text: str
    outdated: bool


class DraftStore:
    """At most one draft a paper. A draft is no change of the user's and no step of the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, paper_id: int) -> Draft | None:
        """The draft of a paper's note."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT draft.text, coalesce(triage.note_at, '') > draft.at"
                " FROM draft LEFT JOIN triage USING (paper_id)"
                f" WHERE paper_id = {_PAPER}",
                (paper_id,),
            ).fetchone()
        return None if row is None else Draft(str(row[0]), bool(row[1]))

    def all(self) -> list[tuple[int, str]]:
        """The papers whose notes were not finished, and when they were left; the latest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT paper_id, at FROM draft ORDER BY at DESC, paper_id")
            return [(int(paper_id), str(at)) for paper_id, at in rows]

    def keep(self, paper_id: int, text: str) -> bool:
        """Keep a text as the draft; ``False`` when no paper has the number."""
        with self._database.write() as connection:
            kept = connection.execute(
                # No draft is older than the note that was there, whatever the clock says.
                "REPLACE INTO draft (paper_id, text, at)"
                " SELECT id, ?2, max(?3, coalesce(note_at, '')) FROM paper"
                f" LEFT JOIN triage ON paper_id = id WHERE id = {_PAPER}",
                (paper_id, text, now()),
            )
        return kept.rowcount > 0

    def drop(self, paper_id: int) -> None:
        """Forget the draft, because the note is finished or given up."""
        with self._database.write() as connection:
            connection.execute(f"DELETE FROM draft WHERE paper_id = {_PAPER}", (paper_id,))
