"""How one paper looks in the list: one line or two."""

from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from tui.app.content import Spans, displayed, highlighted, one_line, plain
from tui.papers.paper import Entry, LinkKind, Paper

CURSOR = "▌"
SELECTED = "✓"
BOOKMARKED = "★"
ARCHIVED = "×"
NOTED = "✎"
_ROOM_FOR_FACTS, _ROOM_FOR_DAY = 36, 64


@dataclass(frozen=True, slots=True)
class RowStyles:
    """The styles of a row's parts, taken from the theme."""

    title: Style
    unread: Style
    meta: Style
    match: Style
    mark: Style
    archived: Style


@dataclass(frozen=True, slots=True)
class RowState:
    """What the list, not the paper, says about a row."""

    cursor: bool = False
    selected: bool = False
    spans: Spans = ()


def row_lines(
    entry: Entry, state: RowState, width: int, styles: RowStyles, *, compact: bool
) -> tuple[Content, ...]:
    """The lines of a row, each exactly ``width`` cells wide."""
    if compact:
        return (_compact_line(entry, state, width, styles),)
    title = one_line(_gutter(entry, state, styles) + _title(entry, state, styles), width)
    meta = _cursor_bar(state, styles) + Content("   ") + _meta(entry, styles)
    return (title, one_line(meta, width))


def _compact_line(entry: Entry, state: RowState, width: int, styles: RowStyles) -> Content:
    short = "  ".join(_short_facts(entry, width))
    facts = Content.styled(f" {short} ", styles.meta) if short.strip() else Content("")
    title = _gutter(entry, state, styles) + _title(entry, state, styles)
    return one_line(title, width - facts.cell_length) + facts


def _gutter(entry: Entry, state: RowState, styles: RowStyles) -> Content:
    triage = entry.triage
    mark = BOOKMARKED if triage.bookmarked else ARCHIVED if triage.archived else " "
    tick = SELECTED if state.selected else " "
    return _cursor_bar(state, styles) + Content.styled(f"{tick}{mark} ", styles.mark)


def _cursor_bar(state: RowState, styles: RowStyles) -> Content:
    return Content.styled(CURSOR if state.cursor else " ", styles.mark)


def _title(entry: Entry, state: RowState, styles: RowStyles) -> Content:
    title = highlighted(displayed(entry.paper.title), state.spans, styles.match)
    if entry.triage.archived:
        return title.stylize_before(styles.archived)
    return title.stylize_before(styles.title if entry.triage.read else styles.unread)


def _meta(entry: Entry, styles: RowStyles) -> Content:
    style = styles.archived if entry.triage.archived else styles.meta
    facts = [plain(fact) for fact in _facts(entry)]
    return Content(" · ").join(facts).stylize_before(style)


def _facts(entry: Entry) -> list[str]:
    paper = entry.paper
    facts = [
        "archived" if entry.triage.archived else "",
        paper.day.isoformat() if paper.day else "",
        first_author(paper),
        paper.categories[0] if paper.categories else "",
        f"▲ {paper.upvotes:,}" if paper.upvotes is not None else "",
        f"★ {paper.stars:,}" if paper.stars is not None else "",
        "code" if paper.links_of(LinkKind.CODE) else "",
        "note" if entry.triage.note else "",
        *(f"#{tag}" for tag in entry.triage.tags),
    ]
    return [fact for fact in facts if fact]


def _short_facts(entry: Entry, width: int) -> list[str]:
    paper = entry.paper
    facts = [
        NOTED if entry.triage.note else " ",
        f"▲{paper.upvotes}" if paper.upvotes is not None else "",
        "code" if paper.links_of(LinkKind.CODE) else "    ",
    ]
    if width >= _ROOM_FOR_DAY:
        facts.append(paper.day.isoformat() if paper.day else "")
    return [fact for fact in facts if fact] if width >= _ROOM_FOR_FACTS else []


def first_author(paper: Paper) -> str:
    """``Behrouz +2``: the first author's last name and how many more there are."""
    if not paper.authors:
        return ""
    name = paper.authors[0].name
    last = name.split(",")[0] if "," in name else name.rsplit(" ", 1)[-1]
    more = len(paper.authors) - 1
    return f"{last} +{more}" if more else last
