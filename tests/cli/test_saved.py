"""``papertui saved``."""

from tests.cli.command import Run


def test_a_search_is_saved_listed_and_removed(run: Run) -> None:
    finished = run("saved", "add", "agents", "agent*", "sort:newest")
    assert (finished.code, finished.out) == (0, "Saved “agents”: agent* sort:newest\n")
    assert run("saved", "list").out == "agents\tagent* sort:newest\t1 unread\t\n"
    assert run("saved", "remove", "agents").out == "Removed “agents”.\n"
    assert run("saved", "list").code == 1


def test_a_name_is_given_to_another_query(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    assert run("saved", "add", "Agents", "agentic").out == "Replaced “Agents”: agentic\n"
    assert run("saved", "list").out == "Agents\tagentic\t1 unread\t\n"


def test_the_same_again_is_nothing_to_do(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    finished = run("saved", "add", "agents", "agent*")
    assert finished.code == 1
    assert "saved like this already" in finished.err


def test_a_search_is_renamed_in_its_place(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    run("saved", "add", "tools", "tool*")
    finished = run("saved", "rename", "AGENTS", "actors")
    assert (finished.code, finished.out) == (0, "Renamed “AGENTS” to “actors”.\n")
    assert run("saved", "list").out == "actors\tagent*\t1 unread\t\ntools\ttool*\t0 unread\t\n"
    run("undo")
    assert run("saved", "list").lines[0].startswith("agents\tagent*\t")


def test_a_name_that_is_not_changed_is_nothing_to_do(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    finished = run("saved", "rename", "agents", "agents")
    assert finished.code == 1
    assert "its name already" in finished.err


def test_a_name_that_is_taken_or_empty_is_refused(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    run("saved", "add", "tools", "tool*")
    taken = run("saved", "rename", "agents", "Tools")
    assert taken.code == 1
    assert "There is a saved search “tools” already." in taken.err
    assert "needs a name" in run("saved", "rename", "agents", " ").err
    assert run("saved", "list").lines[0].startswith("agents")


def test_what_is_not_saved_cannot_be_renamed(run: Run) -> None:
    run("saved", "add", "agents", "agent*")
    finished = run("saved", "rename", "agnets", "x")
    assert finished.code == 1
    assert "Did you mean “agents”?" in finished.err


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
    assert run("saved", "list").out == "red\tx1m y\t0 unread\t\n"


def test_unread_papers_are_counted_and_watched_searches_told_apart(run: Run) -> None:
    run("saved", "add", "code", "has:code")
    run("saved", "watch", "CODE")
    assert run("saved", "list").out == "code\thas:code\t5 unread\twatched\n"
    assert run("saved", "watch", "code").err == "“code” is watched already.\n"
    assert run("saved", "unwatch", "code").out == "“code” is no longer watched.\n"
    assert run("saved", "unwatch", "code").err == "“code” is not watched.\n"
    run("undo")
    assert run("saved", "list").out.endswith("watched\n")


def test_a_search_is_moved_to_another_place(run: Run) -> None:
    for name in ("one", "two", "three"):
        run("saved", "add", name, name)
    assert run("saved", "move", "three", "1").out == "Moved “three” to place 1.\n"
    names = [line.split("\t")[0] for line in run("saved", "list").lines]
    assert names == ["three", "one", "two"]
    assert "at place 1 already" in run("saved", "move", "three", "1").err
    assert "Places go from 1 to 3." in run("saved", "move", "three", "4").err
    run("undo")
    assert run("saved", "list").lines[0].startswith("one")
