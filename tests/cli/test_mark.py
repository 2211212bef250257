"""``papertui mark``."""

from typing import Any

import pytest

from tests.cli.command import Run
from tests.hostile import HOSTILE_TEXTS


def _paper(run: Run, paper: str = "2") -> dict[str, Any]:
    found: dict[str, Any] = run("show", paper, "--format", "json").json
    return found


@pytest.mark.parametrize(
    ("option", "opposite", "key", "words"),
    [
        ("--bookmark", "--no-bookmark", "bookmarked", "bookmarked"),
        ("--read", "--unread", "read", "marked as read"),
        ("--archive", "--no-archive", "archived", "archived"),
    ],
)
def test_a_mark_is_set_and_taken(
    run: Run, option: str, opposite: str, key: str, words: str
) -> None:
    finished = run("mark", "2", option)
    assert finished.code == 0
    assert finished.out.startswith(f"2\t{words}\tLoCoNet")
    assert _paper(run)[key] is True
    assert run("mark", "2", opposite).code == 0
    assert _paper(run)[key] is False


def test_tags_are_given_and_taken_as_the_reader_writes_them(run: Run) -> None:
    finished = run("mark", "2", "--tag", "b,#a c", "--tag", "d")
    assert "tagged a b c d" in finished.out
    assert _paper(run)["tags"] == ["a", "b", "c", "d"]
    assert "untagged b" in run("mark", "2", "--untag", "b", "--untag", "nope").out
    assert _paper(run)["tags"] == ["a", "c", "d"]


def test_a_tag_of_several_words_is_quoted_as_in_the_reader(run: Run) -> None:
    assert 'tagged "deep learning" rl' in run("mark", "2", "--tag", 'rl "deep learning"').out
    assert _paper(run)["tags"] == ["deep learning", "rl"]
    assert 'Tags: "deep learning" rl' in run("show", "2").out
    assert 'untagged "deep learning"' in run("mark", "2", "--untag", '"deep learning"').out
    assert _paper(run)["tags"] == ["rl"]


def test_a_note_is_written_read_from_standard_input_and_removed(run: Run) -> None:
    run("mark", "2", "--note", "Compare.")
    assert _paper(run)["note"] == "Compare."
    run("mark", "2", "--note", "-", stdin="One\nTwo\n")
    assert _paper(run)["note"] == "One\nTwo"
    assert "removed the note" in run("mark", "2", "--note", "").out
    assert _paper(run)["note"] is None


def test_one_call_is_one_step(run: Run) -> None:
    run("mark", "1", "2", "3", "--bookmark", "--tag", "x", "--archive", "--read")
    assert len(run("history").lines) == 1
    run("undo")
    assert [_paper(run, paper)["bookmarked"] for paper in "123"] == [False] * 3
    assert _paper(run)["tags"] == []


def test_only_what_changed_is_told(run: Run) -> None:
    run("mark", "1", "--bookmark")
    finished = run("mark", "1", "2", "2", "--bookmark")
    assert [line.split("\t")[0] for line in finished.lines] == ["2"]
    assert finished.code == 0


def test_an_unknown_paper_does_not_stop_the_others(run: Run) -> None:
    finished = run("mark", "nope", "2", "--bookmark")
    assert finished.code == 1
    assert "There is no paper “nope”." in finished.err
    assert _paper(run)["bookmarked"] is True


def test_only_unknown_papers_change_nothing(run: Run) -> None:
    finished = run("mark", "nope", "--bookmark")
    assert (finished.code, finished.out) == (1, "")
    assert run("history").code == 1


def test_what_was_so_already_is_nothing_to_change(run: Run) -> None:
    finished = run("mark", "2", "--unread")
    assert finished.code == 1
    assert "it was so already" in finished.err


@pytest.mark.parametrize("options", [(), ("--tag", " , ")])
def test_to_change_nothing_is_wrong_usage(run: Run, options: tuple[str, ...]) -> None:
    finished = run("mark", "2", *options)
    assert finished.code == 2
    assert "Nothing is said to be changed." in finished.err


def test_hostile_notes_and_tags_are_stored_clean(run: Run) -> None:
    for text in HOSTILE_TEXTS:
        finished = run("mark", "2", "--note", text, "--tag", text, terminal=True)
        assert "failed where it should not" not in finished.err
    found = _paper(run)
    assert not set("\x1b\x9b\x07\u202e") & set("".join(found["tags"]))
