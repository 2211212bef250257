from pathlib import Path

from tui.storage.database import Database
from tui.storage.session_store import MetaStore, SessionStore


def test_the_first_start_finds_nothing(database: Database) -> None:
    assert SessionStore(database).load() == {}


def test_a_session_comes_back_whole_and_only_the_last(path: Path, database: Database) -> None:
    session = SessionStore(database)
    session.save({"query": "is:inbox", "pane": "filters"})
    session.save({"query": "“ünï” 17", "paper": "17"})
    other = Database(path)
    assert SessionStore(other).load() == {"query": "“ünï” 17", "paper": "17"}
    other.close()


def test_a_fact_about_the_library_is_kept_until_replaced(database: Database) -> None:
    meta = MetaStore(database)
    assert meta.get("starter") is None
    meta.set("starter", "asked")
    meta.set("starter", "had")
    assert meta.get("starter") == "had"
