"""Processes that read, write and die over one index."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.ledger import FileLedger
from tests.search.sample import PAPERS, found, index_of
from tui.papers.paper import Paper
from tui.search.index import SearchIndex

COMMITS = 12
BATCH = 25


def numbers_of(commit: int) -> range:
    return range(1000 + commit * BATCH, 1000 + (commit + 1) * BATCH)


def write_commits(folder: Path, pipe: Connection) -> None:
    index = SearchIndex(folder, FileLedger(folder))
    for commit in range(COMMITS):
        index.update([(number, Paper(f"Kittens {number}")) for number in numbers_of(commit)])
        pipe.send(commit)
        pipe.recv()


def die_while_writing(folder: Path, pipe: Connection) -> None:
    index = SearchIndex(folder, FileLedger(folder))

    def die(done: int, total: int) -> None:
        if done == 50:
            pipe.send("half way")
            pipe.recv()

    index.update([(number, Paper("Kittens")) for number in range(1000, 1200)], progress=die)


def die_before_the_table_is_renamed(folder: Path, _: Connection) -> None:
    class DyingLedger(FileLedger):
        def record(self, digests: object) -> None:
            os._exit(9)

    SearchIndex(folder, DyingLedger(folder)).update([(1000, Paper("Kittens"))])


@contextmanager
def process(
    target: Callable[[Path, Connection], None], folder: Path
) -> Iterator[tuple[BaseProcess, Connection]]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    started = context.Process(target=target, args=(folder, theirs))
    started.start()
    theirs.close()
    try:
        yield started, ours
    finally:
        started.kill()
        started.join()
        started.close()
        ours.close()


def test_a_reader_sees_each_commit_of_another_process_whole(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    expected: set[int] = set()
    with process(write_commits, tmp_path) as (_, pipe):
        for commit in range(COMMITS):
            assert pipe.recv() == commit
            expected |= set(numbers_of(commit))
            assert set(found(index, "kittens")) == expected
            pipe.send("go on")
            while not pipe.poll():
                seen = set(found(index, "kittens"))
                assert seen in (expected, expected | set(numbers_of(commit + 1)))
                if commit == COMMITS - 1:
                    break
    assert set(found(index, "attention")) == {1, 2, 5, 6}
    index.close()


def test_a_writer_that_is_killed_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    with process(die_while_writing, tmp_path) as (_, pipe):
        assert pipe.recv() == "half way"
    assert found(index, "kittens") == []
    assert SearchIndex(tmp_path, FileLedger(tmp_path)).problem is None
    index.update([(1000, Paper("Kittens"))])
    assert found(index, "kittens") == [1000]
    index.close()


def test_what_a_killed_writer_left_behind_is_cleared_away(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    with process(die_before_the_table_is_renamed, tmp_path) as (writer, _):
        writer.join()
    assert len(list(tmp_path.glob("*.arrays"))) == 2, "a segment that no table knows"
    assert found(index, "kittens") == []
    index.update([(1001, Paper("More kittens"))])
    assert len(list(tmp_path.glob("*.arrays"))) == index.status().segments
    assert not list(tmp_path.glob("*.new"))
    assert found(index, "kittens") == [1001]
    index.close()
