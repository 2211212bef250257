"""Saved searches: opened, saved, renamed, removed, and counted in the filter pane."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, OptionList

from tests.app.driver import MEDIUM, Driver, reading, visible
from tui.errors import PapertuiError, SearchIndexError
from tui.library import Library, SavedCount


@pytest.fixture
def kept(library: Library) -> Library:
    """The starter papers with three saved searches."""
    for name, query in (("code", "has:code"), ("heads", "attention"), ("mine", "is:bookmarked")):
        library.save_search(name, query)
    return library


def saved_rows(reader: Driver) -> list[str]:
    """What the filter pane says of the saved searches."""
    region = reader.screen.filters.content_region
    rows = [line[region.x : region.right - 1].strip(" ▌") for line in reader.lines[region.y :]]
    start = next(place for place, row in enumerate(rows) if row.startswith("Saved")) + 1
    return [" ".join(row.split()) for row in rows[start : rows.index("Status")]]


# In the filter pane


async def test_saved_searches_stand_first_with_their_keys_and_unread_papers(kept: Library) -> None:
    async with reading(kept) as reader:
        assert saved_rows(reader) == ["1 code 5", "2 heads 24", "3 mine 0"]
        heading = next(line for line in reader.lines if "Saved" in line)
        assert "alt+1 …" in heading


async def test_without_saved_searches_there_is_no_section(library: Library) -> None:
    async with reading(library) as reader:
        assert "Saved" not in reader.shown


async def test_a_saved_search_is_opened_and_marked(kept: Library) -> None:
    for key in ("enter", "space"):
        async with reading(kept, query="titans") as reader:
            await reader.press("f", "g", "j", key)
            assert reader.query == "attention"
            assert reader.pane == "list"
            assert reader.cursor == 0
            assert saved_rows(reader)[1] == "● 2 heads 24"
            await reader.press("slash", "up")
            assert reader.query == "attention", "it is among the searches made"


async def test_a_saved_search_is_opened_by_a_click(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.pilot.click(type(reader.screen.filters), offset=(5, 2))
        await reader.settle()
        assert reader.query == "has:code"


async def test_excluding_a_saved_search_does_nothing(kept: Library) -> None:
    async with reading(kept, query="titans") as reader:
        await reader.press("f", "g", "exclamation_mark")
        assert reader.query == "titans"
        assert reader.pane == "filters"


async def test_all_rows_can_be_reached_on_a_small_screen(library: Library) -> None:
    for number in range(1, 31):
        library.save_search(f"search {number}", f"year:{1990 + number}")
    async with reading(library, size=(80, 24)) as reader:
        await reader.press("f", "g")
        assert "▌  1 search 1" in reader.shown
        await reader.press(*("j" for _ in range(29)))
        assert "▌    search 30" in reader.shown
        await reader.press("G")
        last = reader.screen.filters.cursor
        assert last == reader.screen.filters.row_count - 1
        await reader.press("G", *("k" for _ in range(60)), "enter")
        assert reader.query == "year:1991"
        assert visible(reader) == ["list", "detail"]


async def test_the_cursor_stays_on_its_row_when_a_search_is_saved(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("f", "j", "j")
        library.save_search("first", "attention")
        reader.screen.count_saved()
        await reader.settle()
        assert saved_rows(reader) == ["1 first 24"]
        await reader.press("space")
        assert reader.query == "is:bookmarked"


async def test_keys_are_shown_as_they_are_mapped(kept: Library) -> None:
    keymap = {f"saved.{number}": f"f{number}" for number in (1, 2)}
    async with reading(kept, keymap=keymap) as reader:
        assert saved_rows(reader)[:2] == ["f1 code 5", "f2 heads 24"]
        assert "f1 …" in next(line for line in reader.lines if "Saved" in line)
        await reader.press("f2")
        assert reader.query == "attention"


async def test_hostile_names_are_only_shown(library: Library) -> None:
    library.save_search("a[/b] [@click=app.quit]x[/]", "attention")
    async with reading(library) as reader:
        assert "a[/b] [@" in reader.shown


# By number


async def test_a_saved_search_is_opened_from_anywhere(kept: Library) -> None:
    async with reading(kept, size=MEDIUM) as reader:
        for place in (("enter",), ("l",), ("f",), ("slash", "x"), ("j", "space")):
            await reader.press(*place, "alt+1")
            assert reader.query == "has:code"
            assert reader.pane == "list"
            assert visible(reader) == ["list", "detail"]
            await reader.press("escape", "escape")
            assert reader.query == ""


async def test_a_number_without_a_search_says_so(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("alt+1")
        assert reader.said == "No search is saved yet. S saves the one in the bar."
        library.save_search("one", "1")
        await reader.press("alt+2")
        assert reader.said == "There is no saved search 2; the last is 1."


# Counts


async def test_counts_follow_triage_and_its_undoing(kept: Library) -> None:
    async with reading(kept, query="has:code") as reader:
        await reader.press("m")
        assert saved_rows(reader)[0] == "● 1 code 4"
        await reader.press("x")
        await reader.press("x")
        assert saved_rows(reader)[0] == "● 1 code 3"
        await reader.press("u", "u", "u")
        assert saved_rows(reader)[0] == "● 1 code 5"


async def test_counts_follow_what_arrives(kept: Library, tmp_path: Path) -> None:
    incoming = tmp_path / "more.jsonl"
    incoming.write_text('{"title": "Attention to one more paper"}\n', "utf-8")
    async with reading(kept) as reader:
        kept.import_files([incoming])
        await reader.press("r")
        assert saved_rows(reader)[1] == "2 heads 25"


async def test_typing_a_search_counts_nothing_anew(
    kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(kept) as reader:
        monkeypatch.setattr(kept, "saved_counts", lambda **_: pytest.fail("counted"))
        await reader.press("slash", *"titans", "enter", "escape", "s", "t", "j", "f", "j", "space")
        assert reader.complaints == []


async def test_only_the_newest_count_is_shown(
    kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    old = [SavedCount("code", "has:code", 99)]

    def count_late(*, cancelled: Callable[[], bool]) -> list[SavedCount]:
        gate.wait(timeout=10)
        return old

    async with reading(kept) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(kept, "saved_counts", count_late)
            reader.screen.count_saved()
            await reader.pilot.pause()
        reader.screen.count_saved()
        await reader.pilot.pause()
        gate.set()
        await reader.settle()
        assert saved_rows(reader)[0] == "1 code 5"


async def test_an_index_that_fails_is_told_once(
    kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SearchIndexError("The index is broken.")

    async with reading(kept) as reader:
        monkeypatch.setattr(kept, "search", fail)
        monkeypatch.setattr(kept, "saved_counts", fail)
        await reader.press("r")
        assert reader.complaints == ["The index is broken."]
        assert saved_rows(reader)[0] == "1 code 5"


# Saving


async def test_a_saved_search_is_replaced_and_can_be_undone(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("S", *"mine", "enter")
        assert reader.said == "Saved “mine” · u undoes it"
        assert saved_rows(reader) == ["● 1 mine 24"]
        await reader.press("S", *"mine", "enter")
        assert reader.said == "That search was saved already."
        await reader.search("is:inbox")
        await reader.press("S", *"Mine", "enter")
        assert reader.said == "Replaced “Mine” · u undoes it"
        assert [saved.query for saved in library.saved_searches()] == ["is:inbox"]
        await reader.press("u", "u")
        assert library.saved_searches() == []
        assert "Saved" not in reader.shown


async def test_a_search_is_saved_only_with_a_name(library: Library) -> None:
    async with reading(library, query="attention") as reader:
        await reader.press("S", "space", "enter")
        assert reader.dialog == ""
        await reader.press("S", *"x", "escape")
        assert library.saved_searches() == []


async def test_everything_can_be_saved_as_a_search(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("S")
        assert "everything" in reader.shown
        await reader.press(*"all", "enter")
        assert [saved.query for saved in library.saved_searches()] == [""]


async def test_a_search_that_cannot_be_saved_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str, _text: str) -> None:
        raise PapertuiError("It is taken.")

    monkeypatch.setattr(library, "save_search", fail)
    async with reading(library) as reader:
        await reader.press("S", "x", "enter")
        assert reader.complaints == ["It is taken."]


# All in one list


def listed(reader: Driver) -> list[str]:
    """What the dialog lists: number, mark, name and query of each search."""
    options = reader.part(OptionList).options
    return [" ".join(str(option.prompt).split()) for option in options]


async def test_saved_searches_are_listed_and_opened(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W")
        assert listed(reader) == [
            "1 code 5 has:code",
            "2 heads 24 attention",
            "3 mine 0 is:bookmarked",
        ]
        await reader.press("j", "enter")
        assert (reader.dialog, reader.query) == ("", "attention")


async def test_a_saved_search_is_moved_and_its_key_with_it(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W", "k", "K", "K", "K")
        assert listed(reader)[0] == "1 mine 0 is:bookmarked"
        assert saved_rows(reader) == ["1 mine 0", "2 code 5", "3 heads 24"]
        await reader.press("J", "escape")
        assert saved_rows(reader) == ["1 code 5", "2 mine 0", "3 heads 24"]
        await reader.press("u", "u", "u")
        assert saved_rows(reader) == ["1 code 5", "2 heads 24", "3 mine 0"]


async def test_a_saved_search_is_watched_and_can_be_undone(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W", "w")
        assert listed(reader)[0] == "1 ◉ code 5 has:code"
        assert reader.said == "“code” is watched · u undoes it"
        assert saved_rows(reader)[0] == "1 ◉ code 5"
        await reader.press("w", "escape", "u")
        assert saved_rows(reader)[0] == "1 ◉ code 5"


async def test_a_saved_search_is_renamed_and_can_be_undone(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W", "j", "r")
        assert reader.part(Input).value == "heads"
        await reader.press("backspace", "enter")
        assert reader.said == "Renamed “heads” to “head” · u undoes it"
        assert listed(reader)[1] == "2 head 24 attention"
        await reader.press("escape", "u")
        assert saved_rows(reader)[1] == "2 heads 24"


async def test_a_name_that_is_taken_is_refused(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W", "r")
        await reader.type("HEADS")
        await reader.press("enter")
        assert "There is a saved search “heads” already." in reader.complaints[0]
        assert saved_rows(reader)[0] == "1 code 5"


async def test_a_saved_search_is_removed_and_can_be_undone(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W", "j", "d")
        assert reader.said == "Removed “heads” · u undoes it"
        assert saved_rows(reader) == ["1 code 5", "2 mine 0"]
        await reader.press("d", "d", "d", "j", "w", "escape")
        assert "Saved" not in reader.shown
        await reader.press("u", "u", "u")
        assert saved_rows(reader) == ["1 code 5", "2 heads 24", "3 mine 0"]


async def test_keys_typed_at_once_are_about_the_list_as_it_is_by_then(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W")
        for key in "Jwwd":
            reader.app.post_message(events.Key(key, key))
        await reader.settle()
        assert [step.label for step in kept.history(4)] == [
            "removed the search “code”",
            "stopped watching the search “code”",
            "watched the search “code”",
            "moved the search “code”",
        ]


async def test_what_was_removed_meanwhile_is_no_step(kept: Library) -> None:
    async with reading(kept) as reader:
        await reader.press("W")
        kept.remove_saved_search("code")
        await reader.press("d")
        assert reader.said.startswith("“code” is no longer saved")
        assert listed(reader) == ["1 heads 24 attention", "2 mine 0 is:bookmarked"]


async def test_without_saved_searches_there_is_nothing_to_list(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("W")
        assert reader.dialog == ""
        assert reader.said.startswith("No search is saved yet.")
