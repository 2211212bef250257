"""Links, copies and exports leave the reader."""

import base64
import json
from pathlib import Path

import bibtexparser
import pytest
import rispy
from textual.widgets import Input, OptionList, Static

from tests.app.driver import Driver, reading
from tests.app.outside import Outside
from tests.app.sample import MANY_LINKS, library_of
from tui.library import EXPORT_FORMATS, Library
from tui.papers.paper import Link, LinkKind, Paper, TriageChange


async def test_several_code_links_are_chosen_from(rich_library: Library, outside: Outside) -> None:
    async with reading(rich_library) as reader:
        await reader.press("o")
        assert reader.dialog == "Menu"
        assert outside.opened == []
        await reader.press("escape")
        assert outside.opened == []
        await reader.press("o", "3")
        assert outside.opened == ["https://github.com/attention/code3"]
        await reader.press("o", "j", "enter")
        assert outside.opened[1:] == ["https://github.com/attention/code2"]


async def test_a_model_stands_in_for_code(rich_library: Library, outside: Outside) -> None:
    async with reading(rich_library) as reader:
        await reader.press("j", "o")
        assert outside.opened == ["https://huggingface.co/some/model"]


async def test_what_a_paper_lacks_is_said(rich_library: Library, outside: Outside) -> None:
    async with reading(rich_library) as reader:
        await reader.press("G", "o")
        assert reader.said == "This paper links no code. p opens its page."
        await reader.press("P")
        assert reader.said == "No PDF is known for this paper."
        await reader.press("1")
        assert reader.said == "This paper has 0 links."
        assert outside.opened == []
        await reader.press("p")
        assert outside.opened[0].startswith("https://arxiv.org/search/?query=A+paper")


async def test_a_doi_leads_to_the_page(rich_library: Library, outside: Outside) -> None:
    async with reading(rich_library) as reader:
        await reader.press("j", "p")
        assert outside.opened == ["https://doi.org/10.1000/model"]


async def test_without_a_browser_the_link_is_copied_and_shown(
    rich_library: Library, outside: Outside
) -> None:
    outside.has_browser = False
    async with reading(rich_library) as reader:
        await reader.press("p")
        assert outside.clipboard == "https://arxiv.org/abs/1706.03762"
        assert reader.said == "No browser here; the link is copied to the clipboard."
        assert reader.complaints == ["https://arxiv.org/abs/1706.03762"]
        assert "https://arxiv.org/abs/1706.03762" in reader.shown


async def test_a_hostile_link_is_never_opened(tmp_path: Path, outside: Outside) -> None:
    links = (Link(LinkKind.PROJECT, "file:///etc/passwd"),)
    with library_of(tmp_path / "lib", [Paper("T", links=links)]) as library:
        async with reading(library) as reader:
            await reader.press("1")
            assert outside.opened == []


async def test_without_a_paper_nothing_opens(library: Library, outside: Outside) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("o", "p", "P", "1", "y", "i", "enter")
        assert outside.opened == []
        assert reader.dialog == ""
        assert reader.query == "is:bookmarked"


async def test_a_link_of_each_paper_selected_is_opened(library: Library, outside: Outside) -> None:
    async with reading(library) as reader:
        await reader.press("space", "space", "space", "o")
        assert outside.opened == [
            "https://github.com/changshuowang/GPSFormer",
            "https://github.com/SJTUwxz/LoCoNet_ASD",
        ]
        assert reader.said == "Opened 2 links of 3 papers"
        await reader.press("p")
        assert len(outside.opened) == 5
        await reader.press("*", "p")
        assert reader.said == "No more than 20 papers are opened at once."


# Copying


async def test_pieces_of_a_paper_are_copied(rich_library: Library, outside: Outside) -> None:
    pieces = {
        "t": MANY_LINKS.title,
        "l": "https://arxiv.org/abs/1706.03762",
        "m": "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)",
        "c": "https://github.com/attention/code1",
    }
    async with reading(rich_library) as reader:
        for key, copied in pieces.items():
            await reader.press("y", key)
            assert outside.clipboard == copied
            assert reader.said.startswith("Copied to the clipboard: ")


async def test_copied_bibtex_parses(rich_library: Library, outside: Outside) -> None:
    async with reading(rich_library) as reader:
        await reader.press("y", "b")
    (entry,) = bibtexparser.parse_string(outside.clipboard).entries
    assert entry["eprint"] == "1706.03762"


async def test_of_a_selection_all_papers_are_copied(library: Library, outside: Outside) -> None:
    async with reading(library) as reader:
        await reader.press("space", "space", "space", "y")
        assert "Copy from 3 papers" in reader.shown
        await reader.press("c")
        # The third has no code.
        assert outside.clipboard.splitlines() == [
            "https://github.com/changshuowang/GPSFormer",
            "https://github.com/SJTUwxz/LoCoNet_ASD",
        ]
        await reader.press("y", "b")
    keys = [entry.key for entry in bibtexparser.parse_string(outside.clipboard).entries]
    assert len(set(keys)) == 3


async def test_only_what_there_is_can_be_copied(rich_library: Library) -> None:
    async with reading(rich_library) as reader:
        await reader.press("G", "y")
        assert "Link to the paper" in reader.shown
        assert "Link to the code" not in reader.shown
        await reader.press("escape")
        assert reader.dialog == ""


