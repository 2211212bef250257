"""The index follows storage, whoever else indexes, dies or damages it."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import pytest

from tui.errors import SearchIndexError
from tui.library import Library
from tui.papers.paper import Paper, TriageChange
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


def test_who_is_told_to_stop_while_the_index_is_made_anew_elsewhere_stops(tmp_path: Path) -> None:
    with Library(Paths.standard(tmp_path)) as library, another_writer(tmp_path):
        assert library.catch_up(cancelled=lambda: True).indexed == 0


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


@pytest.fixture
def long_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """An indexed library whose index is taken for too long to be checked whole when opened."""
    monkeypatch.setattr("tui.search.arrays.array_file._CHECKED_AT_ONCE", 0)
    paths = Paths.standard(tmp_path)
    with Library(paths) as library:
        library.catch_up()
    return paths


def damage_all_but_the_directory(paths: Paths) -> None:
    for path in paths.index_folder.glob("*.arrays"):
        data = path.read_bytes()
        path.write_bytes(data[:64] + b"\xff" * 4096 + data[64 + 4096 :])


def test_damage_in_a_long_file_is_made_good_when_a_search_meets_it(long_files: Paths) -> None:
    damage_all_but_the_directory(long_files)
    with Library(long_files) as library:
        results = library.search("attention")
        assert results is not None
        assert results.total
        assert results.notice == "The search index is damaged. It is made anew."
        assert is_complete(library)


def test_damage_in_a_long_file_is_made_good_when_it_is_to_be_merged(long_files: Paths) -> None:
    damage_all_but_the_directory(long_files)
    with Library(long_files) as library:
        library._papers.add([Paper(f"A new paper on kittens, part {n}") for n in range(20)])
        assert library.catch_up().notice == "The search index is damaged. It is made anew."
        assert is_complete(library)


def test_a_rebuild_goes_on_answering_from_what_is_there(tmp_path: Path) -> None:
    with Library(Paths.standard(tmp_path)) as library:
        library.catch_up()
        library.rebuild_index()
        results = library.search("")
        assert results is not None
        assert (results.total, results.waiting) == (55, 55)
        library.catch_up()
        assert is_complete(library)


def test_verifying_finds_damage_that_no_search_met(long_files: Paths) -> None:
    for path in long_files.index_folder.glob("*.arrays"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    with Library(long_files) as library:
        with pytest.raises(SearchIndexError, match="damaged"):
            library.verify_index()
        assert library.catch_up().notice == "The search index is damaged. It is made anew."
        assert is_complete(library)


def test_a_paper_is_not_like_itself_under_the_number_it_had(tmp_path: Path) -> None:
    with Library(Paths.standard(tmp_path)) as library:
        apart = [
            Paper("Folding proteins with kittens", arxiv_id="2501.00001"),
            Paper("Kittens that fold proteins", doi="10.1000/kittens"),
            Paper("Folding proteins without kittens, a study"),
        ]
        first, second, third = library._papers.add(apart).ids
        both = Paper("Kittens", arxiv_id="2501.00001", doi="10.1000/kittens")
        (kept,) = library._papers.add([both]).ids
        gone = first if kept == second else second
        library.catch_up()
        results = library.search(f"similar:{gone}")
        assert results is not None
        assert list(results.ids) == [third]
