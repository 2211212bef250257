"""An index that can't be used says so and is rebuilt; it never crashes the reader."""

import json
import pickle
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.ledger import FileLedger
from tests.search.sample import PAPERS, found, index_of
from tui.errors import SearchIndexError
from tui.search.index import SearchIndex
from tui.search.schema import VERSION


def one(folder: Path, pattern: str) -> Path:
    return next(folder.glob(pattern))


def damage_by(edit: Callable[[bytes], bytes], pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = one(folder, pattern)
        path.write_bytes(edit(path.read_bytes()))

    return damage


def remove(pattern: str) -> Callable[[Path], None]:
    return lambda folder: one(folder, pattern).unlink()


def write_other_version(folder: Path) -> None:
    (folder / "version.json").write_text(json.dumps({"version": VERSION + 1}))


def put_in_another_segment(folder: Path) -> None:
    other = folder.with_name("other")
    index_of(other, {1: PAPERS[1]}).close()
    one(folder, "*.arrays").write_bytes(one(other, "*.arrays").read_bytes())


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no table of contents": remove("*.toc"),
    "an empty table of contents": damage_by(lambda data: b"", "*.toc"),
    "half a table of contents": damage_by(lambda data: data[: len(data) // 2], "*.toc"),
    "a foreign table of contents": damage_by(lambda data: b"PK\x03\x04" + data, "*.toc"),
    "a foreign pickle": damage_by(lambda data: data[:40] + pickle.dumps([1]), "*.toc"),
    "a table of contents nobody recorded": lambda folder: FileLedger(folder).record([]),
    "an older table of contents": lambda folder: FileLedger(folder).record(["0" * 64]),
    "no segment": remove("*.arrays"),
    "an empty segment": damage_by(lambda data: b"", "*.arrays"),
    "half a segment": damage_by(lambda data: data[: len(data) // 2], "*.arrays"),
    "a longer segment": damage_by(lambda data: data + b"0", "*.arrays"),
    "a foreign segment": damage_by(lambda data: b"\xff" * len(data), "*.arrays"),
    "another good segment": put_in_another_segment,
    "no version": remove("version.json"),
    "a version that is no JSON": damage_by(lambda data: b"\xff{", "version.json"),
    "another version": write_other_version,
    "a folder others can write": lambda folder: folder.chmod(0o777),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_what_can_not_be_used_is_told_in_a_sentence_and_rebuilt(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    index_of(tmp_path, PAPERS).close()
    damage(tmp_path)
    index = SearchIndex(tmp_path, FileLedger(tmp_path))
    assert (index.problem or "").endswith(".")
    with pytest.raises(SearchIndexError, match="papertui index rebuild"):
        found(index, "attention")
    index.clear()
    assert index.problem is None
    index.update(list(PAPERS.items()))
    assert found(index, "s4") == [2]
    index.close()


@pytest.mark.parametrize("pattern", ["*.toc", "*.arrays"])
def test_a_flipped_bit_anywhere_means_a_rebuild(tmp_path: Path, pattern: str) -> None:
    index_of(tmp_path, PAPERS).close()
    path = one(tmp_path, pattern)
    sound = path.read_bytes()
    dice = random.Random(7)
    for place in {*range(100), *dice.sample(range(len(sound)), 300)}:
        flipped = bytes([sound[place] ^ (1 << dice.randrange(8))])
        path.write_bytes(sound[:place] + flipped + sound[place + 1 :])
        index = SearchIndex(tmp_path, FileLedger(tmp_path))
        assert index.problem, place
        index.close()
    path.write_bytes(sound)
    assert SearchIndex(tmp_path, FileLedger(tmp_path)).problem is None


def test_what_is_damaged_in_a_long_file_is_told_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.search.arrays.array_file._CHECKED_AT_ONCE", 0)
    index_of(tmp_path, PAPERS).close()
    path = one(tmp_path, "*.arrays")
    sound = path.read_bytes()
    found_out = 0
    for place in range(64, len(sound), 97):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        index = SearchIndex(tmp_path, FileLedger(tmp_path))
        with suppress(SearchIndexError):
            assert found(index, "long attention OR tran* OR cat:cs") == [1, 4, 2, 6]
            assert found(index, "is:inbox sort:title") == []
        found_out += index.problem is not None
        index.close()
    assert found_out


def test_an_unread_pickle_is_never_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_of(tmp_path, PAPERS).close()

    def load(*_: object, **__: object) -> None:
        pytest.fail("a table of contents that is not ours was unpickled")

    for damage in ("a foreign pickle", "a folder others can write"):
        DAMAGE[damage](tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(pickle, "loads", load)
            patch.setattr(pickle, "load", load)
            assert SearchIndex(tmp_path, FileLedger(tmp_path)).problem


def test_postings_found_damaged_while_they_are_merged_are_told(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    damage_by(lambda data: b"\xff" * len(data), "*.arrays")(tmp_path)
    with pytest.raises(SearchIndexError, match="damaged"):
        index.update([(number, PAPERS[number]) for number in (1, 2, 3, 4)])
    index.clear()
    index.update(list(PAPERS.items()))
    assert found(index, "s4") == [2]
    index.close()


def test_a_folder_that_is_not_there_needs_a_rebuild(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "not" / "there", FileLedger(tmp_path / "not" / "there"))
    assert index.problem == "There is no search index yet."
    index.clear()
    assert index.problem is None
    assert (tmp_path / "not" / "there").stat().st_mode & 0o777 == 0o700
    index.close()


def test_clearing_leaves_the_files_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    index = index_of(tmp_path, PAPERS)
    index.clear()
    assert (tmp_path / "thesis.tex").read_text() == "mine"
    index.close()
