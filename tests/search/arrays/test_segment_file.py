"""What a segment's file says of its fields."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.search.arrays import common_prefixes
from tui.search.arrays.array_file import ArrayFileWriter
from tui.search.arrays.content import FieldContent, SegmentContent, starts_of
from tui.search.arrays.layout import FieldKind
from tui.search.arrays.segment_file import SegmentFile, StringTable
from tui.search.arrays.segment_writer import write_segment
from tui.search.engine import DamagedIndexError

POSTINGS = {b"ant": [0, 2], b"antelope": [1, 2, 3], b"bee": [2], b"\xc3\xa4": [0, 1, 2, 3]}


def table(strings: Sequence[bytes]) -> StringTable:
    starts = starts_of(np.array([len(string) for string in strings], np.uint64))
    return StringTable(b"".join(strings), starts.astype(np.uint32))


def field(kind: FieldKind, postings: dict[bytes, list[int]] = POSTINGS) -> FieldContent:
    """Every term stands in each of its documents as often as that document's number and once."""
    documents = np.array([place for places in postings.values() for place in places], np.uint32)
    starts = starts_of(np.array([len(places) for places in postings.values()], np.uint64))
    if not kind.placed:
        return FieldContent(kind, list(postings), starts, documents)
    return FieldContent(
        kind,
        list(postings),
        starts,
        documents,
        (documents + 1).astype(np.uint8),
        np.concatenate([np.arange(place + 1) * 7 for place in documents]).astype(np.uint16),
        np.array([1, 2, 3, 4], np.uint8),
    )


def file_of(path: Path, kind: FieldKind) -> SegmentFile:
    numbers = {"number": np.array([5, -6, 7, 8], np.int64)}
    texts = {"key": [b"", b"a", b"", b"bcd"]}
    write_segment(path, SegmentContent(4, {"field": field(kind)}, numbers, texts))
    return SegmentFile(path)


words = st.sets(st.text(max_size=4).map(str.encode), max_size=20).map(sorted)


@given(words, st.text(max_size=4).map(str.encode))
def test_a_string_is_found_where_it_stands(strings: list[bytes], wanted: bytes) -> None:
    found = table(strings)
    assert [found[place] for place in range(len(found))] == strings
    assert found.place(wanted) == sum(string < wanted for string in strings)
    assert found.find(wanted) == (strings.index(wanted) if wanted in strings else None)


@given(words, st.text(max_size=2).map(str.encode))
def test_the_strings_of_a_prefix_stand_together(strings: list[bytes], prefix: bytes) -> None:
    start, stop = table(strings).span(prefix)
    assert strings[start:stop] == [string for string in strings if string.startswith(prefix)]


def test_postings_are_read_for_a_term_or_a_range_of_terms(tmp_path: Path) -> None:
    found = file_of(tmp_path / "s", FieldKind(placed=True)).fields["field"]
    assert found.postings(0).tolist() == [0, 2]
    assert found.postings(1, 3).tolist() == [1, 2, 3, 2]
    assert found.postings(0, 0).tolist() == found.postings(4, 4).tolist() == []
    assert found.frequencies(1).tolist() == [2, 3, 4]
    assert found.positions(0).tolist() == [0, 0, 7, 14]
    assert found.lengths.tolist() == [1, 2, 3, 4]
    assert [found.document_frequency(term) for term in range(4)] == [2, 3, 1, 4]
    assert found.has_positions


def test_values_are_read_by_document(tmp_path: Path) -> None:
    found = file_of(tmp_path / "s", FieldKind(counted=True)).fields["field"]
    starts, values = found.values
    of_documents = [values[a:b].tolist() for a, b in pairwise(starts)]
    assert of_documents == [[0, 3], [1, 3], [0, 1, 2, 3], [1, 3]]
    assert not found.has_positions
    with pytest.raises(DamagedIndexError):
        found.frequencies(0)


@pytest.mark.parametrize("documents", [2, 4, 9])
def test_the_documents_of_common_prefixes_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: int
) -> None:
    monkeypatch.setattr(common_prefixes, "_FEWEST_DOCUMENTS", 1)
    everywhere = list(range(documents))
    postings = {b"ant": everywhere, b"antelope": everywhere[1:], b"bee": [0]}
    content = SegmentContent(
        documents, {"field": field(FieldKind(prefixed=True), postings)}, {}, {}
    )
    write_segment(tmp_path / "s", content)
    found = SegmentFile(tmp_path / "s").fields["field"]
    for prefix in (b"a", b"an", b"ant"):
        mask = found.prefix_mask(prefix, documents)
        assert mask is not None
        assert np.flatnonzero(mask).tolist() == everywhere
    assert found.prefix_mask(b"b", documents) is None
    assert found.prefix_mask(b"ante", documents) is None


def test_no_prefix_of_a_small_segment_is_kept(tmp_path: Path) -> None:
    found = file_of(tmp_path / "s", FieldKind(prefixed=True)).fields["field"]
    assert found.prefix_mask(b"a", 4) is None


def test_columns_are_of_numbers_or_of_bytes(tmp_path: Path) -> None:
    file = file_of(tmp_path / "s", FieldKind())
    assert file.numbers("number").tolist() == [5, -6, 7, 8]
    text, starts = file.texts("key")
    assert (text, starts.tolist()) == (b"abcd", [0, 0, 1, 1, 4])
    assert [file.has_column(name) for name in ("number", "key", "field")] == [True, True, False]
    file.check()


def test_a_file_of_other_arrays_is_no_segment(tmp_path: Path) -> None:
    with (tmp_path / "s").open("wb") as file:
        ArrayFileWriter(file).close({"documents": 3})
    with pytest.raises(DamagedIndexError):
        SegmentFile(tmp_path / "s")
