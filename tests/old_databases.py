"""Libraries of every format there ever was, as files of SQL in ``tests/fixtures/databases``.

They are named by the format's number, which is that of its last migration. With a new migration
goes a new file, made by the code that brings it::

    python -m tests.old_databases

A file of a format that was released never changes.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tui.papers.paper import Author, Link, LinkKind, Paper, TriageChange
from tui.storage.database import Database
from tui.storage.draft_store import DraftStore
from tui.storage.import_store import ImportStore
from tui.storage.merging import MergeStore
from tui.storage.migrations import APPLICATION_ID, MIGRATIONS
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore
from tui.storage.search_store import SearchStore
from tui.storage.session_store import MetaStore, SessionStore
from tui.storage.sync_store import SyncStore
from tui.storage.triage_store import TriageStore

FOLDER = Path(__file__).parent / "fixtures" / "databases"

_TITANS = Paper(
    "Titans: Learning to Memorize at Test Time",
    "A neural memory that learns to memorize historical context.",
    arxiv_id="2501.00663",
    doi="10.1000/titans",
    authors=(Author("Ali Behrouz"), Author("Peilin Zhong")),
    categories=("cs.LG", "cs.CL"),
    keywords=("memory",),
    comment="12 pages",
    organization="Google",
    venue="NeurIPS 2025",
    published_on=date(2024, 12, 31),
    listed_on=date(2025, 1, 2),
    upvotes=15,
    stars=1200,
    num_comments=3,
    ai_summary="Memory at test time.",
    submitter="Ada",
    links=(Link(LinkKind.CODE, "https://github.com/lab/titans"),),
    sources=("hf", "page"),
)
_FINCHES = Paper("The song of zebra finches", "Schölkopf's birds.", sources=("page",))
_PAPERS = (
    _TITANS,
    _FINCHES,
    Paper("Pointer Networks", arxiv_id="1506.03134", listed_on=date(2025, 3, 11)),
    Paper("A survey of surveys", doi="10.1000/182", links=(Link(LinkKind.PDF, "https://a.org/b"),)),
    Paper("On the song of the finch", arxiv_id="2502.00001", authors=(Author("B. Schölkopf"),)),
    Paper("Das Lied der Finken", "Vögel.", "2502.00002", keywords=("birds", "song"), upvotes=0),
    Paper("A paper to be forgotten [/b] @click", sources=("arxiv",)),
)


def file_of(version: int) -> Path:
    """The file of SQL of a format."""
    return FOLDER / f"{version}.sql"


def build(version: int, database: Path) -> None:
    """Make a database of a format from its file."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(file_of(version).read_text("utf-8"))


def as_text(database: Path) -> str:
    """A database as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        header = (f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {version};")
        return "".join(f"{line}\n" for line in (*header, *connection.iterdump()))


def fill(database: Database) -> None:
    """Do with a new library everything that leaves something in it; one step is undone at last."""
    _bring_papers(database)
    _decide(database)
    _keep_searches(database)
    _read(database)
    MergeStore(database).merge(5, 6)
    news = (
        replace(_PAPERS[2], abstract="They point."),
        Paper("An imported paper", "Brought by hand."),
    )
    ImportStore(database).add(news, "imported “news.jsonl”")
    triage = TriageStore(database)
    triage.apply([7], TriageChange(archived=True), "archived")
    triage.undo()


def _bring_papers(database: Database) -> None:
    papers = PaperStore(database)
    papers.add([*_PAPERS, replace(_TITANS, title="Titans at test time", arxiv_id=None)])
    # One known by its title and one by its id turn out to be one and the same.
    papers.add([Paper("Songs of birds"), Paper("Birds and songs", arxiv_id="2503.00001")])
    papers.add([Paper("Songs of birds", arxiv_id="2503.00001", venue="ICLR")])
    papers.mark_indexed(papers.unindexed(4))


def _decide(database: Database) -> None:
    triage = TriageStore(database)
    triage.apply([1, 3], TriageChange(bookmarked=True), "bookmarked")
    triage.apply(range(1, 5), TriageChange(read=True, archived=True), "archived")
    triage.apply([2, 4], TriageChange(archived=False), "moved 2 papers back to the inbox")
    triage.apply([1, 2], TriageChange(add_tags=("to read", "17", "vögel")), "tagged")
    triage.apply([2], TriageChange(remove_tags=("17",)), "took a tag from 1 paper")
    triage.apply([1], TriageChange(note="Compare with RNNs.\n\n* [x] “read”"), "wrote a note")
    triage.apply([5], TriageChange(note="to go"), "wrote a note")
    triage.apply([5], TriageChange(note=""), "removed a note")
    triage.apply([6], TriageChange(bookmarked=True, note="Finken"), "changed 1 paper")


def _keep_searches(database: Database) -> None:
    searches = SearchStore(database)
    searches.save("Birds", "finches OR birds")
    searches.save("gone", "nothing")
    searches.save("memory", "title:memory is:unread")
    searches.rename("memory", "Memory")
    searches.remove("gone")
    searches.watch("Birds", watched=True)
    searches.move("Memory", 1)
    searches.remember("attention")
    searches.remember("tag:vögel")


def _read(database: Database) -> None:
    SessionStore(database).save({"query": "is:inbox", "cursor": "3"})
    MetaStore(database).set("starter", "imported")
    SyncStore(database).record("hf", "2025-03-11", "0" * 64)
    SyncStore(database).set("hf walked", "2025-03-11")
    for paper_id in (1, 6):
        ReadingStore(database).save_place(paper_id, f'{{"section": {paper_id}}}')
    DraftStore(database).keep(2, "A note that is being")


def main() -> None:
    """Write today's format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite3"
        with closing(Database(path)) as database:
            fill(database)
        file_of(len(MIGRATIONS)).write_text(as_text(path), "utf-8")


if __name__ == "__main__":
    main()
