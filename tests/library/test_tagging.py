"""Tags over all papers."""

from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.paper import TriageChange
from tui.storage.triage_store import Mark


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


def test_a_tag_that_comes_to_a_paper_while_it_is_renamed_waits_and_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, look = Library(library.paths), library._triage.tagged_ids
    with ThreadPoolExecutor() as elsewhere:
        begun: list[Future[object]] = []

        def looking(name: str) -> list[int]:
            change = TriageChange(add_tags=("cv",))
            begun.append(elsewhere.submit(other.triage, [1], change, "tagged"))
            wait(begun, timeout=0.05)
            return look(name)

        monkeypatch.setattr(library._triage, "tagged_ids", looking)
        library.rename_tag("cv", "vision")
    other.close()
    assert _tags(library)[1] == ("cv", "vision")
    assert library.tag_counts() == [("vision", 4), ("cv", 1)]


def test_a_mark_that_two_processes_toggle_at_once_is_set_and_taken_back(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, look = Library(library.paths), library._triage.all_marked
    with ThreadPoolExecutor() as elsewhere:

        def looking(ids: list[int], mark: Mark) -> bool:
            marked = look(ids, mark)
            wait([elsewhere.submit(other.toggle, mark, ids)], timeout=0.05)
            return marked

        monkeypatch.setattr(library._triage, "all_marked", looking)
        assert library.toggle("read", [1])
    other.close()
    assert not library.entries([1])[0].triage.read
    assert [step.undone for step in library.history(2)] == [False, False]


def test_a_mark_of_two_papers_that_became_one_is_set_and_taken_back(library: Library) -> None:
    library.merge(3, 4)
    for _ in range(2):
        assert library.toggle("bookmarked", [3, 4])
    assert library.bookmarked_ids() == []


def test_a_tag_without_a_visible_character_is_refused(library: Library) -> None:
    with pytest.raises(PapertuiError, match="A tag needs a name"):
        library.rename_tag("cv", "\u200b")
