import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import PapertuiError
from tui.papers.paper import Paper, TriageChange
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.search_store import SavedSearch, SearchStore
from tui.storage.triage_store import TriageStore


def _names(searches: SearchStore) -> list[str]:
    return [search.name for search in searches.saved()]


def test_saved_searches_keep_the_order_in_which_they_were_saved(searches: SearchStore) -> None:
    searches.save("zebra", "stripes")
    searches.save(" agents ", "title:agent is:inbox")
    assert searches.saved() == [
        SavedSearch("zebra", "stripes"),
        SavedSearch("agents", "title:agent is:inbox"),
    ]


def test_a_name_is_one_whatever_its_case(searches: SearchStore) -> None:
    searches.save("Übersicht", "old")
    searches.save("agents", "agent")
    step = searches.save("ÜBERSICHT", "new")
    assert step is not None
    assert step.label == "replaced the search “ÜBERSICHT”"
    assert searches.saved()[0] == SavedSearch("ÜBERSICHT", "new")
    assert len(searches.saved()) == 2


def test_saving_the_same_again_is_no_step(searches: SearchStore, triage: TriageStore) -> None:
    searches.save("agents", "agent")
    assert searches.save("agents", "agent") is None
    assert len(triage.history(10)) == 1


def test_a_search_is_renamed_in_its_place(searches: SearchStore) -> None:
    searches.save("one", "1")
    searches.save("two", "2")
    assert searches.rename("ONE", "One") is not None
    assert searches.rename("One", "three") is not None
    assert searches.saved() == [SavedSearch("three", "1"), SavedSearch("two", "2")]
    assert searches.rename("three", "three") is None


def test_a_search_is_not_renamed_over_another(searches: SearchStore) -> None:
    searches.save("one", "1")
    searches.save("two", "2")
    with pytest.raises(PapertuiError, match="“two” already"):
        searches.rename("one", "TWO")
    assert _names(searches) == ["one", "two"]


def test_a_search_needs_a_name(searches: SearchStore) -> None:
    with pytest.raises(PapertuiError, match="needs a name"):
        searches.save("  ", "query")


def test_what_is_not_saved_can_not_be_renamed_or_removed(searches: SearchStore) -> None:
    assert searches.remove("nothing") is None
    assert searches.rename("nothing", "something") is None


def test_saving_renaming_and_removing_can_be_undone_with_triage_in_one_line(
    searches: SearchStore, triage: TriageStore, papers: PaperStore
) -> None:
    papers.add([Paper(title="One paper")])
    searches.save("one", "1")
    triage.apply([1], TriageChange(bookmarked=True), "bookmark")
    searches.rename("one", "uno")
    searches.remove("uno")
    labels = []
    while undone := triage.undo():
        labels.append((undone.step.label, undone.ids, undone.skipped))
    assert labels == [
        ("removed the search “uno”", (), 0),
        ("renamed the search “one” to “uno”", (), 0),
        ("bookmark 1 paper", (1,), 0),
        ("saved the search “one”", (), 0),
    ]
    assert searches.saved() == []
    for _ in range(3):
        triage.redo()
    assert _names(searches) == ["uno"]


def test_undo_leaves_a_search_alone_that_has_become_another(
    searches: SearchStore, triage: TriageStore, database: Database
) -> None:
    searches.save("one", "1")
    with database.write() as connection:
        connection.execute("UPDATE saved_search SET query = 'changed'")
    undone = triage.undo()
    assert undone is not None
    assert undone.skipped == 1
    assert searches.saved() == [SavedSearch("one", "changed")]


def test_undo_does_not_bring_back_a_name_that_another_search_has(
    searches: SearchStore, triage: TriageStore, database: Database
) -> None:
    searches.save("one", "1")
    searches.remove("one")
    with database.write() as connection:
        connection.execute(
            "INSERT INTO saved_search (name, name_key, query, position) VALUES ('One','one','2',9)"
        )
    undone = triage.undo()
    assert undone is not None
    assert undone.skipped == 1
    assert searches.saved() == [SavedSearch("One", "2")]


