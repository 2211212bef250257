"""Garbage is looked for when nobody types."""

import gc
from collections.abc import Iterator

import pytest

from tests.app.driver import reading
from tui.app.garbage import collect_if_due, put_off_full_collections, resume_full_collections
from tui.library import Library


@pytest.fixture
def passes() -> Iterator[list[int]]:
    """The generations that were gone through."""
    passes: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "stop":
            passes.append(about["generation"])

    gc.callbacks.append(note)
    yield passes
    gc.callbacks.remove(note)


def _make_collection_due() -> None:
    for _ in range(20):
        gc.collect(1)


def test_all_objects_are_gone_through_only_when_nobody_waits(passes: list[int]) -> None:
    put_off_full_collections()
    try:
        _make_collection_due()
        kept = [[number] for number in range(20_000)]
        assert 2 not in passes
        collect_if_due()
        assert passes.count(2) == 1
        collect_if_due()
        assert passes.count(2) == 1
        assert kept
    finally:
        resume_full_collections()


async def test_the_reader_leaves_python_as_it_was(library: Library) -> None:
    before = gc.get_threshold()
    async with reading(library):
        assert gc.get_threshold()[2] > before[2]
    assert gc.get_threshold() == before


async def test_garbage_waits_as_long_as_keys_come(library: Library, passes: list[int]) -> None:
    async with reading(library) as reader:
        await reader.press("j")
        passes.clear()
        _make_collection_due()
        reader.screen._tidy()
        assert 2 not in passes
        reader.app.desk.keyboard._last_key_at -= 10
        reader.screen._tidy()
        assert 2 in passes
