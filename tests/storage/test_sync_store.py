import pytest

from tui.papers.paper import Paper
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.sync_store import SyncStore


@pytest.fixture
def sync(database: Database) -> SyncStore:
    return SyncStore(database)


def test_nothing_is_stored_at_first(sync: SyncStore) -> None:
    assert sync.stored("hf") == {}
    assert sync.get("last sync") is None


def test_the_newest_response_of_an_item_is_the_one_known(sync: SyncStore) -> None:
    sync.record("hf", "2025-03-11", "old")
    before = sync.stored("hf")["2025-03-11"].at
    sync.record("hf", "2025-03-11", "new")
    sync.record("hf", "trending", "x")
    sync.record("arxiv", "2025-03-11", "y")
    stored = sync.stored("hf")
    assert {item: digest for item, (digest, _) in stored.items()} == {
        "2025-03-11": "new",
        "trending": "x",
    }
    assert stored["2025-03-11"].at > before
    assert sync.one("hf", "2025-03-11") == stored["2025-03-11"]
    assert sync.one("hf", "2025-03-12") is None


def test_a_fact_is_kept_replaced_and_forgotten(sync: SyncStore) -> None:
    sync.set("back-fill", '{"until": "2024-05-27"}')
    sync.set("back-fill", "null")
    assert sync.get("back-fill") == "null"
    sync.set("back-fill", None)
    assert sync.get("back-fill") is None


def test_papers_and_what_is_known_of_their_response_are_one_transaction(
    database: Database, papers: PaperStore, sync: SyncStore
) -> None:
    def break_off() -> None:
        with database.write():
            papers.add([Paper("Titans")])
            sync.record("hf", "2025-03-11", "x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert papers.is_empty()
    assert sync.stored("hf") == {}
