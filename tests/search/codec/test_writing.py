"""Whoosh's own writer makes the same file as building a segment at once does, only slower."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in

from tests.search.codec.libraries import Commit, ours
from tests.search.sample import PAPERS
from tests.search.writing.test_builder import PAPER, built
from tui.papers.paper import Paper
from tui.search.arrays.array_file import ArrayFile
from tui.search.arrays.segment_writer import write_segment
from tui.search.codec.segment import ArrayCodec
from tui.search.schema import document, schema


def assert_same_file(folder: Path, papers: dict[int, Paper]) -> None:
    index: Any = create_in(str(folder), schema())
    writer = index.writer(codec=ArrayCodec(), compound=False)
    for number, paper in papers.items():
        writer.add_document(**document(number, paper))
    writer.commit()
    (path,) = folder.glob("*.arrays")
    write_segment(folder / "built", built(papers))
    slow, fast = ArrayFile(path), ArrayFile(folder / "built")
    for name in fast:
        assert slow.array(name).dtype == fast.array(name).dtype, name
        assert np.array_equal(slow.array(name), fast.array(name)), name
    assert slow.facts["documents"] == fast.facts["documents"]
    assert sorted(slow.facts["fields"]) == sorted(fast.facts["fields"])


def test_the_sample_library_is_the_same_file(tmp_path: Path) -> None:
    assert_same_file(tmp_path, PAPERS)


@settings(max_examples=40, deadline=None)
@given(st.lists(PAPER, min_size=1, max_size=5))
def test_any_papers_are_the_same_file(papers: list[Paper]) -> None:
    with TemporaryDirectory() as folder:
        assert_same_file(Path(folder), dict(enumerate(papers, start=1)))


def test_what_is_cancelled_leaves_no_file_behind(tmp_path: Path) -> None:
    index = ours(tmp_path, Commit([{"title": ["one"]}]))
    before = sorted(tmp_path.iterdir())
    writer = index.writer(codec=ArrayCodec(), compound=False)
    writer.add_document(title=["two"])
    writer.cancel()
    assert sorted(tmp_path.iterdir()) == before
    assert index.doc_count() == 1


def test_a_document_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    index = ours(tmp_path)
    writer = index.writer(codec=ArrayCodec(), compound=False)
    writer.schema["title"].stored = True
    with pytest.raises(ValueError, match="can't be stored"):
        writer.add_document(number=1, title=["lost"])
    writer.schema["title"].stored = False
    writer.add_document(number=2, title=["kept"])
    writer.commit()
    with index.reader() as reader:
        assert list(reader.column_reader("number")) == [2]


def test_a_boost_is_refused_since_it_would_be_lost(tmp_path: Path) -> None:
    writer = ours(tmp_path).writer(codec=ArrayCodec(), compound=False)
    writer.add_document(title=["one"], _title_boost=2.0)
    with pytest.raises(ValueError, match="weighs 2"):
        writer.commit()


def test_a_field_that_does_not_say_what_is_kept_of_it_is_refused(tmp_path: Path) -> None:
    index: Any = create_in(str(tmp_path), Schema(title=TEXT()))
    writer = index.writer(codec=ArrayCodec(), compound=False)
    writer.add_document(title="one")
    with pytest.raises(ValueError, match="what is to be kept"):
        writer.commit()
    assert not list(tmp_path.glob("*.arrays"))
