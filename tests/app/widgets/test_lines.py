"""Header and footer: the first and the last line of the screen."""

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.app.widgets.header_line import HeaderLine
from tui.app.widgets.key_footer import KeyFooter

HINTS = (("/", "search"), ("b", "bookmark"), ("x", "archive"))


class LinesApp(App[None]):
    CSS = "HeaderLine, KeyFooter { height: 1; }"

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield KeyFooter()

    @property
    def header(self) -> HeaderLine:
        return self.query_one(HeaderLine)

    @property
    def footer(self) -> KeyFooter:
        return self.query_one(KeyFooter)

    def text(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips][:2]


async def widen(pilot: Pilot[None], width: int) -> None:
    """Give the terminal another width."""
    await pilot.resize_terminal(width, 4)
    while pilot.app.screen.size.width != width:
        await pilot.pause()
    for _frame in range(3):
        await pilot.pause()


async def test_the_header_says_how_much_there_is_and_what_goes_on() -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 4)) as pilot:
        app.header.papers, app.header.inbox = 8262, 1204
        await pilot.pause()
        assert app.text()[0].rstrip() == " papertui · 8,262 papers · 1,204 in inbox"
        app.header.selected, app.header.activity = 3, "indexing …"
        await pilot.pause()
        assert app.text()[0].endswith(" indexing … ")
        assert "· 3 selected" in app.text()[0]


async def test_the_header_says_one_thing_at_a_time_at_the_right() -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 4)) as pilot:
        shown = []
        for name, words in (
            ("standing", ("synced 2 h ago", "")),
            ("new", 31),
            ("syncing", ("syncing hf · 3 new", "syncing")),
            ("activity", "indexing …"),
        ):
            setattr(app.header, name, words)
            await pilot.pause()
            shown.append(app.text()[0].split("inbox")[1].strip())
        assert shown == ["synced 2 h ago", "31 new – press R", "syncing hf · 3 new", "indexing …"]


async def test_the_header_says_less_at_the_right_before_it_cuts_the_counts() -> None:
    app = LinesApp()
    async with app.run_test(size=(50, 4)) as pilot:
        app.header.papers, app.header.inbox = 8262, 1204
        app.header.standing = ("synced 2 h ago", "")
        await pilot.pause()
        assert app.text()[0].rstrip() == " papertui · 8,262 papers · 1,204 in inbox"
        app.header.new = 31
        await pilot.pause()
        assert app.text()[0] == " papertui · 8,262 papers · 1,204 in inbox  31 new "
        app.header.syncing = ("syncing hf · 3 new", "syncing")
        await pilot.pause()
        assert app.text()[0] == " papertui · 8,262 papers · 1,204 in inbox syncing "


async def test_the_header_is_cut_with_an_ellipsis() -> None:
    app = LinesApp()
    async with app.run_test(size=(20, 4)) as pilot:
        app.header.papers = 8262
        await pilot.pause()
        assert app.text()[0] == " papertui · 8,262 p…"


async def test_the_footer_shows_the_keys_that_fit_and_always_the_help() -> None:
    app = LinesApp()
    async with app.run_test(size=(34, 4)) as pilot:
        app.footer.hints = HINTS
        await pilot.pause()
        assert app.text()[1] == " / search  b bookmark    ? help   "
        await widen(pilot, 80)
        assert "x archive" in app.text()[1]
        await widen(pilot, 12)
        assert "? help" in app.text()[1]


async def test_a_message_takes_the_place_of_the_keys_for_a_while() -> None:
    app = LinesApp()
    async with app.run_test(size=(60, 4)) as pilot:
        app.footer.hints = HINTS
        app.footer.tell("first")
        app.footer.tell("bookmarked [/] 1 paper")
        await pilot.pause()
        assert app.text()[1].startswith(" bookmarked [/] 1 paper")
        assert "? help" in app.text()[1]
        app.footer._forget()
        await pilot.pause()
        assert "b bookmark" in app.text()[1]


async def test_what_goes_on_stays_and_messages_come_before_it() -> None:
    app = LinesApp()
    async with app.run_test(size=(60, 4)) as pilot:
        app.footer.hints = HINTS
        app.footer.tell("bookmarked 1 paper")
        app.footer.begin("Downloading …")
        await pilot.pause()
        assert app.text()[1].startswith(" Downloading …")
        app.footer.tell("archived 1 paper")
        app.footer.ongoing = "PDF: 1.0 MB"
        await pilot.pause()
        assert app.text()[1].startswith(" archived 1 paper")
        app.footer._forget()
        await pilot.pause()
        assert app.text()[1].startswith(" PDF: 1.0 MB")
        app.footer.ongoing = ""
        await pilot.pause()
        assert "b bookmark" in app.text()[1]


async def test_a_long_message_is_cut_with_an_ellipsis() -> None:
    app = LinesApp()
    async with app.run_test(size=(30, 4)) as pilot:
        app.footer.tell("a very long message " * 5)
        await pilot.pause()
        assert "…" in app.text()[1]
        assert app.text()[1].rstrip().endswith("? help")
