"""``papertui merge``."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Run
from tui.papers.paper import Paper
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore

_MAMBA = "Mamba: a state space model"
_PREPRINT = {"title": _MAMBA, "arxiv_id": "2312.00752", "upvotes": 138}
_PUBLISHED = {"title": "Selective state spaces, as published", "doi": "10.1000/mamba"}


@pytest.fixture
def two(run: Run) -> list[str]:
    """The numbers of two papers that are one, the second bookmarked."""
    run("import", "-", stdin=f"{json.dumps(_PREPRINT)}\n{json.dumps(_PUBLISHED)}\n")
    run("mark", "10.1000/mamba", "--bookmark", "--tag", "toread")
    return [str(run("show", ref, "--format", "json").json["id"]) for ref in _IDS]


_IDS = ("2312.00752", "10.1000/mamba")


def test_two_papers_become_one_that_both_references_mean(run: Run, two: list[str]) -> None:
    finished = run("merge", *_IDS)
    assert (finished.code, finished.err) == (0, "")
    assert finished.out == f"{two[0]}\tmerged with {two[1]}\t{_PUBLISHED['title']}\n"
    for reference in (*_IDS, *two):
        shown = run("show", reference, "--format", "json").json
        assert str(shown["id"]) == two[0]
        assert (shown["arxiv_id"], shown["doi"], shown["tags"]) == (*_IDS, ["toread"])
        assert shown["bookmarked"]
    assert run("search", "selective state spaces", "--format", "ids").lines == [two[0]]
    assert run("history").lines[0].endswith("merged 2 papers")


def test_the_lower_number_survives_in_whatever_order_they_are_given(
    run: Run, two: list[str]
) -> None:
    assert run("merge", *reversed(two)).out.startswith(f"{two[0]}\tmerged with {two[1]}\t")


def test_undo_takes_a_merge_back_and_redo_makes_it_again(run: Run, two: list[str]) -> None:
    before = [run("show", number, "--format", "json").json for number in two]
    run("merge", *two)
    finished = run("undo")
    assert (finished.code, finished.out) == (0, "Undid: merged 2 papers\n")
    assert [run("show", number, "--format", "json").json for number in two] == before
    assert run("search", "id:2312.00752 OR id:10.1000/mamba", "--format", "ids").lines == two
    assert run("redo").out == "Redid: merged 2 papers\n"
    assert run("show", two[1], "--format", "json").json["upvotes"] == 138


def test_what_comes_later_under_the_hidden_id_comes_to_the_survivor(
    run: Run, two: list[str]
) -> None:
    other = {"title": "Another preprint of it", "arxiv_id": "2405.21060"}
    run("import", "-", stdin=json.dumps(other))
    run("merge", two[0], "2405.21060")
    later = {**other, "title": "The other preprint, in its second version", "stars": 7}
    assert "0 new" in run("import", "-", stdin=json.dumps(later)).out
    assert run("show", "2405.21060", "--format", "json").json["stars"] == 7


def test_what_came_since_is_kept_and_said(run: Run, two: list[str], seeded_home: Path) -> None:
    run("merge", *two)
    database = Database(Paths.standard(seeded_home).database)
    PaperStore(database).add([Paper(_MAMBA, arxiv_id=_IDS[0], upvotes=200)])
    database.close()
    finished = run("undo")
    assert finished.code == 1
    assert "1 paper left as it is: it changed since." in finished.err
    assert run("show", two[0], "--format", "json").json["upvotes"] == 200
    assert run("show", two[1], "--format", "json").json["upvotes"] is None


def test_a_paper_and_itself_are_told(run: Run, two: list[str]) -> None:
    finished = run("merge", two[0], "2312.00752")
    assert (finished.code, finished.out) == (1, "")
    assert f"Both are one paper already, number {two[0]}." in finished.err


@pytest.mark.parametrize("unknown", ["99999", "2501.99999", "No such title"])
def test_an_unknown_paper_is_told(run: Run, unknown: str) -> None:
    finished = run("merge", "1", unknown)
    assert finished.code == 1
    assert f"There is no paper “{unknown}”." in finished.err


def test_one_paper_alone_is_wrong_usage(run: Run) -> None:
    assert run("merge", "1").code == 2
