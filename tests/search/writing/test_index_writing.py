"""Adding, replacing and deleting papers; other writers; what is left after a failure."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest
from whoosh.reading import IndexReader

from tests.ledger import FileLedger
from tests.search.sample import PAPERS, SETS, found, index_of
from tui.errors import SearchIndexError, StorageError
from tui.papers.paper import Paper
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import Verification
from tui.search.snapshot import Snapshot
from tui.search.writing.folder import IndexFolder, UnusableIndexError

QUERIES = (
    "", "attention", "long range", "tran*", "cat:cs", "upvotes:>10", "sort:title", "is:read",
    "-attention", "transfomer~", '"long range"',
)  # fmt: skip


def test_an_index_made_step_by_step_finds_what_one_made_at_once_finds(tmp_path: Path) -> None:
    stepwise = index_of(tmp_path / "stepwise", {})
    wrong = [(number, Paper("attention to be replaced")) for number in (2, 6)]
    stepwise.update([*wrong, (50, Paper("attention to be deleted"))])
    for number, paper in PAPERS.items():
        stepwise.update([(number, paper)])
    stepwise.update([], deleted=[50, 51])
    at_once = index_of(tmp_path / "at_once", PAPERS)
    for text in QUERIES:
        assert set(found(stepwise, text)) == set(found(at_once, text)), text
    assert found(stepwise, "sort:title") == found(at_once, "sort:title")
    assert stepwise.status().documents == len(PAPERS)
    stepwise.close()
    at_once.close()


def test_several_segments_score_as_one(tmp_path: Path) -> None:
    parts = index_of(tmp_path / "parts", {})
    items = list(PAPERS.items())
    for start in (0, 3, 6):
        parts.update(items[start : start + 3])
    whole = index_of(tmp_path / "whole", PAPERS)
    assert parts.status().segments == 3
    for text in QUERIES:
        one, other = (index.search(parse(text), SETS) for index in (parts, whole))
        assert one.ids == other.ids, text
        assert list(one.scores) == pytest.approx(list(other.scores)), text
        assert one.facets == other.facets, text
    parts.close()
    whole.close()


def test_many_deletions_are_cleared_away(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    index.update([(number, PAPERS[number]) for number in (1, 2, 3, 4)])
    assert index.status().segments == 2
    with index.writing() as writer:
        writer.settle()
    assert index.status().segments == 1
    assert index.verify(PAPERS) == Verification((), ())
    index.update([], deleted=list(PAPERS))
    assert found(index, "") == []
    assert index.status().documents == 0
    index.close()


def test_progress_is_told_and_ends_at_all(tmp_path: Path) -> None:
    index = index_of(tmp_path, {})
    told: list[tuple[int, int]] = []
    papers = [(number, Paper(f"Paper {number}")) for number in range(1, 121)]
    index.update(papers, progress=lambda done, total: told.append((done, total)))
    assert told == [(50, 120), (100, 120), (120, 120)]
    index.close()


def test_a_cancelled_update_keeps_what_it_did(tmp_path: Path) -> None:
    index = index_of(tmp_path, {1: Paper("The first"), 2: Paper("The second, old")})
    answers = iter([False, False, True])
    papers = [(3, Paper("The third")), (4, Paper("The fourth")), (2, Paper("The second, new"))]
    done = index.update(papers, deleted=[1], cancelled=lambda: next(answers))
    assert done == (3, 4)
    assert sorted(found(index, "")) == [2, 3, 4]
    assert found(index, "old") == [2]
    index.close()


def test_a_failure_in_the_middle_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)

    def fail(done: int, total: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.update([(60, Paper("attention"))], deleted=[6], progress=fail)
    assert index.verify(PAPERS) == Verification((), ())
    index.update([(60, Paper("attention"))])
    assert 60 in found(index, "attention")
    index.close()


class FailingLedger(FileLedger):
    """Fails to record as often as it is told to."""

    def __init__(self, folder: Path, failing: int) -> None:
        super().__init__(folder)
        self._answers = iter([False] * (failing - 1) + [True])

    def record(self, digests: Sequence[str]) -> None:
        if next(self._answers, False):
            raise StorageError("The disk is full.", "Make room.")
        super().record(digests)


@pytest.mark.parametrize("failing", [1, 2])
def test_a_commit_that_fails_leaves_no_files_behind(tmp_path: Path, failing: int) -> None:
    index_of(tmp_path, PAPERS).close()
    index = SearchIndex(tmp_path, FailingLedger(tmp_path, failing))
    with pytest.raises(StorageError):
        index.update([(60, Paper("kittens"))])
    assert len(list(tmp_path.glob("*.arrays"))) == index.status().segments
    assert not list(tmp_path.glob("*.new"))
    index.update([(60, Paper("kittens"))])
    assert found(index, "kittens") == [60]
    index.close()


def test_an_older_table_of_contents_is_not_taken_for_the_latest(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.stat().st_size}
    index.update([(60, Paper("kittens"))])
    index.close()
    for path in tmp_path.iterdir():
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    problem = SearchIndex(tmp_path, FileLedger(tmp_path)).problem
    assert problem == "The search index is not the one that was written last."


def test_an_open_index_goes_over_to_what_another_wrote(tmp_path: Path) -> None:
    reader = index_of(tmp_path, PAPERS)
    assert found(reader, "kittens") == []
    writer = SearchIndex(tmp_path, FileLedger(tmp_path))
    writer.update([(70, Paper("Kittens"))])
    assert found(reader, "kittens") == [70]
    assert not reader.refresh()
    writer.clear()
    writer.update([(71, Paper("Kittens again"))])
    assert found(reader, "kittens") == [71]
    reader.close()


def test_a_commit_that_takes_files_away_while_they_are_opened_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = index_of(tmp_path, PAPERS)
    reader = SearchIndex(tmp_path, FileLedger(tmp_path))
    opened = reader._folder.open
    commits = iter([(72, Paper("Kittens")), (73, Paper("Kittens again"))])

    def open_while_written_to(read: Callable[[IndexReader], Snapshot]) -> Snapshot:
        for commit in commits:
            writer.update([commit])
            raise UnusableIndexError("A file is gone.")
        return opened(read)

    monkeypatch.setattr(reader._folder, "open", open_while_written_to)
    assert reader.problem is None
    assert set(found(reader, "kittens")) == {72, 73}
    reader.close()
    writer.close()


def test_a_search_goes_on_with_what_it_has_while_the_index_is_gone(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    assert found(index, "s4") == [2]
    for path in tmp_path.iterdir():
        path.unlink()
    assert found(index, "attention sort:title") == [6, 2, 1, 5]
    assert index.problem
    index.close()


def hold_lock(folder: Path, pipe: Connection) -> None:
    with IndexFolder(folder, FileLedger(folder)).locked(0, lambda: None, lambda: False):
        pipe.send("locked")
        pipe.recv()


def test_a_second_writer_waits_and_then_says_who_is_writing(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    other = context.Process(target=hold_lock, args=(tmp_path, theirs))
    other.start()
    assert ours.recv() == "locked"
    with pytest.raises(SearchIndexError, match="Another papertui is writing"):
        index.update([(80, Paper("attention"))])
    with pytest.raises(SearchIndexError, match="Another papertui is writing"):
        index.clear()
    assert found(index, "s4") == [2]
    other.kill()
    other.join()
    index.update([(80, Paper("attention"))])
    assert 80 in found(index, "attention")
    other.close()
    ours.close()
    theirs.close()
    index.close()


def test_searches_and_updates_from_many_threads_get_along(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    seen: list[set[int]] = []

    def search() -> None:
        for _ in range(20):
            seen.append(set(found(index, "attention")))

    threads = [Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(100, 105):
        index.update([(number, Paper("attention"))])
    for thread in threads:
        thread.join()
    steps = [{1, 2, 5, 6, *range(100, 100 + count)} for count in range(6)]
    assert len(seen) == 60
    assert all(numbers in steps for numbers in seen)
    index.close()


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    index = SearchIndex(tmp_path / "file", FileLedger(tmp_path / "file"))
    assert index.problem
    with pytest.raises(SearchIndexError, match="can't be written"):
        index.clear()


def test_an_index_that_needs_a_rebuild_is_not_written_to(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="no search index yet"):
        SearchIndex(tmp_path, FileLedger(tmp_path)).update(list(PAPERS.items()))