async def test_without_a_clipboard_the_terminal_copies(
    library: Library, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.has_clipboard = False
    async with reading(library) as reader:
        written: list[str] = []
        assert reader.app._driver is not None
        monkeypatch.setattr(reader.app._driver, "write", written.append)
        await reader.press("y", "c")
        assert reader.said.startswith("Copied through the terminal (OSC 52): https://")
        sequence = next(text for text in written if text.startswith("\x1b]52;c;"))
        copied = base64.b64decode(sequence.removeprefix("\x1b]52;c;").rstrip("\a"))
        assert copied == b"https://github.com/changshuowang/GPSFormer"


# Exporting


async def choose(reader: Driver, format: str) -> None:
    """Put the cursor of the dialog on a format."""
    formats = reader.part(OptionList, "#formats")
    while formats.highlighted != list(EXPORT_FORMATS).index(format):
        await reader.press("j")


async def test_bookmarks_are_exported_to_bibtex_that_parses(library: Library) -> None:
    library.triage([1, 2, 8], TriageChange(bookmarked=True), "bookmark")
    async with reading(library) as reader:
        await reader.press("e")
        assert "bookmarks" in reader.shown
        assert "3 papers" in reader.shown
        await choose(reader, "bibtex")
        assert reader.part(Input).value == "papers.bib"
        await reader.press("enter")
        assert reader.said == "Exported 3 papers to papers.bib"
    parsed = bibtexparser.parse_file("papers.bib")
    assert len(parsed.entries) == 3
    assert not parsed.failed_blocks


async def test_what_to_export_is_chosen(library: Library) -> None:
    library.triage([1, 2, 8], TriageChange(bookmarked=True), "bookmark")
    async with reading(library) as reader:
        await reader.search("has:code")
        await reader.press("space", "space", "e")
        scopes = reader.part(OptionList, "#scopes")
        assert scopes.option_count == 3
        await choose(reader, "ris")
        await reader.press("tab", "j", "j", "k", "j", "j")
        assert scopes.highlighted == 2
        await reader.press("tab")
        await reader.type("code.ris")
        await reader.press("enter")
    assert len(rispy.loads(Path("code.ris").read_text("utf-8"))) == 5


async def test_an_existing_file_is_replaced_only_when_asked_twice(library: Library) -> None:
    path = Path("papers.md")
    path.write_text("mine", "utf-8")
    async with reading(library) as reader:
        await reader.press("e", "enter")
        assert reader.dialog == "ExportDialog"
        assert "papers.md exists" in reader.shown
        assert path.read_text("utf-8") == "mine"
        await reader.press("enter")
        assert reader.dialog == ""
        assert "GPSFormer" in path.read_text("utf-8")


async def test_another_name_takes_the_confirmation_back(library: Library) -> None:
    for name in ("papers.md", "other.md"):
        Path(name).write_text("mine", "utf-8")
    async with reading(library) as reader:
        await reader.press("e", "enter", "tab", "tab")
        await reader.type("other.md")
        assert "exists" not in reader.shown
        await reader.press("enter")
        assert "other.md exists" in reader.shown
        await reader.press("escape")
    assert Path("other.md").read_text("utf-8") == "mine"


async def test_a_folder_is_refused(library: Library) -> None:
    Path("folder").mkdir()
    async with reading(library) as reader:
        await reader.press("e", "tab", "tab")
        for name in ("folder", "", ".", "~"):
            await reader.type(name)
            await reader.press("enter")
            assert reader.dialog == "ExportDialog"
            assert "is a folder" in reader.shown


UNWRITABLE = {
    "missing folder": "no/such/folder/x.md",
    "null": "x\0y.md",
    "unknown person": "~nobody-here/x.md",
    "too long": "a" * 300,
    "markup": "[/]/a[/b].md",
}


@pytest.mark.parametrize("name", UNWRITABLE.values(), ids=UNWRITABLE)
async def test_a_name_that_cannot_be_written_is_told(library: Library, name: str) -> None:
    async with reading(library) as reader:
        await reader.press("e")
        dialog = reader.app.screen
        reader.part(Input).value = name
        await reader.press("tab", "tab", "enter")
        warned = reader.app.screen is dialog and str(reader.part(Static, "#warning").visual)
        assert warned or reader.complaints
        assert reader.said == ""


async def test_a_name_without_an_end_follows_no_format(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("e")
        for name in ("..", "/", "", "a/.."):
            reader.part(Input).value = name
            await reader.press("j")
            assert reader.dialog == "ExportDialog"


async def test_the_name_follows_the_format(library: Library) -> None:
    async with reading(library, query="has:code") as reader:
        for format in (EXPORT_FORMATS["bibtex"], EXPORT_FORMATS["csl-json"]):
            await reader.press("e")
            await choose(reader, format.name)
            assert reader.part(Input).value == f"papers{format.extension}"
            await reader.press("enter")
            assert "GPSFormer" in Path(f"papers{format.extension}").read_text("utf-8")
    assert len(json.loads(Path("papers.json").read_text("utf-8"))) == 5


async def test_leaving_the_dialog_exports_nothing(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("e", "escape")
        assert reader.dialog == ""
        assert list(Path().glob("papers.*")) == []


async def test_without_papers_there_is_nothing_to_export(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("e")
        assert reader.dialog == ""
        assert reader.said == "No papers here to export."


async def test_text_selected_with_the_mouse_is_copied(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr("tui.app.screens.open_actions.copy_to_system", copy)
    async with reading(library) as reader:
        detail = reader.screen.detail
        await reader.pilot.mouse_down(detail, offset=(2, 1))
        await reader.pilot.hover(detail, offset=(10, 1))
        await reader.pilot.mouse_up(detail, offset=(10, 1))
        await reader.press("ctrl+c")
    assert copied == ["GPSFormer"]
