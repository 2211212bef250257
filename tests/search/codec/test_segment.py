"""A segment in Whoosh's table of contents belongs to one file, and to no other."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import whoosh.formats
from whoosh.index import open_dir
from whoosh.reading import SegmentReader

from tests.search.arrays.test_array_file import with_directory
from tests.search.codec.libraries import Commit, ours, stock, write
from tui.search.arrays import array_file
from tui.search.codec.segment import ArrayCodec, ArraySegment, segment_file
from tui.search.engine import DamagedIndexError, Phrase, Prefix, Term, every

ANTS = Commit(
    [
        {"title": ["long", "range", "ant"], "tags": {"t", "ä"}, "number": 1, "key": b"k"},
        {"title": ["ant", "ant", "𝔸"], "tags": {"t"}, "number": -2, "stars": 3},
        {"title": ["range", "", "long"]},
    ]
)
BEES = Commit(
    [
        {"title": ["bee", "range", "ant"], "tags": {"t", "ä"}, "number": 1, "key": b"k"},
        {"title": ["ant", "ant", "𝔸"], "tags": {"t"}, "number": -2, "stars": 3},
        {"title": ["range", "", "bee"]},
    ]
)

FRESH_PROCESS = """
import sys
from whoosh.index import open_dir
from whoosh.query import Phrase
with open_dir(sys.argv[1]).searcher() as searcher:
    print(sorted(hit.docnum for hit in searcher.search(Phrase("title", ["long", "range"]))))
