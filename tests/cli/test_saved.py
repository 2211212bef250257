"""``papertui saved``."""

from tests.cli.command import Run


def test_a_search_is_saved_listed_and_removed(run: Run) -> None:
    finished = run("saved", "add", "agents", "agent*", "sort:newest")
    assert (finished.code, finished.out) == (0, "Saved “agents”: agent* sort:newest\n")
    assert run("saved", "list").out == "agents\tagent* sort:newest\n"
    assert run("saved", "remove", "agents").out == "Removed “agents”.\n"
    assert run("saved", "list").code == 1


def test_a_name_is_given_to_another_query(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    run("saved", "add", "agents", "agentic")
    assert run("saved", "list").out == "agents\tagentic\n"


def test_the_same_again_is_nothing_to_do(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    finished = run("saved", "add", "agents", "agent*")
    assert finished.code == 1
    assert "saved like this already" in finished.err


def test_undo_brings_a_removed_search_back(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    run("saved", "remove", "agents")
    run("undo")
    assert run("saved", "list").code == 0


def test_an_unknown_name_tells_the_nearest(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    finished = run("saved", "remove", "agnets")
    assert finished.code == 1
    assert "Did you mean “agents”?" in finished.err
    assert "papertui saved list" in run("saved", "remove", "zzz").err


def test_problems_of_the_query_are_told_when_it_is_saved(run: Run) -> None:
    finished = run("saved", "add", "broken", "titel:x")
    assert finished.code == 0
    assert "^^^^^^" in finished.err


def test_a_name_is_needed(run: Run) -> None:
    finished = run("saved", "add", " ", "x")
    assert finished.code == 1
    assert "needs a name" in finished.err


def test_names_and_queries_are_stored_clean(run: Run) -> None:
    run("saved", "add", "\x1b[31mred", "x\x9b1m \u202ey")
    assert run("saved", "list").out == "red\tx1m y\n"
