"""The index follows storage, whoever else indexes, dies or damages it."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from tui.library import Library
from tui.papers.paper import TriageChange
from tui.paths import Paths


def found(library: Library, text: str) -> int:
    results = library.search(text, widen=False)
    assert results is not None
    return results.total


def is_complete(library: Library) -> bool:
    difference = library.verify_index()
    return not (difference.missing or difference.surplus or library.unindexed_count())


def hold_the_index(home: Path, pipe: Connection) -> None:
    with Library(Paths.standard(home)) as library, library._index.writing():
        pipe.send("writing")
        pipe.recv()


@contextmanager
def another_writer(home: Path) -> Iterator[Connection]:
    """A process that is writing to the index; it is killed at the end or when it hears a word."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=hold_the_index, args=(home, theirs))
    process.start()
    theirs.close()
    assert ours.recv() == "writing"
    yield ours
    process.kill()
    process.join()
    process.close()
    ours.close()


def test_a_second_writer_says_that_it_waits_and_goes_on_when_the_first_is_done(
    tmp_path: Path,
) -> None:
    with Library(Paths.standard(tmp_path)) as library, another_writer(tmp_path) as other:
        waited: list[str] = []

        def wait() -> None:
            waited.append("told")
            other.send("be done")

        assert library.catch_up(waiting=wait).indexed == 55
        assert waited == ["told"]
        assert is_complete(library)


def test_who_is_told_to_stop_while_waiting_stops(tmp_path: Path) -> None:
    with Library(Paths.standard(tmp_path)) as library:
        library.catch_up()
        library.rebuild_index()
        with another_writer(tmp_path):
            waited: list[str] = []
            caught_up = library.catch_up(
                waiting=lambda: waited.append("told"), cancelled=lambda: bool(waited)
            )
            assert caught_up.indexed == 0
        assert library.catch_up().indexed == 55


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path) -> None:
    with Library(Paths.standard(tmp_path)) as library:
        asked = iter([False] * 20)
        first = library.catch_up(cancelled=lambda: next(asked, True)).indexed
        assert 0 < first < 55
        assert library.unindexed_count() == 55 - first
    with Library(Paths.standard(tmp_path)) as library:
        assert library.catch_up().indexed == 55 - first
        assert is_complete(library)


def test_many_who_index_at_once_leave_every_paper_indexed_once(tmp_path: Path) -> None:
    libraries = [Library(Paths.standard(tmp_path)) for _ in range(4)]
    threads = [Thread(target=library.catch_up) for library in libraries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for library in libraries:
        assert is_complete(library)
        assert found(library, "") == 55
        library.close()


def test_an_index_that_storage_knows_nothing_of_is_made_anew(tmp_path: Path) -> None:
    ours, theirs = Paths.standard(tmp_path / "ours"), Paths.standard(tmp_path / "theirs")
    for paths in (ours, theirs):
        with Library(paths) as library:
            library.catch_up()
    ours.index_folder.rename(tmp_path / "put away")
    theirs.index_folder.rename(ours.index_folder)
    with Library(ours) as library:
        notice = library.catch_up().notice
        assert notice == ("The search index is not the one that was written last. It is made anew.")
        assert is_complete(library)
        assert library.catch_up().notice == ""


def test_a_damaged_index_is_made_anew_and_triage_is_kept(tmp_path: Path) -> None:
    paths = Paths.standard(tmp_path)
    with Library(paths) as library:
        library.catch_up()
        library.triage(library.newest_ids()[:3], TriageChange(bookmarked=True), "bookmark")
    for path in paths.index_folder.glob("*.arrays"):
        path.write_bytes(path.read_bytes()[:-1])
    with Library(paths) as library:
        assert library.catch_up().notice == "The search index is damaged. It is made anew."
        assert found(library, "is:bookmarked") == 3