"""


def file_in(folder: Path) -> Path:
    (found,) = folder.glob("*.arrays")
    return found


def everything(folder: Path) -> Iterator[Any]:
    """All that can be read of an index, through Whoosh and past it."""
    with open_dir(str(folder)).searcher() as searcher:
        reader: Any = searcher.reader()
        for leaf, _ in reader.leaf_readers():
            segment_file(leaf).check()
            for (name, text), info in leaf:
                yield name, text, vars(info)
                matcher = leaf.postings(name, text)
                yield list(matcher.items_as("positions" if name == "title" else "frequency"))
            for name in ("number", "stars", "key"):
                yield list(leaf.column_reader(name))
            yield [leaf.doc_field_length(place, "title") for place in range(leaf.doc_count_all())]
        for asked in (
            Term("title", "ant"),
            Prefix("title", "l"),
            Phrase("title", ["long"]),
            every(),
        ):
            yield [(hit.docnum, hit.score) for hit in searcher.search(asked, limit=None)]


def test_a_fresh_process_opens_the_index(tmp_path: Path) -> None:
    ours(tmp_path, ANTS)
    found = subprocess.run(
        [sys.executable, "-c", FRESH_PROCESS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert found.stdout == "[0]\n"


def test_a_pickled_segment_is_the_same_but_for_its_open_file(tmp_path: Path) -> None:
    with ours(tmp_path, ANTS).reader() as reader:
        segment: Any = reader.segment()
    segment.delete_document(1)
    copied = pickle.loads(pickle.dumps(segment))
    assert copied == segment
    assert hash(copied) == hash(segment)
    assert (copied.checksum, copied.deleted, copied.doc_count()) == (segment.checksum, {1}, 2)
    assert copied.path(tmp_path) == segment.path(tmp_path) == file_in(tmp_path)
    assert segment.opened(tmp_path) is segment.opened(tmp_path)
    assert copied.opened(tmp_path) is not segment.opened(tmp_path)
    assert copied.is_deleted(1)
    assert list(copied.deleted_docs()) == [1]
    assert not copied.is_compound()
    assert not copied.should_assemble()


def test_two_segments_have_names_of_their_own() -> None:
    one, two = ArraySegment("MAIN"), ArraySegment("MAIN")
    assert one != two
    assert one.path(Path()) != two.path(Path())


def test_a_segment_file_is_found_for_our_readers_only(tmp_path: Path) -> None:
    with ours(tmp_path / "ours", ANTS).reader() as reader:
        assert segment_file(reader).documents == 3
    with stock(tmp_path / "stock", ANTS).reader() as reader, pytest.raises(DamagedIndexError):
        segment_file(reader)


def test_a_sound_file_of_another_segment_is_noticed(tmp_path: Path) -> None:
    ours(tmp_path / "ants", ANTS)
    ours(tmp_path / "bees", BEES)
    file_in(tmp_path / "ants").write_bytes(file_in(tmp_path / "bees").read_bytes())
    with pytest.raises(DamagedIndexError):
        list(everything(tmp_path / "ants"))


def test_a_file_with_arrays_under_each_others_names_is_noticed(tmp_path: Path) -> None:
    ours(tmp_path, ANTS)

    def swap(listing: dict[str, Any]) -> None:
        places = listing["arrays"]
        one, two = "field/title/terms", "field/tags/terms"
        places[one], places[two] = places[two], places[one]

    path = file_in(tmp_path)
    path.write_bytes(with_directory(path.read_bytes(), swap))
    with pytest.raises(DamagedIndexError):
        list(everything(tmp_path))


def test_a_deleted_document_that_the_file_has_not_is_noticed(tmp_path: Path) -> None:
    index = ours(tmp_path, ANTS)
    writer: Any = index.writer(codec=ArrayCodec(), compound=False)
    writer.segments[0].delete_document(3)
    writer.commit(merge=False)
    with pytest.raises(DamagedIndexError):
        index.reader()


@pytest.mark.parametrize("checked_at_once", [1 << 24, 0], ids=["at once", "block by block"])
def test_each_flipped_byte_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checked_at_once: int
) -> None:
    monkeypatch.setattr(array_file, "_CHECKED_AT_ONCE", checked_at_once)
    ours(tmp_path, ANTS)
    sound = file_in(tmp_path).read_bytes()
    for place in range(0, len(sound), 3):
        flipped = bytes([sound[place] ^ (1 << place % 8)])
        file_in(tmp_path).write_bytes(sound[:place] + flipped + sound[place + 1 :])
        with pytest.raises(DamagedIndexError):
            list(everything(tmp_path))


def large() -> Commit:
    return Commit(
        [
            {
                "title": [f"w{(place * step) % 1_009}" for step in range(1, 40)] + ["ant", "long"],
                "tags": {f"t{place % 7}"},
                "number": place,
                "key": b"%d" % place,
            }
            for place in range(900)
        ]
    )


def test_what_is_read_of_a_damaged_large_file_before_it_is_noticed_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(array_file, "_CHECKED_AT_ONCE", 0)
    ours(tmp_path, large())
    expected = list(answers(tmp_path))
    sound = file_in(tmp_path).read_bytes()
    noticed = 0
    for place in range(0, len(sound), len(sound) // 40):
        flipped = bytes([sound[place] ^ 16])
        file_in(tmp_path).write_bytes(sound[:place] + flipped + sound[place + 1 :])
        try:
            assert list(answers(tmp_path)) == expected
        except DamagedIndexError:
            noticed += 1
    assert noticed > 10


def answers(folder: Path) -> Iterator[Any]:
    with open_dir(str(folder)).searcher() as searcher:
        for asked in (Term("title", "w7"), Phrase("title", ["ant", "long"]), Prefix("tags", "t")):
            yield [(hit.docnum, hit.score) for hit in searcher.search(asked, limit=None)]


def test_a_file_that_was_cut_off_or_goes_on_is_noticed(tmp_path: Path) -> None:
    ours(tmp_path, ANTS)
    sound = file_in(tmp_path).read_bytes()
    for damaged in [*(sound[:size] for size in range(0, len(sound), 64)), sound + b"\0"]:
        file_in(tmp_path).write_bytes(damaged)
        with pytest.raises(DamagedIndexError):
            list(everything(tmp_path))


def test_an_open_reader_goes_on_when_its_file_is_taken_away(tmp_path: Path) -> None:
    index = ours(tmp_path, ANTS)
    with index.searcher() as searcher:
        write(index, ArrayCodec(), Commit(BEES.added, (), "one"))
        found = searcher.search(Term("title", "long"), limit=None)
        assert sorted(hit.docnum for hit in found) == [0, 2]
    assert index.doc_count() == 6


def test_nothing_is_unpickled_when_a_segment_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = ours(tmp_path, ANTS)
    with index.reader() as reader:
        segment, storage, schema = reader.segment(), reader.storage(), index.schema

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("Something was unpickled.")

    for place, name in [(pickle, "load"), (pickle, "loads"), (whoosh.formats, "loads")]:
        monkeypatch.setattr(place, name, refuse)
    fresh = ArraySegment("MAIN")
    fresh.__dict__.update(segment.__getstate__())
    leaf: Any = SegmentReader(storage, schema, fresh)
    matcher = leaf.postings("title", "ant")
    assert list(matcher.items_as("positions")) == [(0, [2]), (1, [0, 1])]
    assert [span.start for span in leaf.postings("title", "ant").spans()] == [2]
    assert list(leaf.column_reader("number")) == [1, -2, 0]
    leaf.close()
