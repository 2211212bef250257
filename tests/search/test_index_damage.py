"""An index that can't be used says so and is rebuilt; it never crashes the reader."""

import json
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest

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


DAMAGE = {
    "no table of contents": remove("*.toc"),
    "an empty table of contents": damage_by(lambda data: b"", "*.toc"),
    "half a table of contents": damage_by(lambda data: data[: len(data) // 2], "*.toc"),
    "a foreign table of contents": damage_by(lambda data: b"PK\x03\x04" + data, "*.toc"),
    "a foreign pickle": damage_by(lambda data: data[:40] + pickle.dumps([1]), "*.toc"),
    "no terms": remove("*.trm"),
    "empty terms": damage_by(lambda data: b"", "*.trm"),
    "half the terms": damage_by(lambda data: data[: len(data) // 2], "*.trm"),
    "foreign terms": damage_by(lambda data: b"\xff" * len(data), "*.trm"),
    "no postings": remove("*.pst"),
    "no facts": remove("*.facts.col"),
    "half the facts": damage_by(lambda data: data[: len(data) // 2], "*.facts.col"),
    "no titles": remove("*.title_key.col"),
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
    index = SearchIndex(tmp_path)
    assert (index.problem or "").endswith(".")
    with pytest.raises(SearchIndexError, match="papertui index rebuild"):
        found(index, "attention")
    index.clear()
    assert index.problem is None
    index.update(list(PAPERS.items()))
    assert found(index, "s4") == [2]
    index.close()


def test_a_flipped_byte_is_a_wrong_index_at_worst_never_another_error(tmp_path: Path) -> None:
    index_of(tmp_path, PAPERS).close()
    dice = random.Random(7)
    for pattern in ("*.toc", "*.trm", "*.pst", "*.facts.col", "*.title_key.col"):
        path = one(tmp_path, pattern)
        sound = path.read_bytes()
        for _ in range(40):
            place = dice.randrange(len(sound))
            flipped = bytes([sound[place] ^ (1 << dice.randrange(8))])
            path.write_bytes(sound[:place] + flipped + sound[place + 1 :])
            index = SearchIndex(tmp_path)
            if not index.needs_rebuild:
                try:
                    found(index, "long attention OR tran*")
                except SearchIndexError:
                    assert index.needs_rebuild
            index.close()
        path.write_bytes(sound)


def test_postings_found_damaged_while_they_are_rewritten_are_told(tmp_path: Path) -> None:
    index = index_of(tmp_path, PAPERS)
    damage_by(lambda data: b"\xff" * len(data), "*.pst")(tmp_path)
    with pytest.raises(SearchIndexError, match="damaged"):
        index.update([(number, PAPERS[number]) for number in (1, 2, 3, 4)])
    index.clear()
    index.update(list(PAPERS.items()))
    assert found(index, "s4") == [2]
    index.close()


def test_a_folder_that_is_not_there_needs_a_rebuild(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "not" / "there")
    assert index.problem == "There is no search index yet."
    index.clear()
    assert not index.needs_rebuild
    assert (tmp_path / "not" / "there").stat().st_mode & 0o777 == 0o700
    index.close()


def test_clearing_leaves_the_files_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    index = index_of(tmp_path, PAPERS)
    index.clear()
    assert (tmp_path / "thesis.tex").read_text() == "mine"
    index.close()
