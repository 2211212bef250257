"""Tags over all papers."""

import pytest

from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.paper import TriageChange


@pytest.fixture(autouse=True)
def tagged_papers(library: Library) -> None:
    library.triage([1, 2, 3], TriageChange(add_tags=("vision",)), "tagged")
    library.triage([3, 4], TriageChange(add_tags=("cv",)), "tagged")


def _tags(library: Library) -> dict[int, tuple[str, ...]]:
    return {entry.id: entry.triage.tags for entry in library.entries([1, 2, 3, 4])}


def test_tags_are_counted_the_most_used_first(library: Library) -> None:
    library.triage([1, 2], TriageChange(add_tags=("b",)), "tagged")
    assert library.tag_counts() == [("vision", 3), ("b", 2), ("cv", 2)]


def test_tags_that_become_one_are_apart_again_after_undo(library: Library) -> None:
    before = _tags(library)
    step = library.rename_tag("cv", "vision")
    assert step is not None
    assert step.count == 2
    assert set(_tags(library).values()) == {("vision",)}
    library.undo()
    assert _tags(library) == before


def test_the_new_name_is_stored_clean(library: Library) -> None:
    library.rename_tag("cv", " computer\u202e\n vision ")
    assert _tags(library)[4] == ("computer vision",)


def test_nothing_to_rename_or_remove_is_no_step(library: Library) -> None:
    steps = library.history(10)
    assert library.rename_tag("nope", "vision") is None
    assert library.rename_tag("cv", " cv ") is None
    assert library.remove_tag("nope") is None
    assert library.history(10) == steps


def test_a_tag_without_a_visible_character_is_refused(library: Library) -> None:
    with pytest.raises(PapertuiError, match="A tag needs a name"):
        library.rename_tag("cv", "\u200b")
