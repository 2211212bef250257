"""Merged segments are what building all their living documents at once gives."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.search.sample import PAPERS
from tests.search.writing.test_builder import PAPER, built
from tui.papers.paper import Paper
from tui.search.arrays.array_file import Array, ArrayFile
from tui.search.arrays.living import LivingSegment
from tui.search.arrays.merge import merged
from tui.search.arrays.segment_file import SegmentFile
from tui.search.arrays.segment_writer import write_segment
from tui.search.schema import FIELD_KINDS, NUMBERS, TEXTS

DOCUMENT = st.tuples(PAPER, st.booleans())
PART = st.lists(DOCUMENT, min_size=1, max_size=5)

Part = Sequence[tuple[Paper, bool]]


def no_stop() -> None:
    """Goes on."""


def written(folder: Path, name: str, part: Part, first: int = 1) -> LivingSegment:
    path = folder / name
    write_segment(path, built({first + place: paper for place, (paper, _) in enumerate(part)}))
    deleted = frozenset(place for place, (_, alive) in enumerate(part) if not alive)
    return LivingSegment(SegmentFile(path), deleted)


def arrays(path: Path) -> dict[str, Array]:
    file = ArrayFile(path)
    return {name: file.array(name) for name in file}


def assert_same_arrays(first: Path, second: Path) -> None:
    ours, theirs = arrays(first), arrays(second)
    assert ours.keys() == theirs.keys()
    for name, array in ours.items():
        assert array.tolist() == theirs[name].tolist(), name


@given(st.lists(PART, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_merging_is_building_the_living_documents_at_once(parts: list[Part]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        segments, first = [], 1
        for place, part in enumerate(parts):
            segments.append(written(folder, f"part{place}", part, first))
            first += len(part)
        documents = [document for part in parts for document in part]
        living = {n: paper for n, (paper, alive) in enumerate(documents, start=1) if alive}
        content = merged(segments, FIELD_KINDS, [*NUMBERS], TEXTS, no_stop)
        write_segment(folder / "merged", content)
        write_segment(folder / "at once", built(living))
        assert_same_arrays(folder / "merged", folder / "at once")


def test_parts_longer_than_what_is_read_at_a_time_are_merged_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.search.arrays.content._PART", 3)
    items = [(paper, place % 3 > 0) for place, paper in enumerate([*PAPERS.values()] * 3)]
    segments = [
        written(tmp_path, "a", items[:9]),
        written(tmp_path, "b", items[9:11], 10),
        written(tmp_path, "c", items[11:], 12),
    ]
    write_segment(tmp_path / "m", merged(segments, FIELD_KINDS, [*NUMBERS], TEXTS, no_stop))
    living = {place + 1: paper for place, (paper, alive) in enumerate(items) if alive}
    write_segment(tmp_path / "once", built(living))
    assert_same_arrays(tmp_path / "m", tmp_path / "once")


def test_common_prefixes_are_kept_of_large_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.search.arrays.common_prefixes._FEWEST_DOCUMENTS", 1)
    titles = ["tractor", "train", "trailing trams", "zebra", "train trap tram treatment"]
    papers = {number: Paper(title) for number, title in enumerate(titles, start=1)}
    write_segment(tmp_path / "s", built(papers))
    field = SegmentFile(tmp_path / "s").fields["title_words"]
    common = field.prefix_mask(b"tra", len(papers))
    assert common is not None
    assert common.tolist() == [True, True, True, False, True]
    assert field.prefix_mask(b"trai", len(papers)) is None, "has too few postings"
    assert field.prefix_mask(b"zebra", len(papers)) is None, "is one term"


def test_a_merge_that_is_stopped_raises_what_stops_it(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    segment = written(tmp_path, "a", [(paper, True) for paper in PAPERS.values()])
    content = merged([segment, segment], FIELD_KINDS, [*NUMBERS], TEXTS, stop)
    with pytest.raises(KeyboardInterrupt):
        write_segment(tmp_path / "m", content)
