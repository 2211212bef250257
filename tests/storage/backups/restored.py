"""What a restore replaces, and something to restore."""

from dataclasses import dataclass, replace
from pathlib import Path

from tui.papers.paper import Paper, TriageChange
from tui.storage.backups.backup import make_backup
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.triage_store import TriageStore

_TITANS = Paper(title="Titans", arxiv_id="2501.00663")
_OF_THE_FILE = ("meta", "session", "unindexed", "triage_version", "sqlite_sequence")


def make_something_to_restore(database: Database, path: Path) -> None:
    """Back up a library with three papers, the first of them bookmarked and tagged."""
    PaperStore(database).add([_TITANS, Paper(title="InfLLM"), Paper(title="LoCoNet")])
    bookmark = TriageChange(bookmarked=True, add_tags=("toread",))
    TriageStore(database).apply([1], bookmark, "bookmarked")
    make_backup(database.path, path)


def change_much(database: Database) -> None:
    """Change the first paper, add a fourth, and change the triage of several."""
    papers, triage = PaperStore(database), TriageStore(database)
    papers.add([replace(_TITANS, abstract="Learning to memorize."), Paper(title="Mamba")])
    triage.apply([1], TriageChange(bookmarked=False, remove_tags=("toread",)), "took back")
    triage.apply([2, 4], TriageChange(archived=True, note="later"), "archived")


def all_rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what a restore replaces, by table."""
    with database.read() as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables.fetchall() if name not in _OF_THE_FILE]
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for name in names
        }


@dataclass
class Content:
    """What is in a library but for its history."""

    papers: list[tuple[object, ...]]
    triage: list[tuple[object, ...]]
    tags: list[tuple[object, ...]]


def content(database: Database) -> Content:
    """What is in the library now."""
    rows = all_rows(database)
    return Content(rows["paper"], rows["triage"], rows["tag"])
