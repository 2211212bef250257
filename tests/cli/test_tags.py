"""``papertui tags``."""

import pytest

from tests.cli.command import Run


@pytest.fixture(autouse=True)
def tagged_papers(run: Run) -> None:
    run("mark", "1", "2", "3", "--tag", "vision")
    run("mark", "3", "4", "--tag", "cv")


def _tags(run: Run) -> list[str]:
    return run("tags").lines


def test_the_tags_are_listed_with_the_number_of_their_papers(run: Run) -> None:
    assert _tags(run) == run("tags", "list").lines == ["vision\t3", "cv\t2"]


def test_where_there_are_no_tags_it_says_how_to_give_one(run: Run) -> None:
    run("undo", "2")
    finished = run("tags")
    assert finished.code == 1
    assert "papertui mark ID --tag T" in finished.err


def test_a_tag_is_renamed_on_all_its_papers_as_one_step(run: Run) -> None:
    finished = run("tags", "rename", "cv", "computer vision")
    assert (finished.code, finished.out) == (0, "“cv” renamed to “computer vision”, 2 papers.\n")
    assert _tags(run) == ["vision\t3", "computer vision\t2"]
    assert "renamed the tag “cv” to “computer vision” on 2 papers" in run("undo").out
    assert _tags(run) == ["vision\t3", "cv\t2"]


def test_a_tag_that_gets_the_name_of_another_is_merged_into_it(run: Run) -> None:
    finished = run("tags", "rename", "#cv", "vision")
    assert finished.out == "“cv” merged into “vision”, 2 papers.\n"
    assert _tags(run) == ["vision\t4"]
    assert "merged the tag “cv” into “vision” on 2 papers" in run("undo").out
    assert _tags(run) == ["vision\t3", "cv\t2"]


def test_a_tag_is_removed_from_all_its_papers(run: Run) -> None:
    assert run("tags", "remove", "cv").out == "“cv” removed from 2 papers.\n"
    assert _tags(run) == ["vision\t3"]
    assert "removed the tag “cv” from 2 papers" in run("undo").out


@pytest.mark.parametrize("command", [("rename", "visoin", "x"), ("remove", "visoin")])
def test_an_unknown_tag_tells_the_nearest(run: Run, command: tuple[str, ...]) -> None:
    finished = run("tags", *command)
    assert finished.code == 1
    assert "No paper has the tag “visoin”.\nDid you mean “vision”?" in finished.err
    assert "papertui tags shows all." in run("tags", "remove", "nothing like it").err


def test_a_tag_that_reads_as_another_is_meant_as_it_stands(run: Run) -> None:
    run("import", "-", stdin='{"title": "New", "tags": ["#odd"]}')
    assert run("tags", "remove", "#odd").out == "“#odd” removed from 1 paper.\n"


def test_a_name_that_is_the_same_or_empty_changes_nothing(run: Run) -> None:
    assert "its name already" in run("tags", "rename", "cv", "cv").err
    assert "A tag needs a name." in run("tags", "rename", "cv", " ").err
    assert _tags(run) == ["vision\t3", "cv\t2"]