def test_a_number_of_an_absorbed_paper_does_not_lead_a_search_astray(
    searches: SearchStore, triage: TriageStore, papers: PaperStore
) -> None:
    papers.add(
        [
            Paper(title="The working title of a paper", doi="10.1000/x"),
            Paper(title="The final title of the paper"),
            Paper(title="The final title of the paper", doi="10.1000/x"),
        ]
    )
    searches.save("one", "1")
    searches.save("two", "2")
    triage.undo()
    assert _names(searches) == ["one"]


def test_recent_searches_come_newest_first_and_once(searches: SearchStore) -> None:
    for text in ("a", "b", " a ", "", "  ", "c"):
        searches.remember(text)
    assert searches.recent() == ["c", "a", "b"]
    assert searches.recent(2) == ["c", "a"]


def test_two_hundred_recent_searches_are_kept(searches: SearchStore, database: Database) -> None:
    with database.write():
        for n in range(210):
            searches.remember(f"search {n}")
    assert len(searches.recent(1000)) == 200
    assert searches.recent(1) == ["search 209"]


def test_recent_searches_are_no_steps(searches: SearchStore, triage: TriageStore) -> None:
    searches.remember("a")
    assert triage.history(10) == []


_NAMES = st.sampled_from(["a", "A", "b", "c"])
_ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), _NAMES, st.sampled_from(["x", "y"])),
        st.tuples(st.just("remove"), _NAMES, st.none()),
        st.tuples(st.just("rename"), _NAMES, _NAMES),
    ),
    max_size=10,
)


@settings(max_examples=40, deadline=None)
@given(_ACTIONS)
def test_any_actions_undone_give_every_list_before_and_redone_give_it_again(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, str, str | None]]
) -> None:
    database = Database(tmp_path_factory.mktemp("library") / "library.db")
    searches, triage = SearchStore(database), TriageStore(database)
    lists = [searches.saved()]
    for action, name, other in actions:
        if _done(searches, action, name, other):
            lists.append(searches.saved())
    for before in reversed(lists[:-1]):
        triage.undo()
        assert searches.saved() == before
    assert triage.undo() is None
    for after in lists[1:]:
        triage.redo()
        assert searches.saved() == after
    database.close()


def _done(searches: SearchStore, action: str, name: str, other: str | None) -> bool:
    if action == "remove":
        return searches.remove(name) is not None
    assert other is not None
    if action == "save":
        return searches.save(name, other) is not None
    try:
        return searches.rename(name, other) is not None
    except PapertuiError:
        return False


def test_searches_are_put_in_another_order_and_back(
    searches: SearchStore, triage: TriageStore
) -> None:
    for name in ("one", "two", "three", "four"):
        searches.save(name, name)
    assert searches.move("FOUR", 2) is not None
    assert _names(searches) == ["one", "four", "two", "three"]
    assert searches.move("one", 4) is not None
    assert _names(searches) == ["four", "two", "three", "one"]
    assert searches.move("one", 4) is None
    assert searches.move("five", 1) is None
    triage.undo()
    triage.undo()
    assert _names(searches) == ["one", "two", "three", "four"]
    triage.redo()
    assert _names(searches) == ["one", "four", "two", "three"]


def test_a_search_is_watched_until_it_is_not(searches: SearchStore, triage: TriageStore) -> None:
    searches.save("one", "1")
    assert searches.watch("one", watched=False) is None
    step = searches.watch("ONE", watched=True)
    assert step is not None
    assert step.label == "watched the search “one”"
    assert searches.watch("one", watched=True) is None
    searches.rename("one", "uno")
    assert searches.saved() == [SavedSearch("uno", "1", watched=True)]
    searches.watch("uno", watched=False)
    triage.undo()
    assert searches.saved() == [SavedSearch("uno", "1", watched=True)]


def test_a_step_from_before_searches_could_be_watched_is_undone_and_redone(
    searches: SearchStore, triage: TriageStore, database: Database
) -> None:
    searches.save("one", "1")
    with database.write() as connection:
        connection.execute("UPDATE change SET after = ?", ('["one", "1", 1]',))
    for walk, names in ((triage.undo, []), (triage.redo, ["one"]), (triage.undo, [])):
        undone = walk()
        assert undone is not None
        assert undone.skipped == 0
        assert _names(searches) == names
