"""Where the reading of each paper was left, and what it was called before."""

from tui.storage.clock import now
from tui.storage.database import Database

_PAPER = "(SELECT coalesce((SELECT paper_id FROM alias WHERE old_id = ?1), ?1))"


class ReadingStore:
    """Places in texts, in whatever words the reader describes them, and names to find texts by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, paper_id: int) -> str | None:
        """Where a paper was left; ``None`` if it was never read."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT place FROM reading_place WHERE paper_id = {_PAPER}", (paper_id,)
            ).fetchone()
        return None if row is None else str(row[0])

    def known_as(self, paper_id: int) -> list[str]:
        """Title keys that a paper was seen under, and ids (``arxiv:…``, ``doi:…``) it had too."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT key FROM known_id WHERE paper_id = {_PAPER}"
                f" UNION ALL SELECT key FROM known_title WHERE paper_id = {_PAPER}",
                (paper_id,),
            )
            return [str(key) for (key,) in rows]

    def save_place(self, paper_id: int, place: str) -> None:
        """Keep where a paper was left; nothing happens when no paper has the number."""
        with self._database.write() as connection:
            connection.execute(
                "REPLACE INTO reading_place (paper_id, place, at)"
                f" SELECT id, ?2, ?3 FROM paper WHERE id = {_PAPER}",
                (paper_id, place, now()),
            )
